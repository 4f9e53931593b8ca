// Inputs to begin with, one folder a target: made of what the other tests have, so that nothing is kept twice.
//   make_seeds FOLDER
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/unit/media_samples.h"

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Seeds {
 public:
  explicit Seeds(fs::path folder) : folder_(std::move(folder)) {}
  void put(const std::string& target, const std::string& bytes) {
    const fs::path into = folder_ / target;
    fs::create_directories(into);
    std::ofstream(into / std::to_string(count_++), std::ios::binary) << bytes;
  }
  int count() const { return count_; }

 private:
  fs::path folder_;
  int count_ = 0;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: make_seeds FOLDER\n";
    return 2;
  }
  Seeds seeds(arguments[1]);
  for (const returns::build::Sample& sample : returns::build::samples()) {
    seeds.put("inspect_fuzz", sample.bytes);
    seeds.put("scrub_fuzz", sample.bytes);
  }
  const fs::path root(RETURNS_ROOT);
  for (const auto& entry : fs::directory_iterator(root / "tests/pixels/samples")) {
    const std::string bytes = read(entry.path());
    if (entry.path().extension() == ".json" || bytes.size() > 65'536) continue;
    for (const char* target : {"inspect_fuzz", "scrub_fuzz"}) seeds.put(target, bytes);
    const std::string extension = entry.path().extension().string();  // its letter chooses the library
    seeds.put("pixels_fuzz", extension.substr(1, 1) + bytes);
  }
  int cases = 0;
  for (const auto& entry : fs::directory_iterator(root / "tests/golden")) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".request.json")) seeds.put("verify_fuzz", read(entry.path()));
    if (!name.ends_with(".case.json") || ++cases > 120) continue;
    const auto document = nlohmann::json::parse(read(entry.path()), nullptr, false);
    if (!document.contains("order") || !document.contains("draft")) continue;
    seeds.put("plan_fuzz", document["order"].dump() + '\x1e' + document["draft"].dump() + '\x1e'
                               + document.value("now", std::string{}));
  }
  for (const auto& entry : fs::directory_iterator(root / "assets/packs")) {
    const std::string pack = read(entry.path() / "pack.json");
    for (const auto& calendar : fs::directory_iterator(root / "assets/calendars"))
      seeds.put("load_fuzz", pack + '\x1e' + read(calendar.path()));
  }
  for (const char* code : {"]E06901234567892",
                           "]d2010950110153000317271231\x1d"
                           "10AB12C3",
                           "]C081000010123456789012", "]Q1https://id.example/01/09501101530003/10/AB12C3?17=271231",
                           "]Q0https://shop.example/"})
    seeds.put("codes_fuzz", code);
  std::cout << seeds.count() << " seeds\n";
  return seeds.count() > 300 ? 0 : 1;
}
