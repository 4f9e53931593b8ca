#include "native/policy/tool.h"

#include <cstdlib>

namespace returns::policy {
namespace {

std::string language(const ToolOptions& options) {
  if (!options.lang.empty()) return options.lang;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  }
  return "en";
}

}  // namespace

Or<LoadedPack> pack_for(const Tool& tool, const std::string& name) {
  auto pack = load_pack(tool.assets, name);
  if (pack && !pack->findings.empty())
    tool.err << pack->file.string() << ": "
             << tool.text("unproved", {{"n", static_cast<std::int64_t>(pack->findings.size())}, {"pack", name}})
             << '\n';
  return pack;
}

int run_tool(const ToolOptions& options, std::ostream& out, std::ostream& err,
             const std::function<Or<int>(const Tool&)>& body) {
  const auto assets = find_assets(options.assets);
  if (!assets) {
    // Without assets there are no sentences either: the one message that stands in the program.
    err << (options.assets.empty() ? "assets" : options.assets)
        << ": no folder with packs, calendars and locales. Name it with --assets DIR or RETURNS_ASSETS.\n";
    return kNotDone;
  }
  const Tool tool{*assets, Words::load(*assets, locale_of(language(options))), options.json, out, err};
  const Or<int> done = body(tool);
  if (done) return *done;
  err << say(done.problem(), tool.words) << '\n';
  if (options.json) tool.answer(to_json(done.problem(), tool.words));
  return kNotDone;
}

}  // namespace returns::policy
