#include "native/intake/desk_routes.h"

#include <algorithm>
#include <array>

#include "native/http/range.h"
#include "native/intake/answers.h"
#include "native/intake/desk_access.h"
#include "native/intake/desk_actions.h"
#include "native/intake/desk_board.h"
#include "native/intake/desk_case.h"
#include "native/intake/desk_report.h"
#include "native/intake/desk_watch.h"
#include "native/storage/connector_returns.h"
#include "native/storage/outbox.h"
#include "native/storage/ticket_media.h"

namespace returns::intake {
namespace {

constexpr std::size_t kBody = std::size_t{16} * 1024;
constexpr std::size_t kMostFileBytes = std::size_t{256} << 20;

using Handle = http::Response (*)(Services&, const storage::StaffMember&, const http::Request&);

http::Response queue(Services& services, const storage::StaffMember& /*member*/, const http::Request& /*request*/) {
  const auto rows = storage::Tickets(*services.database).all();
  if (!rows) return failure_answer(rows.failure());
  const auto staff = storage::Staff(*services.database).all();
  if (!staff) return failure_answer(staff.failure());
  Json tickets = Json::array();
  for (const storage::TicketRow& row : *rows) tickets.push_back(row_of(row));
  Json names = Json::array();
  for (const storage::StaffMember& one : *staff) names.push_back(one.name);
  return json_answer(
      200,
      {{"now", write_instant(services.clock(), Zone{})}, {"staff", std::move(names)}, {"tickets", std::move(tickets)}});
}

http::Response show(Services& services, const storage::StaffMember& member, const std::string& ticket) {
  const auto row = storage::Tickets(*services.database).find(ticket);
  if (!row) return failure_answer(row.failure());
  if (!*row) return not_found();
  auto file = case_of(services, **row, member);
  if (!file) return failure_answer(file.failure());
  return json_answer(200, {{"case", std::move(file->document)}});
}

http::Response open_case(Services& services, const storage::StaffMember& member, const http::Request& request) {
  return show(services, member, request.captures[0]);
}

http::Response act(Services& services, const storage::StaffMember& member, const http::Request& request) {
  const Json asked = parse_json(request.body);
  if (!asked.is_object()) return error_answer(400, "not_json");
  storage::Tickets tickets(*services.database);
  const auto row = tickets.find(request.captures[0]);
  if (!row) return failure_answer(row.failure());
  if (!*row) return not_found();
  const auto file = case_of(services, **row, member);
  if (!file) return failure_answer(file.failure());
  auto change = desk_change(asked, member, {.row = **row, .quoted = file->quoted, .paid = file->paid});
  if (const auto* refusal = std::get_if<Refusal>(&change))
    return error_answer(refusal->status, refusal->code, {.at = refusal->at, .params = refusal->params});
  const auto& wanted = std::get<storage::TicketChange>(change);
  if (wanted.kind == "assign") {
    const auto known = storage::Staff(*services.database).find(*wanted.assignee);
    if (!known) return failure_answer(known.failure());
    if (!*known) return error_answer(400, "not_in_list", {.at = "/assignee"});
  }
  const Status done = tickets.change(wanted, services.clock());
  if (!done && (done.failure().code == FailureCode::Conflict || done.failure().code == FailureCode::NotFound))
    return error_answer(409, "changed_meanwhile", {.at = "/revision"});
  if (!done) return failure_answer(done.failure());
  return show(services, member, request.captures[0]);
}

http::Response send_again(Services& services, const storage::StaffMember& member, const http::Request& request) {
  const Status done = storage::Outbox(*services.database)
                          .send_again(request.captures[0], request.captures[1], member.name, services.clock());
  // It went out meanwhile, or somebody else has asked already.
  if (!done && done.failure().code == FailureCode::NotFound) return error_answer(409, "not_failed");
  if (!done) return failure_answer(done.failure());
  return show(services, member, request.captures[0]);
}

// A shop system is to be asked once more.
http::Response ask_again(Services& services, const storage::StaffMember& member, const http::Request& request) {
  if (text_of(parse_json(request.body), "action") != "again")
    return error_answer(400, "not_in_list", {.at = "/action"});
  const Status done = storage::ConnectorReturns(*services.database)
                          .again(request.captures[0], request.captures[1], member.name, services.clock());
  if (!done && done.failure().code == FailureCode::Conflict) return error_answer(409, "not_allowed_now");
  if (!done) return failure_answer(done.failure());
  return show(services, member, request.captures[0]);
}

http::Response board(Services& services, const storage::StaffMember& /*member*/, const http::Request& /*request*/) {
  const auto rows = storage::Tickets(*services.database).all();
  if (!rows) return failure_answer(rows.failure());
  return json_answer(200, {{"board", board_of(*rows, services.clock())}});
}

http::Response csv_answer(std::string csv, const std::string& name) {
  http::Response response;
  response.set("Content-Type", "text/csv; charset=utf-8")
      .set("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
      .set("Cache-Control", "no-store");
  response.body = std::move(csv);
  return response;
}

http::Response table(Services& services, const storage::StaffMember& member, const http::Request& /*request*/) {
  if (!leads(member)) return error_answer(403, "supervisor_needed");
  const auto rows = storage::Tickets(*services.database).all();
  if (!rows) return failure_answer(rows.failure());
  return csv_answer(csv_of(*rows), "tickets");
}

// The quarter that the path names, "current" for the one that it is now.
std::variant<Json, http::Response> report_for(Services& services, const storage::StaffMember& member,
                                              const http::Request& request) {
  if (!leads(member)) return error_answer(403, "supervisor_needed");
  const Instant now = services.clock();
  const std::string& named = request.captures[0];
  const auto quarter = named == "current" ? quarter_of(day_of(now, Zone{})) : read_quarter(named);
  if (!quarter) return not_found();
  auto report = report_of(*services.database, *quarter, now);
  if (!report) return failure_answer(report.failure());
  return std::move(*report);
}

http::Response report(Services& services, const storage::StaffMember& member, const http::Request& request) {
  auto found = report_for(services, member, request);
  if (auto* refusal = std::get_if<http::Response>(&found)) return std::move(*refusal);
  return json_answer(200, {{"report", std::get<Json>(std::move(found))}});
}

http::Response report_table(Services& services, const storage::StaffMember& member, const http::Request& request) {
  auto found = report_for(services, member, request);
  if (auto* refusal = std::get_if<http::Response>(&found)) return std::move(*refusal);
  const Json& document = std::get<Json>(found);
  return csv_answer(report_csv(document), text_of(document, "quarter"));
}

http::Response watch(Services& services, const storage::StaffMember& member, const http::Request& /*request*/) {
  if (!leads(member)) return error_answer(403, "supervisor_needed");
  auto found = watch_of(*services.database, services.clock());
  if (!found) return failure_answer(found.failure());
  return json_answer(200, {{"watch", std::move(*found)}});
}

// Somebody else's bytes: never a page, whatever they hold.
http::Response file_answer(const storage::TicketMedium& medium, std::string bytes, const http::Request& request) {
  constexpr std::array<std::string_view, 9> kShown = {"image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4",
                                                      "video/webm", "audio/mp4", "audio/ogg",  "audio/webm"};
  const bool shown = std::find(kShown.begin(), kShown.end(), medium.type) != kShown.end();
  http::Response response;
  response.set("Content-Type", shown ? medium.type : "application/octet-stream")
      .set("Content-Disposition", "attachment; filename=\"" + medium.sha256.substr(0, 16) + "\"")
      .set("Content-Security-Policy", "sandbox; default-src 'none'")
      .set("Cache-Control", "private, max-age=3600");
  response.body = std::move(bytes);
  http::keep_range(request, response);
  return response;
}

http::Response file_of(Services& services, const http::Request& request) {
  const auto media = storage::media_of(*services.database, request.captures[0]);
  if (!media) return failure_answer(media.failure());
  for (const storage::TicketMedium& medium : *media) {
    if (std::to_string(medium.position) != request.captures[1]) continue;
    auto bytes = services.vault->read(medium.sha256, kMostFileBytes);
    if (!bytes && bytes.failure().code == FailureCode::NotFound) return not_found();
    if (!bytes) return failure_answer(bytes.failure());
    return file_answer(medium, std::move(*bytes), request);
  }
  return not_found();
}

void add(http::Router& router, Services& services, const char* method, const char* pattern, std::size_t limit,
         Handle handle) {
  router.add({method, pattern, limit, http::Answer([&services, handle](const http::Request& request) {
                auto member = staff_of(services, request);
                if (auto* refusal = std::get_if<http::Response>(&member)) return std::move(*refusal);
                return handle(services, std::get<storage::StaffMember>(member), request);
              })});
}

}  // namespace

void add_desk_routes(http::Router& router, Services& services) {
  add_desk_session_routes(router, services);
  add(router, services, "GET", "/api/v1/desk/queue", 0, queue);
  add(router, services, "GET", "/api/v1/desk/board", 0, board);
  add(router, services, "GET", "/api/v1/desk/tickets.csv", 0, table);
  add(router, services, "GET", "/api/v1/desk/reports/{}", 0, report);
  add(router, services, "GET", "/api/v1/desk/reports/{}/report.csv", 0, report_table);
  add(router, services, "GET", "/api/v1/desk/watch", 0, watch);
  add(router, services, "GET", "/api/v1/desk/tickets/{}", 0, open_case);
  add(router, services, "POST", "/api/v1/desk/tickets/{}/actions", kBody, act);
  add(router, services, "POST", "/api/v1/desk/tickets/{}/messages/{}/again", kBody, send_again);
  add(router, services, "POST", "/api/v1/desk/tickets/{}/connectors/{}", kBody, ask_again);
  router.add({"GET", "/api/v1/desk/tickets/{}/files/{}", 0, http::Answer([&services](const http::Request& request) {
                auto member = staff_of(services, request);
                if (auto* refusal = std::get_if<http::Response>(&member)) return std::move(*refusal);
                return file_of(services, request);
              })});
}

}  // namespace returns::intake
