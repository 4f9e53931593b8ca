#pragma once
// Elements of EBML (RFC 8794), which Matroska and WebM are made of.

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/media/bytes.h"

namespace returns::media {

struct Element {
  std::uint32_t id = 0;  // with its length marker, as written in the specifications
  Offset place = 0;      // of its header, in the file
  Bytes body;            // as much as there is; of an unknown size: to the end of what it lies in
  bool unknown_size = false;
  bool cut = false;  // its size runs past the end of what it lies in
};

class Elements {
 public:
  explicit Elements(const Bytes& level) : level_(level) {}

  // Nothing at the end, and where no element can start; rest() tells which.
  std::optional<Element> next();
  // Goes on behind the header of the element that next() gave: its children follow on this level.
  void enter(const Element& element) { at_ = element.body.place() - level_.place(); }
  Bytes rest() const { return level_.from(at_); }

 private:
  Bytes level_;
  Offset at_ = 0;
};

std::optional<Bytes> child_element(const Bytes& level, std::uint32_t id);

// An element's number; 0 when it claims more than 8 bytes.
std::uint64_t ebml_unsigned(const Bytes& body);

// An element's IEEE 754 number (4 or 8 bytes), times `factor`, without its fraction and in integer arithmetic: the
// browser and the server must agree to the bit. 0 for negative numbers and what is no number; saturates.
std::uint64_t ebml_float_times(const Bytes& body, std::uint32_t factor);

// By the EBML header's DocType: "video/webm", "video/x-matroska"; empty for other uses of EBML.
std::string_view ebml_media_type(const Bytes& file);

}  // namespace returns::media
