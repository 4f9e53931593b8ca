#include "native/policy/exchange_tool.h"

#include "core/id.h"
#include "core/text.h"
#include "native/policy/seen_file.h"

namespace returns::policy {
namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

Json to_json(const Lost& lost, const Tool& tool) {
  Json out = {{"code", lost.code}, {"text", tool.text("exchange.lost." + lost.code)}};
  if (!lost.policies.empty()) out["policies"] = lost.policies;
  if (!lost.side.empty()) out["side"] = lost.side;
  if (!lost.markets.empty()) out["markets"] = lost.markets;
  if (!lost.kept.empty()) out["kept"] = lost.kept;
  if (!lost.values.empty()) out["values"] = lost.values;
  if (!lost.rules.empty()) out["rules"] = lost.rules;
  if (!lost.at.empty()) out["at"] = lost.at;
  return out;
}

Json lost_json(const Offers& offers, const Tool& tool) {
  Json list = Json::array();
  for (const Lost& lost : offers.lost) list.push_back(to_json(lost, tool));
  return list;
}

void print_lost(const Tool& tool, Screen& screen, const Offers& offers) {
  screen.line(tool.text("exchange.lost", {{"n", static_cast<std::int64_t>(offers.lost.size())}}), Tone::Strong);
  std::vector<std::vector<TextCell>> rows;
  for (const Lost& lost : offers.lost) {
    std::string where = joined(lost.policies);
    if (!lost.side.empty()) where += (where.empty() ? "" : ", ") + tool.text("exchange.side." + lost.side);
    const std::string markets = lost.markets.size() > 5 ? std::to_string(lost.markets.size()) : joined(lost.markets);
    if (!markets.empty()) where += " (" + markets + ')';
    std::string values = joined(lost.values);
    if (values.size() > 200) values = values.substr(0, 197) + "…";
    rows.push_back({{tool.text("exchange.lost." + lost.code)},
                    {where},
                    {values},
                    {lost.kept, Tone::Good},
                    {lost.at.empty() ? joined(lost.rules) : lost.at, Tone::Soft}});
  }
  if (rows.empty()) return;
  screen.table(
      {tool.text("exchange.column.what"), tool.text("exchange.column.where"), tool.text("exchange.column.values"),
       tool.text("exchange.column.kept"), tool.text("exchange.column.rules")},
      rows);
}

// Gives the document, and says what is lost.
Or<int> give(const Tool& tool, const std::string& document, const std::string& out, const Offers& offers,
             const std::function<void(Screen&)>& also) {
  if (!out.empty()) {
    if (const auto written = replace_file(out, document); !written) return written.problem();
  }
  if (out.empty()) tool.out << document << std::flush;
  Screen screen = out.empty() ? Screen(tool.err, 100, false) : tool.screen();
  also(screen);
  print_lost(tool, screen, offers);
  return kInOrder;
}

}  // namespace

Or<int> export_pack(const Tool& tool, const ExportOptions& options) {
  const bool google = options.to == Standard::Google;
  if (google && options.link.empty()) return Problem{"exchange.no_link", options.pack};
  const auto pack = load_pack(tool.assets, options.pack);
  if (!pack) return pack.problem();
  Offers offers = survey(pack->core.pack());
  const Json document = google ? write_google(offers, options.link) : write_schema_org(offers, options.link);
  put_together(offers.lost);
  if (tool.json) {
    tool.answer({{"schema", "returns.policy_export/1"},
                 {"pack", pack->core.pack().id.text()},
                 {"version", pack->core.pack().version},
                 {"document", document},
                 {"lost", lost_json(offers, tool)}});
    return kInOrder;
  }
  return give(tool, document.dump(1) + '\n', options.out, offers, [](Screen&) {});
}

Or<int> import_pack(const Tool& tool, const ImportOptions& options, Instant now) {
  const auto document = read_json(options.file);
  if (!document) return document.problem();
  auto read = options.from == Standard::Google ? read_google(*document) : read_schema_org(*document);
  if (const auto* none = std::get_if<NoPolicy>(&read)) return Problem{"exchange.no_policy", options.file, none->at};
  auto& offers = std::get<Offers>(read);
  for (Offer& offer : offers.offers) {
    if (!offer.markets.empty()) continue;
    if (options.markets.empty()) return Problem{"exchange.no_market", options.file};
    offer.markets = options.markets;
  }
  const Day today = day_of(now, Zone{});
  constexpr std::int32_t kYear = 365;
  const std::string text = write_skeleton(offers, {.id = options.id,
                                                   .version = 1,
                                                   .effective_from = write_day(today),
                                                   .review_by = write_day(today + kYear),
                                                   .currency = options.currency});
  put_together(offers.lost);
  const Json pack = parse_json(text);
  const auto calendar = read_text((tool.assets / "calendars" / (text_of(pack, "calendar") + ".json")).string());
  if (!calendar) return calendar.problem();
  // What is handed out has been proved, as every pack is.
  const wire::Core::Loaded loaded = wire::Core::load(text, *calendar);
  if (!loaded.core) return problem_of_fault(options.file, loaded.answer);
  Json assumed = Json::array();
  for (const auto& [name, value] : offers.assumed) assumed.push_back({{"member", name}, {"value", value}});
  if (tool.json) {
    tool.answer({{"schema", "returns.policy_import/1"},
                 {"pack", pack},
                 {"assumed", std::move(assumed)},
                 {"lost", lost_json(offers, tool)}});
    return kInOrder;
  }
  return give(tool, text, options.out, offers, [&](Screen& screen) {
    screen.line(tool.text("exchange.assumed"), Tone::Strong);
    std::vector<std::vector<TextCell>> rows;
    for (const auto& [name, value] : offers.assumed) rows.push_back({{name}, {value}});
    screen.table({tool.text("exchange.column.member"), tool.text("exchange.column.value")}, rows);
    screen.line();
  });
}

}  // namespace returns::policy
