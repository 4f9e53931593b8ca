#include "core/pixels/measure.h"

#include "core/pixels/edges.h"
#include "core/pixels/fingerprint.h"
#include "core/pixels/sharpness.h"
#include "core/pixels/shrink.h"
#include "core/pixels/stripes.h"
#include "core/pixels/subject.h"
#include "core/pixels/tones.h"

namespace returns::pixels {

Pixels measure(const Plane& plane) {
  const Edges edges = find_edges(plane);
  const Sharpness sharpness = sharpness_of(edges);
  const Subject subject = subject_of(edges);
  const Tones tones = tones_of(plane);
  const Picture small = overview(plane);
  Pixels pixels;
  pixels.edges = sharpness.edges;
  pixels.coarse = sharpness_of(find_edges(small.plane())).edges;
  pixels.sharpness = sharpness.overall;
  pixels.weakest = sharpness.weakest;
  pixels.dark = tones.dark;
  pixels.middle = tones.middle;
  pixels.light = tones.light;
  pixels.clipped = tones.clipped;
  // Without a white pixel there is no spot of them.
  pixels.glare = tones.clipped > 0 ? glare_of(small) : 0;
  pixels.wide = subject.wide;
  pixels.high = subject.high;
  pixels.stripes = stripes_of(plane);
  pixels.likeness = fingerprint(small);
  return pixels;
}

}  // namespace returns::pixels
