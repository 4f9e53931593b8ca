#include "native/intake/desk_actions.h"

#include <algorithm>

#include "native/intake/desk_access.h"

namespace returns::intake {
namespace {

constexpr std::size_t kLongestText = 4000;

bool allowed(const Json& actions, const std::string& action) {
  return std::any_of(actions.begin(), actions.end(), [&](const Json& one) { return one == action; });
}

// Who does something to a ticket that nobody has, has it.
void take(storage::TicketChange& change, const storage::TicketRow& row, const storage::StaffMember& member) {
  if (row.assignee.empty()) change.assignee = member.name;
  if (row.stage == "assign" && !change.stage) change.stage = "investigate";
}

std::optional<Refusal> read_money(const Json& asked, const storage::StaffMember& member, const DeskCase& the_case,
                                  storage::TicketChange& change) {
  const auto amount = integer_of(asked, "amount");
  if (!amount || *amount < 0) return Refusal{.status = 400, .code = "missing", .at = "/amount"};
  const std::int64_t most = leads(member) ? the_case.paid : std::min(the_case.quoted, the_case.paid);
  if (*amount > most)
    return Refusal{.status = 403, .code = "too_much_money", .at = "/amount", .params = {{"most", most}}};
  change.money = *amount;
  return std::nullopt;
}

}  // namespace

Json desk_actions(const storage::TicketRow& row, const storage::StaffMember& member) {
  Json actions = Json::array();
  if (row.stage == "assign" || row.stage == "investigate") {
    for (const char* action : {"accept", "refuse", "ask"}) actions.push_back(action);
  } else if (row.stage == "handle") {
    for (const char* action : {"approve", "ask"}) actions.push_back(action);
  }
  if (row.stage == "feed_back" || row.stage == "handle") actions.push_back("close");
  if (row.stage != "closed" && (leads(member) || row.assignee != member.name)) actions.push_back("assign");
  actions.push_back("note");
  return actions;
}

std::variant<storage::TicketChange, Refusal> desk_change(const Json& asked, const storage::StaffMember& member,
                                                         const DeskCase& the_case) {
  const storage::TicketRow& row = the_case.row;
  const std::string action = text_of(asked, "action");
  const auto revision = integer_of(asked, "revision");
  if (!revision) return Refusal{.status = 400, .code = "missing", .at = "/revision"};
  if (!allowed(desk_actions(row, member), action)) {
    // Somebody else may have done it a moment ago; that is the better answer.
    if (*revision != row.revision) return Refusal{.status = 409, .code = "changed_meanwhile", .at = "/revision"};
    return Refusal{.status = 403, .code = "not_allowed_now", .at = "/action"};
  }
  storage::TicketChange change;
  change.ticket = row.ticket;
  change.seen_revision = *revision;
  change.kind = action;
  change.actor = member.name;
  change.text = text_of(asked, "text");
  if (change.text.size() > kLongestText) return Refusal{.status = 400, .code = "too_long", .at = "/text"};
  const bool must_say = action == "refuse" || action == "ask" || action == "note" || action == "close";
  if (must_say && change.text.find_first_not_of(" \n\t") == std::string::npos)
    return Refusal{.status = 400, .code = "missing", .at = "/text"};
  change.shown = action != "note" && action != "assign";
  if (action == "accept") {
    change.status = "accepted";
    change.stage = "handle";
  } else if (action == "refuse") {
    change.status = "refused";
    change.stage = "feed_back";
    change.line_state = "cancelled";
  } else if (action == "ask") {
    change.status = "waiting";
  } else if (action == "approve") {
    if (auto refusal = read_money(asked, member, the_case, change)) return std::move(*refusal);
    change.stage = "feed_back";
    change.line_state = "returned";
  } else if (action == "close") {
    change.stage = "closed";
  } else if (action == "note") {
    change.open_only = false;
  } else if (action == "assign") {
    const std::string to = text_of(asked, "assignee");
    change.assignee = to.empty() ? member.name : to;
    if (*change.assignee != member.name && !leads(member))
      return Refusal{.status = 403, .code = "supervisor_needed", .at = "/assignee"};
    change.text = *change.assignee;
    if (row.stage == "assign") change.stage = "investigate";
  }
  if (action != "note" && action != "assign") take(change, row, member);
  return change;
}

}  // namespace returns::intake
