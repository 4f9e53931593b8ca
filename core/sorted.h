#pragma once
// Sorting in little code. What is sorted here is short, and each std::sort is a kilobyte of what every customer
// downloads; a heap sort is a third of that, and no slower than n log n.

#include <algorithm>

namespace returns {

// By operator<, which must tell any two elements apart: a heap keeps no order among equals.
template <class Range>
void sort(Range& range) {
  std::make_heap(range.begin(), range.end());
  std::sort_heap(range.begin(), range.end());
}

}  // namespace returns
