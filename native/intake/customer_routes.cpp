#include "native/intake/customer_routes.h"

#include <algorithm>

#include "core/text.h"
#include "native/intake/access.h"
#include "native/intake/answers.h"
#include "native/intake/progress.h"
#include "native/storage/requests.h"
#include "native/storage/tickets.h"

namespace returns::intake {
namespace {

constexpr std::size_t kBody = std::size_t{16} * 1024;
constexpr std::size_t kLongestText = 4000;
constexpr std::size_t kShortestKey = 8;
constexpr std::size_t kLongestKey = 255;

// The change that the body asks for, or the answer to give instead.
using Read = std::variant<storage::TicketChange, http::Response> (*)(const storage::TicketRow&, const Json&);

std::variant<storage::TicketChange, http::Response> read_message(const storage::TicketRow& row, const Json& body) {
  storage::TicketChange change;
  change.kind = "customer_message";
  change.text = text_of(body, "text");
  if (change.text.find_first_not_of(" \n\t") == std::string::npos) return error_answer(400, "missing", {.at = "/text"});
  if (change.text.size() > kLongestText) return error_answer(400, "too_long", {.at = "/text"});
  // What was waited for is here: back to a person.
  if (row.status == "waiting") change.status = "needs_review";
  return change;
}

std::variant<storage::TicketChange, http::Response> read_cancel(const storage::TicketRow& row, const Json& /*body*/) {
  if (row.stage != "assign" && row.stage != "investigate") return error_answer(409, "too_late_to_cancel");
  storage::TicketChange change;
  change.kind = "cancelled";
  // The stage that was looked at; somebody at the desk may be deciding it right now.
  change.seen_revision = row.revision;
  change.status = "cancelled";
  change.stage = "closed";
  change.line_state = "cancelled";
  return change;
}

std::variant<storage::TicketChange, http::Response> read_rating(const storage::TicketRow& row, const Json& body) {
  const auto stars = integer_of(body, "stars");
  if (!stars || *stars < 1 || *stars > 5) return error_answer(400, "out_of_range", {.at = "/stars"});
  if (row.stage != "closed" || row.status == "cancelled") return error_answer(409, "not_closed_yet");
  storage::TicketChange change;
  change.kind = "rated";
  change.text = text_of(body, "text").substr(0, kLongestText);
  // A character that was cut in two is none.
  change.text.resize(std::min(change.text.size(), invalid_utf8(change.text)));
  change.rating = *stars;
  change.open_only = false;
  return change;
}

http::Response answer(Services& services, const storage::TicketRow& row) {
  const auto progress = progress_of(services, row.ticket);
  if (!progress) return failure_answer(progress.failure());
  return json_answer(200, {{"request", *progress}});
}

http::Response handle(Services& services, const http::Request& request, Read read) {
  auto opened = Access(services).order_of(request);
  if (auto* refusal = std::get_if<http::Response>(&opened)) return std::move(*refusal);
  const std::string_view key = request.header("Idempotency-Key");
  if (key.size() < kShortestKey || key.size() > kLongestKey)
    return error_answer(400, "missing", {.at = "Idempotency-Key"});
  const Json body = parse_json(request.body);
  if (!body.is_object()) return error_answer(400, "not_json");
  storage::Tickets tickets(*services.database);
  const auto row = tickets.find(request.captures[0]);
  if (!row) return failure_answer(row.failure());
  // Another order's ticket is as unknown as one that is not there.
  if (!*row || (*row)->order_id != std::get<std::string>(opened)) return not_found();
  const std::string once = keyed(services, "once", (*row)->ticket + '\n' + std::string{key});
  const auto known = tickets.knows(once);
  if (!known) return failure_answer(known.failure());
  if (*known) return answer(services, **row);
  auto change = read(**row, body);
  if (auto* refusal = std::get_if<http::Response>(&change)) return std::move(*refusal);
  auto& wanted = std::get<storage::TicketChange>(change);
  wanted.ticket = (*row)->ticket;
  wanted.actor = "customer";
  wanted.shown = true;
  wanted.once = once;
  const Status done = tickets.change(wanted, services.clock());
  if (!done && done.failure().code == FailureCode::NotFound) return error_answer(409, "closed");
  if (!done && done.failure().code == FailureCode::Conflict) return error_answer(409, "changed_meanwhile");
  if (!done) return failure_answer(done.failure());
  return answer(services, **row);
}

}  // namespace

void add_customer_routes(http::Router& router, Services& services) {
  for (const auto& [pattern, read] : {std::pair<const char*, Read>{"/api/v1/requests/{}/messages", read_message},
                                      {"/api/v1/requests/{}/cancellation", read_cancel},
                                      {"/api/v1/requests/{}/rating", read_rating}}) {
    router.add({"POST", pattern, kBody, http::Answer([&services, read = read](const http::Request& request) {
                  return handle(services, request, read);
                })});
  }
}

}  // namespace returns::intake
