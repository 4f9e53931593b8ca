#include "native/plain/posted.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "native/plain/view.h"

namespace returns::plain {
namespace {

constexpr std::int64_t kMostUnits = 999;

// "/items/0/answers/seal" of a draft; false when the place cannot be there.
bool set_at(Json& draft, std::string_view path, const std::string& value) {
  Json* at = &draft;
  while (path.starts_with('/')) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string name{path.substr(0, end)};
    path.remove_prefix(end);
    if (at->is_array()) {
      std::size_t index = 0;
      const auto [rest, error] = std::from_chars(name.data(), name.data() + name.size(), index);
      if (error != std::errc{} || rest != name.data() + name.size() || index >= at->size()) return false;
      at = &(*at)[index];
    } else {
      if (at->is_null()) *at = Json::object();
      if (!at->is_object()) return false;
      if (path.empty() && value.empty()) {
        at->erase(name);
        return true;
      }
      at = &(*at)[name];
    }
  }
  *at = value;
  return true;
}

// Text areas end their lines as the wire does.
std::string with_line_feeds(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
  return text;
}

// "/items/0" of "/items/0/reason", or nothing.
std::optional<std::size_t> item_of_reason(std::string_view path) {
  constexpr std::string_view kItems = "/items/";
  if (!path.starts_with(kItems)) return std::nullopt;
  path.remove_prefix(kItems.size());
  std::size_t index = 0;
  const auto [rest, error] = std::from_chars(path.data(), path.data() + path.size(), index);
  if (error != std::errc{}
      || std::string_view{rest, static_cast<std::size_t>(path.data() + path.size() - rest)} != "/reason")
    return std::nullopt;
  return index;
}

class Answers {
 public:
  Answers(Json draft, const Json& plan, const Posted& posted)
      : draft_(std::move(draft)),
        plan_(plan),
        posted_(posted) {}

  void take(const Json& field) {
    const std::string kind = text_of(field, "kind");
    if (kind == "lines") return lines();
    if (kind == "consent") return consent(text_of(field, "option"));
    if (kind == "files") return removals();
    const std::string path = text_of(field, "path");
    const std::string name = std::string{kAnswer} + path;
    if (!posted_.has(name)) return;
    const std::string value = with_line_feeds(posted_.field(name));
    if (kind == "reason") {
      if (const auto item = item_of_reason(path)) forget_answers(*item, value);
    }
    set_at(draft_, path, value);
  }

  Json result() {
    for (const char* name : {"items", "evidence", "consents", "contact"}) {
      if (draft_.contains(name) && draft_[name].empty()) draft_.erase(name);
    }
    return std::move(draft_);
  }

 private:
  // What was answered for another reason: its questions were others.
  void forget_answers(std::size_t item, const std::string& reason) {
    Json& items = draft_["items"];
    if (items.is_array() && item < items.size() && items[item].is_object() && text_of(items[item], "reason") != reason)
      items[item].erase("answers");
  }

  void lines() {
    const Json before = array_of(draft_, "items");
    Json items = Json::array();
    std::vector<std::string> gone;
    for (const Json& line : array_of(plan_, "lines")) {
      const std::string id = text_of(line, "line");
      if (!posted_.has(std::string{kLine} + id)) {
        gone.push_back(id);
        continue;
      }
      Json item = {{"line", id}};
      for (const Json& known : before) {
        if (text_of(known, "line") == id) item = known;
      }
      item["quantity"] = quantity(id);
      items.push_back(std::move(item));
    }
    draft_["items"] = std::move(items);
    // Their files are about nothing any more.
    keep_files([&](const Json& file, std::size_t /*index*/) {
      return std::find(gone.begin(), gone.end(), text_of(file, "line")) == gone.end();
    });
  }

  std::int64_t quantity(const std::string& line) const {
    const std::string typed = posted_.field(std::string{kQuantity} + line);
    std::int64_t value = 1;
    std::from_chars(typed.data(), typed.data() + typed.size(), value);
    return std::clamp<std::int64_t>(value, 1, kMostUnits);
  }

  void consent(const std::string& name) {
    // A consent that names a sum takes the place of one to another sum.
    const auto stem = [](const std::string& one) {
      const std::size_t dot = one.rfind('.');
      const bool sum = dot != std::string::npos && dot + 1 < one.size()
                       && std::all_of(one.begin() + static_cast<std::ptrdiff_t>(dot) + 1, one.end(),
                                      [](char c) { return c >= '0' && c <= '9'; });
      return sum ? one.substr(0, dot + 1) : one;
    };
    Json kept = Json::array();
    for (const Json& given : array_of(draft_, "consents")) {
      if (given.is_string() && stem(given.get<std::string>()) != stem(name)) kept.push_back(given);
    }
    if (posted_.has(std::string{kConsent} + name)) kept.push_back(name);
    draft_["consents"] = std::move(kept);
  }

  void removals() {
    keep_files([&](const Json& /*file*/, std::size_t index) {
      return !posted_.has(std::string{kRemove} + std::to_string(index));
    });
  }

  template <class Keep>
  void keep_files(const Keep& keep) {
    Json kept = Json::array();
    std::size_t index = 0;
    for (const Json& file : array_of(draft_, "evidence")) {
      if (keep(file, index++)) kept.push_back(file);
    }
    draft_["evidence"] = std::move(kept);
  }

  Json draft_;
  const Json& plan_;
  const Posted& posted_;
};

}  // namespace

std::string Posted::field(std::string_view name) const {
  for (const http::Part& part : parts_) {
    if (part.name != name || !part.filename.empty()) continue;
    std::string value{part.bytes};
    value.erase(std::remove(value.begin(), value.end(), '\0'), value.end());
    return value;
  }
  return {};
}

bool Posted::has(std::string_view name) const {
  return std::any_of(parts_.begin(), parts_.end(), [&](const http::Part& part) { return part.name == name; });
}

Json answered(Json draft, const Json& plan, const Json& step, const Posted& posted) {
  Answers answers(std::move(draft), plan, posted);
  for (const Json& field : array_of(step, "fields")) answers.take(field);
  return answers.result();
}

}  // namespace returns::plain
