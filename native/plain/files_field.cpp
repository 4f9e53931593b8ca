#include "native/plain/files_field.h"

#include <algorithm>

namespace returns::plain {
namespace {

// What a slot takes, for the browser's file chooser; the core judges what comes.
std::string accepted(const Json& slot) {
  std::string list;
  for (const Json& kind : array_of(slot, "kinds")) {
    const std::string types = kind == "image"      ? "image/*"
                              : kind == "video"    ? "video/*"
                              : kind == "audio"    ? "audio/*"
                              : kind == "document" ? "application/pdf"
                                                   : "";
    if (!types.empty()) list += (list.empty() ? "" : ",") + types;
  }
  return list;
}

class Slots {
 public:
  Slots(const View& view, const Json& step) : view_(view), words_(view.words), step_(step) {}

  Html all() {
    Html html;
    html.element("p", words_.t("plain.files_go"), "notice");
    for (const Json& slot : array_of(view_.plan, "slots")) html.add(one(slot));
    html.open("p")
        .raw("<button name=\"do\" value=\"upload\">")
        .text(words_.t("plain.upload"))
        .close("button")
        .close("p");
    return html;
  }

 private:
  Html one(const Json& slot) {
    const std::string name = slot_name(slot);
    const std::string id = id_of("/slot/" + text_of(slot, "slot") + '/' + text_of(slot, "line"));
    const std::string label = words_.t(text_of(slot, "label"));
    std::string help = text_of(slot, "help");
    if (help.empty()) help = text_of(slot, "label") + ".help";
    Html html;
    html.open("section", "card slot").raw("<h2").attribute("id", id).raw(" tabindex=\"-1\">").text(label).close("h2");
    if (const std::string line = text_of(slot, "line"); !line.empty() && array_of(view_.plan, "items").size() > 1)
      html.element("p", words_.title_of(line), "soft");
    if (words_.has(help)) html.element("p", words_.t(help), "soft");
    html.element("p", count(slot)).add(errors(slot)).add(files(slot));
    if (integer_of(slot, "have").value_or(0) < integer_of(slot, "max").value_or(0)) {
      html.raw("<input type=\"file\" multiple").attribute("name", std::string{kFiles} + name);
      html.attribute("accept", accepted(slot))
          .attribute("aria-label", words_.t("files.choose") + ": " + label)
          .raw(">");
      html.element("p", limits(slot), "soft");
    }
    const Json* sensitive = member(slot, "sensitive");
    if (sensitive != nullptr && *sensitive == true)
      html.element("p", words_.t("files.sensitive", {{"days", integer_of(slot, "retention_days").value_or(0)}}),
                   "soft");
    return html.close("section");
  }

  std::string count(const Json& slot) const {
    const auto number = [&](const char* member) { return integer_of(slot, member).value_or(0); };
    if (number("min") == 0) return words_.t("files.optional", {{"have", number("have")}, {"max", number("max")}});
    return words_.t(
        number("lacks") == 0 ? "files.enough" : "files.lacks",
        {{"have", number("have")}, {"min", number("min")}, {"max", number("max")}, {"lacks", number("lacks")}});
  }

  std::string limits(const Json& slot) const {
    const Json& kinds = array_of(slot, "kinds");
    const bool films = std::find(kinds.begin(), kinds.end(), "video") != kinds.end();
    const auto bytes = integer_of(slot, "max_bytes");
    return words_.t("files.limits", {{"size", bytes ? words_.size(*bytes) : std::string{}},
                                     {"seconds", films ? integer_of(slot, "max_seconds").value_or(0) : 0}});
  }

  Html errors(const Json& slot) const {
    Html html;
    if (!view_.tried) return html;
    for (const Json* missing : missing_of(view_.plan, step_)) {
      const Json* params = member(*missing, "params");
      if (params != nullptr && text_of(*params, "slot") == text_of(slot, "slot")
          && text_of(*params, "line") == text_of(slot, "line"))
        html.element("p", missing_text(view_, step_, *missing), "error");
    }
    return html;
  }

  Html files(const Json& slot) const {
    Html rows;
    const Json& evidence = array_of(view_.draft, "evidence");
    for (const Json& file : array_of(slot, "files")) {
      const auto index = integer_of(file, "evidence").value_or(-1);
      if (index < 0 || static_cast<std::size_t>(index) >= evidence.size()) continue;
      const std::string name = text_of(evidence[static_cast<std::size_t>(index)], "name");
      const Json* accepted = member(file, "accepted");
      const bool taken = accepted != nullptr && *accepted == true;
      rows.open("li").raw("<bdi>").text(name).raw("</bdi> ");
      if (!taken) rows.element("strong", words_.t("files.refused", {{"name", name}}), "error");
      for (const Json& problem : array_of(file, "problems")) rows.add(problem_lines(slot, problem, taken));
      rows.raw("<label class=\"choice\"><input type=\"checkbox\" value=\"1\"");
      rows.attribute("name", std::string{kRemove} + std::to_string(index)).raw("><span>");
      rows.text(words_.t("files.remove", {{"name", name}})).raw("</span></label></li>");
    }
    Html html;
    if (!rows.empty()) html.open("ul", "shots").add(rows).close("ul");
    return html;
  }

  Html problem_lines(const Json& slot, const Json& problem, bool taken) const {
    Params params;
    if (const Json* given = member(problem, "params"); given != nullptr && given->is_object()) {
      for (const auto& [name, value] : given->items()) {
        if (value.is_number_integer()) params[name] = value.get<std::int64_t>();
        if (value.is_string()) params[name] = value.get<std::string>();
      }
      if (const auto bytes = integer_of(*given, "size")) params["size"] = words_.size(*bytes);
    }
    if (const auto most = integer_of(slot, "max_bytes")) params["max_size"] = words_.size(*most);
    params["max_seconds"] = integer_of(slot, "max_seconds").value_or(0);
    const std::string key = "problem." + text_of(problem, "code");
    Html html;
    html.element("p", words_.t(key, params), taken ? "soft" : "error");
    if (words_.has(key + ".todo")) html.element("p", words_.t(key + ".todo", params), "soft");
    return html;
  }

  const View& view_;
  const Words& words_;
  const Json& step_;
};

}  // namespace

Html files_field(const View& view, const Json& step) { return Slots(view, step).all(); }

}  // namespace returns::plain
