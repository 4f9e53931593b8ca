#include "native/plain/parts.h"

#include <array>
#include <map>

namespace returns::plain {
namespace {

Html source(const View& view, const std::string& id) {
  Html html;
  const Json* sources = member(view.plan, "sources");
  const Json* found = sources != nullptr && !id.empty() ? member(*sources, id) : nullptr;
  if (found == nullptr) return html;
  const Json* law = member(*found, "law");
  const std::string article = text_of(*found, "article");
  const std::string name = view.words.t("ui.source", {{"law", law != nullptr ? view.words.local(*law) : id},
                                                      {"article", article},
                                                      {"has", std::string{article.empty() ? "none" : "article"}}});
  const std::string url = text_of(*found, "url");
  html.open("p", "source");
  if (url.starts_with("https://"))
    html.raw("<a rel=\"noopener noreferrer\"").attribute("href", url).raw(">").text(name).close("a");
  else
    html.text(name);
  return html.close("p");
}

Html findings(const View& view, const Json& item, const std::string& verdict, bool deciding) {
  Html rows;
  for (const Json& finding : array_of(item, "findings")) {
    if ((text_of(finding, "verdict") == verdict) != deciding) continue;
    rows.open("li", text_of(finding, "verdict")).element("p", view.words.coded("finding", finding));
    rows.add(source(view, text_of(finding, "source"))).close("li");
  }
  Html html;
  if (!rows.empty()) html.open("ul", "findings").add(rows).close("ul");
  return html;
}

Html item_answer(const View& view, const Json& item, const std::string& verdict) {
  Html html;
  if (array_of(view.plan, "items").size() > 1)
    html.element("h3", view.words.titled(text_of(item, "line"), integer_of(item, "quantity").value_or(1)));
  html.add(findings(view, item, verdict, true));
  Html rest = findings(view, item, verdict, false);
  if (!rest.empty())
    html.open("details").element("summary", view.words.t("ui.also_checked")).add(rest).close("details");
  const Json* window = member(item, "window");
  if (window != nullptr && text_of(*window, "state") == "open" && verdict != "ineligible"
      && !text_of(*window, "until").empty()) {
    html.element("p", view.words.t("ui.window_open", {{"day", view.words.date(text_of(*window, "until"))}}), "soft");
  }
  return html;
}

void add_term(Html& html, const std::string& text) { html.element("li", text); }

std::string line_label(const Words& words, const Json& line) {
  const std::string fee = "fee." + text_of(line, "fee");
  return words.t(words.has(fee) ? fee : "quote." + text_of(line, "code"));
}

Html bill_row(const View& view, const Json& line) {
  const Words& words = view.words;
  const std::string id = text_of(line, "line");
  const std::string exchange = words.exchange_of(id, text_of(line, "exchange"));
  std::string about = id.empty()         ? std::string{}
                      : exchange.empty() ? words.titled(id, integer_of(line, "quantity").value_or(1))
                                         : exchange;
  const std::string why = "quote." + text_of(line, "code") + ".why";
  Html html;
  html.raw("<tr><th scope=\"row\">").text(line_label(words, line));
  if (!about.empty()) html.raw(" <span class=\"soft\">· ").text(about).close("span");
  if (words.has(why)) html.element("p", words.t(why), "soft");
  html.add(source(view, text_of(line, "source"))).raw("</th><td>");
  return html.text(words.money(integer_of(line, "amount").value_or(0))).raw("</td></tr>");
}

}  // namespace

Html verdicts(const View& view) {
  // A no is never below a yes.
  constexpr std::array<const char*, 3> kWorstFirst = {"ineligible", "needs_review", "eligible"};
  Html html;
  for (const char* verdict : kWorstFirst) {
    Html answers;
    for (const Json& item : array_of(view.plan, "items")) {
      if (text_of(item, "verdict") == verdict) answers.add(item_answer(view, item, verdict));
    }
    if (answers.empty()) continue;
    html.open("section", std::string{"card verdict "} + verdict);
    html.element("h2", view.words.t(std::string{"answer."} + verdict)).add(answers).close("section");
  }
  return html;
}

std::string amount(const View& view, const Json& quote) {
  for (const char* name : {"refund", "credit", "coupon"}) {
    if (const auto value = integer_of(quote, name).value_or(0); value > 0) return view.words.money(value);
  }
  return {};
}

Html terms(const View& view, const Json& quote) {
  const Words& words = view.words;
  Html rows;
  if (const auto due = integer_of(quote, "due").value_or(0); due > 0)
    add_term(rows, words.t("terms.due", {{"amount", words.money(due)}}));
  if (const auto credit = integer_of(quote, "credit").value_or(0); credit > 0)
    add_term(rows, words.t("terms.credit", {{"amount", words.money(credit)}}));
  const Json& tenders = array_of(quote, "tenders");
  for (const Json& tender : tenders) {
    const auto part = integer_of(tender, "amount").value_or(0);
    if (part == 0) continue;
    Params params = {{"tender", words.t("tender." + text_of(tender, "kind"))}, {"amount", words.money(part)}};
    const auto units = integer_of(tender, "units").value_or(0);
    params[units > 0 ? "units" : "parts"] = units > 0 ? units : static_cast<std::int64_t>(tenders.size());
    add_term(rows, words.t(units > 0 ? "terms.units_to_tender" : "terms.to_tender", params));
  }
  if (const auto coupons = static_cast<std::int64_t>(array_of(quote, "returned_coupons").size()); coupons > 0)
    add_term(rows, words.t("terms.coupon_back", {{"n", coupons}}));
  if (const auto coupon = integer_of(quote, "coupon").value_or(0); coupon > 0)
    add_term(rows, words.t("terms.coupon_too", {{"amount", words.money(coupon)}}));
  if (const Json* time = member(quote, "time"); time != nullptr)
    add_term(rows,
             words.t("terms.when", {{"span", words.span(*time)}, {"from", words.t("from." + text_of(*time, "from"))}}));
  for (const Json& leg : array_of(quote, "freight")) {
    const auto estimate = integer_of(leg, "estimate");
    add_term(rows, words.t("freight." + text_of(leg, "leg") + '.' + text_of(leg, "payer"),
                           {{"estimate", estimate ? words.money(*estimate) : std::string{}},
                            {"known", std::string{estimate ? "yes" : "no"}}}));
  }
  Html html;
  if (!rows.empty()) html.open("ul", "terms").add(rows).close("ul");
  return html;
}

Html bill(const View& view, const Json& quote) {
  Html html;
  if (array_of(quote, "lines").empty()) return html;
  Html money, coupons;
  for (const Json& line : array_of(quote, "lines"))
    (text_of(line, "kind") == "coupon" ? coupons : money).add(bill_row(view, line));
  const char* name = "refund";
  const char* label = "bill.total";
  if (integer_of(quote, "credit").value_or(0) > 0) {
    name = "credit";
    label = "bill.credit";
  }
  if (integer_of(quote, "due").value_or(0) > 0) {
    name = "due";
    label = "bill.due";
  }
  html.open("table", "bill").element("caption", view.words.t("ui.why_amount")).open("tbody").add(money).close("tbody");
  html.raw("<tfoot><tr><th scope=\"row\">").text(view.words.t(label)).raw("</th><td>");
  html.text(view.words.money(integer_of(quote, name).value_or(0))).raw("</td></tr>").add(coupons).raw("</tfoot>");
  return html.close("table");
}

Html timeline(const Words& words, const Json& deadlines) {
  std::vector<std::string> stages;
  std::map<std::string, Html> rows;
  if (!deadlines.is_array()) return {};
  for (const Json& deadline : deadlines) {
    const std::string stage = text_of(deadline, "stage");
    if (!rows.contains(stage)) stages.push_back(stage);
    const std::string due = text_of(deadline, "due");
    const Json* estimated = member(deadline, "estimated");
    const bool guess = estimated != nullptr && *estimated == true;
    const std::string when =
        due.empty() ? words.t("timeline.after",
                              {{"span", words.span(deadline)}, {"from", words.t("from." + text_of(deadline, "from"))}})
                    : words.t(guess ? "timeline.by_estimated" : "timeline.by", {{"date", words.date(due)}});
    rows[stage].element("span", when, "when");
    if (text_of(deadline, "who") == "customer") rows[stage].element("span", words.t("timeline.you"), "soft");
  }
  Html html;
  if (stages.empty()) return html;
  html.open("section", "card").element("h2", words.t("ui.dates")).open("ol", "timeline");
  for (const std::string& stage : stages)
    html.open("li").element("strong", words.t("stage." + stage)).add(rows[stage]).close("li");
  return html.close("ol").close("section");
}

Html next_steps(const Words& words, const Json& next) {
  Html html;
  if (!next.is_array() || next.empty()) return html;
  html.open("section", "card").element("h2", words.t("ui.what_next")).open("ol");
  for (const Json& step : next) html.element("li", words.coded("next", step));
  return html.close("ol").close("section");
}

Html notices(const View& view) {
  Html html;
  for (const Json& notice : array_of(view.plan, "notices")) {
    html.open("div", "notice").element("p", view.words.coded("notice", notice));
    html.add(source(view, text_of(notice, "source"))).close("div");
  }
  return html;
}

Html help(const Words& words, const Json& list) {
  Html rows;
  if (!list.is_array()) return rows;
  for (const Json& entry : list) {
    const std::string kind = text_of(entry, "kind");
    const std::string value = text_of(entry, "value");
    if (kind == "emergency" || value.empty()) continue;
    std::string href = value;
    if (kind == "email") href = "mailto:" + value;
    if (kind == "phone" || kind == "pharmacist" || kind == "authority") {
      href = "tel:";
      for (const char c : value) {
        if (c == '+' || (c >= '0' && c <= '9')) href += c;
      }
    }
    const bool leads = href != value || value.starts_with('/') || value.starts_with("https://");
    if (!leads) continue;
    rows.open("li").text(words.t("help." + kind)).raw(" <a").attribute("href", href).raw("><bdi>");
    rows.text(kind == "chat" ? words.t("help.open_chat") : value).raw("</bdi></a>");
    if (const std::string hours = text_of(entry, "hours"); !hours.empty()) {
      if (hours == "00:00-24:00")
        rows.raw(" <span class=\"soft\">· ").text(words.t("help.always")).raw("</span>");
      else
        rows.raw(" <span class=\"soft\">· <bdi dir=\"ltr\">").text(hours).raw("</bdi></span>");
    }
    rows.close("li");
  }
  Html html;
  if (rows.empty()) return html;
  return html.open("section", "card")
      .element("h2", words.t("ui.ask_a_person"))
      .open("ul", "help")
      .add(rows)
      .close("ul")
      .close("section");
}

}  // namespace returns::plain
