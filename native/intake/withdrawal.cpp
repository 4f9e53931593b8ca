#include "native/intake/withdrawal.h"

#include <algorithm>
#include <array>

#include "core/draft.h"
#include "core/text.h"

namespace returns::intake {
namespace {

constexpr std::size_t kMaxOrder = 200;

void lacks(Json& missing, const char* path, const char* code) {
  missing.push_back({{"step", "statement"}, {"path", path}, {"code", code}});
}

void check_length(Json& missing, const char* path, const std::string& text, std::size_t most) {
  if (code_points(text) <= most) return;
  lacks(missing, path, "too_long");
  missing.back()["params"] = {{"max", most}};
}

std::optional<Refusal> unknown_member(const Json& statement) {
  constexpr std::array<std::string_view, 7> kKnown = {"schema", "order",  "name",     "email",
                                                      "lines",  "reason", "confirmed"};
  for (const auto& [name, value] : statement.items()) {
    if (std::find(kKnown.begin(), kKnown.end(), name) == kKnown.end())
      return Refusal{.status = 400, .code = "unknown_member", .at = "/statement/" + name};
  }
  return std::nullopt;
}

}  // namespace

Json missing_of(const Json& statement) {
  Json missing = Json::array();
  const std::string order = text_of(statement, "order");
  if (is_blank(order)) lacks(missing, "/order", "required");
  check_length(missing, "/order", order, kMaxOrder);
  const std::string name = text_of(statement, "name");
  if (is_blank(name)) lacks(missing, "/name", "required");
  check_length(missing, "/name", name, kMaxName);
  const std::string email = text_of(statement, "email");
  if (is_blank(email)) {
    lacks(missing, "/email", "required");
  } else if (!is_email(email)) {
    lacks(missing, "/email", "bad_email");
  }
  check_length(missing, "/reason", text_of(statement, "reason"), kMaxDescription);
  return missing;
}

std::variant<Stated, Refusal> read_stated(const std::string& body) {
  const Json document = parse_json(body);
  if (!document.is_object()) return Refusal{.status = 400, .code = "not_json"};
  const Json* statement = member(document, "statement");
  if (statement == nullptr || !statement->is_object())
    return Refusal{.status = 400, .code = "missing", .at = "/statement"};
  if (text_of(*statement, "schema") != "returns.withdrawal/1")
    return Refusal{.status = 400, .code = "wrong_schema", .at = "/statement/schema"};
  if (auto refusal = unknown_member(*statement)) return std::move(*refusal);
  Json missing = missing_of(*statement);
  // The second step: a statement that was only looked at is none.
  const Json* confirmed = member(*statement, "confirmed");
  if (confirmed == nullptr || *confirmed != true) lacks(missing, "/confirmed", "required");
  if (!missing.empty()) {
    const std::string at = "/statement" + text_of(missing[0], "path");
    return Refusal{.status = 400, .code = "incomplete", .at = at, .params = {{"missing", std::move(missing)}}};
  }
  return Stated{.policy = text_of(document, "policy"), .statement = *statement};
}

std::variant<TakenStatement, Refusal> take_statement(const LoadedPack& pack, const storage::StoredOrder& order,
                                                     const Json& statement, Instant received) {
  Json asked = statement;
  asked["order"] = order.id;  // however it was typed
  const Json answer = parse_json(pack.core.withdraw(write_json(order.document), write_json(asked),
                                                    write_instant(received, pack.core.pack().zone)));
  if (const Json* fault = member(answer, "fault"); fault != nullptr) {
    if (text_of(*fault, "document") == "pack") return Refusal{.status = 409, .code = "no_withdrawal"};
    return Refusal{
        .status = 400, .code = text_of(*fault, "code"), .at = "/statement" + text_of(*fault, "at"), .params = nullptr};
  }
  const Json* withdrawal = member(answer, "withdrawal");
  const Json* request = member(answer, "request");
  const Json* acknowledgement = member(answer, "acknowledgement");
  if (withdrawal == nullptr || request == nullptr || acknowledgement == nullptr) {
    Json missing = withdrawal != nullptr ? array_of(*withdrawal, "missing") : Json::array();
    return Refusal{
        .status = 400, .code = "incomplete", .at = "/statement", .params = {{"missing", std::move(missing)}}};
  }
  TakenStatement taken;
  taken.acknowledgement = *acknowledgement;
  taken.flags = array_of(*request, "flags");
  if (const Json* follows = member(*request, "consequences"); follows != nullptr) {
    if (const Json* quote = member(*follows, "quote"); quote != nullptr) taken.quote = *quote;
    taken.deadlines = array_of(*follows, "deadlines");
  }
  taken.computed = write_json(*request);
  for (const Json& line : array_of(*acknowledgement, "lines"))
    taken.lines.push_back({text_of(line, "line"), integer_of(line, "quantity").value_or(0)});
  return taken;
}

TakenStatement take_unknown(const LoadedPack& pack, const Json& statement, const std::string& body_hash,
                            Instant received) {
  TakenStatement taken;
  taken.acknowledgement = {{"schema", "returns.acknowledgement/1"},
                           {"code", "acknowledgement.withdrawal"},
                           {"to", text_of(statement, "email")},
                           {"name", text_of(statement, "name")},
                           {"order", text_of(statement, "order")},
                           {"received_at", write_instant(received, pack.core.pack().zone)},
                           {"lines", Json::array()}};
  if (const std::string reason = text_of(statement, "reason"); !reason.empty())
    taken.acknowledgement["reason"] = reason;
  taken.acknowledgement["digest"] = body_hash;
  taken.flags.push_back("unknown_order");
  return taken;
}

}  // namespace returns::intake
