#include "native/plain/fields.h"

#include <array>
#include <map>

#include "native/plain/files_field.h"
#include "native/plain/parts.h"

namespace returns::plain {
namespace {

struct LineFormat {
  const char* format;
  const char* type;
  const char* autocomplete;
  const char* dir;
};
constexpr std::array<LineFormat, 4> kFormats = {{
    {"phone", "tel", "tel", "ltr"},
    {"email", "email", "email", "ltr"},
    {"name", "text", "name", "auto"},
    {"batch", "text", "off", "ltr"},
}};

class Fields {
 public:
  Fields(const View& view, const Json& step) : view_(view), words_(view.words), step_(step) {}

  Html all() {
    Html html;
    for (const Json& field : array_of(step_, "fields")) html.add(one(field));
    return html;
  }

 private:
  Html one(const Json& field) {
    const std::string kind = text_of(field, "kind");
    if (kind == "lines") return lines(field);
    if (kind == "reason") return reasons(field);
    if (kind == "choice" || kind == "exchange") return choices(field);
    if (kind == "text") return text(field);
    if (kind == "line_text") return line_text(field);
    if (kind == "consent") return consent(field);
    if (kind == "resolution") return resolutions(field);
    if (kind == "files") return files_field(view_, step_);
    return {};
  }

  std::string label(const Json& field) const {
    const std::string text = words_.t(text_of(field, "label"));
    const Json* required = member(field, "required");
    return required != nullptr && *required == true ? text : words_.t("ui.optional", {{"label", text}});
  }

  // A question about the packaging names the goods and the gift it is about.
  std::string question(const Json& field) const {
    const std::string path = text_of(field, "path");
    constexpr std::string_view kGift = "/answers/gift.";
    const std::size_t gift = path.find(kGift);
    return words_.t(
        text_of(field, "label"),
        {{"item", words_.title_of(line_of(field))},
         {"gift", gift == std::string::npos ? std::string{} : words_.title_of(path.substr(gift + kGift.size()))}});
  }

  // The order line that "/items/0/…" is about.
  std::string line_of(const Json& field) const {
    const std::string path = text_of(field, "path");
    constexpr std::string_view kItems = "/items/";
    if (!path.starts_with(kItems)) return {};
    std::size_t index = 0;
    for (std::size_t at = kItems.size(); at < path.size() && path[at] >= '0' && path[at] <= '9' && index < 1000; ++at)
      index = index * 10 + static_cast<std::size_t>(path[at] - '0');
    const Json& items = array_of(view_.plan, "items");
    return index < items.size() ? text_of(items[index], "line") : std::string{};
  }

  Html help(const Json& field) const {
    std::string key = text_of(field, "help");
    if (key.empty()) key = text_of(field, "label") + ".help";
    Html html;
    if (words_.has(key)) html.element("p", words_.t(key), "soft");
    return html;
  }

  Html error(const Json& field) const {
    Html html;
    if (!view_.tried) return html;
    for (const Json* missing : missing_of(view_.plan, step_)) {
      const Json* params = member(*missing, "params");
      const bool of_slot = params != nullptr && member(*params, "slot") != nullptr;
      if (text_of(*missing, "path") == text_of(field, "path") && !of_slot)
        html.element("p", missing_text(view_, step_, *missing), "error");
    }
    return html;
  }

  // The only question of a page has the page's title for its name, and what helps with it stands there.
  bool alone() const { return array_of(step_, "fields").size() == 1 && text_of(step_, "id") != "packaging"; }

  Html fieldset(const Json& field, const std::string& legend, const Html& inside) const {
    const bool titled = alone() && text_of(field, "kind") != "exchange" && text_of(field, "kind") != "resolution";
    Html html;
    html.raw("<fieldset").attribute("id", id_of(text_of(field, "path"))).raw(" tabindex=\"-1\">");
    html.raw("<legend").attribute("class", titled ? "hidden-text" : "").raw(">").text(legend).close("legend");
    const bool said = titled && words_.has("title." + text_of(step_, "id") + ".lead");
    if (!said) html.add(help(field));
    return html.add(error(field)).add(inside).close("fieldset");
  }

  // A radio button or a tick box before its words.
  static Html tick(const std::string& type, const std::string& name, const std::string& value, bool checked) {
    Html html;
    html.raw("<input").attribute("type", type).attribute("name", name).attribute("value", value);
    return html.flag("checked", checked).raw(">");
  }

  Html lines(const Json& field) {
    Html rows;
    for (const Json& line : array_of(view_.plan, "lines")) rows.add(line_row(line));
    return fieldset(field, words_.t("title.items"), rows);
  }

  Html line_row(const Json& line) {
    const std::string id = text_of(line, "line");
    const std::int64_t returnable = integer_of(line, "returnable").value_or(0);
    std::int64_t chosen = 0;
    for (const Json& item : array_of(view_.draft, "items")) {
      if (text_of(item, "line") == id) chosen = integer_of(item, "quantity").value_or(0);
    }
    Html html;
    html.open("div", "card line").open("label", "choice");
    if (returnable > 0) html.add(tick("checkbox", std::string{kLine} + id, "1", chosen > 0));
    html.open("span").element("strong", words_.title_of(id));
    html.raw("<span class=\"soft block\">")
        .text(words_.t("ui.pieces", {{"n", integer_of(line, "quantity").value_or(0)}}));
    html.close("span").close("span").close("label");
    if (const std::string outlook = text_of(line, "outlook"); returnable > 0 && words_.has("outlook." + outlook)) {
      html.open("p", "soft").text(words_.t("outlook." + outlook));
      if (const std::string until = text_of(line, "until"); !until.empty())
        html.text(" · ").text(words_.t("ui.until", {{"day", words_.date(until)}}));
      html.close("p");
    }
    if (const std::string note = text_of(line, "note"); !note.empty())
      html.element("p", words_.t(note.starts_with("note.") ? note : "note." + note), "soft");
    for (const Json& held : array_of(line, "held")) {
      html.open("p", "soft");
      html.text(
          words_.t("ui.held", {{"n", integer_of(held, "quantity").value_or(0)}, {"state", text_of(held, "state")}}));
      html.raw(" <bdi>").text(text_of(held, "ticket")).raw("</bdi></p>");
    }
    if (returnable > 1) {
      html.open("label", "quantity").text(words_.t("ui.how_many", {{"n", returnable}}));
      html.raw(" <input type=\"number\" inputmode=\"numeric\" min=\"1\"").attribute("max", std::to_string(returnable));
      html.attribute("name", std::string{kQuantity} + id);
      html.attribute("value", std::to_string(chosen > 0 ? chosen : 1)).raw(">").close("label");
    }
    return html.close("div");
  }

  Html option(const Json& field, const Json& choice, const std::string& name, const std::string& more) {
    const std::string value = text_of(choice, "value");
    const std::string key = text_of(choice, "label") + ".help";
    Html html;
    html.open("label", "choice card");
    html.add(tick("radio", std::string{kAnswer} + text_of(field, "path"), value, value == text_of(field, "value")));
    html.open("span").text(name);
    if (!more.empty()) html.element("span", " · " + more, "soft");
    if (words_.has(key)) html.element("span", words_.t(key), "soft block");
    return html.close("span").close("label");
  }

  Html reasons(const Json& field) {
    std::vector<std::string> order;
    std::map<std::string, Html> groups;
    std::map<std::string, std::string> names;
    for (const Json& choice : array_of(field, "options")) {
      const std::string group = text_of(choice, "group");
      if (!groups.contains(group)) order.push_back(group);
      const std::string label = text_of(choice, "group_label");
      if (!group.empty()) names[group] = words_.t(label.empty() ? "reason." + group : label);
      groups[group].add(option(field, choice, words_.t(text_of(choice, "label")), {}));
    }
    Html rows;
    for (const std::string& group : order) {
      if (!names[group].empty()) rows.element("h3", names[group]);
      rows.add(groups[group]);
    }
    return fieldset(field, words_.t(text_of(field, "label")), rows);
  }

  Html choices(const Json& field) {
    const bool exchange = text_of(field, "kind") == "exchange";
    const std::string line = line_of(field);
    Html rows;
    for (const Json& choice : array_of(field, "options")) {
      std::string name = exchange ? words_.exchange_of(line, text_of(choice, "value")) : std::string{};
      if (name.empty()) name = words_.t(text_of(choice, "label"));
      rows.add(option(field, choice, name, exchange ? difference(choice) : std::string{}));
    }
    return fieldset(field, exchange ? words_.title_of(line) : question(field), rows);
  }

  std::string difference(const Json& choice) const {
    if (text_of(choice, "value") == "same") return {};
    const std::int64_t more = integer_of(choice, "difference").value_or(0);
    if (more == 0) return words_.t("exchange.even");
    return words_.t(more > 0 ? "exchange.more" : "exchange.less", {{"amount", words_.money(more > 0 ? more : -more)}});
  }

  Html text(const Json& field) {
    const std::string path = text_of(field, "path");
    Html html;
    html.open("div", "field").raw("<label").attribute("for", id_of(path)).raw(">").text(label(field)).close("label");
    html.add(help(field)).add(error(field));
    html.raw("<textarea rows=\"6\" dir=\"auto\"").attribute("id", id_of(path));
    // The line feed that a browser drops at the beginning is not the customer's.
    html.attribute("name", std::string{kAnswer} + path).raw(">\n").text(text_of(field, "value")).close("textarea");
    return html.close("div");
  }

  Html line_text(const Json& field) {
    const std::string path = text_of(field, "path");
    LineFormat format{"", "text", "off", "auto"};
    for (const LineFormat& known : kFormats) {
      if (text_of(field, "format") == known.format) format = known;
    }
    const std::string autocomplete = text_of(field, "autocomplete");
    const std::string line = line_of(field);
    Html html;
    html.open("div", "field").raw("<label").attribute("for", id_of(path)).raw(">").text(label(field));
    if (!line.empty() && array_of(view_.plan, "items").size() > 1)
      html.element("span", " · " + words_.title_of(line), "soft");
    html.close("label").add(help(field)).add(error(field));
    html.raw("<input").attribute("type", format.type).attribute("id", id_of(path)).attribute("dir", format.dir);
    html.attribute("name", std::string{kAnswer} + path);
    html.attribute("autocomplete", autocomplete.empty() ? format.autocomplete : autocomplete);
    return html.attribute("value", text_of(field, "value")).raw(">").close("div");
  }

  Html consent(const Json& field) {
    const std::string name = text_of(field, "option");
    Html html;
    html.open("div", "field").add(error(field)).raw("<label class=\"choice card\"");
    html.attribute("id", id_of(text_of(field, "path"))).raw(">");
    html.add(tick("checkbox", std::string{kConsent} + name, "yes", text_of(field, "value") == "yes"));
    html.open("span").text(words_.t(text_of(field, "label"))).add(help(field));
    return html.close("span").close("label").close("div");
  }

  Html resolutions(const Json& field) {
    Html rows;
    for (const Json& way : array_of(view_.plan, "resolutions")) {
      const Json* available = member(way, "available");
      if (available == nullptr || *available != true) continue;
      const std::string code = text_of(way, "code");
      const Json* quote = member(way, "quote");
      rows.open("div", "card").open("label", "choice");
      rows.add(tick("radio", std::string{kAnswer} + text_of(field, "path"), code,
                    code == text_of(view_.draft, "resolution")));
      rows.open("span").element("strong", words_.t("resolution." + code));
      if (quote != nullptr) {
        if (const std::string sum = amount(view_, *quote); !sum.empty()) rows.text(" ").element("strong", sum, "sum");
      }
      if (words_.has("resolution." + code + ".help"))
        rows.element("span", words_.t("resolution." + code + ".help"), "soft block");
      rows.close("span").close("label");
      if (quote != nullptr) {
        rows.add(terms(view_, *quote));
        if (Html lines = bill(view_, *quote); !lines.empty())
          rows.open("details").element("summary", words_.t("ui.why_amount")).add(lines).close("details");
      }
      rows.close("div");
    }
    Html advice;
    for (const Json& entry : array_of(view_.plan, "advice"))
      advice.element("p", words_.coded("advice", entry), "notice");
    const bool refused = text_of(view_.plan, "verdict") == "ineligible";
    return advice.add(fieldset(field, words_.t(refused ? "ui.what_instead" : "ui.choose_way"), rows));
  }

  const View& view_;
  const Words& words_;
  const Json& step_;
};

}  // namespace

Html fields_of(const View& view, const Json& step) { return Fields(view, step).all(); }

}  // namespace returns::plain
