#include "core/media/scrub.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/media/edits.h"
#include "core/media/inspect.h"
#include "core/media/sniff.h"

namespace returns {
namespace {

constexpr std::array<std::string_view, 4> kOutcomes{
#define X(name, text) text,
    RETURNS_SCRUB_OUTCOMES(X)
#undef X
};

using Scrubber = void (*)(const media::Bytes& file, media::Edits& edits);

Scrubber scrubber_of(media::Container container) {
  switch (container) {
    case media::Container::Jpeg: return media::scrub_jpeg;
    case media::Container::Png: return media::scrub_png;
    case media::Container::Webp: return media::scrub_webp;
    case media::Container::Movie: return media::scrub_movie;
    default: return nullptr;
  }
}

// A scrubber walks what a reader has walked before it, and nothing else.
bool is_broken(const Report& report) {
  return !report.complete || std::any_of(report.problems.begin(), report.problems.end(), [](const Problem& problem) {
    return problem.code == ProblemCode::Corrupt || problem.code == ProblemCode::UnknownType;
  });
}

std::vector<std::string> removed(const Report& report, const media::Edits& edits) {
  std::vector<std::string> names;
  for (const std::string& mark : report.metadata) {
    if (mark != "exif" || edits.exif_gone()) names.push_back(mark);
  }
  if (edits.other() && names.empty()) names.emplace_back("other");
  if (edits.trailing()) names.emplace_back("trailing_data");
  return names;
}

}  // namespace

std::string_view name(ScrubOutcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }

Scrub plan_scrub(std::string_view bytes) { return plan_scrub(media::Bytes(bytes)); }

Scrub plan_scrub(const media::Bytes& file) {
  Scrub scrub;
  const Report report = inspect_media(file, "", "");
  if (is_broken(report)) {
    scrub.problems = report.problems;
    return scrub;
  }
  const Scrubber scrubber = scrubber_of(media::sniff(file).container);
  if (scrubber == nullptr) {
    scrub.outcome = ScrubOutcome::NotSupported;
    return scrub;
  }
  media::Edits edits(file, report.orientation);
  scrubber(file, edits);
  if (edits.given_up()) {
    scrub.outcome = ScrubOutcome::NotSupported;
    return scrub;
  }
  scrub.removed = removed(report, edits);
  scrub.edits = edits.take();
  scrub.outcome = scrub.edits.empty() ? ScrubOutcome::Clean : ScrubOutcome::Scrubbed;
  return scrub;
}

std::string scrubbed(std::string_view bytes, const std::vector<Edit>& edits) {
  std::string out;
  out.reserve(bytes.size());
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    const auto begin = static_cast<std::size_t>(edit.at);
    out.append(bytes.substr(at, begin - at)).append(edit.put).append(static_cast<std::size_t>(edit.zeros), '\0');
    at = begin + static_cast<std::size_t>(edit.length);
  }
  return out.append(bytes.substr(at));
}

}  // namespace returns
