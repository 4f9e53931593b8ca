#include "core/media/pages.h"

#include <algorithm>

namespace returns::media {

std::string_view Pages::bring(std::uint64_t at) {
  if (failed_ || at >= source_.size()) return {};
  const std::uint64_t begin = at - at % page_;
  auto page = std::find_if(pages_.begin(), pages_.end(), [&](const Page& kept) { return kept.at == begin; });
  if (page == pages_.end()) {
    if (pages_.size() < kKept) {
      pages_.reserve(kKept);
      page = pages_.emplace(pages_.end());
    } else {
      page =
          std::min_element(pages_.begin(), pages_.end(), [](const Page& a, const Page& b) { return a.used < b.used; });
    }
    page->at = begin;
    page->bytes.resize(static_cast<std::size_t>(std::min<std::uint64_t>(page_, source_.size() - begin)));
    if (!source_.read(begin, page->bytes.data(), page->bytes.size())) {
      failed_ = true;
      last_ = nullptr;
      page->bytes.clear();
      return {};
    }
  }
  page->used = ++clock_;
  last_ = &*page;
  return page->from(at);
}

}  // namespace returns::media
