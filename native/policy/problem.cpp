#include "native/policy/problem.h"

namespace returns::policy {
namespace {

Params params_of(const Json& object) {
  Params params;
  if (!object.is_object()) return params;
  for (const auto& [key, value] : object.items()) {
    if (value.is_number_integer()) {
      params.push_back({key, value.get<std::int64_t>()});
    } else if (value.is_string()) {
      params.push_back({key, value.get<std::string>()});
    } else if (value.is_array()) {
      std::vector<std::string> list;
      for (const Json& entry : value) {
        if (entry.is_string()) list.push_back(entry.get<std::string>());
      }
      params.push_back({key, std::move(list)});
    }
  }
  return params;
}

}  // namespace

Problem problem_of_fault(const std::string& file, std::string_view answer) {
  const Json parsed = parse_json(answer);
  const Json* fault = member(parsed, "fault");
  if (fault == nullptr) return {"strange_answer", file};
  Problem problem{"fault." + text_of(*fault, "code"), file, text_of(*fault, "at"), {}};
  if (const Json* params = member(*fault, "params")) problem.params = params_of(*params);
  if (const auto byte = integer_of(*fault, "byte")) problem.params.push_back({"byte", *byte});
  problem.params.push_back({"document", text_of(*fault, "document")});
  // What is allowed is said when it is known; a sentence cannot ask whether a parameter is there.
  if (member(*fault, "params") == nullptr || member(*member(*fault, "params"), "allowed") == nullptr)
    problem.params.push_back({"allowed", std::string{"–"}});
  return problem;
}

std::string say(const Problem& problem, const Words& words) {
  std::string text = problem.file;
  if (!problem.at.empty()) text += (text.empty() ? "" : ", ") + problem.at;
  if (!text.empty()) text += ": ";
  return text + words.text("tools.problem." + problem.code, problem.params) + ' '
         + words.text("tools.problem." + problem.code + ".todo", problem.params);
}

Json to_json(const Problem& problem, const Words& words) {
  Json out = {{"schema", "returns.problem/1"}, {"code", problem.code}};
  if (!problem.file.empty()) out["file"] = problem.file;
  if (!problem.at.empty()) out["at"] = problem.at;
  out["text"] = words.text("tools.problem." + problem.code, problem.params);
  out["todo"] = words.text("tools.problem." + problem.code + ".todo", problem.params);
  return out;
}

}  // namespace returns::policy
