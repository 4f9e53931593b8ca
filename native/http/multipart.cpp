#include "native/http/multipart.h"

#include <algorithm>

#include "core/text.h"

namespace returns::http {
namespace {

constexpr std::string_view kEnd = "\r\n";
constexpr std::size_t kLongestBoundary = 70;  // RFC 2046 5.1.1
constexpr std::size_t kMostHead = 4096;

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

// `name="…"` of a header's value. Browsers write %22 for a quote and %0D%0A for a line's end (HTML, multipart
// encoding), and nothing else, so only these are read back.
std::string parameter(std::string_view value, std::string_view name) {
  const std::string start = std::string{name} + "=\"";
  for (std::size_t at = value.find(start); at != std::string_view::npos; at = value.find(start, at + 1)) {
    // Not the end of another name: filename is no name.
    if (at == 0 || (value[at - 1] != ' ' && value[at - 1] != ';')) continue;
    std::string_view rest = value.substr(at + start.size());
    rest = rest.substr(0, std::min(rest.find('"'), rest.size()));
    std::string out;
    for (std::size_t n = 0; n < rest.size(); ++n) {
      const std::string_view escape = rest.substr(n, 3);
      if (escape == "%22" || escape == "%0D" || escape == "%0A") {
        out += escape == "%22" ? '"' : ' ';
        n += 2;
      } else {
        out += rest[n];
      }
    }
    return out;
  }
  return {};
}

bool read_head(std::string_view head, Part& part) {
  bool named = false;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find(kEnd), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + kEnd.size(), head.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return false;
    const std::string name = lower(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (name == "content-type") part.type = std::string{value};
    if (name != "content-disposition") continue;
    if (!lower(value).starts_with("form-data")) return false;
    part.name = parameter(value, "name");
    part.filename = parameter(value, "filename");
    named = true;
  }
  const auto is_text = [](const std::string& text) {
    return text.find('\0') == std::string::npos && invalid_utf8(text) == std::string_view::npos;
  };
  return named && is_text(part.name) && is_text(part.filename) && is_text(part.type);
}

// The parts up to the first that is not complete; `ended` when the last delimiter was reached.
std::optional<std::vector<Part>> read(std::string_view body, std::string_view boundary, std::size_t most, bool& ended) {
  ended = false;
  const std::string opening = "--" + std::string{boundary};
  const std::string delimiter = std::string{kEnd} + opening;
  if (boundary.empty() || !body.starts_with(opening)) return std::nullopt;
  std::vector<Part> parts;
  body.remove_prefix(opening.size());
  for (;;) {
    if (body.starts_with("--")) {
      ended = true;
      return parts;
    }
    if (!body.starts_with(kEnd)) return body.size() < kEnd.size() ? std::optional(parts) : std::nullopt;
    body.remove_prefix(kEnd.size());
    constexpr std::string_view kBlank = "\r\n\r\n";
    const std::size_t head_end = body.substr(0, kMostHead).find(kBlank);
    if (head_end == std::string_view::npos) return body.size() < kMostHead ? std::optional(parts) : std::nullopt;
    Part part;
    if (parts.size() == most || !read_head(body.substr(0, head_end), part)) return std::nullopt;
    body.remove_prefix(head_end + kBlank.size());
    const std::size_t end = body.find(delimiter);
    if (end == std::string_view::npos) return parts;
    part.bytes = body.substr(0, end);
    body.remove_prefix(end + delimiter.size());
    parts.push_back(std::move(part));
  }
}

}  // namespace

std::string multipart_boundary(std::string_view content_type) {
  if (!lower(content_type.substr(0, content_type.find(';'))).starts_with("multipart/form-data")) return {};
  const std::size_t at = lower(content_type).find("boundary=");
  if (at == std::string::npos) return {};
  std::string_view value = content_type.substr(at + std::string_view{"boundary="}.size());
  value = value.substr(0, value.find(';'));
  value = trimmed(value);
  if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"')) value = value.substr(1, value.size() - 2);
  const bool well = !value.empty() && value.size() <= kLongestBoundary
                    && std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c <= '~' && c != '"'; });
  return well ? std::string{value} : std::string{};
}

std::optional<std::vector<Part>> read_multipart(std::string_view body, std::string_view boundary, std::size_t most) {
  bool ended = false;
  auto parts = read(body, boundary, most, ended);
  return ended ? std::move(parts) : std::nullopt;
}

std::vector<Part> first_parts(std::string_view beginning, std::string_view boundary, std::size_t most) {
  bool ended = false;
  return read(beginning, boundary, most, ended).value_or(std::vector<Part>{});
}

}  // namespace returns::http
