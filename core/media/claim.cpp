#include "core/media/claim.h"

#include <algorithm>
#include <array>
#include <string>

namespace returns::media {
namespace {

struct Alias {
  std::string_view from, to;
};

// Other names in use for the types a report can state. Types of one family, that senders do not tell apart, have one
// name here: still pictures and bursts; a container's films and sounds; and phones write 3GPP brands into files that
// they call MP4.
constexpr std::array kTypes{
    Alias{"image/jpg", "image/jpeg"},
    Alias{"image/pjpeg", "image/jpeg"},
    Alias{"image/x-png", "image/png"},
    Alias{"image/apng", "image/png"},
    Alias{"image/vnd.mozilla.apng", "image/png"},
    Alias{"image/heif", "image/heic"},
    Alias{"image/heic-sequence", "image/heic"},
    Alias{"image/heif-sequence", "image/heic"},
    Alias{"image/avif-sequence", "image/avif"},
    Alias{"application/x-pdf", "application/pdf"},
    Alias{"video/x-m4v", "video/mp4"},
    Alias{"video/m4v", "video/mp4"},
    Alias{"application/mp4", "video/mp4"},
    Alias{"video/3gpp", "video/mp4"},
    Alias{"video/3gpp2", "video/mp4"},
    Alias{"video/3gp", "video/mp4"},
    Alias{"video/matroska", "video/x-matroska"},
    Alias{"audio/mp4", "video/mp4"},
    Alias{"audio/x-m4a", "video/mp4"},
    Alias{"audio/m4a", "video/mp4"},
    Alias{"audio/3gpp", "video/mp4"},
    Alias{"audio/webm", "video/webm"},
    Alias{"audio/matroska", "video/x-matroska"},
    Alias{"audio/x-matroska", "video/x-matroska"},
    Alias{"audio/opus", "audio/ogg"},
    Alias{"video/ogg", "audio/ogg"},
    Alias{"application/ogg", "audio/ogg"},
    Alias{"application/octet-stream", ""},
    Alias{"binary/octet-stream", ""},
};

constexpr std::array kExtensions{
    Alias{"jpg", "image/jpeg"},       Alias{"jpeg", "image/jpeg"},      Alias{"jpe", "image/jpeg"},
    Alias{"jfif", "image/jpeg"},      Alias{"png", "image/png"},        Alias{"apng", "image/png"},
    Alias{"gif", "image/gif"},        Alias{"webp", "image/webp"},      Alias{"heic", "image/heic"},
    Alias{"heif", "image/heic"},      Alias{"hif", "image/heic"},       Alias{"heics", "image/heic"},
    Alias{"avif", "image/avif"},      Alias{"avifs", "image/avif"},     Alias{"pdf", "application/pdf"},
    Alias{"mp4", "video/mp4"},        Alias{"m4v", "video/mp4"},        Alias{"3gp", "video/mp4"},
    Alias{"3g2", "video/mp4"},        Alias{"mov", "video/quicktime"},  Alias{"qt", "video/quicktime"},
    Alias{"webm", "video/webm"},      Alias{"mkv", "video/x-matroska"}, Alias{"weba", "video/webm"},
    Alias{"mka", "video/x-matroska"}, Alias{"m4a", "video/mp4"},        Alias{"m4b", "video/mp4"},
    Alias{"ogg", "audio/ogg"},        Alias{"oga", "audio/ogg"},        Alias{"opus", "audio/ogg"},
};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string family(std::string_view media_type) {
  std::string type = lower(trimmed(media_type.substr(0, media_type.find(';'))));
  const auto* const alias =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const Alias& entry) { return entry.from == type; });
  return alias == kTypes.end() ? type : std::string(alias->to);
}

}  // namespace

bool claim_differs(std::string_view type, std::string_view claimed_type) {
  const std::string claimed = family(claimed_type);
  return !claimed.empty() && claimed != family(type);
}

bool name_differs(std::string_view type, std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || name.size() - dot > 8) return false;
  const std::string extension = lower(name.substr(dot + 1));
  const auto* const known =
      std::find_if(kExtensions.begin(), kExtensions.end(), [&](const Alias& entry) { return entry.from == extension; });
  return known != kExtensions.end() && known->to != family(type);
}

}  // namespace returns::media
