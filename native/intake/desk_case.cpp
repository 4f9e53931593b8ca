#include "native/intake/desk_case.h"

#include <set>

#include "native/intake/desk_access.h"
#include "native/intake/desk_actions.h"
#include "native/intake/desk_codes.h"
#include "native/storage/cases.h"
#include "native/storage/connector_returns.h"
#include "native/storage/outbox.h"
#include "native/storage/requests.h"
#include "native/storage/ticket_media.h"

namespace returns::intake {
namespace {

void set_when(Json& entry, const char* name, const std::optional<Instant>& at) {
  if (at) entry[name] = write_instant(*at, Zone{});
}

void collect_sources(const Json& value, std::set<std::string>& names) {
  if (value.is_object()) {
    if (const std::string name = text_of(value, "source"); !name.empty()) names.insert(name);
  }
  if (value.is_structured()) {
    for (const Json& inner : value) collect_sources(inner, names);
  }
}

// The laws and promises that the decision names, as the pack writes them.
Json sources_of(const Policies& policies, const Json& order, const Json& receipt) {
  Json sources = Json::object();
  const Json* policy = member(order, "policy");
  const LoadedPack* pack =
      policy != nullptr ? policies.find(text_of(*policy, "id"), integer_of(*policy, "version").value_or(0)) : nullptr;
  if (pack == nullptr) return sources;
  const Json document = parse_json(*pack->bytes);
  const Json* all = member(document, "sources");
  std::set<std::string> names;
  collect_sources(receipt, names);
  for (const std::string& name : names) {
    const Json* found = all != nullptr ? member(*all, name) : nullptr;
    if (found != nullptr) sources[name] = *found;
  }
  return sources;
}

// Where the customer says to look: of the same file in the same slot.
const Json* marks_of(const Json& request, const storage::TicketMedium& medium) {
  const Json* draft = member(request, "draft");
  if (draft == nullptr) return nullptr;
  for (const Json& evidence : array_of(*draft, "evidence")) {
    if (text_of(evidence, "sha256") == medium.sha256 && text_of(evidence, "slot") == medium.slot
        && text_of(evidence, "line") == medium.line)
      return member(evidence, "marks");
  }
  return nullptr;
}

Json files_of(const std::vector<storage::TicketMedium>& media, const std::string& ticket, const Json& request) {
  Json files = Json::array();
  for (const storage::TicketMedium& medium : media) {
    Json file = {{"slot", medium.slot}};
    if (!medium.line.empty()) file["line"] = medium.line;
    file["name"] = medium.name;
    file["type"] = medium.type;
    file["kind"] = medium.kind;
    file["size"] = medium.size;
    file["sha256"] = medium.sha256;
    if (medium.removed.empty())
      file["href"] = "/api/v1/desk/tickets/" + ticket + "/files/" + std::to_string(medium.position);
    else
      file["removed"] = medium.removed;
    if (!medium.report.empty()) file["report"] = parse_json(medium.report);
    if (!medium.also_in.empty()) file["also_in"] = medium.also_in;
    if (const Json* marks = marks_of(request, medium); marks != nullptr) file["marks"] = *marks;
    files.push_back(std::move(file));
  }
  return files;
}

Json history_of(const std::vector<storage::TicketEvent>& events) {
  Json history = Json::array();
  for (const storage::TicketEvent& event : events) {
    Json entry = {{"at", write_instant(event.at, Zone{})}, {"kind", event.kind}, {"actor", event.actor}};
    if (!event.text.empty()) entry["text"] = event.text;
    entry["shown"] = event.shown;
    history.push_back(std::move(entry));
  }
  return history;
}

// Who was told what. A message that waits says why the last attempt failed.
Json messages_of(const std::vector<storage::OutboxState>& states) {
  Json messages = Json::array();
  for (const storage::OutboxState& state : states) {
    Json entry = {
        {"id", state.id},       {"kind", state.kind},         {"channel", state.channel},
        {"state", state.state}, {"attempts", state.attempts}, {"created_at", write_instant(state.created_at, Zone{})}};
    if (!state.way.empty()) entry["way"] = state.way;
    if (!state.fault.empty()) entry["fault"] = state.fault;
    if (state.done_at) entry["done_at"] = write_instant(*state.done_at, Zone{});
    if (state.state == "waiting" && state.attempts > 0) entry["again_at"] = write_instant(state.due_at, Zone{});
    messages.push_back(std::move(entry));
  }
  return messages;
}

// What shop systems have, or why they do not.
Json connectors_of(const std::vector<storage::ConnectorState>& states) {
  Json connectors = Json::array();
  for (const storage::ConnectorState& state : states) {
    Json entry = {{"connector", state.connector},
                  {"state", state.state},
                  {"attempts", state.attempts},
                  {"created_at", write_instant(state.created_at, Zone{})}};
    if (!state.remote.empty()) entry["remote"] = state.remote;
    if (!state.fault.empty()) entry["fault"] = state.fault;
    if (!state.said.empty()) entry["said"] = state.said;
    set_when(entry, "done_at", state.done_at);
    const bool waits = state.state == "waiting" || state.state == "creating";
    if (waits && state.attempts > 0) entry["again_at"] = write_instant(state.due_at, Zone{});
    connectors.push_back(std::move(entry));
  }
  return connectors;
}

// The goods of a withdrawal, as a return would name them.
Json withdrawn(const Json& receipt) {
  Json items = Json::array();
  const Json* acknowledgement = member(receipt, "acknowledgement");
  if (acknowledgement == nullptr) return items;
  for (const Json& line : array_of(*acknowledgement, "lines")) {
    items.push_back(line);
    items.back()["reason"] = "withdrawal";
  }
  return items;
}

std::int64_t paid_of(const Json& order) {
  std::int64_t paid = -integer_of(order, "refunded").value_or(0);
  for (const Json& tender : array_of(order, "tenders")) paid += integer_of(tender, "paid").value_or(0);
  return std::max<std::int64_t>(0, paid);
}

}  // namespace

Json row_of(const storage::TicketRow& row) {
  Json entry = {{"ticket", row.ticket},     {"order", storage::is_case_id(row.order_id) ? "" : row.order_id},
                {"status", row.status},     {"lane", row.lane},
                {"grade", row.grade},       {"stage", row.stage},
                {"assignee", row.assignee}, {"revision", row.revision}};
  set_when(entry, "received_at", row.received_at);
  set_when(entry, "due_at", row.due_at);
  set_when(entry, "closed_at", row.closed_at);
  if (row.money) entry["money"] = *row.money;
  if (row.rating) entry["rating"] = *row.rating;
  return entry;
}

Outcome<CaseFile> case_of(Services& services, const storage::TicketRow& row, const storage::StaffMember& who) {
  const auto filed = storage::Requests(*services.database).find(row.ticket);
  if (!filed) return filed.failure();
  if (!*filed) return Failure{FailureCode::NotFound, "a ticket without its request"};
  const auto order = storage::Orders(*services.database).load(row.order_id);
  if (!order) return order.failure();
  const auto media = storage::media_of(*services.database, row.ticket);
  if (!media) return media.failure();
  const auto events = storage::Tickets(*services.database).events(row.ticket);
  if (!events) return events.failure();

  const auto messages = storage::Outbox(*services.database).of_ticket(row.ticket);
  if (!messages) return messages.failure();

  const auto connectors = storage::ConnectorReturns(*services.database).of_ticket(row.ticket);
  if (!connectors) return connectors.failure();

  const Json receipt = parse_json((*filed)->receipt);
  const Json request = parse_json((*filed)->body);
  CaseFile file;
  file.paid = paid_of(order->document);
  file.document = row_of(row);
  file.document["order"] = order->document;
  for (const char* part : {"verification", "decision", "quote", "deadlines"}) {
    if (const Json* found = member(receipt, part); found != nullptr) file.document[part] = *found;
  }
  if (const Json* quote = member(receipt, "quote"); quote != nullptr)
    file.quoted = integer_of(*quote, "refund").value_or(0);
  if (const Json* statement = member(request, "statement"); statement != nullptr)
    file.document["said"] = {{"withdrawal", *statement}, {"items", withdrawn(receipt)}};
  if (const Json* draft = member(request, "draft"); draft != nullptr) {
    file.document["said"] = *draft;
    file.document["said"].erase("evidence");
  }
  file.document["files"] = files_of(*media, row.ticket, request);
  add_codes(file.document["files"], request, order->document, services.policies);
  file.document["history"] = history_of(*events);
  file.document["messages"] = messages_of(*messages);
  if (!connectors->empty()) file.document["connectors"] = connectors_of(*connectors);
  file.document["sources"] = sources_of(services.policies, order->document, receipt);
  file.document["actions"] = desk_actions(row, who);
  file.document["most_money"] = leads(who) ? file.paid : std::min(file.quoted, file.paid);
  return file;
}

}  // namespace returns::intake
