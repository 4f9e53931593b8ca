#include "native/plain/pages.h"

#include <algorithm>
#include <array>

#include "native/plain/fields.h"
#include "native/plain/parts.h"

namespace returns::plain {
namespace {

// No script at all. A form that says nothing of where it comes from would be taken for another site's.
constexpr const char* kPolicy =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
    "'none'";
constexpr const char* kReferrer = "same-origin";

constexpr std::array<std::array<const char*, 2>, 4> kLanguageNames = {{
    {"zh-CN", "简体中文"},
    {"en", "English"},
    {"de", "Deutsch"},
    {"ar", "العربية"},
}};

Html said_first(const std::vector<std::string>& said) {
  Html html;
  for (const std::string& text : said) html.open("div", "notice urgent").element("p", text).close("div");
  return html;
}

// Where a missing entry is mended.
std::string target_of(const Json& missing) {
  const Json* params = member(missing, "params");
  if (params != nullptr && !text_of(*params, "slot").empty())
    return id_of("/slot/" + text_of(*params, "slot") + '/' + text_of(*params, "line"));
  return id_of(text_of(missing, "path"));
}

Html summary_of_errors(const View& view, const Json& step) {
  Html html;
  const auto missing = missing_of(view.plan, step);
  if (!view.tried || missing.empty()) return html;
  html.raw("<div class=\"error-summary\" role=\"alert\">").element("h2", view.words.t("ui.problem")).open("ul");
  for (const Json* entry : missing)
    html.raw("<li><a")
        .attribute("href", "#" + target_of(*entry))
        .raw(">")
        .text(missing_text(view, step, *entry))
        .raw("</a></li>");
  return html.close("ul").close("div");
}

Html form_head(const View& view, const Carried& carried, const std::string& screen) {
  Html html;
  html.raw("<form method=\"post\" action=\"/plain\" enctype=\"multipart/form-data\" novalidate>");
  html.hidden("locale", view.words.locale()).hidden("token", carried.token).hidden("key", carried.key);
  html.hidden("shown", carried.shown);
  return html.hidden("screen", screen).hidden("draft", write_json(view.draft));
}

Html actions(const Words& words, const char* action, const std::string& label, bool enabled = true) {
  Html html;
  html.open("div", "actions");
  html.raw("<button class=\"primary\" name=\"do\"").attribute("value", action).flag("disabled", !enabled).raw(">");
  html.text(label).close("button");
  return html.raw("<button name=\"do\" value=\"back\">").text(words.t("ui.back")).close("button").close("div");
}

std::string title_of(const View& view, const Json& step) {
  const std::string own = "title." + text_of(step, "id");
  const std::string id = step_id(view.plan, step);
  const std::size_t colon = id.find(':');
  const std::string line = colon == std::string::npos ? std::string{} : id.substr(colon + 1);
  return view.words.t(
      view.words.has(own) ? own : text_of(step, "label"),
      {{"item", view.words.title_of(line)}, {"n", static_cast<std::int64_t>(array_of(view.plan, "slots").size())}});
}

Html about(const View& view, const Json& step) {
  Html html;
  const std::string id = step_id(view.plan, step);
  const std::size_t colon = id.find(':');
  if (colon != std::string::npos) html.element("p", view.words.title_of(id.substr(colon + 1)), "about");
  return html;
}

Html progress(const View& view, const Json& step) {
  const Json& steps = array_of(view.plan, "steps");
  std::int64_t at = 0;
  for (const Json& one : steps) {
    ++at;
    if (&one == &step) break;
  }
  Html html;
  return html.element("p",
                      view.words.t("ui.progress", {{"n", at},
                                                   {"of", static_cast<std::int64_t>(steps.size())},
                                                   {"name", view.words.t(text_of(step, "label"))}}),
                      "soft");
}

class Check {
 public:
  explicit Check(const View& view) : view_(view), words_(view.words) {}

  Html rows() {
    for (const Json& item : array_of(view_.plan, "items")) of_item(item);
    html_.open("section", "card").element("h2", words_.t("check.request")).open("dl");
    if (const std::string complaint = text_of(view_.draft, "complaint"); !complaint.empty())
      row(words_.t("step.subject"), words_.t("complaint." + complaint), "subject");
    if (const Json* way = chosen()) {
      const Json* quote = member(*way, "quote");
      const std::string sum = quote != nullptr ? amount(view_, *quote) : std::string{};
      row(words_.t("ui.you_chose"), words_.t("resolution." + text_of(*way, "code")) + (sum.empty() ? "" : " " + sum),
          "resolution");
    }
    if (const std::string text = text_of(view_.draft, "description"); !text.empty())
      row(words_.t("field.description"), text, "details");
    const auto files = static_cast<std::int64_t>(array_of(view_.draft, "evidence").size());
    if (!array_of(view_.plan, "slots").empty())
      row(words_.t("check.files", {{"n", files}}), files == 0 ? words_.t("check.no_files") : names_of_files(),
          "evidence");
    row(words_.t("check.contact"), contact(), "contact");
    html_.close("dl").close("section");
    if (const Json* way = chosen()) {
      if (const Json* quote = member(*way, "quote"); quote != nullptr && !array_of(*quote, "lines").empty())
        html_.open("section", "card").add(bill(view_, *quote)).add(terms(view_, *quote)).close("section");
    }
    return std::move(html_);
  }

 private:
  const Json* chosen() const {
    for (const Json& way : array_of(view_.plan, "resolutions")) {
      if (text_of(way, "code") == text_of(view_.draft, "resolution")) return &way;
    }
    return nullptr;
  }

  void of_item(const Json& item) {
    const std::string line = text_of(item, "line");
    const auto index = static_cast<std::size_t>(integer_of(item, "item").value_or(0));
    const std::int64_t quantity = integer_of(item, "quantity").value_or(1);
    html_.open("section", "card").element("h2", words_.titled(line, quantity)).open("dl");
    row(words_.t("check.items"), words_.t("ui.pieces", {{"n", quantity}}), "items");
    const Json& said = array_of(view_.draft, "items");
    if (index < said.size()) {
      if (const std::string reason = text_of(said[index], "reason"); !reason.empty())
        row(words_.t("check.reason"), words_.t("reason." + reason), "reason:" + line);
    }
    for (const Json& step : array_of(view_.plan, "steps")) {
      if (text_of(step, "id") != "packaging" || step_id(view_.plan, step) != "packaging:" + line) continue;
      for (const Json& field : array_of(step, "fields")) of_choice(field, line);
    }
    if (const std::string verdict = text_of(item, "verdict"); !verdict.empty())
      row(words_.t("check.answer"), words_.t("verdict." + verdict), {});
    html_.close("dl").close("section");
  }

  void of_choice(const Json& field, const std::string& line) {
    for (const Json& option : array_of(field, "options")) {
      if (text_of(option, "value") == text_of(field, "value"))
        row(words_.t(text_of(field, "label"), {{"item", words_.title_of(line)}, {"gift", words_.title_of(line)}}),
            words_.t(text_of(option, "label")), "packaging:" + line);
    }
  }

  std::string names_of_files() const {
    std::string names;
    for (const Json& file : array_of(view_.draft, "evidence"))
      names += (names.empty() ? "" : words_.t("ui.comma")) + text_of(file, "name");
    return names;
  }

  std::string contact() const {
    const Json* given = member(view_.draft, "contact");
    std::string text;
    for (const char* part : {"name", "phone", "email"}) {
      const std::string value = given != nullptr ? text_of(*given, part) : std::string{};
      if (!value.empty()) text += (text.empty() ? "" : words_.t("ui.comma")) + value;
    }
    return text;
  }

  void row(const std::string& term, const std::string& value, const std::string& screen) {
    html_.open("div").element("dt", term).raw("<dd dir=\"auto\">").text(value).close("dd");
    if (!screen.empty() && step_named(view_.plan, screen) != nullptr) {
      html_.raw("<dd><button class=\"link\" name=\"do\"").attribute("value", "go " + screen).raw(">");
      html_.text(words_.t("ui.change")).element("span", " " + term, "hidden-text").close("button").close("dd");
    }
    html_.close("div");
  }

  const View& view_;
  const Words& words_;
  Html html_;
};

}  // namespace

http::Response page(const Words& words, int status, const std::string& title, const Html& main) {
  Html html;
  html.raw("<!doctype html>\n<html").attribute("lang", words.locale());
  html.attribute("dir", words.right_to_left() ? "rtl" : "ltr").raw("><head><meta charset=\"utf-8\">");
  html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
  html.raw("<meta name=\"color-scheme\" content=\"light dark\"><link rel=\"stylesheet\" href=\"/plain.css\">");
  html.raw("<link rel=\"icon\" href=\"/icons/returns.svg\" type=\"image/svg+xml\">");
  html.element("title", title + " · " + words.t("shop.brand")).raw("</head><body><header class=\"site\">");
  html.raw("<a").attribute("href", "/plain/" + words.locale()).raw(">").text(words.t("shop.brand")).raw("</a>");
  html.raw("</header><main>").add(main).raw("</main></body></html>\n");
  http::Response response;
  response.status = status;
  // Not "no-store": then the browser's own "back" would find nothing where a form was sent.
  response.set("Content-Type", "text/html; charset=utf-8").set("Cache-Control", "private, no-cache");
  response.set("Content-Security-Policy", kPolicy).set("Referrer-Policy", kReferrer);
  response.body = html.take();
  return response;
}

http::Response look_up_page(const Words& words, int status, const LookUp& look_up) {
  Html main;
  main.element("h1", words.t("lookup.title")).element("p", words.t("plain.lead"), "soft");
  if (!look_up.error.empty())
    main.raw("<div class=\"error-summary\" role=\"alert\">").element("p", words.t(look_up.error)).close("div");
  main.raw("<form method=\"post\" action=\"/plain\" enctype=\"multipart/form-data\">");
  main.hidden("locale", words.locale());
  const auto field = [&](const char* name, const char* label, const std::string& value) {
    main.open("div", "field").raw("<label").attribute("for", name).raw(">").text(words.t(label)).close("label");
    main.raw("<p class=\"soft\"").attribute("id", std::string{name} + "-help").raw(">");
    main.text(words.t(std::string{label} + ".help")).raw("</p><input dir=\"ltr\" autocomplete=\"off\" required");
    main.attribute("id", name).attribute("name", name).attribute("value", value);
    main.attribute("aria-describedby", std::string{name} + "-help").raw(">").close("div");
  };
  field("number", "lookup.order", look_up.number);
  field("factor", "lookup.factor", {});
  main.raw("<div class=\"actions\"><button class=\"primary\" name=\"do\" value=\"open\">").text(words.t("lookup.find"));
  main.raw("</button></div></form><nav class=\"languages\"").attribute("aria-label", words.t("shop.language")).raw(">");
  for (const auto& [locale, name] : kLanguageNames) {
    const bool offered =
        std::find(look_up.languages.begin(), look_up.languages.end(), locale) != look_up.languages.end();
    if (!offered || words.locale() == locale) continue;
    main.raw("<a")
        .attribute("href", std::string{"/plain/"} + locale)
        .attribute("lang", locale)
        .raw(">")
        .text(name)
        .raw("</a> ");
  }
  main.close("nav");
  return page(words, status, words.t("lookup.title"), main);
}

http::Response step_page(const View& view, const Carried& carried, const Json& step,
                         const std::vector<std::string>& said) {
  const std::string id = text_of(step, "id");
  const std::string lead = "title." + id + ".lead";
  Html main;
  main.add(progress(view, step)).add(summary_of_errors(view, step)).add(said_first(said)).add(about(view, step));
  main.element("h1", title_of(view, step));
  if (view.words.has(lead)) main.element("p", view.words.t(lead), "soft");
  main.add(notices(view));
  if (id == "resolution" || text_of(view.plan, "verdict") == "ineligible") main.add(verdicts(view));
  main.add(form_head(view, carried, step_id(view.plan, step))).add(fields_of(view, step));
  main.add(actions(view.words, "next", view.words.t("ui.continue"))).raw("</form>");
  const Json* people = member(view.plan, "help");
  if (people != nullptr) main.add(help(view.words, *people));
  const bool wrong = view.tried && !missing_of(view.plan, step).empty();
  const std::string title = title_of(view, step);
  return page(view.words, 200, wrong ? view.words.t("ui.error_title", {{"title", title}}) : title, main);
}

http::Response check_page(const View& view, const Carried& carried, const std::vector<std::string>& said) {
  const Words& words = view.words;
  const Json& allowed = array_of(view.plan, "allowed_actions");
  const bool sealable = std::find(allowed.begin(), allowed.end(), "seal") != allowed.end();
  Html main;
  main.add(said_first(said)).element("h1", words.t("title.check"));
  if (!sealable) main.open("div", "notice urgent").element("p", words.t("check.unfinished")).close("div");
  main.add(notices(view)).add(form_head(view, carried, "check"));
  Html rows = Check(view).rows();
  main.add(rows).add(verdicts(view));
  if (const Json* next = member(view.plan, "next")) main.add(next_steps(words, *next));
  if (const Json* deadlines = member(view.plan, "deadlines")) main.add(timeline(words, *deadlines));
  main.element("p", words.t("ui.provisional"), "notice");
  main.add(actions(words, "send", words.t("ui.submit"), sealable)).raw("</form>");
  if (const Json* people = member(view.plan, "help")) main.add(help(words, *people));
  return page(words, 200, words.t("title.check"), main);
}

http::Response receipt_page(const Words& words, const Json& receipt, const Json& plan) {
  Html main;
  main.open("div", "card ticket").element("h1", words.t("done.title")).element("p", words.t("done.ticket"));
  main.raw("<p class=\"code\" id=\"ticket\" dir=\"ltr\">").text(text_of(receipt, "ticket")).raw("</p></div>");
  main.open("section", "card")
      .element("h2", words.t("done.later"))
      .element("p", words.t("plain.later"))
      .close("section");
  const Json* verification = member(receipt, "verification");
  if (verification != nullptr && text_of(*verification, "decision_by") == "server")
    main.element("p", words.t("plain.looked_at"), "notice");
  if (const Json* next = member(plan, "next")) main.add(next_steps(words, *next));
  if (const Json* deadlines = member(receipt, "deadlines")) main.add(timeline(words, *deadlines));
  if (const Json* quote = member(receipt, "quote"); quote != nullptr) {
    const std::int64_t refund = integer_of(*quote, "refund").value_or(0);
    const std::int64_t sum = refund > 0 ? refund : integer_of(*quote, "coupon").value_or(0);
    if (sum > 0) {
      main.open("section", "card").element("h2", words.t("resolution." + text_of(*quote, "resolution")));
      main.element("p", words.money(sum), "sum").element("p", words.t("done.same_amount"), "soft").close("section");
    }
  }
  if (const Json* people = member(plan, "help")) main.add(help(words, *people));
  return page(words, 200, words.t("done.title"), main);
}

}  // namespace returns::plain
