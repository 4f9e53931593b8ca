#include "core/pixels/advice.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "core/pixels/edges.h"
#include "core/pixels/sharpness.h"
#include "core/pixels/shrink.h"
#include "core/pixels/subject.h"
#include "core/pixels/tones.h"
#include "core/pixels/verdict.h"

namespace returns::pixels {
namespace {

constexpr std::array kNames{
#define X(enumerator, text) std::string_view{text},
    RETURNS_ADVICE(X)
#undef X
};

// What is shown takes less than this of the frame, both ways.
constexpr std::int32_t kFar = 400;

Advice of(ProblemCode code) {
  switch (code) {
    case ProblemCode::TooDark: return Advice::TooDark;
    case ProblemCode::TooBright: return Advice::TooBright;
    case ProblemCode::Glare: return Advice::Glare;
    case ProblemCode::Moved: return Advice::Moved;
    case ProblemCode::Blurred: return Advice::Blurred;
    case ProblemCode::CannotJudge: return Advice::CannotJudge;
    default: return Advice::Good;
  }
}

}  // namespace

std::string_view name(Advice advice) { return kNames[static_cast<std::size_t>(advice)]; }

FrameAdvice advise(const Plane& frame) {
  const Edges edges = find_edges(frame);
  const Sharpness sharpness = sharpness_of(edges);
  const Subject subject = subject_of(edges);
  const Tones tones = tones_of(frame);
  Pixels pixels;
  pixels.edges = sharpness.edges;
  const Picture small = overview(frame);
  pixels.coarse = sharpness_of(find_edges(small.plane())).edges;
  pixels.sharpness = sharpness.overall;
  pixels.weakest = sharpness.weakest;
  pixels.dark = tones.dark;
  pixels.middle = tones.middle;
  pixels.light = tones.light;
  pixels.clipped = tones.clipped;
  pixels.glare = tones.clipped > 0 ? glare_of(small) : 0;
  std::vector<Problem> problems;
  judge(pixels, problems);
  FrameAdvice advice{problems.empty() ? Advice::Good : of(problems.front().code), sharpness.overall};
  const bool far = subject.wide > 0 && subject.wide < kFar && subject.high < kFar;
  if (far && (advice.advice == Advice::Good || advice.advice > Advice::TooFar)) advice.advice = Advice::TooFar;
  return advice;
}

}  // namespace returns::pixels
