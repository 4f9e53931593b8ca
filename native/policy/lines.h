#pragma once
// A file of lines, given out in pieces of whole lines to any number of threads, each piece once and in order.

#include <cstdint>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace returns::policy {

struct Piece {
  std::vector<char> bytes;       // kept from piece to piece
  std::size_t size = 0;          // bytes of it that are lines; every line ends with \n
  std::uint64_t first_line = 0;  // number of its first line, from 1
};

class Lines {
 public:
  // `file` may be "-". Every piece has `padding` readable bytes after its end.
  static std::unique_ptr<Lines> open(const std::string& file, std::size_t padding);
  ~Lines();
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;

  // False at the end, after a failed read (failed()), or at a line that is longer than kLongest (too_long()).
  bool next(Piece& piece);

  static constexpr std::size_t kPiece = std::size_t{1} << 20;
  static constexpr std::size_t kLongest = std::size_t{16} << 20;

  bool failed() const { return failed_; }
  std::uint64_t too_long() const { return too_long_; }  // number of that line, or 0
  std::uint64_t bytes_read() const;
  std::uint64_t lines_read() const;
  std::uint64_t bytes_total() const { return total_; }  // 0: not known
  std::uint64_t nanoseconds() const { return nanoseconds_; }

 private:
  Lines(std::FILE* in, bool owned, std::uint64_t total, std::size_t padding)
      : in_(in),
        owned_(owned),
        total_(total),
        padding_(padding) {}

  std::FILE* in_;
  bool owned_;
  std::uint64_t total_;
  std::size_t padding_;
  mutable std::mutex mutex_;
  std::string rest_;  // the beginning of a line whose end was not read yet
  bool ended_ = false;
  bool failed_ = false;
  std::uint64_t too_long_ = 0;
  std::uint64_t lines_ = 0;
  std::uint64_t read_ = 0;
  std::uint64_t nanoseconds_ = 0;
};

}  // namespace returns::policy
