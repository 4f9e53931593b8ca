#include "native/intake/submit_route.h"

#include "core/digest.h"
#include "native/intake/access.h"
#include "native/intake/answers.h"
#include "native/intake/cases.h"
#include "native/intake/filing.h"
#include "native/intake/judge.h"
#include "native/storage/requests.h"
#include "native/storage/uploads.h"

namespace returns::intake {
namespace {

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
  Submission(Services& services, const Filing& filing)
      : services_(services),
        body_(filing.body),
        key_(filing.key),
        order_id_(filing.order_id),
        body_hash_(sha256_hex(body_)),
        language_(filing.language) {}

  http::Response run(InFlight& in_flight) {
    if (auto replayed = replay()) return std::move(*replayed);
    const InFlight::Hold hold(in_flight, key_);
    if (!hold.held()) return in_flight_answer();
    for (int round = 0; round < kFilingRounds; ++round) {
      // The first of two may have been done between the look and the hold.
      if (auto replayed = replay()) return std::move(*replayed);
      if (auto answer = attempt()) return std::move(*answer);
    }
    return failure_answer({FailureCode::Busy, "too many requests of one order"});
  }

 private:
  std::optional<http::Response> replay() {
    const auto known = storage::Requests(*services_.database).find_by_key(key_);
    if (!known) return failure_answer(known.failure());
    if (!*known) return std::nullopt;
    if ((*known)->order_id != order_id_ || (*known)->body_hash != body_hash_) return error_answer(422, "key_reused");
    return replayed_answer((*known)->receipt);
  }

  // Nothing: another request of the order was filed meanwhile, so everything must be judged again.
  std::optional<http::Response> attempt() {
    const Instant received = services_.clock();
    const auto order = storage::Orders(*services_.database).load(order_id_);
    if (!order) return failure_answer(order.failure());
    // A case is for one thing said; a token that opens it must not fill the desk.
    if (storage::is_case(order->document) && order->revision > 0) return error_answer(409, "already_filed");
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
    storage::NewRequest request{.opens = {},
                                .order_id = order_id_,
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
                                .findings = judgement.findings,
                                .contact = contact_of(services_, said_contact(), language_)};
    if (storage::is_case(order.document)) {
      const Status named = storage::Cases(*services_.database).add_factors(order_id_, contact_factors());
      if (!named) return failure_answer(named.failure());
    }
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

  // Whoever complains and says how to be reached can look the ticket up by that.
  std::vector<storage::Factor> contact_factors() const { return factors_of(services_, said_contact()); }

  Json said_contact() const {
    const Json request = parse_json(body_);
    const Json* draft = member(request, "draft");
    const Json* contact = draft != nullptr ? member(*draft, "contact") : nullptr;
    return contact != nullptr ? *contact : Json::object();
  }

  Services& services_;
  const std::string& body_;
  const std::string& key_;
  const std::string& order_id_;
  const std::string body_hash_;
  const std::string& language_;
};

}  // namespace

http::Response file_request(Services& services, InFlight& in_flight, const Filing& filing) {
  return Submission(services, filing).run(in_flight);
}

void add_submit_route(http::Router& router, Services& services, const std::shared_ptr<InFlight>& in_flight) {
  router.add(
      {"POST", "/api/v1/requests", kFilingBody, http::Answer([&services, in_flight](const http::Request& request) {
         auto order = Access(services).order_of(request);
         if (auto* refusal = std::get_if<http::Response>(&order)) return std::move(*refusal);
         if (!is_filing_key(request.header("Idempotency-Key")))
           return error_answer(400, "missing", {.at = "Idempotency-Key", .params = nullptr});
         return file_request(services, *in_flight,
                             {.order_id = std::get<std::string>(std::move(order)),
                              .key = std::string{request.header("Idempotency-Key")},
                              .body = request.body,
                              .language = std::string{request.header("Accept-Language")}});
       })});
}

}  // namespace returns::intake
