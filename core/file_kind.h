#pragma once
// What sort of file something is; slots of a pack accept some, reports of files state one.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace returns {

enum class FileKind : std::uint8_t { Image, Video, Document, Audio, Unknown };

inline constexpr std::array<std::string_view, 5> kFileKinds{"image", "video", "document", "audio", "unknown"};
constexpr std::string_view name(FileKind kind) { return kFileKinds[static_cast<std::size_t>(kind)]; }

}  // namespace returns
