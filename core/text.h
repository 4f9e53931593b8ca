#pragma once
// Text without a locale: what the core needs to know about strings it does not understand.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace returns {

// Offset of the first byte that is not part of valid UTF-8 (no surrogates, no overlong forms), or npos.
std::size_t invalid_utf8(std::string_view text);

// Unicode code points in valid UTF-8; what "max_length" counts.
std::size_t code_points(std::string_view utf8);

// True when nothing but white space (ASCII, U+00A0, U+3000) is there.
bool is_blank(std::string_view utf8);

// Reads all of `text` as a decimal number without sign; at most 9 digits.
std::optional<std::int32_t> read_digits(std::string_view text);

// Identifiers of packs, lines, slots: 1 to 64 of A-Z a-z 0-9 _ . -
bool is_id(std::string_view text);

// A telephone number as people type it: 5 to 20 digits (full-width too), with + ( ) - . and spaces between.
bool is_phone(std::string_view text);

// One @ with something before it and a dotted name after it; no white space; at most 254 bytes (RFC 5321).
// Whether the mailbox exists only a message can tell.
bool is_email(std::string_view text);

std::string to_text(std::int64_t number);

}  // namespace returns
