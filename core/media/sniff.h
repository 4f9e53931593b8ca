#pragma once
// What a file is, by its first bytes and nothing else.

#include <cstdint>
#include <string_view>

#include "core/file_kind.h"
#include "core/media/bytes.h"

namespace returns::media {

enum class Container : std::uint8_t { Unknown, Jpeg, Png, Gif, Webp, Heif, Movie, Matroska, Ogg, Pdf };

struct Sniffed {
  Container container = Container::Unknown;
  std::string_view type = {};  // media type
  FileKind kind = FileKind::Unknown;
};

Sniffed sniff(const Bytes& file);

}  // namespace returns::media
