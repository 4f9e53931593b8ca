#pragma once
// How many pages a PDF has (ISO 32000-2, 7.7.3): the largest /Count of the nodes of its page tree, of which the root's
// is the largest. Nodes may stand in compressed streams; whoever can open those asks again about what is in them
// (decode/pdf_streams.h).

#include <cstdint>

#include "core/media/bytes.h"

namespace returns::media {

inline constexpr std::int32_t kMostPages = 1'000'000;

// 0: no node of the page tree is to be seen.
std::int32_t pdf_pages(const Bytes& text);

}  // namespace returns::media
