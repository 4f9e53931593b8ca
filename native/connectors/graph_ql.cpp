#include "native/connectors/graph_ql.h"

#include "core/text.h"

namespace returns::connectors {

std::variant<Json, Trouble> ask_graph_ql(const WebApi& api, const std::string& path, const WebApi::Headers& headers,
                                         const std::string& query, Json variables) {
  const std::string body = write_json({{"query", query}, {"variables", std::move(variables)}});
  const auto heard = api.call("POST", path, headers, body);
  if (const auto* retry = std::get_if<Retry>(&heard)) return Trouble{*retry};
  const auto& answer = std::get<WebApi::Answer>(heard);
  const Json& errors = array_of(answer.body, "errors");
  if (!errors.empty()) {
    const std::string code = text_of(inner(errors[0], {"extensions"}), "code");
    const std::string said = first_message(errors);
    if (code == "THROTTLED" || code == "INTERNAL_SERVER_ERROR") return Trouble{Retry{code, said}};
    // It is logged: nothing but a code.
    return Trouble{FixByHuman{is_id(code) ? code : "graphql", said}};
  }
  const Json* data = member(answer.body, "data");
  if (answer.status != 200 || data == nullptr || !data->is_object()) return trouble_of(answer, {});
  return *data;
}

const Json& inner(const Json& value, std::initializer_list<const char*> names) {
  static const Json none = Json::object();
  const Json* at = &value;
  for (const char* name : names) {
    at = member(*at, name);
    if (at == nullptr) return none;
  }
  return *at;
}

bool is_true(const Json& value, const char* name) {
  const Json* found = member(value, name);
  return found != nullptr && *found == true;
}

std::string first_message(const Json& errors) {
  return errors.is_array() && !errors.empty() ? text_of(errors[0], "message") : std::string{};
}

}  // namespace returns::connectors
