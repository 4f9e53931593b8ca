#include "native/intake/progress.h"

#include <array>
#include <string_view>
#include <vector>

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

Json stages_of(const Json& deadlines, const std::string& received) {
  Json stages = Json::array();
  for (const char* done : {"accept", "register"})
    stages.push_back({{"stage", done}, {"state", "done"}, {"at", received}});
  for (const Stage& stage : kAhead) {
    Json entry = {{"stage", stage.name}, {"state", "due"}};
    if (const Json* clock = clock_of(deadlines, stage); clock != nullptr) {
      entry["due"] = text_of(*clock, "due");
      if (const Json* estimated = member(*clock, "estimated"); estimated != nullptr && *estimated == true)
        entry["estimated"] = true;
    }
    stages.push_back(std::move(entry));
  }
  return stages;
}

Json timeline_of(const Json& receipt, const Json& deadlines, const std::string& received) {
  const Json* verification = member(receipt, "verification");
  const Json* same = verification != nullptr ? member(*verification, "same") : nullptr;
  Json timeline = Json::array();
  timeline.push_back({{"code", "received"}, {"at", received}});
  timeline.push_back({{"code", "registered"}, {"at", received}});
  timeline.push_back({{"code", same != nullptr && *same == true ? "verified" : "verified_differs"}, {"at", received}});
  for (const Json& deadline : deadlines) {
    if (text_of(deadline, "due").empty()) continue;
    timeline.push_back(
        {{"code", text_of(deadline, "stage")}, {"due", text_of(deadline, "due")}, {"who", text_of(deadline, "who")}});
  }
  return timeline;
}

}  // namespace

Json progress_of(const storage::FiledRequest& filed, const storage::StoredOrder& order, const Policies& policies) {
  const Json receipt = parse_json(filed.receipt);
  const Json* policy = member(order.document, "policy");
  const LoadedPack* pack =
      policy != nullptr ? policies.find(text_of(*policy, "id"), integer_of(*policy, "version").value_or(0)) : nullptr;
  const std::string received = write_instant(filed.received_at, pack != nullptr ? pack->core.pack().zone : Zone{});
  const Json& deadlines = array_of(receipt, "deadlines");
  Json media = Json::array();
  for (const storage::RequestMedia& file : filed.media) {
    Json entry = {{"slot", file.slot}};
    if (!file.line.empty()) entry["line"] = file.line;
    entry["name"] = file.name;
    media.push_back(std::move(entry));
  }
  Json items = Json::array();
  for (const Json& line : order.document["lines"]) {
    for (const Json& held : array_of(line, "held")) {
      if (text_of(held, "ticket") != filed.ticket) continue;
      items.push_back({{"line", text_of(line, "id")},
                       {"quantity", integer_of(held, "quantity").value_or(0)},
                       {"title", line.value("title", Json::object())},
                       {"picture", text_of(line, "picture")}});
    }
  }
  Json progress = {{"ticket", filed.ticket},
                   {"order", filed.order_id},
                   {"currency", text_of(order.document, "currency")},
                   {"status", filed.status},
                   {"received_at", received},
                   {"stages", stages_of(deadlines, received)},
                   {"timeline", timeline_of(receipt, deadlines, received)},
                   {"items", std::move(items)},
                   {"deadlines", deadlines}};
  for (const char* part : {"decision", "quote"}) {
    if (const Json* found = member(receipt, part); found != nullptr) progress[part] = *found;
  }
  progress["evidence"] = {{"count", media.size()}, {"files", std::move(media)}};
  return progress;
}

}  // namespace returns::intake
