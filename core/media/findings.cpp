#include "core/media/findings.h"

#include <algorithm>
#include <utility>

namespace returns::media {
namespace {

// What a report can carry across the wire; no honest file comes near.
constexpr std::uint64_t kLargestSide = (std::uint64_t{1} << 31U) - 1;
constexpr std::uint64_t kLongest = std::uint64_t{1} << 42U;  // 139 years of milliseconds

}  // namespace

void Findings::type(std::string_view media_type, FileKind kind) {
  report_.type = media_type;
  report_.kind = kind;
}

void Findings::sound_alone() {
  struct Sound {
    std::string_view film, sound;
  };
  constexpr std::array kSounds{Sound{"video/webm", "audio/webm"}, Sound{"video/x-matroska", "audio/x-matroska"},
                               Sound{"video/mp4", "audio/mp4"}, Sound{"video/3gpp", "audio/3gpp"}};
  const auto* const found =
      std::find_if(kSounds.begin(), kSounds.end(), [&](const Sound& entry) { return entry.film == report_.type; });
  if (found == kSounds.end()) return unknown_type();
  type(found->sound, FileKind::Audio);
}

void Findings::unknown_type() {
  const std::int64_t size = report_.size;
  report_ = {};
  report_.size = size;
  marks_ = {};
  whole_ = false;
  problem(ProblemCode::UnknownType);
}

void Findings::dimensions(std::uint64_t width, std::uint64_t height, Offset byte) {
  report_.width = static_cast<std::int64_t>(std::min(width, kLargestSide));
  report_.height = static_cast<std::int64_t>(std::min(height, kLargestSide));
  room_for(width, height, byte);
}

void Findings::room_for(std::uint64_t width, std::uint64_t height, Offset byte) {
  if (width > kMaxSide || height > kMaxSide || saturating_mul(width, height) > kMaxPixels)
    problem(ProblemCode::PixelBomb, byte);
}

void Findings::duration(std::uint64_t milliseconds) {
  report_.duration_ms = std::max(report_.duration_ms, static_cast<std::int64_t>(std::min(milliseconds, kLongest)));
}

void Findings::problem(ProblemCode code, Offset byte) {
  if (!has(code)) report_.problems.push_back({code, static_cast<std::int64_t>(byte)});
}

void Findings::problem(ProblemCode code) {
  if (!has(code)) report_.problems.push_back({code, {}});
}

bool Findings::has(ProblemCode code) const {
  return std::any_of(report_.problems.begin(), report_.problems.end(),
                     [&](const Problem& problem) { return problem.code == code; });
}

Report Findings::take() {
  report_.complete = whole_ && report_.kind != FileKind::Unknown && !has(ProblemCode::Truncated);
  for (std::size_t i = 0; i < kMarks.size(); ++i) {
    if (marks_[i]) report_.metadata.emplace_back(kMarks[i]);
  }
  return std::move(report_);
}

}  // namespace returns::media
