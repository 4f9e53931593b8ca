#include "native/support/disk.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstddef>
#include <fstream>
#include <system_error>

namespace returns {
namespace {

namespace fs = std::filesystem;

Failure failure_of(int error, std::string_view what) {
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  const FailureCode code = full ? FailureCode::NoSpace : error == ENOENT ? FailureCode::NotFound : FailureCode::Io;
  return {code, std::string{what} + ": " + std::generic_category().message(error)};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }

 private:
  int number_;
};

class SystemFile final : public OpenFile {
 public:
  explicit SystemFile(int descriptor) : descriptor_(descriptor) {}

  Status write_at(std::int64_t offset, std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t written = ::pwrite(descriptor_.get(), bytes.data(), bytes.size(), offset);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return failure_of(errno, "write");
      bytes.remove_prefix(static_cast<std::size_t>(written));
      offset += written;
    }
    return Done{};
  }

  Status truncate(std::int64_t size) override {
    if (::ftruncate(descriptor_.get(), size) != 0) return failure_of(errno, "truncate");
    return Done{};
  }

  Status sync() override {
    if (::fsync(descriptor_.get()) != 0) return failure_of(errno, "fsync");
    return Done{};
  }

 private:
  Descriptor descriptor_;
};

class SystemDisk final : public Disk {
 public:
  Outcome<std::unique_ptr<OpenFile>> open(const fs::path& path) override {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return failure_of(errno, "open");
    return std::unique_ptr<OpenFile>(std::make_unique<SystemFile>(descriptor));
  }

  Status rename(const fs::path& from, const fs::path& to) override {
    std::error_code error;
    const fs::path folder = to.parent_path();
    if (fs::create_directories(folder, error)) {
      if (Status synced = sync_folder(folder.parent_path()); !synced) return synced;
    }
    if (error) return failure_of(error.value(), "make folder");
    if (::rename(from.c_str(), to.c_str()) != 0) return failure_of(errno, "rename");
    return sync_folder(folder);
  }

  Status remove(const fs::path& path) override {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return failure_of(errno, "remove");
    return Done{};
  }
};

}  // namespace

Status sync_folder(const fs::path& folder) {
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.get() < 0) return failure_of(errno, "open folder");
  if (::fsync(descriptor.get()) != 0) return failure_of(errno, "fsync folder");
  return Done{};
}

Mapped::~Mapped() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

std::unique_ptr<Disk> system_disk() { return std::make_unique<SystemDisk>(); }

Outcome<std::shared_ptr<const Mapped>> map_file(const fs::path& path) {
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.get() < 0) return failure_of(errno, "open");
  struct stat status {};
  if (::fstat(descriptor.get(), &status) != 0) return failure_of(errno, "stat");
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size == 0) return std::make_shared<const Mapped>(nullptr, std::size_t{0});
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.get(), 0);
  if (data == MAP_FAILED) return failure_of(errno, "map");
  return std::make_shared<const Mapped>(static_cast<const char*>(data), size);
}

Outcome<std::string> read_file(const fs::path& path, std::size_t limit) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return Failure{FailureCode::NotFound, "not a file"};
  const auto size = fs::file_size(path, error);
  if (error || size > limit) return Failure{FailureCode::Broken, "larger than expected"};
  std::ifstream in(path, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (!in.read(bytes.data(), static_cast<std::streamsize>(size))) return Failure{FailureCode::Io, "not readable"};
  return bytes;
}

}  // namespace returns
