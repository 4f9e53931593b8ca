#include "tests/pixels/scene.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/pixels/shrink.h"

namespace returns::scene {
namespace {

std::uint32_t mixed(std::uint32_t a, std::uint32_t b) {
  std::uint32_t value = a * 0x9E3779B9U ^ (b + 0x7F4A7C15U) * 0x85EBCA6BU;
  value ^= value >> 15U;
  value *= 0xC2B2AE35U;
  return value ^ value >> 13U;
}
double fraction(std::uint32_t a, std::uint32_t b) { return (mixed(a, b) & 0xFFFFU) / 65536.0; }

std::uint8_t level(double value) { return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0))); }

// Light between knots of a grid, smooth in between: stains, folds, uneven light.
double soft(std::uint32_t seed, double x, double y) {
  const double fx = std::floor(x), fy = std::floor(y);
  const double ax = x - fx, ay = y - fy;
  const double sx = ax * ax * (3 - 2 * ax), sy = ay * ay * (3 - 2 * ay);
  const auto knot = [&](double dx, double dy) {
    return fraction(seed + static_cast<std::uint32_t>(static_cast<std::int32_t>(fx + dx)) * 7919U,
                    static_cast<std::uint32_t>(static_cast<std::int32_t>(fy + dy)));
  };
  return (knot(0, 0) * (1 - sx) + knot(1, 0) * sx) * (1 - sy) + (knot(0, 1) * (1 - sx) + knot(1, 1) * sx) * sy;
}

class Box {
 public:
  explicit Box(const Choice& choice) : choice_(choice), seed_(mixed(choice.seed, 77)) {
    const double angle = (fraction(seed_, 1) - 0.5) * 1.1;
    cos_ = std::cos(angle);
    sin_ = std::sin(angle);
    half_high_ = choice.height * choice.reach / 2;
    half_wide_ = half_high_ * (0.8 + 0.5 * fraction(seed_, 2));
    centre_x_ = choice.width * (0.5 + 0.08 * (fraction(seed_, 3) - 0.5));
    centre_y_ = choice.height * (0.5 + 0.08 * (fraction(seed_, 4) - 0.5));
    paper_ = choice.plain ? 216 : 165 + 70 * fraction(seed_, 5);
    ink_ = 25 + 50 * fraction(seed_, 6);
    table_ = choice.plain ? 205 : 60 + 90 * fraction(seed_, 7);
    line_ = half_high_ / (9 + 6 * fraction(seed_, 8));
    band_ = 70 + 110 * fraction(seed_, 9);
  }

  double at(double x, double y) const {
    const double dx = x - centre_x_, dy = y - centre_y_;
    // A little perspective: the far side is smaller.
    const double far = 1 + 0.25 * dy / choice_.height;
    const double u = (dx * cos_ + dy * sin_) * far, v = (-dx * sin_ + dy * cos_) * far;
    if (std::abs(u) > half_wide_ || std::abs(v) > half_high_) return table(x, y, u, v);
    return choice_.plain ? paper_ : printed(u + half_wide_, v + half_high_);
  }

 private:
  double table(double x, double y, double u, double v) const {
    const double shadow = std::max(std::abs(u) - half_wide_, std::abs(v) - half_high_);
    double light = table_;
    if (choice_.table && !choice_.plain) {
      light += 26 * (soft(seed_ + 11, x / 90, y / 7) - 0.5) + 14 * (soft(seed_ + 12, x / 31, y / 2.5) - 0.5);
    }
    return light - 22 * std::exp(-std::max(0.0, shadow) / 18);
  }

  double printed(double u, double v) const {
    const double wide = 2 * half_wide_, high = 2 * half_high_;
    if (v > high * 0.06 && v < high * 0.2)
      return v > high * 0.09 && v < high * 0.17 ? letters(u, v, high * 0.08, 3) : band_;
    if (v > high * 0.78 && v < high * 0.94 && u > wide * 0.1 && u < wide * 0.6) return bars(u);
    if (u < wide * 0.08 || u > wide * 0.92 || v < high * 0.26 || v > high * 0.74) return paper_;
    return letters(u, v, line_, 5);
  }

  // Strokes on a 3 × 5 grid, on where a bit of the letter is.
  double letters(double u, double v, double size, std::uint32_t salt) const {
    const auto row = static_cast<std::uint32_t>(v / (size * 1.7));
    const double in_row = v - row * size * 1.7;
    const auto column = static_cast<std::uint32_t>(u / (size * 0.8));
    const double in_column = u - column * size * 0.8;
    if (in_row > size || in_column > size * 0.6) return paper_;
    const std::uint32_t letter = mixed(seed_ + salt * 131U + row, column);
    if ((letter >> 20U) % 6 == 0) return paper_;  // a space
    const auto x = std::min(2U, static_cast<std::uint32_t>(in_column / (size * 0.2)));
    const auto y = std::min(4U, static_cast<std::uint32_t>(in_row / (size * 0.2)));
    return (letter >> (y * 3 + x) & 1U) != 0 ? ink_ : paper_;
  }

  double bars(double u) const {
    const double module = std::max(1.5, half_wide_ / 90);
    return (mixed(seed_ + 5, static_cast<std::uint32_t>(u / module)) & 1U) != 0 ? 30 : 235;
  }

  const Choice& choice_;
  std::uint32_t seed_;
  double cos_, sin_, half_wide_, half_high_, centre_x_, centre_y_, paper_, ink_, table_, line_, band_;
};

std::vector<double> bell(double sigma) {
  const int reach = static_cast<int>(std::ceil(3 * sigma));
  std::vector<double> weights;
  double sum = 0;
  for (int i = -reach; i <= reach; ++i) {
    weights.push_back(std::exp(-i * i / (2 * sigma * sigma)));
    sum += weights.back();
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

template <class At>
Picture made(std::int32_t width, std::int32_t height, At at) {
  Picture out{{}, width, height};
  out.luma.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (std::int32_t y = 0; y < height; ++y) {
    for (std::int32_t x = 0; x < width; ++x) out.luma.push_back(at(x, y));
  }
  return out;
}

std::uint8_t pixel(const Picture& picture, std::int32_t x, std::int32_t y) {
  return picture.plane().row(std::clamp(y, 0, picture.height - 1))[std::clamp(x, 0, picture.width - 1)];
}

}  // namespace

Picture draw(const Choice& choice) {
  const Box box(choice);
  const double lean = 0.35 * (fraction(choice.seed, 21) - 0.5);
  return made(choice.width, choice.height, [&](std::int32_t x, std::int32_t y) {
    double sum = 0;
    for (int i = 0; i < 4; ++i) sum += box.at(x + 0.25 + 0.5 * (i % 2), y + 0.25 + 0.5 * (i / 2));
    const double light = 1 + lean * (x - choice.width / 2.0) / choice.width;
    const auto place = static_cast<std::uint32_t>(y * choice.width + x);
    const double grain = fraction(choice.seed + 31, place) + fraction(choice.seed + 32, place) - 1;
    return level(sum / 4 * light + 3 * grain);
  });
}

Picture blurred(const Picture& picture, double sigma) {
  const std::vector<double> weights = bell(sigma);
  const auto reach = static_cast<std::int32_t>(weights.size() / 2);
  std::vector<double> across(picture.luma.size());
  const auto at = [&](std::int32_t x, std::int32_t y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x);
  };
  for (std::int32_t y = 0; y < picture.height; ++y) {
    for (std::int32_t x = 0; x < picture.width; ++x) {
      for (std::int32_t i = -reach; i <= reach; ++i)
        across[at(x, y)] += weights[static_cast<std::size_t>(i + reach)] * pixel(picture, x + i, y);
    }
  }
  return made(picture.width, picture.height, [&](std::int32_t x, std::int32_t y) {
    double sum = 0;
    for (std::int32_t i = -reach; i <= reach; ++i)
      sum += weights[static_cast<std::size_t>(i + reach)] * across[at(x, std::clamp(y + i, 0, picture.height - 1))];
    return level(sum);
  });
}

Picture moved(const Picture& picture, int pixels, double angle) {
  const double step_x = std::cos(angle), step_y = std::sin(angle);
  return made(picture.width, picture.height, [&](std::int32_t x, std::int32_t y) {
    double sum = 0;
    for (int i = 0; i < pixels; ++i) {
      const double along = i - (pixels - 1) / 2.0;
      const double at_x = x + along * step_x, at_y = y + along * step_y;
      const auto left = static_cast<std::int32_t>(std::floor(at_x)), top = static_cast<std::int32_t>(std::floor(at_y));
      const double right = at_x - left, below = at_y - top;
      sum += (pixel(picture, left, top) * (1 - right) + pixel(picture, left + 1, top) * right) * (1 - below)
             + (pixel(picture, left, top + 1) * (1 - right) + pixel(picture, left + 1, top + 1) * right) * below;
    }
    return level(sum / pixels);
  });
}

Picture brighter(const Picture& picture, double factor, double added) {
  return made(picture.width, picture.height,
              [&](std::int32_t x, std::int32_t y) { return level(pixel(picture, x, y) * factor + added); });
}

Picture glaring(const Picture& picture, std::uint32_t seed, double size) {
  const double radius = size * std::min(picture.width, picture.height);
  const double at_x = picture.width * (0.35 + 0.3 * fraction(seed, 41)),
               at_y = picture.height * (0.35 + 0.3 * fraction(seed, 42));
  const double stretch = 0.6 + 0.8 * fraction(seed, 43);
  return made(picture.width, picture.height, [&](std::int32_t x, std::int32_t y) {
    const double away = std::hypot((x - at_x) * stretch, y - at_y) / radius;
    const double light = 420 * std::exp(-away * away * 0.9);
    return level(pixel(picture, x, y) + light);
  });
}

Picture on_screen(const Picture& picture, double step, double depth) {
  return made(picture.width, picture.height, [&](std::int32_t x, std::int32_t y) {
    const double wave =
        std::cos(2 * 3.14159265358979 * x / step) + 0.6 * std::cos(2 * 3.14159265358979 * y / (step * 1.1));
    return level(pixel(picture, x, y) * (1 - depth / 2 + depth * wave / 3.2) + 6);
  });
}

Picture mirrored(const Picture& picture) {
  return made(picture.width, picture.height,
              [&](std::int32_t x, std::int32_t y) { return pixel(picture, picture.width - 1 - x, y); });
}

Picture turned(const Picture& picture) {
  return made(picture.height, picture.width,
              [&](std::int32_t x, std::int32_t y) { return pixel(picture, y, picture.height - 1 - x); });
}

Picture cropped(const Picture& picture, double left, double top, double right, double bottom) {
  const auto x0 = static_cast<std::int32_t>(std::lround(picture.width * left));
  const auto y0 = static_cast<std::int32_t>(std::lround(picture.height * top));
  const auto width = static_cast<std::int32_t>(std::lround(picture.width * (1 - left - right)));
  const auto height = static_cast<std::int32_t>(std::lround(picture.height * (1 - top - bottom)));
  return made(width, height, [&](std::int32_t x, std::int32_t y) { return pixel(picture, x + x0, y + y0); });
}

Picture halved(const Picture& picture) {
  return pixels::shrink(picture.plane(), {picture.width / 2, picture.height / 2});
}

}  // namespace returns::scene
