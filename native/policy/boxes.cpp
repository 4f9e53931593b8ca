#include "native/policy/boxes.h"

#include <algorithm>

namespace returns::policy {

std::uint32_t Boxes::number(const std::vector<std::uint16_t>& set) {
  const auto [known, fresh] = numbers_.try_emplace(set, static_cast<std::uint32_t>(sets_.size()));
  if (fresh) sets_.push_back(set);
  return known->second;
}

// What lies below the values chosen so far. Values of a column that have the same below them are joined.
std::vector<Boxes::Piece> Boxes::below(std::size_t depth) {
  if (tuples_ > most_) return {};
  if (depth == columns_) {
    ++tuples_;
    const std::uint32_t answer = answer_(chosen_);
    return answer == kNothing ? std::vector<Piece>{} : std::vector<Piece>{{answer, {}}};
  }
  std::vector<std::uint16_t> values;
  choices_(depth, chosen_, values);
  std::map<Piece, std::vector<std::uint16_t>> by_piece;
  for (const std::uint16_t value : values) {
    chosen_.push_back(value);
    for (Piece& piece : below(depth + 1)) by_piece[std::move(piece)].push_back(value);
    chosen_.pop_back();
  }
  std::vector<Piece> pieces;
  pieces.reserve(by_piece.size());
  for (const auto& [piece, set] : by_piece) {
    // What has all the values it can have is written alike, whichever those are: then it joins with its neighbours.
    Part part{set.size() == values.size() ? kAny : number(set)};
    part.insert(part.end(), piece.part.begin(), piece.part.end());
    pieces.push_back({piece.answer, std::move(part)});
  }
  return pieces;
}

// Joins pieces that differ in one column alone; true when some were joined.
bool Boxes::merge(std::vector<Piece>& pieces, std::size_t column) {
  std::map<Piece, std::vector<std::uint16_t>> joined;
  for (Piece piece : pieces) {
    const std::uint32_t own = piece.part[column];
    piece.part[column] = own == kAny ? kAny : 0;
    std::vector<std::uint16_t>& into = joined[std::move(piece)];
    into.insert(into.end(), sets_[own].begin(), sets_[own].end());
  }
  if (joined.size() == pieces.size()) return false;
  pieces.clear();
  for (auto& [piece, set] : joined) {
    std::sort(set.begin(), set.end());
    Piece whole = piece;
    if (whole.part[column] != kAny) whole.part[column] = number(set);
    pieces.push_back(std::move(whole));
  }
  return true;
}

bool Boxes::run() {
  number({});  // 0 stands for "not looked at" in merge, 1 is kAny
  sets_.emplace_back();
  found_ = below(0);
  if (tuples_ > most_) return false;
  for (bool again = true; again;) {
    again = false;
    for (std::size_t column = columns_; column-- > 0;) again = merge(found_, column) || again;
  }
  return true;
}

std::vector<Box> Boxes::take() {
  std::vector<Box> boxes;
  for (const Piece& piece : found_) {
    Box box{{}, piece.answer};
    for (const std::uint32_t set : piece.part)
      box.sets.push_back(set == kAny ? std::nullopt : std::optional(sets_[set]));
    boxes.push_back(std::move(box));
  }
  return boxes;
}

}  // namespace returns::policy
