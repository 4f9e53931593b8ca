// Any bytes: a scrub that is a clear outcome. What is scrubbed has nothing left, says the reader; it is the same
// picture to it, and to the decoders where they can read it; and a second scrub finds nothing to do.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/media/inspect.h"
#include "core/media/scrub.h"
#include "decode/decode.h"

namespace {

void must(bool holds) {
  if (!holds) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace returns;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Scrub scrub = plan_scrub(bytes);
  must(scrub.edits.empty() == (scrub.outcome != ScrubOutcome::Scrubbed));
  must(scrub.problems.empty() == (scrub.outcome != ScrubOutcome::Broken));
  if (scrub.outcome != ScrubOutcome::Scrubbed) return 0;
  const std::string clean = scrubbed(bytes, scrub.edits);
  must(plan_scrub(clean).outcome == ScrubOutcome::Clean);
  const Report before = inspect_media(bytes, "", ""), after = inspect_media(clean, "", "");
  must(after.complete && after.type == before.type && after.width == before.width && after.height == before.height);
  const auto turns = [](const Report& report) {
    return report.orientation > 1 ? report.orientation : 0;
  };  // 1: as it is
  must(turns(after) == turns(before) && after.duration_ms == before.duration_ms);
  must(after.metadata.empty() || (after.metadata.size() == 1 && after.metadata[0] == "exif" && after.orientation > 1));
  if (before.width * before.height > 1'000'000) return 0;
  const decode::Decoded left = decode::decode_picture(before.type, bytes),
                        right = decode::decode_picture(after.type, clean);
  if (left.outcome == decode::Outcome::Done) {
    must(right.outcome == decode::Outcome::Done && left.picture.luma == right.picture.luma);
  }
  return 0;
}
