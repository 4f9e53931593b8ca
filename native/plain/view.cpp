#include "native/plain/view.h"

namespace returns::plain {
namespace {

bool covers(std::string_view outer, std::string_view inner) {
  return inner == outer || (inner.starts_with(outer) && inner.substr(outer.size()).starts_with('/'));
}

}  // namespace

std::string step_id(const Json& plan, const Json& step) {
  std::string id = text_of(step, "id");
  const auto item = integer_of(step, "item");
  const Json& items = array_of(plan, "items");
  if (!item || *item < 0 || static_cast<std::size_t>(*item) >= items.size()) return id;
  return id + ':' + text_of(items[static_cast<std::size_t>(*item)], "line");
}

const Json* step_named(const Json& plan, const std::string& id) {
  for (const Json& step : array_of(plan, "steps")) {
    if (step_id(plan, step) == id) return &step;
  }
  return nullptr;
}

std::vector<const Json*> missing_of(const Json& plan, const Json& step) {
  std::vector<const Json*> found;
  for (const Json& entry : array_of(plan, "missing")) {
    if (text_of(entry, "step") == text_of(step, "id") && integer_of(entry, "item") == integer_of(step, "item"))
      found.push_back(&entry);
  }
  return found;
}

std::string missing_text(const View& view, const Json& step, const Json& missing) {
  const Words& words = view.words;
  const std::string code = text_of(missing, "code");
  Json params = Json::object();
  if (const Json* given = member(missing, "params"); given != nullptr && given->is_object()) params = *given;
  std::string own = "missing." + code + ".field";
  for (const Json& field : array_of(step, "fields")) {
    if (!covers(text_of(field, "path"), text_of(missing, "path"))) continue;
    own = "missing." + code + '.' + text_of(field, "kind");
    params["label"] = words.t(text_of(field, "label"));
    break;
  }
  return words.say(words.has(own) ? own : "error." + code, params);
}

std::string id_of(std::string_view path) {
  std::string id = "f";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    id += plain ? c : '-';
  }
  return id;
}

std::string slot_name(const Json& slot) { return text_of(slot, "slot") + ':' + text_of(slot, "line"); }

}  // namespace returns::plain
