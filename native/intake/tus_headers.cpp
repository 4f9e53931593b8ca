#include "native/intake/tus_headers.h"

#include <algorithm>
#include <charconv>

#include "native/support/base64.h"

namespace returns::intake {

std::optional<std::int64_t> read_count(std::string_view text) {
  std::int64_t value = 0;
  if (text.empty() || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || value > (std::int64_t{1} << 53)) return std::nullopt;
  return value;
}

std::optional<std::map<std::string, std::string>> read_metadata(std::string_view text) {
  std::map<std::string, std::string> metadata;
  while (!text.empty()) {
    std::string_view pair = text.substr(0, text.find(','));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const std::size_t space = std::min(pair.find(' '), pair.size());
    const auto value = decode_base64(pair.substr(std::min(space + 1, pair.size())));
    if (space == 0 || !value || !metadata.emplace(pair.substr(0, space), *value).second) return std::nullopt;
  }
  return metadata;
}

std::optional<Checksum> read_checksum(std::string_view text) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view algorithm = text.substr(0, space);
  if (algorithm != "sha1" && algorithm != "sha256") return std::nullopt;
  const auto digest = decode_base64(text.substr(space + 1));
  const bool sha1 = algorithm == "sha1";
  if (!digest || digest->size() != (sha1 ? 20 : 32)) return std::nullopt;
  return Checksum{.kind = sha1 ? Digest::Kind::Sha1 : Digest::Kind::Sha256, .digest = *digest};
}

http::Response tus(http::Response response) {
  response.set("Tus-Resumable", std::string{kTusVersion});
  if (response.find("Cache-Control") == nullptr) response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace returns::intake
