#include "core/pixels/verdict.h"

namespace returns::pixels {
namespace {

// docs/pixels.md says what each limit was set by.
constexpr std::int32_t kDarkLight = 70;     // nine of ten pixels darker than this
constexpr std::int32_t kClipped = 500;      // half is white,
constexpr std::int32_t kFewDetails = 20;    // and hardly an edge is left
constexpr std::int32_t kHazeClipped = 250;  // a quarter is white,
constexpr std::int32_t kHazeDark = 140;     // and nothing is dark
constexpr std::int32_t kGlare = 2;
constexpr std::int32_t kJudged = 4;  // fewer edges, in thousandths: nothing to judge sharpness by
constexpr std::int32_t kShapes = 8;  // unless large shapes have edges where small ones have none
constexpr std::int32_t kBlurred = 140;
constexpr std::int32_t kMoved = 64;
constexpr std::int32_t kStripes = 350;

bool too_dark(const Pixels& pixels) { return pixels.light < kDarkLight; }

bool too_bright(const Pixels& pixels) {
  return (pixels.clipped >= kClipped && pixels.edges < kFewDetails)
         || (pixels.clipped >= kHazeClipped && pixels.dark >= kHazeDark);
}

void judge_sharpness(const Pixels& pixels, std::vector<Problem>& problems) {
  if (pixels.edges < kJudged) {
    problems.push_back({pixels.coarse >= kShapes ? ProblemCode::Blurred : ProblemCode::CannotJudge, {}});
  } else if (pixels.sharpness < kBlurred) {
    problems.push_back({ProblemCode::Blurred, {}});
  } else if (pixels.weakest > 0 && pixels.weakest < kMoved) {
    problems.push_back({ProblemCode::Moved, {}});
  }
}

}  // namespace

void judge(const Pixels& pixels, std::vector<Problem>& problems) {
  if (too_dark(pixels)) problems.push_back({ProblemCode::TooDark, {}});
  if (too_bright(pixels)) problems.push_back({ProblemCode::TooBright, {}});
  if (pixels.glare >= kGlare) problems.push_back({ProblemCode::Glare, {}});
  judge_sharpness(pixels, problems);
  if (pixels.stripes >= kStripes) problems.push_back({ProblemCode::Recaptured, {}});
}

}  // namespace returns::pixels
