#include "native/intake/withdrawal_routes.h"

#include "core/digest.h"
#include "native/intake/access.h"
#include "native/intake/answers.h"
#include "native/intake/cases.h"
#include "native/intake/factor.h"
#include "native/intake/filing.h"
#include "native/intake/in_flight.h"
#include "native/intake/withdrawal.h"

namespace returns::intake {
namespace {

constexpr std::size_t kBody = std::size_t{32} * 1024;

http::Response refused(const Refusal& refusal) {
  return error_answer(refusal.status, refusal.code, {.at = refusal.at, .params = refusal.params});
}

const LoadedPack* pack_of(const Services& services, const storage::StoredOrder& order) {
  const Json* policy = member(order.document, "policy");
  if (policy == nullptr) return nullptr;
  return services.policies.find(text_of(*policy, "id"), integer_of(*policy, "version").value_or(0));
}

Json label_of(const Pack& pack, const std::string& id) {
  const Label* label = pack.label(id);
  Json text = Json::object();
  if (label == nullptr) return text;
  for (const auto& [locale, words] : label->text) text[locale] = words;
  return {{"text", std::move(text)}, {"source", label->source}};
}

// The two controls in the words of the law, for whoever has no order open yet.
http::Response labels(Services& services, const http::Request& request) {
  const LoadedPack* pack = services.policies.newest(request.captures[0]);
  if (pack == nullptr || !pack->core.pack().withdrawal) return not_found();
  if (!pack->usable(services.clock())) return policy_unavailable();
  const Pack& read = pack->core.pack();
  Json help = Json::array();
  for (const HelpContact& line : read.help)
    help.push_back({{"kind", line.kind}, {"value", line.value}, {"hours", line.hours}});
  const Json both = {{"open", label_of(read, read.withdrawal->open)},
                     {"confirm", label_of(read, read.withdrawal->confirm)}};
  return json_answer(
      200,
      {{"policy", {{"id", read.id.text()}, {"version", read.version}}}, {"labels", both}, {"help", std::move(help)}});
}

// The first step: what the statement still lacks and, for whoever has the order open, what may be withdrawn from and
// what would follow. Nothing is kept.
http::Response foresee(Services& services, const http::Request& request) {
  const Json body = parse_json(request.body);
  const Json* asked = member(body, "statement");
  if (asked == nullptr || !asked->is_object()) return error_answer(400, "missing", {.at = "/statement"});
  if (request.header("Authorization").empty()) {
    Json plan = Json::object();
    plan["missing"] = missing_of(*asked);
    return json_answer(200, {{"withdrawal", std::move(plan)}});
  }
  auto opened = Access(services).order_of(request);
  if (auto* refusal = std::get_if<http::Response>(&opened)) return std::move(*refusal);
  const auto order = storage::Orders(*services.database).load(std::get<std::string>(opened));
  if (!order) return failure_answer(order.failure());
  const LoadedPack* pack = pack_of(services, *order);
  if (pack == nullptr || !pack->core.pack().withdrawal) return error_answer(409, "no_withdrawal");
  const Instant now = services.clock();
  if (!pack->usable(now)) return policy_unavailable();
  Json statement = *asked;
  statement["confirmed"] = false;
  const Json answer = parse_json(pack->core.withdraw(write_json(order->document), write_json(statement),
                                                     write_instant(now, pack->core.pack().zone)));
  if (const Json* fault = member(answer, "fault"); fault != nullptr)
    return error_answer(400, text_of(*fault, "code"), {.at = "/statement" + text_of(*fault, "at")});
  return json_answer(200, answer);
}

class Withdrawing {
 public:
  Withdrawing(Services& services, const http::Request& request, Stated stated)
      : services_(services),
        request_(request),
        stated_(std::move(stated)),
        key_(request.header("Idempotency-Key")),
        body_hash_(sha256_hex(request.body)) {}

  http::Response run(InFlight& in_flight) {
    const InFlight::Hold hold(in_flight, key_);
    if (!hold.held()) return in_flight_answer();
    if (auto replayed = replay()) return std::move(*replayed);
    auto known = order_of_sender();
    if (auto* refusal = std::get_if<http::Response>(&known)) return std::move(*refusal);
    const auto& order_id = std::get<std::string>(known);
    for (int round = 0; round < kFilingRounds && !order_id.empty(); ++round) {
      // What another server has filed under this key meanwhile holds the very units that this one states.
      if (round > 0) {
        if (auto replayed = replay()) return std::move(*replayed);
      }
      if (auto answer = state(order_id)) {
        auto replayed = answer->status == 400 ? replay() : std::nullopt;
        return replayed ? std::move(*replayed) : std::move(*answer);
      }
      if (nothing_to_compute_) break;
    }
    return state_unknown();
  }

 private:
  std::optional<http::Response> replay() {
    const auto known = storage::Requests(*services_.database).find_by_key(key_);
    if (!known) return failure_answer(known.failure());
    if (!*known) return std::nullopt;
    if ((*known)->body_hash != body_hash_) return error_answer(422, "key_reused");
    return replayed_answer((*known)->receipt);
  }

  // By the token of whoever has the order open, or by what the law lets us ask: the number, and the address that the
  // acknowledgement goes to. Empty when they do not belong together, or too many wrong ones were tried: the statement
  // is taken all the same, and the answer does not say which.
  std::variant<std::string, http::Response> order_of_sender() {
    has_token_ = !request_.header("Authorization").empty();
    if (has_token_) return Access(services_).order_of(request_);
    const std::string key = fold_number(text_of(stated_.statement, "order"));
    return Access(services_).recognise(request_, "order " + key, text_of(stated_.statement, "email"),
                                       [&](storage::Orders& orders) { return orders.lock_of_order(key); });
  }

  // Nothing: somebody else filed for the order meanwhile, or (`nothing_to_compute_`) the core has no answer for it.
  std::optional<http::Response> state(const std::string& order_id) {
    const Instant received = services_.clock();
    const auto order = storage::Orders(*services_.database).load(order_id);
    if (!order) return failure_answer(order.failure());
    const LoadedPack* pack = pack_of(services_, *order);
    if (pack != nullptr && !pack->usable(received)) return policy_unavailable();
    std::variant<TakenStatement, Refusal> taken = Refusal{.status = 409, .code = "no_withdrawal"};
    if (pack != nullptr && !storage::is_case(order->document))
      taken = take_statement(*pack, *order, stated_.statement, received);
    if (const auto* refusal = std::get_if<Refusal>(&taken)) {
      // Whoever sees the order on the screen can mend it; a stranger's statement must not be held back.
      if (has_token_) return refused(*refusal);
      nothing_to_compute_ = true;
      return std::nullopt;
    }
    return file(*order, *pack, received, std::get<TakenStatement>(taken));
  }

  http::Response state_unknown() {
    const Instant received = services_.clock();
    const LoadedPack* pack = services_.policies.newest(stated_.policy);
    if (pack == nullptr || !pack->core.pack().withdrawal) return error_answer(400, "not_in_list", {.at = "/policy"});
    if (!pack->usable(received)) return policy_unavailable();
    auto opened = new_case(services_, *pack, "withdrawal",
                           factors_of(services_, {{"email", text_of(stated_.statement, "email")}}));
    if (!opened) return failure_answer(opened.failure());
    const TakenStatement taken = take_unknown(*pack, stated_.statement, body_hash_, received);
    const storage::StoredOrder order = storage::order_of(*opened);
    if (auto answer = file(order, *pack, received, taken, *std::move(opened))) return std::move(*answer);
    if (auto replayed = replay()) return std::move(*replayed);
    return failure_answer({FailureCode::Busy, "the key was taken meanwhile"});
  }

  std::optional<http::Response> file(const storage::StoredOrder& order, const LoadedPack& pack, Instant received,
                                     const TakenStatement& taken,
                                     std::optional<storage::NewCase> opens = std::nullopt) {
    const Zone zone = pack.core.pack().zone;
    const bool known = !taken.computed.empty();
    const std::string status = taken.flags.empty() ? "received" : "needs_review";
    storage::NewRequest request{
        .opens = std::move(opens),
        .order_id = order.id,
        .merchant = order.merchant,
        .customer = order.customer,
        .seen_revision = order.revision,
        .idempotency_key = key_,
        .body = request_.body,
        .body_hash = body_hash_,
        .computed = known ? std::optional<std::string>{taken.computed} : std::nullopt,
        .verification = write_json(known ? Json{{"same", true}} : Json::object()),
        .status = status,
        .received_at = received,
        .day = day_of(received, zone),
        .lines = taken.lines,
        .media = {},
        .findings = {},
        .contact = contact_of(services_, stated_.statement, request_.header("Accept-Language"))};
    const auto filed = storage::Requests(*services_.database)
                           .file(
                               request,
                               [&](const std::string& ticket) {
                                 return write_receipt(ticket, status, write_instant(received, zone), taken);
                               },
                               draw_pseudonym);
    if (!filed && filed.failure().code == FailureCode::Conflict) return std::nullopt;
    if (!filed) return failure_answer(filed.failure());
    if (filed->ticket.empty()) return error_answer(429, "too_many_requests_today");
    return receipt_answer(201, filed->receipt);
  }

  std::string write_receipt(const std::string& ticket, const std::string& status, const std::string& received_at,
                            const TakenStatement& taken) const {
    Json receipt = {{"schema", "returns.receipt/1"},
                    {"ticket", ticket},
                    {"idempotency_key", key_},
                    {"received_at", received_at},
                    {"digest", text_of(taken.acknowledgement, "digest")},
                    {"status", status},
                    // No verdict: a statement is confirmed as received, not as accepted.
                    {"decision", {{"lane", "withdrawal"}, {"grade", "ordinary"}, {"flags", taken.flags}}},
                    {"deadlines", taken.deadlines.is_array() ? taken.deadlines : Json::array()}};
    if (!taken.computed.empty()) receipt["verification"] = {{"same", true}};
    if (!taken.quote.is_null()) receipt["quote"] = taken.quote;
    receipt["acknowledgement"] = taken.acknowledgement;
    return write_json(receipt);
  }

  Services& services_;
  const http::Request& request_;
  const Stated stated_;
  const std::string key_;
  const std::string body_hash_;
  bool has_token_ = false;
  bool nothing_to_compute_ = false;
};

}  // namespace

void add_withdrawal_routes(http::Router& router, Services& services) {
  router.add({"GET", "/api/v1/withdrawals/labels/{}", 0,
              http::Answer([&services](const http::Request& request) { return labels(services, request); })});
  router.add({"POST", "/api/v1/withdrawals/plan", kBody,
              http::Answer([&services](const http::Request& request) { return foresee(services, request); })});
  const auto in_flight = std::make_shared<InFlight>();
  router.add({"POST", "/api/v1/withdrawals", kBody, http::Answer([&services, in_flight](const http::Request& request) {
                if (!is_filing_key(request.header("Idempotency-Key")))
                  return error_answer(400, "missing", {.at = "Idempotency-Key", .params = nullptr});
                auto stated = read_stated(request.body);
                if (const auto* refusal = std::get_if<Refusal>(&stated)) return refused(*refusal);
                return Withdrawing(services, request, std::get<Stated>(std::move(stated))).run(*in_flight);
              })});
}

}  // namespace returns::intake
