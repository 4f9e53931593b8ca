#pragma once
// Files, through a door that tests can make fail. Every failure carries errno's meaning; nothing is retried here.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "native/support/outcome.h"

namespace returns {

class OpenFile {
 public:
  OpenFile() = default;
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  virtual ~OpenFile() = default;
  // All of `bytes` at `offset`, or a failure after which any part of them may have been written.
  virtual Status write_at(std::int64_t offset, std::string_view bytes) = 0;
  virtual Status truncate(std::int64_t size) = 0;
  // What was written survives a power cut once this has succeeded.
  virtual Status sync() = 0;
};

// A whole file in memory as the kernel has it; unmapped with the object.
class Mapped {
 public:
  Mapped(const char* data, std::size_t size) : data_(data), size_(size) {}
  Mapped(const Mapped&) = delete;
  Mapped& operator=(const Mapped&) = delete;
  ~Mapped();
  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_;
  std::size_t size_;
};

class Disk {
 public:
  Disk() = default;
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;
  virtual ~Disk() = default;
  // Creates the file (mode 0600) when it is not there.
  virtual Outcome<std::unique_ptr<OpenFile>> open(const std::filesystem::path& path) = 0;
  // Atomic: afterwards either the old or the new name stands. Makes the folder of `to`, and the rename durable.
  virtual Status rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  virtual Status remove(const std::filesystem::path& path) = 0;
};

std::unique_ptr<Disk> system_disk();

// The names in it survive a power cut.
Status sync_folder(const std::filesystem::path& folder);

Outcome<std::shared_ptr<const Mapped>> map_file(const std::filesystem::path& path);
// Regular files of at most `limit` bytes.
Outcome<std::string> read_file(const std::filesystem::path& path, std::size_t limit);

}  // namespace returns
