#include "native/http/coding.h"

#include <algorithm>

namespace returns::http {

bool takes(std::string_view accepted, std::string_view coding) {
  while (!accepted.empty()) {
    const std::size_t end = std::min(accepted.find(','), accepted.size());
    std::string_view entry = accepted.substr(0, end);
    accepted.remove_prefix(std::min(end + 1, accepted.size()));
    while (entry.starts_with(' ')) entry.remove_prefix(1);
    if (!entry.starts_with(coding)) continue;
    entry.remove_prefix(coding.size());
    if (!entry.empty() && entry.front() != ';' && entry.front() != ' ') continue;
    const std::size_t weight = entry.find("q=");
    return weight == std::string_view::npos
           || entry.substr(weight + 2).find_first_of("123456789") != std::string_view::npos;
  }
  return false;
}

}  // namespace returns::http
