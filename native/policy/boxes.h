#pragma once
// A function over the product of finite columns, as few boxes: rows of "this column is one of these values". Exact:
// every tuple that is not left out lies in exactly one box, and all tuples of a box have the box's answer.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace returns::policy {

struct Box {
  // By column: values, sorted; nothing: whichever the other columns leave possible.
  std::vector<std::optional<std::vector<std::uint16_t>>> sets;
  std::uint32_t answer = 0;
};

class Boxes {
 public:
  static constexpr std::uint32_t kNothing = 0;
  // The values of column `depth` that are possible after the values chosen so far.
  using Choices = std::function<void(std::size_t depth, const std::vector<std::uint16_t>& chosen,
                                     std::vector<std::uint16_t>& values)>;
  // The answer of a tuple; kNothing leaves it out.
  using Answer = std::function<std::uint32_t(const std::vector<std::uint16_t>& chosen)>;

  Boxes(std::size_t columns, Choices choices, Answer answer, std::uint64_t most)
      : columns_(columns),
        choices_(std::move(choices)),
        answer_(std::move(answer)),
        most_(most) {}

  // False when there are more than `most` tuples.
  bool run();
  std::vector<Box> take();
  std::uint64_t tuples() const { return tuples_; }

 private:
  // A part of a box, from some column on: sets by number, so that equal parts are found at once.
  static constexpr std::uint32_t kAny = 1;
  using Part = std::vector<std::uint32_t>;
  struct Piece {
    std::uint32_t answer;
    Part part;
    friend auto operator<=>(const Piece&, const Piece&) = default;
  };
  std::vector<Piece> below(std::size_t depth);
  std::uint32_t number(const std::vector<std::uint16_t>& set);
  bool merge(std::vector<Piece>& pieces, std::size_t column);

  std::size_t columns_;
  Choices choices_;
  Answer answer_;
  std::uint64_t most_, tuples_ = 0;
  std::vector<std::uint16_t> chosen_;
  std::map<std::vector<std::uint16_t>, std::uint32_t> numbers_;
  std::vector<std::vector<std::uint16_t>> sets_;
  std::vector<Piece> found_;
};

}  // namespace returns::policy
