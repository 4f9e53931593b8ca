#include "native/policy/plan_text.h"

#include <algorithm>

#include "native/policy/money_text.h"

namespace returns::policy {
namespace {

Params params_of(const Json& entry) {
  Params params;
  const Json* given = member(entry, "params");
  if (given == nullptr) return params;
  for (const auto& [key, value] : given->items()) {
    if (value.is_number_integer()) params.push_back({key, value.get<std::int64_t>()});
    if (value.is_string()) params.push_back({key, value.get<std::string>()});
  }
  return params;
}

class Page {
 public:
  Page(const Tool& tool, Screen& screen, const Json& plan)
      : tool_(tool),
        words_(tool.words),
        screen_(screen),
        plan_(plan),
        currency_(text_of(plan, "currency")) {}

  void print() {
    verdict();
    for (const Json& item : array_of(plan_, "items")) {
      window(item);
      findings(item);
    }
    quotes();
    claims();
    slots();
    clocks();
    coded("notices");
    coded("next");
    coded("outside");
    sources();
  }

 private:
  void head(const std::string& key) {
    screen_.line();
    screen_.line(tool_.text("explain." + key), Tone::Strong);
  }

  void verdict() {
    const std::string verdict = text_of(plan_, "verdict");
    if (verdict.empty()) return screen_.line(tool_.text("explain.not_assessed"), Tone::Bad);
    screen_.line(tool_.text("explain.verdict", {{"verdict", verdict},
                                                {"text", words_.name("verdict", verdict)},
                                                {"lane", words_.name("lane", text_of(plan_, "lane"))},
                                                {"grade", words_.name("grade", text_of(plan_, "grade"))}}),
                 verdict == "eligible"     ? Tone::Good
                 : verdict == "ineligible" ? Tone::Bad
                                           : Tone::Strong);
  }

  void window(const Json& item) {
    const Json* window = member(item, "window");
    if (window == nullptr) return;
    Params params{{"state", text_of(*window, "state")},
                  {"until", text_of(*window, "until")},
                  {"rule", text_of(*window, "rule")},
                  {"source", text_of(*window, "source")}};
    const Json* margin = member(*window, "margin");
    if (margin == nullptr) return screen_.line(tool_.text("explain.window", params));
    const std::int64_t n = integer_of(*margin, "n").value_or(0);
    params.push_back({"margin", n < 0 ? -n : n});
    params.push_back({"unit", text_of(*margin, "unit")});
    screen_.line(tool_.text(n < 0 ? "explain.window_past" : "explain.window_left", params));
    if (const Json* estimated = member(*window, "estimated"); estimated != nullptr && *estimated == true)
      screen_.line(tool_.text("explain.estimated"), Tone::Soft, 2);
  }

  void findings(const Json& item) {
    const Json& list = array_of(item, "findings");
    if (list.empty()) return;
    head("findings");
    std::vector<std::vector<TextCell>> rows;
    for (const Json& finding : list) {
      const std::string verdict = text_of(finding, "verdict");
      const std::string code = text_of(finding, "code");
      rows.push_back({{verdict, verdict == "eligible"     ? Tone::Good
                                : verdict == "ineligible" ? Tone::Bad
                                                          : Tone::Plain},
                      {code},
                      {words_.text_or("finding." + code, "", params_of(finding))},
                      {text_of(finding, "rule")},
                      {source(finding)}});
    }
    screen_.table(columns({"verdict", "code", "text", "rule", "source"}), rows, 2);
  }

  // One column per resolution, one row per line of any of the quotes.
  void quotes() {
    Json offers = Json::array();
    for (const Json& offer : array_of(plan_, "resolutions")) {
      if (offer.contains("quote")) offers.push_back(offer);
    }
    if (offers.empty()) return;
    head("quotes");
    std::vector<std::string> titles{""};
    std::vector<std::string> codes;
    for (const Json& offer : offers) {
      titles.push_back(words_.name("resolution", text_of(offer, "code")));
      for (const Json& line : array_of(quote(offer), "lines")) {
        if (std::find(codes.begin(), codes.end(), line_name(line)) == codes.end()) codes.push_back(line_name(line));
      }
    }
    std::vector<std::vector<TextCell>> rows;
    for (const std::string& code : codes) {
      std::vector<TextCell> row{{code}};
      for (const Json& offer : offers) {
        std::int64_t sum = 0;
        bool any = false;
        for (const Json& line : array_of(quote(offer), "lines")) {
          if (line_name(line) != code) continue;
          any = true;
          sum += integer_of(line, "amount").value_or(0);
        }
        row.push_back({any ? amount_text({sum, currency_}) : "–"});
      }
      rows.push_back(std::move(row));
    }
    const auto add = [&](const std::string& key, const auto& cell, Tone tone) {
      std::vector<TextCell> row{{tool_.text("explain." + key), tone}};
      for (const Json& offer : offers) row.push_back({cell(quote(offer)), tone});
      rows.push_back(std::move(row));
    };
    add(
        "refund",
        [&](const Json& q) {
          return amount_text({integer_of(q, "refund").value_or(0), currency_});
        },
        Tone::Strong);
    add(
        "freight", [&](const Json& q) { return freight(q); }, Tone::Plain);
    screen_.table(titles, rows, 2);
  }

  static const Json& quote(const Json& offer) {
    static const Json none = Json::object();
    const Json* found = member(offer, "quote");
    return found == nullptr ? none : *found;
  }

  std::string line_name(const Json& line) const {
    const std::string fee = text_of(line, "fee");
    return fee.empty() ? words_.name("quote", text_of(line, "code")) : words_.name("fee", fee);
  }

  std::string freight(const Json& quote) const {
    std::string text;
    for (const Json& leg : array_of(quote, "freight")) {
      const auto estimate = integer_of(leg, "estimate");
      text += (text.empty() ? "" : "; ")
              + tool_.text("explain.freight_leg",
                           {{"leg", text_of(leg, "leg")},
                            {"payer", text_of(leg, "payer")},
                            {"known", std::string{estimate ? "yes" : "no"}},
                            {"estimate", estimate ? amount_text({*estimate, currency_}) : std::string{}}});
    }
    return text.empty() ? "–" : text;
  }

  void claims() {
    const Json& list = array_of(plan_, "claims");
    if (list.empty()) return;
    head("claims");
    std::vector<std::vector<TextCell>> rows;
    for (const Json& claim : list)
      rows.push_back({{text_of(claim, "code")},
                      {amount_text({integer_of(claim, "amount").value_or(0), currency_})},
                      {words_.text(text_of(claim, "code"))},
                      {source(claim)}});
    screen_.table(columns({"code", "amount", "text", "source"}), rows, 2);
  }

  void slots() {
    const Json& list = array_of(plan_, "slots");
    if (list.empty()) return;
    head("slots");
    std::vector<std::vector<TextCell>> rows;
    for (const Json& slot : list) {
      const std::string id = text_of(slot, "slot");
      rows.push_back({{id},
                      {words_.name("slot", id)},
                      {std::to_string(integer_of(slot, "min").value_or(0))},
                      {std::to_string(integer_of(slot, "max").value_or(0))}});
    }
    screen_.table(columns({"slot", "text", "least", "most"}), rows, 2);
  }

  void clocks() {
    const Json& list = array_of(plan_, "deadlines");
    if (list.empty()) return;
    head("clocks");
    std::vector<std::vector<TextCell>> rows;
    for (const Json& clock : list) {
      const std::string due = text_of(clock, "due");
      rows.push_back({{words_.name("stage", text_of(clock, "stage"))},
                      {tool_.text("explain.term", {{"n", integer_of(clock, "n").value_or(0)},
                                                   {"unit", text_of(clock, "unit")},
                                                   {"from", text_of(clock, "from")}})},
                      {due.empty() ? "–" : due},
                      {text_of(clock, "rule")},
                      {source(clock)}});
    }
    screen_.table(columns({"stage", "term", "due", "rule", "source"}), rows, 2);
  }

  void coded(const std::string& key) {
    const Json& list = array_of(plan_, key);
    if (list.empty()) return;
    head(key);
    std::vector<std::vector<TextCell>> rows;
    for (const Json& entry : list)
      rows.push_back(
          {{text_of(entry, "code")}, {words_.text(text_of(entry, "code"))}, {text_of(entry, "rule")}, {source(entry)}});
    screen_.table(columns({"code", "text", "rule", "source"}), rows, 2);
  }

  // The key of a source; the table of sources below says what it is.
  static std::string source(const Json& entry) { return text_of(entry, "source"); }

  void sources() {
    const Json* all = member(plan_, "sources");
    if (all == nullptr || all->empty()) return;
    head("sources");
    std::vector<std::vector<TextCell>> rows;
    for (const auto& [id, source] : all->items()) {
      std::string text = law(source);
      if (const std::string article = text_of(source, "article"); !article.empty())
        text += ", " + tool_.text("explain.article", {{"article", article}});
      if (const std::string since = text_of(source, "in_force"); !since.empty())
        text += ", " + tool_.text("explain.in_force", {{"day", since}});
      text += " · " + tool_.text("confidence." + text_of(source, "confidence"));
      if (const std::string url = text_of(source, "url"); !url.empty()) text += '\n' + url;
      rows.push_back({{id}, {text}});
    }
    screen_.table({}, rows, 2);
  }

  // In the reader's language, else in English, else as it is written.
  std::string law(const Json& source) const {
    const Json* names = member(source, "law");
    if (names == nullptr || names->empty()) return "–";
    for (const std::string& locale : {words_.locale(), std::string{"en"}}) {
      if (std::string name = text_of(*names, locale); !name.empty()) return name;
    }
    return names->begin()->get<std::string>();
  }

  std::vector<std::string> columns(std::initializer_list<const char*> keys) const {
    std::vector<std::string> titles;
    for (const char* key : keys) titles.push_back(tool_.text(std::string{"column."} + key));
    return titles;
  }

  const Tool& tool_;
  const Words& words_;
  Screen& screen_;
  const Json& plan_;
  Currency currency_;
};

}  // namespace

void print_plan(const Tool& tool, Screen& screen, const Json& plan) { Page(tool, screen, plan).print(); }

}  // namespace returns::policy
