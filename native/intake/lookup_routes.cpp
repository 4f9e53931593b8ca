#include "native/intake/lookup_routes.h"

#include "core/id.h"
#include "native/intake/access.h"
#include "native/intake/answers.h"
#include "native/intake/factor.h"
#include "native/intake/progress.h"
#include "native/storage/cases.h"

namespace returns::intake {
namespace {

constexpr std::size_t kBody = 4096;
constexpr std::size_t kTyped = 200;

struct Guess {
  std::string number, factor;
};

std::variant<Guess, http::Response> read_guess(const http::Request& request, const char* number) {
  const Json body = parse_json(request.body);
  if (!body.is_object()) return error_answer(400, "not_json");
  Guess guess{text_of(body, number), text_of(body, "factor")};
  if (guess.number.empty() || guess.number.size() > kTyped)
    return error_answer(400, "missing", {.at = std::string{"/"} + number});
  if (guess.factor.empty() || guess.factor.size() > kTyped) return error_answer(400, "missing", {.at = "/factor"});
  return guess;
}

// Who made the goods is for the desk: the core does not read it, and it is no customer's business.
Json for_customer(Json order) {
  if (const auto lines = order.find("lines"); lines != order.end())
    for (Json& line : *lines) line.erase("supplier");
  return order;
}

http::Response open_order(Services& services, const http::Request& request) {
  auto guess = read_guess(request, "order");
  if (auto* refusal = std::get_if<http::Response>(&guess)) return std::move(*refusal);
  const auto& [number, factor] = std::get<Guess>(guess);
  const std::string key = fold_number(number);
  Access access(services);
  auto proven =
      access.prove(request, "order " + key, factor, [&](storage::Orders& orders) { return orders.lock_of_order(key); });
  if (auto* refusal = std::get_if<http::Response>(&proven)) return std::move(*refusal);
  const auto& order_id = std::get<std::string>(proven);
  const auto order = storage::Orders(*services.database).load(order_id);
  if (!order) return failure_answer(order.failure());
  const auto token = access.grant(order_id);
  if (!token) return failure_answer(token.failure());
  return json_answer(200, {{"order", for_customer(order->document)}, {"token", *token}});
}

// The order again, as it stands now, for who has its token already: another request may have taken units meanwhile.
http::Response current_order(Services& services, const http::Request& request) {
  auto opened = Access(services).order_of(request);
  if (auto* refusal = std::get_if<http::Response>(&opened)) return std::move(*refusal);
  const auto order = storage::Orders(*services.database).load(std::get<std::string>(opened));
  if (!order) return failure_answer(order.failure());
  if (storage::is_case(order->document)) return not_found();
  return json_answer(200, {{"order", for_customer(order->document)}});
}

http::Response open_request(Services& services, const http::Request& request) {
  auto guess = read_guess(request, "ticket");
  if (auto* refusal = std::get_if<http::Response>(&guess)) return std::move(*refusal);
  const auto& [number, factor] = std::get<Guess>(guess);
  // What is no ticket number at all is looked for too, so that it takes as long and is counted as well.
  const std::optional<Ticket> parts = read_ticket(number);
  const std::string ticket = parts ? write_ticket(*parts) : fold_number(number);
  Access access(services);
  auto proven = access.prove(request, "ticket " + ticket, factor,
                             [&](storage::Orders& orders) { return orders.lock_of_ticket(ticket); });
  if (auto* refusal = std::get_if<http::Response>(&proven)) return std::move(*refusal);
  const auto progress = progress_of(services, ticket);
  if (!progress && progress.failure().code == FailureCode::NotFound) return not_found();
  if (!progress) return failure_answer(progress.failure());
  const auto token = access.grant(std::get<std::string>(proven));
  if (!token) return failure_answer(token.failure());
  return json_answer(200, {{"request", *progress}, {"token", *token}});
}

}  // namespace

void add_lookup_routes(http::Router& router, Services& services) {
  router.add({"POST", "/api/v1/orders/lookup", kBody,
              http::Answer([&services](const http::Request& request) { return open_order(services, request); })});
  router.add({"GET", "/api/v1/orders/current", 0,
              http::Answer([&services](const http::Request& request) { return current_order(services, request); })});
  router.add({"POST", "/api/v1/requests/lookup", kBody,
              http::Answer([&services](const http::Request& request) { return open_request(services, request); })});
}

}  // namespace returns::intake
