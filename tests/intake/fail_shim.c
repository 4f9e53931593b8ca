// Loaded before libc (LD_PRELOAD): the Nth call that reads, writes or syncs a file, or that reads or writes a connection,
// fails.
//
// FAIL_CONTROL names a file of four 64-bit numbers that the test writes and this library reads and counts in:
// [0] calls left until one fails; 0: none does; less: every write to a file does, the disk is full   [1] calls seen   [2] errno of the failure   [3] 1: of connections, and of no files
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static int64_t* control;

__attribute__((constructor)) static void begin(void) {
  const char* name = getenv("FAIL_CONTROL");
  if (!name) return;
  const int file = open(name, O_RDWR);
  if (file < 0) return;
  void* mapped = mmap(NULL, 4 * sizeof(int64_t), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (mapped != MAP_FAILED) control = mapped;
}

// Is it this call's turn to fail?
static int turn(int connection) {
  if (!control || control[3] != connection) return 0;
  if (__atomic_load_n(&control[0], __ATOMIC_SEQ_CST) <= 0) return 0;
  __atomic_fetch_add(&control[1], 1, __ATOMIC_SEQ_CST);
  if (__atomic_sub_fetch(&control[0], 1, __ATOMIC_SEQ_CST) != 0) return 0;
  errno = (int)control[2];
  return 1;
}

static int blows(void) { return turn(0); }

static int is_full(void) {
  if (!control || __atomic_load_n(&control[0], __ATOMIC_SEQ_CST) >= 0) return 0;
  errno = (int)control[2];
  return 1;
}

static int is_file(int fd) {
  struct stat status;
  const int saved = errno;
  const int file = fstat(fd, &status) == 0 && (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
  errno = saved;
  return file;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void* data, size_t size) {
  if (is_file(fd) && (is_full() || blows())) return -1;
  return REAL(write)(fd, data, size);
}

// Half of it arrives first, as on a disk that is full.
static ssize_t torn(ssize_t (*real)(int, const void*, size_t, off_t), int fd, const void* data, size_t size, off_t at) {
  const int fault = errno;
  if (size > 1) real(fd, data, size / 2, at);
  errno = fault;
  return -1;
}

ssize_t pwrite(int fd, const void* data, size_t size, off_t at) {
  if (is_file(fd) && (is_full() || blows())) return torn(REAL(pwrite), fd, data, size, at);
  return REAL(pwrite)(fd, data, size, at);
}

ssize_t pwrite64(int fd, const void* data, size_t size, off64_t at) {
  if (is_file(fd) && (is_full() || blows())) return torn(REAL(pwrite64), fd, data, size, at);
  return REAL(pwrite64)(fd, data, size, at);
}

ssize_t pread(int fd, void* data, size_t size, off_t at) {
  if (is_file(fd) && blows()) return -1;
  return REAL(pread)(fd, data, size, at);
}

ssize_t pread64(int fd, void* data, size_t size, off64_t at) {
  if (is_file(fd) && blows()) return -1;
  return REAL(pread64)(fd, data, size, at);
}

int fsync(int fd) {
  if (blows()) return -1;
  return REAL(fsync)(fd);
}

int fdatasync(int fd) {
  if (blows()) return -1;
  return REAL(fdatasync)(fd);
}

int ftruncate(int fd, off_t size) {
  if (blows()) return -1;
  return REAL(ftruncate)(fd, size);
}

int ftruncate64(int fd, off64_t size) {
  if (blows()) return -1;
  return REAL(ftruncate64)(fd, size);
}

int rename(const char* from, const char* to) {
  if (blows()) return -1;
  return REAL(rename)(from, to);
}

int unlink(const char* name) {
  if (blows()) return -1;
  return REAL(unlink)(name);
}

ssize_t sendmsg(int fd, const struct msghdr* message, int flags) {
  if (turn(1)) return -1;
  return REAL(sendmsg)(fd, message, flags);
}

ssize_t recvmsg(int fd, struct msghdr* message, int flags) {
  if (turn(1)) return -1;
  return REAL(recvmsg)(fd, message, flags);
}

ssize_t send(int fd, const void* data, size_t size, int flags) {
  if (turn(1)) return -1;
  return REAL(send)(fd, data, size, flags);
}

ssize_t recv(int fd, void* data, size_t size, int flags) {
  if (turn(1)) return -1;
  return REAL(recv)(fd, data, size, flags);
}
