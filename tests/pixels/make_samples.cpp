// Writes the sample files of tests/pixels/samples and what the native decoders make of them (reports.json). The same
// files go through the WebAssembly module (tests/wasm/pixels.test.js): both must say the same to the bit.

#include <fstream>
#include <iostream>
#include <map>
#include <string>

#include "decode/inspect.h"
#include "tests/pixels/encode.h"
#include "tests/pixels/scene.h"

int main(int count, char** arguments) {
  using namespace returns::scene;
  if (count == 3 && std::string(arguments[1]) == "--photo") {  // 12 megapixels, for the benchmark
    std::ofstream photo(arguments[2], std::ios::binary);
    photo << jpeg(draw({.seed = 11, .width = 4032, .height = 3024}), {.quality = 82});
    return photo.good() ? 0 : 1;
  }
  if (count != 2) {
    std::cerr << "usage: make_samples FOLDER | --photo FILE\n";
    return 2;
  }
  const std::string folder = arguments[1];
  const auto large = draw({.seed = 5, .width = 2050, .height = 1531});
  const auto small = draw({.seed = 6, .width = 331, .height = 247});
  const auto tall = draw({.seed = 7, .width = 611, .height = 1303, .table = false});
  const std::map<std::string, std::string> files{
      {"large.jpg", jpeg(large, {.quality = 35})},
      {"large-moved.jpg", jpeg(moved(large, 14, 0.4), {.quality = 30, .colour = false})},
      {"tall-progressive.jpg", jpeg(tall, {.quality = 60, .progressive = true})},
      {"small-restarts.jpg", jpeg(glaring(small, 3, 0.2), {.quality = 90, .restarts = true})},
      {"small.png", png(small)},
      {"small-interlaced.png", png(blurred(small, 1.2), true)},
      {"small-alpha-deep.png", png(draw({.seed = 8, .width = 160, .height = 120}), false, true, true)},
      {"tall.webp", webp(tall, 40)},
      {"small-lossless.webp", webp(halved(small), 100, true)},
      {"plain.jpg", jpeg(draw({.seed = 9, .width = 1400, .height = 1050, .plain = true}), {.quality = 50})},
      {"dark.webp", webp(brighter(small, 0.2, 0), 60)},
  };
  std::ofstream reports(folder + "/reports.json");
  reports << "{\n";
  bool first = true;
  for (const auto& [name, bytes] : files) {
    std::ofstream(folder + '/' + name, std::ios::binary) << bytes;
    reports << (first ? "" : ",\n") << '"' << name << "\": " << returns::decode::inspect(bytes, name, "");
    first = false;
  }
  reports << "\n}\n";
  return reports.good() ? 0 : 1;
}
