#include <algorithm>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "core/media/inspect.h"
#include "decode/inspect.h"
#include "native/command/commands.h"
#include "native/support/disk.h"
#include "native/support/json.h"

namespace returns::command {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> files;
  bool json = false;
};

// File names are whatever a disk allows.
std::string printable(const std::string& text) {
  std::string out = text;
  std::replace_if(
      out.begin(), out.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; }, '?');
  return out;
}

std::string joined(const Json& list, const char* member_name) {
  std::string out;
  for (const Json& entry : list) {
    if (!out.empty()) out += ' ';
    out += member_name == nullptr ? entry.get<std::string>() : text_of(entry, member_name);
    if (const auto byte = member_name == nullptr ? std::nullopt : integer_of(entry, "byte"))
      out += '@' + std::to_string(*byte);
  }
  return out.empty() ? "-" : out;
}

bool is_refused(const Json& report) {
  return std::any_of(report["problems"].begin(), report["problems"].end(),
                     [](const Json& problem) { return text_of(problem, "verdict") == "refuse"; });
}

void print_row(const std::vector<std::string>& cells, int name_width) {
  constexpr int kWidths[] = {17, 11, 11, 4, 9, 5, 26};
  std::cout << std::left << std::setw(name_width) << cells.front() << ' ';
  for (std::size_t i = 0; i < std::size(kWidths); ++i) std::cout << std::setw(kWidths[i]) << cells[i + 1] << ' ';
  std::cout << cells.back() << '\n';
}

void print_report(const std::string& file, const Json& report, int name_width) {
  const auto number = [&](const char* name) { return std::to_string(integer_of(report, name).value_or(0)); };
  const std::string type = text_of(report, "type");
  print_row({file, type.empty() ? "unknown" : type, number("size"), number("width") + 'x' + number("height"),
             number("orientation"), number("duration_ms"), report.contains("pages") ? number("pages") : "-",
             joined(report["metadata"], nullptr), joined(report["problems"], "code")},
            name_width);
}

// Nothing is said of what is not there.
Json described(const media::Origin& origin) {
  Json out = Json::object();
  const auto put = [&](const char* key, const std::string& value) {
    if (!value.empty()) out[key] = value;
  };
  put("taken_at", origin.taken_at);
  put("offset", origin.offset);
  put("make", origin.make);
  put("model", origin.model);
  put("software", origin.software);
  Json traces = Json::array();
  for (std::size_t i = 0; i < media::kTraces.size(); ++i) {
    if (origin.traces[i]) traces.push_back(media::kTraces[i]);
  }
  if (!traces.empty()) out["traces"] = std::move(traces);
  return out;
}

void print_origin(const Json& origin) {
  std::cout << "  says:";
  for (const auto& [key, value] : origin.items())
    std::cout << ' ' << key << '=' << (value.is_array() ? joined(value, nullptr) : value.get<std::string>()) << ';';
  std::cout << '\n';
}

// 0: good evidence; 1: no slot would take it; 2: not read.
int inspect_file(const std::string& name, bool json, int name_width) {
  std::error_code error;
  if (!fs::is_regular_file(name, error)) {
    std::cerr << printable(name) << ": there is no such file. What to do: check the name.\n";
    return 2;
  }
  const auto mapped = map_file(name);
  if (!mapped) {
    std::cerr << printable(name) << ": it cannot be read. What to do: check the permissions.\n";
    return 2;
  }
  const std::string answer = decode::inspect((*mapped)->bytes(), fs::path(name).filename().string(), "");
  const Json report = parse_json(answer)["report"];
  media::Origin found;
  inspect_media((*mapped)->bytes(), "", "", &found);
  const Json origin = described(found);
  if (json) {
    Json line = {{"file", printable(name)}, {"report", report}};
    if (!origin.empty()) line["origin"] = origin;
    std::cout << write_json(line) << '\n';
  } else {
    print_report(printable(name), report, name_width);
    if (!origin.empty()) print_origin(origin);
  }
  return is_refused(report) ? 1 : 0;
}

}  // namespace

void add_inspect(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* inspect =
      app.add_subcommand("inspect", "Say what files are, from their bytes: as evidence would be judged");
  inspect->add_option("FILE", options->files, "photos, films, documents")->required();
  inspect->add_flag("--json", options->json, "one line of JSON for each file");
  inspect->callback([options, &status] {
    int width = 4;
    for (const std::string& file : options->files) width = std::max(width, static_cast<int>(file.size()));
    if (!options->json)
      print_row({"file", "type", "bytes", "pixels", "turn", "ms", "pages", "metadata", "problems"}, width);
    for (const std::string& file : options->files) status = std::max(status, inspect_file(file, options->json, width));
  });
}

}  // namespace returns::command
