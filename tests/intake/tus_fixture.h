#pragma once
// An intake with one order and its token, for tests of uploads.

#include <gtest/gtest.h>
#include <thread>

#include "core/digest.h"
#include "tests/intake/shop.h"

namespace returns::test {

inline constexpr const char* kOctets = "application/offset+octet-stream";

// A picture of at least `size` bytes, the filling in a table that differs everywhere.
inline std::string big_picture(std::size_t size) {
  std::string bytes = picture("big");
  std::string out = bytes.substr(0, 2);
  while (out.size() + bytes.size() < size) {
    std::string filling;
    for (int i = 0; i < 7'000; ++i)
      filling += static_cast<char>('a' + (out.size() + static_cast<std::size_t>(i) * 7) % 26);
    out += "\xFF\xC4"
           + std::string{static_cast<char>((filling.size() + 2) >> 8U), static_cast<char>((filling.size() + 2) & 0xFFU)}
           + filling;
  }
  return out + bytes.substr(2);
}

class Tus : public ::testing::Test {
 protected:
  Tus() {
    shop.add_order();
    token = shop.token();
  }
  std::string create(const std::string& bytes, const std::string& type = "image/jpeg") {
    const Reply reply = shop.ask("POST", "/api/v1/media",
                                 tus_headers(token, {{"Upload-Length", std::to_string(bytes.size())},
                                                     {"Upload-Metadata", metadata("a.jpg", type, bytes)}}));
    EXPECT_EQ(reply.status, 201) << reply.body;
    return reply.header("location");
  }
  Headers patch_headers(std::size_t offset, const Headers& more = {}) {
    Headers headers = tus_headers(token, {{"Upload-Offset", std::to_string(offset)}, {"Content-Type", kOctets}});
    headers.insert(headers.end(), more.begin(), more.end());
    return headers;
  }
  Reply patch(const std::string& location, std::size_t offset, std::string_view bytes, const Headers& more = {}) {
    return shop.ask("PATCH", location, patch_headers(offset, more), bytes);
  }
  std::string offset(const std::string& location) {
    return shop.ask("HEAD", location, tus_headers(token)).header("upload-offset");
  }
  // Waits until the server has put this many bytes into the file. (Asking it would end the transfer.)
  bool arrived(const std::string& location, std::size_t bytes) {
    const auto part = shop.data() / "uploads" / (location.substr(location.rfind('/') + 1) + ".part");
    for (int i = 0; i < 1'000; ++i) {
      std::error_code error;
      if (std::filesystem::file_size(part, error) == bytes && !error) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return false;
  }
  std::string stored(const std::string& bytes) {
    const std::string hash = sha256_hex(bytes);
    const auto file = read_file(shop.data() / "media" / hash.substr(0, 2) / hash.substr(2), bytes.size());
    return file ? *file : std::string{};
  }

  Shop shop;
  std::string token;
};

}  // namespace returns::test
