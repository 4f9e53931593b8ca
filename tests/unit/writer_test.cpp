// Text between quotes: what JSON must escape, wherever it stands, and nothing else.

#include "core/wire/writer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace returns::wire {
namespace {

std::string written(std::string_view text) {
  Writer writer;
  writer.text(text);
  return writer.take();
}

// One byte after the other.
std::string escaped(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      out += std::string("\\u00") + "0123456789abcdef"[byte / 16] + "0123456789abcdef"[byte % 16];
    } else {
      out += c;
    }
  }
  return out + '"';
}

TEST(Writer, EveryByteAtEveryPlace) {
  for (std::size_t length = 0; length <= 20; ++length) {
    EXPECT_EQ(written(std::string(length, 'x')), '"' + std::string(length, 'x') + '"');
    for (std::size_t at = 0; at < length; ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string text(length, static_cast<char>(0xE4));
        text[at] = static_cast<char>(byte);
        ASSERT_EQ(written(text), escaped(text)) << length << ' ' << at << ' ' << byte;
      }
    }
  }
}

TEST(Writer, NeighboursDoNotHideEachOther) {
  // A borrow between bytes would show here.
  const std::string bytes{'\0', '\1', '\x1f', ' ', '!', '"', '#', '[', '\\', ']', '\x7f', '\x80', '\xff'};
  for (const char a : bytes) {
    for (const char b : bytes) {
      for (const char c : bytes) {
        const std::string text = std::string("abcde") + a + b + c + "fghijklm";
        ASSERT_EQ(written(text), escaped(text));
      }
    }
  }
}

TEST(Writer, WhatIsReadIsWhatWasWritten) {
  const std::string text = "\u836f\u54c1 \"A\\B\" \n\t\x01 \u00e4\u0627";
  EXPECT_EQ(nlohmann::json::parse(written(text)).get<std::string>(), text);
}

}  // namespace
}  // namespace returns::wire
