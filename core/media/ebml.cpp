#include "core/media/ebml.h"

#include <bit>

namespace returns::media {
namespace {

constexpr std::uint32_t kHeader = 0x1A45DFA3, kDocType = 0x4282;

// Leading zeros of the first byte tell how many follow.
unsigned length_of(std::uint8_t first) { return static_cast<unsigned>(std::countl_zero(first)) + 1; }

}  // namespace

std::optional<Element> Elements::next() {
  const Bytes rest = level_.from(at_);
  const unsigned id_length = length_of(rest.u8(0));
  if (id_length > 4 || !rest.has(0, id_length + 1)) return std::nullopt;
  const unsigned size_length = length_of(rest.u8(id_length));
  const Offset header = id_length + size_length;
  if (size_length > 8 || !rest.has(0, header)) return std::nullopt;
  const std::uint64_t all_ones = (std::uint64_t{1} << 7U * size_length) - 1;
  const std::uint64_t size = rest.be(id_length, size_length) & all_ones;
  Element element{
      .id = static_cast<std::uint32_t>(rest.be(0, id_length)), .place = rest.place(), .body = rest.part(header, size)};
  element.unknown_size = size == all_ones;
  if (element.unknown_size) element.body = rest.from(header);
  element.cut = !element.unknown_size && !rest.has(header, size);
  at_ = element.cut ? level_.size() : at_ + header + element.body.size();
  return element;
}

std::optional<Bytes> child_element(const Bytes& level, std::uint32_t id) {
  Elements elements(level);
  while (const auto element = elements.next()) {
    if (element->id == id) return element->body;
  }
  return std::nullopt;
}

std::uint64_t ebml_unsigned(const Bytes& body) {
  return body.size() > 8 ? 0 : body.be(0, static_cast<unsigned>(body.size()));
}

std::uint64_t ebml_float_times(const Bytes& body, std::uint32_t factor) {
  if (body.size() != 4 && body.size() != 8) return 0;
  const bool wide = body.size() == 8;
  const std::uint64_t bits = body.be(0, wide ? 8 : 4);
  const unsigned fraction_bits = wide ? 52 : 23;
  const int exponent_mask = wide ? 0x7FF : 0xFF;
  const int raw = static_cast<int>(bits >> fraction_bits) & exponent_mask;
  const bool negative = bits >> (wide ? 63U : 31U) != 0;
  if (negative || raw == 0) return 0;  // a subnormal is far below one
  std::uint64_t significand = (bits & ((std::uint64_t{1} << fraction_bits) - 1)) | std::uint64_t{1} << fraction_bits;
  if (raw == exponent_mask)
    return significand == std::uint64_t{1} << fraction_bits ? UINT64_MAX : 0;  // infinity, not a number
  // value = significand * 2^shift
  const int shift = raw - (exponent_mask >> 1) - static_cast<int>(fraction_bits);
  if (shift >= 0) return shift > 10 ? UINT64_MAX : saturating_mul(significand << static_cast<unsigned>(shift), factor);
  const auto right = static_cast<unsigned>(-shift);
  if (right >= 64 + 32) return 0;
  const std::uint64_t whole = right < 64 ? significand >> right : 0;
  // 32 bits of what is behind the point.
  const std::uint64_t below = right < 64 ? significand & ((std::uint64_t{1} << right) - 1) : significand;
  const std::uint64_t fraction = right > 32 ? below >> (right - 32) : below << (32 - right);
  return saturating_add(saturating_mul(whole, factor), fraction * factor >> 32U);
}

std::string_view ebml_media_type(const Bytes& file) {
  const auto header = Elements(file).next();
  if (!header || header->id != kHeader) return {};
  const auto type = child_element(header->body, kDocType);
  if (!type) return {};
  std::string text = type->copy(16);
  text = text.substr(0, text.find('\0'));
  if (text == "webm") return "video/webm";
  if (text == "matroska") return "video/x-matroska";
  return {};
}

}  // namespace returns::media
