#include "native/intake/progress.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "native/storage/cases.h"
#include "native/storage/requests.h"
#include "native/storage/tickets.h"

namespace returns::intake {
namespace {

// Which of the pack's clocks says when a stage is due; the first one that runs counts.
struct Stage {
  const char* name;
  std::array<const char*, 3> clocks;
};
constexpr std::array<Stage, 4> kAhead = {{
    {"assign", {"first_check", "acknowledge", "accept"}},
    {"investigate", {"investigate", "first_check", "decide"}},
    {"handle", {"handle", "decide", "refund"}},
    {"feed_back", {"notify", "close", "handle"}},
}};

const Json* clock_of(const Json& deadlines, const Stage& stage) {
  for (const char* clock : stage.clocks) {
    for (const Json& deadline : deadlines) {
      if (text_of(deadline, "stage") == clock && !text_of(deadline, "due").empty()) return &deadline;
    }
  }
  return nullptr;
}

struct Work {
  storage::TicketRow row;
  std::vector<storage::TicketEvent> events;
  Zone zone;
};

// How far each event brings a ticket: the number of stages of kAhead that are done after it.
std::size_t done_after(const std::string& kind) {
  constexpr std::array<std::pair<std::string_view, std::size_t>, 7> kDone = {
      {{"assign", 1}, {"ask", 1}, {"accept", 2}, {"refuse", 3}, {"approve", 3}, {"close", 4}, {"cancelled", 4}}};
  for (const auto& [name, count] : kDone) {
    if (name == kind) return count;
  }
  return 0;
}

std::optional<Instant> done_at(const Work& work, std::size_t stage) {
  for (const storage::TicketEvent& event : work.events) {
    if (done_after(event.kind) > stage) return event.at;
  }
  return std::nullopt;
}

// When each stage ahead is due. Of a complaint the result is heard when it is closed; "notify" is only the plan.
// Nothing is due later than what comes after it.
std::array<const Json*, kAhead.size()> clocks_of(const Json& deadlines, bool complaint) {
  std::array<const Json*, kAhead.size()> clocks{};
  const Json* later = nullptr;
  for (std::size_t index = kAhead.size(); index-- > 0;) {
    Stage stage = kAhead[index];
    if (complaint && index + 1 == kAhead.size()) std::swap(stage.clocks[0], stage.clocks[1]);
    const Json* own = clock_of(deadlines, stage);
    if (own == nullptr) continue;
    if (later != nullptr) {
      const auto at = read_instant(text_of(*own, "due")), after = read_instant(text_of(*later, "due"));
      if (at && after && *after < *at) own = later;
    }
    later = clocks[index] = own;
  }
  return clocks;
}

Json stages_of(const Json& deadlines, const std::string& received, const Work& work, bool complaint) {
  const auto clocks = clocks_of(deadlines, complaint);
  Json stages = Json::array();
  for (const char* done : {"accept", "register"})
    stages.push_back({{"stage", done}, {"state", "done"}, {"at", received}});
  for (std::size_t index = 0; index < kAhead.size(); ++index) {
    const Stage& stage = kAhead[index];
    if (const auto at = done_at(work, index)) {
      stages.push_back({{"stage", stage.name}, {"state", "done"}, {"at", write_instant(*at, work.zone)}});
      continue;
    }
    Json entry = {{"stage", stage.name}, {"state", "due"}};
    if (const Json* clock = clocks[index]; clock != nullptr) {
      entry["due"] = text_of(*clock, "due");
      if (const Json* estimated = member(*clock, "estimated"); estimated != nullptr && *estimated == true)
        entry["estimated"] = true;
    }
    stages.push_back(std::move(entry));
  }
  return stages;
}

Json timeline_of(const Json& receipt, const Json& deadlines, const std::string& received, const Work& work) {
  const Json* verification = member(receipt, "verification");
  const Json* same = verification != nullptr ? member(*verification, "same") : nullptr;
  Json timeline = Json::array();
  timeline.push_back({{"code", "received"}, {"at", received}});
  timeline.push_back({{"code", "registered"}, {"at", received}});
  // A statement about an order that was not found had nothing to be compared with.
  if (same != nullptr)
    timeline.push_back({{"code", *same == true ? "verified" : "verified_differs"}, {"at", received}});
  for (const storage::TicketEvent& event : work.events) {
    if (!event.shown || event.kind == "registered") continue;
    Json entry = {{"code", event.kind}, {"at", write_instant(event.at, work.zone)}};
    // Names of the merchant's people stay at the desk.
    entry["who"] = event.actor == "customer" ? "customer" : "merchant";
    if (!event.text.empty()) entry["text"] = event.text;
    timeline.push_back(std::move(entry));
  }
  if (work.row.stage == "closed") return timeline;
  for (const Json& deadline : deadlines) {
    if (text_of(deadline, "due").empty()) continue;
    timeline.push_back(
        {{"code", text_of(deadline, "stage")}, {"due", text_of(deadline, "due")}, {"who", text_of(deadline, "who")}});
  }
  return timeline;
}

// What a complaint is about; nothing for a return.
void add_subject(const Json& request, Json& progress) {
  const Json* draft = member(request, "draft");
  if (draft == nullptr) return;
  if (const std::string complaint = text_of(*draft, "complaint"); !complaint.empty()) progress["complaint"] = complaint;
}

Json write_progress(const storage::FiledRequest& filed, const storage::StoredOrder& order, Work& work,
                    const Policies& policies) {
  const Json receipt = parse_json(filed.receipt);
  const Json* policy = member(order.document, "policy");
  const LoadedPack* pack =
      policy != nullptr ? policies.find(text_of(*policy, "id"), integer_of(*policy, "version").value_or(0)) : nullptr;
  if (pack != nullptr) work.zone = pack->core.pack().zone;
  const std::string received = write_instant(filed.received_at, work.zone);
  const Json& deadlines = array_of(receipt, "deadlines");
  Json media = Json::array();
  for (const storage::RequestMedia& file : filed.media) {
    Json entry = {{"slot", file.slot}};
    if (!file.line.empty()) entry["line"] = file.line;
    entry["name"] = file.name;
    media.push_back(std::move(entry));
  }
  Json items = Json::array();
  for (const Json& line : array_of(order.document, "lines")) {
    for (const Json& held : array_of(line, "held")) {
      if (text_of(held, "ticket") != filed.ticket) continue;
      items.push_back({{"line", text_of(line, "id")},
                       {"quantity", integer_of(held, "quantity").value_or(0)},
                       {"title", line.value("title", Json::object())},
                       {"picture", text_of(line, "picture")}});
    }
  }
  Json progress = {{"ticket", filed.ticket}};
  if (!storage::is_case(order.document)) progress["order"] = filed.order_id;
  progress["currency"] = text_of(order.document, "currency");
  progress["status"] = filed.status;
  progress["received_at"] = received;
  progress["timeline"] = timeline_of(receipt, deadlines, received, work);
  progress["items"] = std::move(items);
  progress["deadlines"] = deadlines;
  add_subject(parse_json(filed.body), progress);
  progress["stages"] = stages_of(deadlines, received, work, progress.contains("complaint"));
  for (const char* part : {"decision", "quote", "acknowledgement"}) {
    if (const Json* found = member(receipt, part); found != nullptr) progress[part] = *found;
  }
  if (work.row.money) progress["money"] = *work.row.money;
  if (work.row.rating) progress["rating"] = *work.row.rating;
  // What the customer may do now.
  Json may = Json::array();
  if (work.row.stage != "closed") may.push_back("message");
  if (work.row.stage == "assign" || work.row.stage == "investigate") may.push_back("cancel");
  if (work.row.stage == "closed" && work.row.status != "cancelled") may.push_back("rate");
  progress["may"] = std::move(may);
  progress["evidence"] = {{"count", media.size()}, {"files", std::move(media)}};
  return progress;
}

}  // namespace

Outcome<Json> progress_of(Services& services, const std::string& ticket) {
  const auto filed = storage::Requests(*services.database).find(ticket);
  if (!filed) return filed.failure();
  storage::Tickets tickets(*services.database);
  const auto row = tickets.find(ticket);
  if (!row) return row.failure();
  if (!*filed || !*row) return Failure{FailureCode::NotFound, "no such ticket"};
  auto events = tickets.events(ticket);
  if (!events) return events.failure();
  const auto order = storage::Orders(*services.database).load((*filed)->order_id);
  if (!order) return order.failure();
  Work work{.row = **row, .events = std::move(*events), .zone = {}};
  return write_progress(**filed, *order, work, services.policies);
}

}  // namespace returns::intake
