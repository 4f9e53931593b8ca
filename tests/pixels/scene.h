#pragma once
// Pictures of packaging as a phone would take them, drawn by rule: a box with printed lines and a bar code on a table,
// turned, lit from a side, with grain; and what goes wrong with such pictures. Everything follows from a seed.

#include <cstdint>

#include "core/pixels/plane.h"

namespace returns::scene {

using pixels::Picture;

struct Choice {
  std::uint32_t seed = 1;
  std::int32_t width = 800;
  std::int32_t height = 600;
  bool plain = false;  // a white box, nothing printed on it
  double reach = 0.8;  // of the frame's height that the box takes
  bool table = true;   // wood grain, or a plain table
};

Picture draw(const Choice& choice);

Picture blurred(const Picture& picture, double sigma);
Picture moved(const Picture& picture, int pixels, double angle);
Picture brighter(const Picture& picture, double factor, double added);
// A lamp's reflection: white in the middle, fading out; `size` of the shorter side.
Picture glaring(const Picture& picture, std::uint32_t seed, double size);
// The same picture shown on a screen and photographed: pixels of the one beating against those of the other.
Picture on_screen(const Picture& picture, double step, double depth);

Picture mirrored(const Picture& picture);
Picture turned(const Picture& picture);  // a quarter, clockwise
Picture cropped(const Picture& picture, double left, double top, double right, double bottom);
Picture halved(const Picture& picture);

}  // namespace returns::scene
