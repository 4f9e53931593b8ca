#include "native/policy/lines.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <filesystem>

namespace returns::policy {

std::unique_ptr<Lines> Lines::open(const std::string& file, std::size_t padding) {
  if (file == "-") return std::unique_ptr<Lines>(new Lines(stdin, false, 0, padding));
  std::error_code error;
  if (std::filesystem::is_directory(file, error)) return nullptr;
  std::FILE* in = std::fopen(file.c_str(), "rb");
  if (in == nullptr) return nullptr;
  std::setvbuf(in, nullptr, _IONBF, 0);  // pieces are read whole
  const auto size = std::filesystem::file_size(file, error);
  return std::unique_ptr<Lines>(new Lines(in, true, error ? 0 : size, padding));
}

Lines::~Lines() {
  if (owned_) std::fclose(in_);
}

bool Lines::next(Piece& piece) {
  const std::lock_guard lock(mutex_);
  const auto before = std::chrono::steady_clock::now();
  piece.bytes.resize(std::max(piece.bytes.size(), rest_.size() + kPiece + padding_ + 1));
  std::copy(rest_.begin(), rest_.end(), piece.bytes.begin());
  std::size_t size = rest_.size();
  std::size_t whole = 0;  // bytes up to and with the last \n
  rest_.clear();
  while (whole == 0 && !ended_) {
    if (size > kLongest) {
      too_long_ = lines_ + 1;
      ended_ = true;
      break;
    }
    piece.bytes.resize(std::max(piece.bytes.size(), size + kPiece + padding_ + 1));
    const std::size_t got = std::fread(piece.bytes.data() + size, 1, kPiece, in_);
    read_ += got;
    if (got < kPiece) {
      ended_ = true;
      failed_ = std::ferror(in_) != 0;
    }
    size += got;
    if (const void* last = ::memrchr(piece.bytes.data(), '\n', size))
      whole = static_cast<std::size_t>(static_cast<const char*>(last) - piece.bytes.data()) + 1;
  }
  if (ended_ && too_long_ == 0 && whole < size) {  // a last line without its end
    piece.bytes[size++] = '\n';
    whole = size;
  }
  if (too_long_ == 0) rest_.assign(piece.bytes.data() + whole, size - whole);
  piece.size = whole;
  piece.first_line = lines_ + 1;
  lines_ += static_cast<std::uint64_t>(
      std::count(piece.bytes.begin(), piece.bytes.begin() + static_cast<std::ptrdiff_t>(whole), '\n'));
  nanoseconds_ += static_cast<std::uint64_t>((std::chrono::steady_clock::now() - before).count());
  return whole > 0;
}

std::uint64_t Lines::bytes_read() const {
  const std::lock_guard lock(mutex_);
  return read_;
}

std::uint64_t Lines::lines_read() const {
  const std::lock_guard lock(mutex_);
  return lines_;
}

}  // namespace returns::policy
