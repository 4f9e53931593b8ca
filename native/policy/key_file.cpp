#include "native/policy/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <iostream>
#include <system_error>

#include "native/support/disk.h"

namespace returns::policy {
namespace {

constexpr std::size_t kMostBytes = 16'384;

Problem unwritable(const std::filesystem::path& file, int error) {
  if (error == EEXIST) return {"sign.key_exists", file.string()};
  return {"unwritable", file.string(), {}, {{"detail", std::generic_category().message(error)}}};
}

}  // namespace

Or<Secret> read_passphrase(const std::string& file) {
  if (file.empty()) return Secret{};
  std::string text;
  if (file == "-") {
    std::getline(std::cin, text);
  } else {
    auto read = read_file(file, kMostBytes);
    if (!read) return Problem{"unreadable", file, {}, {{"detail", read.failure().detail}}};
    text = std::move(*read);
    text.resize(std::min(text.find('\n'), text.size()));
  }
  if (!text.empty() && text.back() == '\r') text.pop_back();
  if (text.empty()) return Problem{"sign.passphrase_empty", file};
  return Secret(std::move(text));
}

Or<bool> write_secret(const std::filesystem::path& file, std::string_view text) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return unwritable(file, errno);
  std::string_view rest = text;
  int error = 0;
  while (!rest.empty() && error == 0) {
    const ssize_t written = ::write(descriptor, rest.data(), rest.size());
    if (written >= 0)
      rest.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      error = errno;
  }
  if (error == 0 && ::fsync(descriptor) != 0) error = errno;
  ::close(descriptor);
  if (error == 0) return true;
  ::unlink(file.c_str());  // half a key is none
  return unwritable(file, error);
}

Or<bool> write_key(const std::filesystem::path& file, const SigningKey& key, const Secret& passphrase) {
  const auto pem = key.write_pem(passphrase.text());
  if (!pem) return Problem{"sign.crypto", file.string()};
  return write_secret(file, pem->text());
}

Or<Secret> read_secret(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return Problem{"no_such_file", file.string()};
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) return Problem{"sign.key_open", file.string()};
  auto text = read_file(file, kMostBytes);
  if (!text) return Problem{"unreadable", file.string(), {}, {{"detail", text.failure().detail}}};
  return Secret(std::move(*text));
}

Or<SigningKey> read_key(const std::filesystem::path& file, const Secret& passphrase) {
  const auto pem = read_secret(file);
  if (!pem) return pem.problem();
  auto key = SigningKey::read_pem(pem->text(), passphrase.text());
  if (key) return std::move(*key);
  const bool sealed = pem->text().find("ENCRYPTED") != std::string_view::npos;
  return Problem{sealed ? "sign.passphrase_wrong" : "sign.key_unreadable", file.string()};
}

}  // namespace returns::policy
