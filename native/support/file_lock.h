#pragma once
// A file that one process has at a time, or several that share it; the system lets go of it when its owner is killed.

#include <filesystem>
#include <optional>
#include <utility>

namespace returns {

class FileLock {
 public:
  enum class Kind : unsigned char { Alone, Shared };

  // Makes the file. Nothing: somebody else has it, or it cannot be made.
  static std::optional<FileLock> try_take(const std::filesystem::path& path, Kind kind);
  // Waits for whoever has it.
  static std::optional<FileLock> take(const std::filesystem::path& path, Kind kind);

  FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileLock& operator=(FileLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  static std::optional<FileLock> open(const std::filesystem::path& path, int operation);

  int descriptor_;
};

}  // namespace returns
