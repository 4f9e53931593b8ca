#include "core/text.h"

#include <algorithm>

namespace returns {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace

std::size_t invalid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() - i < length) return i;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80U) return i;
    }
    const auto second = static_cast<unsigned char>(text[i + 1]);
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90)
        || (lead == 0xF4 && second > 0x8F))
      return i;
    i += length;
  }
  return std::string_view::npos;
}

std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_blank(std::string_view utf8) {
  while (!utf8.empty()) {
    if (is_space(utf8.front())) {
      utf8.remove_prefix(1);
    } else if (utf8.starts_with("\xC2\xA0")) {
      utf8.remove_prefix(2);
    } else if (utf8.starts_with("\xE3\x80\x80")) {
      utf8.remove_prefix(3);
    } else {
      return false;
    }
  }
  return true;
}

std::optional<std::int32_t> read_digits(std::string_view text) {
  if (text.empty() || text.size() > 9 || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  std::int32_t number = 0;
  for (const char c : text) number = number * 10 + (c - '0');
  return number;
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-';
  });
}

bool is_phone(std::string_view text) {
  constexpr std::string_view kBetween = "+()-. ";
  std::size_t digits = 0;
  while (!text.empty()) {
    // Full-width digits U+FF10…U+FF19: what a Chinese input method types.
    if (text.size() >= 3 && text.starts_with("\xEF\xBC") && text[2] >= '\x90' && text[2] <= '\x99') {
      ++digits;
      text.remove_prefix(3);
      continue;
    }
    if (is_digit(text.front())) {
      ++digits;
    } else if (kBetween.find(text.front()) == std::string_view::npos) {
      return false;
    }
    text.remove_prefix(1);
  }
  return digits >= 5 && digits <= 20;
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (text.size() > 254 || at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos)
    return false;
  if (std::any_of(text.begin(), text.end(), [](char c) { return is_space(c) || static_cast<unsigned char>(c) < 0x20; }))
    return false;
  const std::string_view domain = text.substr(at + 1);
  const std::size_t dot = domain.rfind('.');
  return dot != std::string_view::npos && dot > 0 && dot + 1 < domain.size() && domain.front() != '.'
         && domain.find("..") == std::string_view::npos;
}

std::string to_text(std::int64_t number) {
  std::string digits;
  auto rest = number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
  do {
    digits.push_back(static_cast<char>('0' + static_cast<char>(rest % 10)));
    rest /= 10;
  } while (rest != 0);
  if (number < 0) digits.push_back('-');
  std::reverse(digits.begin(), digits.end());
  return digits;
}

}  // namespace returns
