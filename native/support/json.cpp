#include "native/support/json.h"

namespace returns {

Json parse_json(std::string_view text) { return Json::parse(text, nullptr, /*allow_exceptions=*/false); }

std::string write_json(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

const Json* member(const Json& value, const std::string& name) {
  if (!value.is_object()) return nullptr;
  const auto found = value.find(name);
  return found == value.end() ? nullptr : &*found;
}

std::string text_of(const Json& value, const std::string& name) {
  const Json* found = member(value, name);
  if (found == nullptr || !found->is_string()) return {};
  auto text = found->get<std::string>();
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  for (std::size_t at = text.find('\0'); at != std::string::npos; at = text.find('\0', at))
    text.replace(at, 1, kReplacement);
  return text;
}

std::optional<std::int64_t> integer_of(const Json& value, const std::string& name) {
  const Json* found = member(value, name);
  if (found == nullptr || !found->is_number_integer()) return std::nullopt;
  return found->get<std::int64_t>();
}

const Json& array_of(const Json& value, const std::string& name) {
  static const Json empty = Json::array();
  const Json* found = member(value, name);
  return found != nullptr && found->is_array() ? *found : empty;
}

}  // namespace returns
