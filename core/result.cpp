#include "core/result.h"

#include <array>
#include <cstddef>

namespace returns {

std::string_view name(FaultCode code) {
  constexpr std::array kNames{
#define X(name, text) std::string_view{text},
      RETURNS_FAULTS(X)
#undef X
  };
  return kNames[static_cast<std::size_t>(code)];
}

std::string_view name(Document document) {
  constexpr std::array<std::string_view, 8> kNames{"pack",    "calendar", "order", "draft",
                                                   "request", "now",      "batch", "statement"};
  return kNames[static_cast<std::size_t>(document)];
}

}  // namespace returns
