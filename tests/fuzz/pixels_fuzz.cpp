// Any bytes through the decoders and every measure: an answer that is lawful and the same each time. The container's
// reader is left out, so that what it would refuse reaches the libraries too; the first byte chooses one.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/pixels/likeness.h"
#include "core/pixels/measure.h"
#include "core/pixels/shrink.h"
#include "core/pixels/verdict.h"
#include "decode/decode.h"
#include "decode/inspect.h"

namespace {

void must(bool holds) {
  if (!holds) __builtin_trap();
}

bool same(const returns::Pixels& a, const returns::Pixels& b) {
#define X(member, text) a.member == b.member&&
  return RETURNS_PIXELS(X) a.likeness == b.likeness;
#undef X
}

void measured(const returns::pixels::Plane& plane) {
  const returns::Pixels pixels = returns::pixels::measure(plane);
  must(same(pixels, returns::pixels::measure(plane)));
#define X(member, text) must(pixels.member >= 0 && pixels.member <= 100'000);
  RETURNS_PIXELS(X)
#undef X
  must(pixels.dark <= pixels.middle && pixels.middle <= pixels.light);
  must(pixels.likeness.empty() || returns::pixels::alike(pixels.likeness, pixels.likeness));
  std::vector<returns::Problem> problems;
  returns::pixels::judge(pixels, problems);
  for (const auto& problem : problems) must(!returns::refuses(problem.code));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace returns;
  if (size < 3) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data + 1), size - 1);
  if (data[0] == 'f') {  // a frame: two bytes of size, then luma
    const std::int32_t width = data[1] + 1;
    const auto height = static_cast<std::int32_t>((size - 2) / static_cast<std::size_t>(width));
    if (height > 0) measured({data + 2, width, height, width});
    decode::advise(input.substr(1), std::to_string(width) + 'x' + std::to_string(height));
    return 0;
  }
  const char* const type = data[0] == 'p' ? "image/png" : data[0] == 'w' ? "image/webp" : "image/jpeg";
  const auto decoded = decode::decode_picture(type, input);
  must(decoded.picture.empty() == (decoded.outcome != decode::Outcome::Done));
  if (decoded.outcome != decode::Outcome::Done) return 0;
  must(decoded.picture.width > 0 && decoded.picture.height > 0);
  must(std::max(decoded.picture.width, decoded.picture.height) <= pixels::kMostWorkingSide);
  measured(decoded.picture.plane());
  return 0;
}
