#include "native/intake/submit_route.h"

#include <algorithm>
#include <array>

#include "core/digest.h"
#include "native/intake/access.h"
#include "native/intake/answers.h"
#include "native/intake/in_flight.h"
#include "native/intake/judge.h"
#include "native/storage/requests.h"
#include "native/storage/uploads.h"
#include "native/support/crypto.h"

namespace returns::intake {
namespace {

constexpr std::size_t kBody = std::size_t{1} << 20;
constexpr std::size_t kShortestKey = 8;
constexpr std::size_t kLongestKey = 255;
// Each round that is lost was won by another request of the same order, so a real order never needs many.
constexpr int kRounds = 100;

// Crockford's base 32: no I, L, O, U.
std::string draw_pseudonym() {
  constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string pseudonym;
  for (const char c : random_bytes(5).value_or(""))
    pseudonym += kDigits[static_cast<unsigned char>(c) % kDigits.size()];
  return pseudonym;
}

bool is_key(std::string_view key) {
  return key.size() >= kShortestKey && key.size() <= kLongestKey
         && std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; });
}

http::Response receipt_answer(int status, std::string receipt) {
  http::Response response;
  response.status = status;
  response.set("Content-Type", "application/json").set("Cache-Control", "no-store");
  response.body = std::move(receipt);
  return response;
}

std::string write_receipt(const std::string& ticket, const std::string& key, const std::string& received_at,
                          const Judgement& judgement) {
  Json verification = judgement.verification;
  // The customer must be told that another answer counts than the one on the screen.
  if (!judgement.decision.is_null() && verification["same"] == false) verification["decision_by"] = "server";
  Json receipt = {{"schema", "returns.receipt/1"},
                  {"ticket", ticket},
                  {"idempotency_key", key},
                  {"received_at", received_at},
                  {"digest", judgement.digest},
                  {"status", judgement.status},
                  {"verification", std::move(verification)},
                  {"decision", judgement.decision},
                  {"deadlines", judgement.deadlines}};
  if (!judgement.quote.is_null()) receipt["quote"] = judgement.quote;
  return write_json(receipt);
}

class Submission {
 public:
  Submission(Services& services, const http::Request& request, std::string order_id)
      : services_(services),
        body_(request.body),
        key_(request.header("Idempotency-Key")),
        order_id_(std::move(order_id)),
        body_hash_(sha256_hex(body_)) {}

  http::Response run(InFlight& in_flight) {
    if (auto replayed = replay()) return std::move(*replayed);
    const InFlight::Hold hold(in_flight, key_);
    if (!hold.held()) return in_flight_answer();
    for (int round = 0; round < kRounds; ++round) {
      // The first of two may have been done between the look and the hold.
      if (auto replayed = replay()) return std::move(*replayed);
      if (auto answer = attempt()) return std::move(*answer);
    }
    return failure_answer({FailureCode::Busy, "too many requests of one order"});
  }

 private:
  static http::Response in_flight_answer() {
    http::Response response = error_answer(409, "in_flight");
    response.set("Retry-After", "1");
    return response;
  }

  std::optional<http::Response> replay() {
    const auto known = storage::Requests(*services_.database).find_by_key(key_);
    if (!known) return failure_answer(known.failure());
    if (!*known) return std::nullopt;
    if ((*known)->order_id != order_id_ || (*known)->body_hash != body_hash_) return error_answer(422, "key_reused");
    http::Response response = receipt_answer(200, (*known)->receipt);
    response.set("Idempotent-Replayed", "true");
    return response;
  }

  // Nothing: another request of the order was filed meanwhile, so everything must be judged again.
  std::optional<http::Response> attempt() {
    const Instant received = services_.clock();
    const auto order = storage::Orders(*services_.database).load(order_id_);
    if (!order) return failure_answer(order.failure());
    const Json& policy = order->document["policy"];
    const LoadedPack* pack = services_.policies.find(text_of(policy, "id"), integer_of(policy, "version").value_or(0));
    if (pack == nullptr) return failure_answer({FailureCode::Broken, "the order's pack is not loaded"});
    if (!pack->usable(received)) return policy_unavailable();
    storage::Uploads uploads(*services_.database);
    auto judged = judge(*pack, *order, body_, received,
                        [&](const std::string& sha256) { return uploads.reports(order_id_, sha256); });
    if (const auto* failure = std::get_if<Failure>(&judged)) return failure_answer(*failure);
    if (const auto* refusal = std::get_if<Refusal>(&judged)) return refuse(*refusal, received);
    return file(*order, pack->core.pack().zone, received, std::get<Judgement>(judged));
  }

  http::Response refuse(const Refusal& refusal, Instant received) {
    Json detail = {{"code", refusal.code}, {"at", refusal.at}, {"body", body_hash_}};
    if (refusal.code == "evidence_missing") detail["sha256"] = text_of(refusal.params, "sha256");
    const Status noted =
        storage::Requests(*services_.database)
            .note({.kind = "request_refused", .subject = order_id_, .detail = std::move(detail)}, received);
    if (!noted) return failure_answer(noted.failure());
    return error_answer(refusal.status, refusal.code, {.at = refusal.at, .params = refusal.params});
  }

  std::optional<http::Response> file(const storage::StoredOrder& order, Zone zone, Instant received,
                                     Judgement& judgement) {
    storage::NewRequest request{.order_id = order_id_,
                                .merchant = order.merchant,
                                .customer = order.customer,
                                .seen_revision = order.revision,
                                .idempotency_key = key_,
                                .body = body_,
                                .body_hash = body_hash_,
                                .computed = judgement.computed,
                                .verification = write_json(judgement.verification),
                                .status = judgement.status,
                                .received_at = received,
                                .day = day_of(received, zone),
                                .lines = judgement.lines,
                                .media = judgement.media,
                                .findings = judgement.findings};
    const std::string received_at = write_instant(received, zone);
    const auto filed =
        storage::Requests(*services_.database)
            .file(
                request, [&](const std::string& ticket) { return write_receipt(ticket, key_, received_at, judgement); },
                draw_pseudonym);
    if (!filed && filed.failure().code == FailureCode::Conflict) return std::nullopt;
    if (!filed) return failure_answer(filed.failure());
    if (filed->ticket.empty()) return error_answer(429, "too_many_requests_today");
    return receipt_answer(201, filed->receipt);
  }

  Services& services_;
  const std::string& body_;
  const std::string key_;
  const std::string order_id_;
  const std::string body_hash_;
};

}  // namespace

void add_submit_route(http::Router& router, Services& services) {
  const auto in_flight = std::make_shared<InFlight>();
  router.add({"POST", "/api/v1/requests", kBody, http::Answer([&services, in_flight](const http::Request& request) {
                auto order = Access(services).order_of(request);
                if (auto* refusal = std::get_if<http::Response>(&order)) return std::move(*refusal);
                if (!is_key(request.header("Idempotency-Key")))
                  return error_answer(400, "missing", {.at = "Idempotency-Key", .params = nullptr});
                return Submission(services, request, std::get<std::string>(order)).run(*in_flight);
              })});
}

}  // namespace returns::intake
