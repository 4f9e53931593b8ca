#include "native/support/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <cerrno>

namespace returns {
namespace {

int operation_of(FileLock::Kind kind) { return kind == FileLock::Kind::Alone ? LOCK_EX : LOCK_SH; }

}  // namespace

std::optional<FileLock> FileLock::open(const std::filesystem::path& path, int operation) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return std::nullopt;
  FileLock lock(descriptor);
  int done = 0;
  do done = ::flock(descriptor, operation);
  while (done != 0 && errno == EINTR);
  if (done != 0) return std::nullopt;
  return lock;
}

std::optional<FileLock> FileLock::try_take(const std::filesystem::path& path, Kind kind) {
  return open(path, operation_of(kind) | LOCK_NB);
}

std::optional<FileLock> FileLock::take(const std::filesystem::path& path, Kind kind) {
  return open(path, operation_of(kind));
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace returns
