#include "native/http/range.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace returns::http {
namespace {

// Digits alone; nothing for an empty text and for numbers beyond any file.
std::optional<std::size_t> number(std::string_view text) {
  std::size_t value = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return value;
}

}  // namespace

void keep_range(const Request& request, Response& response) {
  response.set("Accept-Ranges", "bytes");
  constexpr std::string_view kUnit = "bytes=";
  const std::string_view range = request.header("Range");
  if (!range.starts_with(kUnit)) return;
  const std::string_view wanted = range.substr(kUnit.size());
  const std::size_t dash = wanted.find('-');
  if (dash == std::string_view::npos) return;
  const auto first = number(wanted.substr(0, dash)), last = number(wanted.substr(dash + 1));
  const bool to_the_end = dash + 1 == wanted.size();
  const std::size_t size = response.body.size();
  std::size_t begin = 0, end = size;
  if (first && (last || to_the_end)) {
    if (last && *last < *first) return;
    begin = *first;
    if (last && *last < size) end = *last + 1;
  } else if (dash == 0 && last) {
    begin = size - std::min(size, *last);  // so many from the end
  } else {
    return;
  }
  const std::string whole = '/' + std::to_string(size);
  if (begin >= size) {
    response.status = 416;
    response.set("Content-Range", "bytes *" + whole);
    response.body.clear();
    return;
  }
  response.status = 206;
  response.set("Content-Range", "bytes " + std::to_string(begin) + '-' + std::to_string(end - 1) + whole);
  response.body = response.body.substr(begin, end - begin);
}

}  // namespace returns::http
