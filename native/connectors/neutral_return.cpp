#include "native/connectors/neutral_return.h"

#include <algorithm>

#include "native/connectors/graphemes.h"

namespace returns::connectors {
namespace {

// Empty when the order came from somewhere else.
std::string remote_of(const Json& value, const char* name) {
  const Json* remote = member(value, "remote");
  return remote != nullptr ? text_of(*remote, name) : std::string{};
}

std::string reason_of(const Json& draft, const std::string& line) {
  for (const Json& item : array_of(draft, "items"))
    if (text_of(item, "line") == line) return text_of(item, "reason");
  return {};
}

}  // namespace

NeutralReturn neutral_return_of(const Filed& filed) {
  const Json order = parse_json(filed.order);
  const Json body = parse_json(filed.body);
  NeutralReturn wanted{
      .request = filed.ticket, .order = text_of(order, "id"), .resolution = {}, .lines = {}, .words = {}};
  const bool ours = remote_of(order, "connector") == filed.connector;
  if (ours) wanted.order = remote_of(order, "order");
  const Json* draft = member(body, "draft");
  const Json* statement = member(body, "statement");
  if (draft != nullptr) {
    wanted.resolution = text_of(*draft, "resolution");
    wanted.words = text_of(*draft, "description");
  } else if (statement != nullptr) {
    wanted.resolution = "refund";
    wanted.words = text_of(*statement, "reason");
  }
  for (const Json& line : array_of(order, "lines")) {
    const std::string id = text_of(line, "id");
    const auto units = filed.units.find(id);
    if (units == filed.units.end()) continue;
    const std::string remote = ours ? remote_of(line, "line") : std::string{};
    wanted.lines.push_back({.line = remote.empty() ? id : remote,
                            .quantity = units->second,
                            .reason = draft != nullptr ? reason_of(*draft, id) : "withdrawal"});
  }
  return wanted;
}

std::string mapped_reason(const std::map<std::string, std::string>& reasons, const std::string& code) {
  for (const std::string& name : {code, code.substr(0, code.find('.')), std::string{"*"}})
    if (const auto found = reasons.find(name); found != reasons.end()) return found->second;
  return {};
}

std::string note_of(const NeutralReturn& wanted, const std::string& link, std::size_t most) {
  std::string note = wanted.request;
  if (!wanted.resolution.empty()) note += " · " + wanted.resolution;
  for (const ReturnLine& line : wanted.lines) {
    note += "\n" + line.line + " × " + std::to_string(line.quantity);
    if (!line.reason.empty()) note += " · " + line.reason;
  }
  if (!link.empty()) {
    std::string to = link;
    if (const auto at = to.find("{ticket}"); at != std::string::npos) to.replace(at, 8, wanted.request);
    note += "\n" + to;
  }
  // Last, since it is what may be cut.
  if (!wanted.words.empty()) note += "\n" + wanted.words;
  return cut_graphemes(note, most);
}

}  // namespace returns::connectors
