// The golden corpus, native: every case in tests/golden is planned, and sealed where it can be, and the bytes
// are compared with the files beside it. `--write` makes the files anew, for a person to read in the diff.
//
//   golden DIR PACKS CALENDARS [--write]
//
// Beside them stand, in batch.json, the digests of bulk decisions by every pack.
// The last line is "N passed, N failed". A corpus without cases fails.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "core/wire/doors.h"
#include "tests/golden-runner/batch.h"

namespace {

namespace fs = std::filesystem;
using returns::wire::Core;

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write_text(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

// A draft or an order may be given as text, to state what is not JSON at all.
std::string document(const nlohmann::json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

struct Run {
  int passed = 0;
  int failed = 0;
  bool write = false;

  void compare(const fs::path& path, const std::string& got) {
    if (write) {
      if (!fs::exists(path) || read_text(path) != got + "\n") write_text(path, got + "\n");
      return;
    }
    if (fs::exists(path) && read_text(path) == got + "\n") {
      ++passed;
      return;
    }
    ++failed;
    std::cout << "FAILED " << path.string() << "\n  got      " << got.substr(0, 2000) << "\n  expected "
              << read_text(path).substr(0, 2000) << '\n';
  }
};

// What verify must say of a request that the same core sealed: the same.
void check_verify(Run& run, const Core& core, const std::string& name, const std::string& order,
                  const std::string& sealed) {
  constexpr std::string_view kHead = R"({"request":)";
  if (!sealed.starts_with(kHead)) return;
  const std::string answer = core.verify(order, sealed.substr(kHead.size(), sealed.size() - kHead.size() - 1));
  if (answer == R"({"verification":{"same":true}})") {
    ++run.passed;
  } else {
    ++run.failed;
    std::cout << "FAILED verify of " << name << ": " << answer.substr(0, 500) << '\n';
  }
}

std::string replaced(std::string text, const nlohmann::json& changes) {
  for (const auto& change : changes) {
    const std::string from = change.at(0), to = change.at(1);
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error("not in the pack: " + from);
    text.replace(at, from.size(), to);
  }
  return text;
}

// A case of another door than `plan` and `seal`: one answer, and what it sealed verifies. `today` is the pack of today
// as changes to the text of the purchase's.
void check_door(Run& run, const Core& core, const nlohmann::json& input, const std::string& base, const fs::path& packs,
                const fs::path& calendars) {
  const std::string door = input.at("door"), order = document(input.at("order")), now = input.at("now");
  const std::string about = document(input.at(door == "withdraw" ? "statement" : "draft"));
  std::string answer;
  if (door == "explain") answer = core.explain(order, about, now);
  if (door == "withdraw") answer = core.withdraw(order, about, now);
  if (door == "compare") {
    const std::string pack = replaced(read_text(packs / input.at("pack") / "pack.json"), input.at("today"));
    const auto today = Core::load(pack, read_text(calendars / (core.pack().calendar + ".json")));
    answer = today.core ? returns::wire::compare(core, *today.core, order, about, now) : today.answer;
  }
  run.compare(base + ".answer.json", answer);
  const std::string head = R"(,"request":)", tail = R"(,"acknowledgement":)";
  const std::size_t from = answer.find(head), to = answer.rfind(tail);
  if (from == std::string::npos || to == std::string::npos) return;
  check_verify(run, core, base, order,
               R"({"request":)" + answer.substr(from + head.size(), to - from - head.size()) + '}');
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: golden DIR PACKS CALENDARS [--write]\n";
    return 2;
  }
  const fs::path dir = argv[1];
  Run run;
  run.write = argc > 4 && std::string(argv[4]) == "--write";
  std::map<std::string, Core> cores;
  const auto core_of = [&](const std::string& pack) -> const Core* {
    if (const auto known = cores.find(pack); known != cores.end()) return &known->second;
    const std::string pack_text = read_text(fs::path(argv[2]) / pack / "pack.json");
    const std::string calendar = nlohmann::json::parse(pack_text).at("calendar");
    auto loaded = Core::load(pack_text, read_text(fs::path(argv[3]) / (calendar + ".json")));
    if (loaded.core) return &cores.emplace(pack, *loaded.core).first->second;
    std::cerr << "pack " << pack << " does not load: " << loaded.answer << '\n';
    return nullptr;
  };
  std::vector<fs::path> cases;
  for (const auto& entry : fs::directory_iterator(dir)) {
    if (entry.path().string().ends_with(".case.json")) cases.push_back(entry.path());
  }
  std::sort(cases.begin(), cases.end());
  for (const fs::path& path : cases) {
    const auto input = nlohmann::json::parse(read_text(path));
    const std::string pack = input.at("pack");
    const Core* loaded = core_of(pack);
    if (loaded == nullptr) return 1;
    const Core& core = *loaded;
    const std::string base = path.string().substr(0, path.string().size() - std::string(".case.json").size());
    if (input.contains("door")) {
      check_door(run, core, input, base, argv[2], argv[3]);
      continue;
    }
    const std::string order = document(input.at("order"));
    const std::string draft = document(input.at("draft"));
    const std::string now = input.at("now");
    run.compare(base + ".plan.json", core.plan(order, draft, now));
    const std::string sealed = core.seal(order, draft, now);
    run.compare(base + ".request.json", sealed);
    check_verify(run, core, base, order, sealed);
  }
  std::map<std::string, std::string> batches;
  for (const auto& entry : fs::directory_iterator(argv[2])) {
    const std::string pack = entry.path().filename().string();
    const Core* loaded = core_of(pack);
    if (loaded == nullptr) return 1;
    batches[pack] = returns::golden::batch_digests(*loaded);
  }
  std::string lines;
  for (const auto& [pack, digests] : batches) lines += (lines.empty() ? "{\"" : ",\n\"") + pack + "\":" + digests;
  run.compare(dir / "batch.json", lines + "}");
  if (run.write) {
    std::cout << "written: " << cases.size() << " cases\n";
    return run.failed == 0 ? 0 : 1;
  }
  std::cout << run.passed << " passed, " << run.failed << " failed\n";
  return cases.empty() || run.failed != 0 ? 1 : 0;
}
