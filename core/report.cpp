#include "core/report.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace returns {
namespace {

struct ProblemEntry {
  std::string_view name;
  bool refuses;
};

constexpr std::array kProblems{
#define X(enumerator, text, refusing) ProblemEntry{text, refusing},
    RETURNS_PROBLEMS(X)
#undef X
};

}  // namespace

std::string_view name(ProblemCode code) { return kProblems[static_cast<std::size_t>(code)].name; }
bool refuses(ProblemCode code) { return kProblems[static_cast<std::size_t>(code)].refuses; }

std::optional<ProblemCode> read_problem(std::string_view text) {
  const auto found =
      std::find_if(kProblems.begin(), kProblems.end(), [&](const ProblemEntry& entry) { return entry.name == text; });
  if (found == kProblems.end()) return std::nullopt;
  return static_cast<ProblemCode>(found - kProblems.begin());
}

}  // namespace returns
