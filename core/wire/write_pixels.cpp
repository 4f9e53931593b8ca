#include "core/wire/write_pixels.h"

#include "core/wire/pixel_names.h"

namespace returns::wire {

void write_pixels(Writer& writer, const Pixels& pixels) {
  writer.begin_object();
  for (const PixelName& entry : kPixelNames) writer.member(entry.name, pixels.*entry.value);
  writer.member_if("likeness", pixels.likeness).end_object();
}

}  // namespace returns::wire
