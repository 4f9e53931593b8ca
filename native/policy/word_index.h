#pragma once
// Words to numbers, for text that is read by the million: one probe and one comparison each.

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace returns::policy {

class WordIndex {
 public:
  static constexpr std::int32_t kNone = -1;

  // The number of a word: its place in the order in which words were added.
  std::int32_t add(std::string_view word) {
    if (const std::int32_t known = find(word); known != kNone) return known;
    words_.emplace_back(word);
    if (words_.size() * 4 > slots_.size()) {
      slots_.assign(slots_.size() * 2, kNone);
      for (std::size_t i = 0; i < words_.size(); ++i) slots_[free_slot(words_[i])] = static_cast<std::int32_t>(i);
    } else {
      slots_[free_slot(word)] = static_cast<std::int32_t>(words_.size() - 1);
    }
    return static_cast<std::int32_t>(words_.size() - 1);
  }
  std::int32_t find(std::string_view word) const {
    for (std::size_t at = hash(word) & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
      const std::int32_t index = slots_[at];
      if (index == kNone || words_[static_cast<std::size_t>(index)] == word) return index;
    }
  }
  std::size_t size() const { return words_.size(); }
  const std::vector<std::string>& words() const { return words_; }

 private:
  // Length, first and last eight bytes: words of one vocabulary differ there.
  static std::size_t hash(std::string_view word) {
    std::uint64_t head = 0, tail = 0;
    const std::size_t bytes = word.size() < 8 ? word.size() : 8;
    std::memcpy(&head, word.data(), bytes);
    std::memcpy(&tail, word.data() + word.size() - bytes, bytes);
    std::uint64_t mixed = (head ^ (word.size() * 0x9E3779B97F4A7C15U)) * 0xFF51AFD7ED558CCDU;
    mixed = (mixed ^ (mixed >> 32U) ^ tail) * 0xC4CEB9FE1A85EC53U;
    return static_cast<std::size_t>(mixed >> 29U);
  }
  std::size_t free_slot(std::string_view word) const {
    std::size_t at = hash(word) & (slots_.size() - 1);
    while (slots_[at] != kNone) at = (at + 1) & (slots_.size() - 1);
    return at;
  }

  std::vector<std::string> words_;
  std::vector<std::int32_t> slots_ = std::vector<std::int32_t>(16, kNone);
};

}  // namespace returns::policy
