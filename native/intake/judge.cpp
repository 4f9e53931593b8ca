#include "native/intake/judge.h"

#include <algorithm>

#include "core/digest.h"
#include "native/storage/cases.h"

namespace returns::intake {
namespace {

constexpr std::int64_t kClockTolerance = 300;  // seconds a device's clock may be ahead, and an answer may take

class Judge {
 public:
  Judge(const LoadedPack& pack, const storage::StoredOrder& order, const std::string& body, Instant received,
        const Reports& reports)
      : core_(pack.core),
        order_(order),
        order_text_(storage::is_case(order.document) ? std::string{} : write_json(order.document)),
        body_(body),
        received_(received),
        reports_(reports) {}

  std::variant<Judgement, Refusal, Failure> run() {
    if (auto refusal = verify()) return std::move(*refusal);
    if (auto refusal = check_time()) return std::move(*refusal);
    if (auto refusal = check_quote()) return std::move(*refusal);
    if (auto ended = check_files()) return std::move(*ended);
    if (forged_) replan_with_found_reports();
    if (received_.seconds - sealed_at_.seconds > kClockTolerance) replan_late();
    conclude();
    return std::move(out_);
  }

 private:
  using Ended = std::variant<Judgement, Refusal, Failure>;

  // The core's own answer; afterwards `server_` is the request as the server would have sealed it.
  std::optional<Ended> verify() {
    const Json answer = parse_json(core_.verify(order_text_, body_));
    if (const Json* fault = member(answer, "fault"); fault != nullptr) return refusal_of(*fault);
    const Json* verification = member(answer, "verification");
    if (verification == nullptr) return Ended{Failure{FailureCode::Broken, "verify gave no answer"}};
    claimed_ = parse_json(body_);
    const Json* computed = member(*verification, "computed");
    server_ = computed != nullptr ? *computed : claimed_;
    differences_ = array_of(*verification, "differences");
    if (!differences_.empty())
      out_.findings.push_back(
          {.kind = "verification_differs", .subject = {}, .detail = {{"paths", paths_of(differences_)}}});
    return std::nullopt;
  }

  std::optional<Ended> refusal_of(const Json& fault) {
    const std::string code = text_of(fault, "code");
    const std::string document = text_of(fault, "document");
    // Only a complaint can do without an order.
    if (document == "order" && order_text_.empty())
      return Ended{Refusal{.status = 400, .code = "missing", .at = "/draft/complaint"}};
    // The server's own order does not fit its own pack: nothing the customer could mend.
    if (document == "order")
      return Ended{Failure{FailureCode::Broken, "the stored order does not load: " + text_of(fault, "at")}};
    const Json* params = member(fault, "params");
    Refusal refusal{
        .status = 400, .code = code, .at = text_of(fault, "at"), .params = params != nullptr ? *params : Json(nullptr)};
    if (document == "draft") refusal.at = "/draft" + refusal.at;
    if (code == "wrong_pack") {
      refusal.status = 409;
      refusal.code = "policy_changed";
    }
    if (code == "incomplete") {
      if (auto taken = units_taken()) return Ended{std::move(*taken)};
      refusal.params = {{"missing", array_of(fault, "missing")}};
    }
    return Ended{std::move(refusal)};
  }

  // Why a draft became incomplete since it was sealed: somebody else took its units.
  std::optional<Refusal> units_taken() const {
    const Json claimed = parse_json(body_);
    const Json* draft = member(claimed, "draft");
    if (draft == nullptr) return std::nullopt;
    for (const Json& item : array_of(*draft, "items")) {
      const std::string id = text_of(item, "line");
      for (const Json& line : array_of(order_.document, "lines")) {
        if (text_of(line, "id") != id) continue;
        std::int64_t left = integer_of(line, "quantity").value_or(0);
        for (const Json& held : array_of(line, "held"))
          left -= text_of(held, "state") == "cancelled" ? 0 : integer_of(held, "quantity").value_or(0);
        if (integer_of(item, "quantity").value_or(0) <= left) continue;
        return Refusal{.status = 409,
                       .code = "units_taken",
                       .at = "/draft/items",
                       .params = {{"line", id}, {"left", std::max<std::int64_t>(0, left)}}};
      }
    }
    return std::nullopt;
  }

  std::optional<Ended> check_time() {
    const auto sealed = read_instant(text_of(claimed_, "sealed_at"));
    sealed_at_ = sealed.value_or(received_);
    if (sealed_at_.seconds - received_.seconds <= kClockTolerance) return std::nullopt;
    const std::string now = write_instant(received_, core_.pack().zone);
    return Ended{Refusal{.status = 400,
                         .code = "sealed_in_future",
                         .at = "/sealed_at",
                         .params = {{"sealed_at", text_of(claimed_, "sealed_at")}, {"now", now}}}};
  }

  // A quote that was right before other requests for this order came: whoever still waits for the answer sees the new
  // amount first. What a device without a network sealed long ago is kept, and a person looks at it.
  std::optional<Ended> check_quote() {
    const bool differs = std::any_of(differences_.begin(), differences_.end(), [](const Json& difference) {
      return text_of(difference, "path").starts_with("/quote");
    });
    if (!differs || !is_of_the_past()) return std::nullopt;
    const std::int64_t shown = quoted(claimed_), now = quoted(server_);
    if (received_.seconds - sealed_at_.seconds <= kClockTolerance) {
      return Ended{
          Refusal{.status = 409, .code = "quote_changed", .at = "/quote", .params = {{"shown", shown}, {"now", now}}}};
    }
    out_.findings.push_back({.kind = "quote_stale", .subject = {}, .detail = {{"shown", shown}, {"now", now}}});
    return std::nullopt;
  }

  // What the customer gets, whichever way; less than nothing when something is due.
  static std::int64_t quoted(const Json& request) {
    const Json* quote = member(request, "quote");
    if (quote == nullptr) return 0;
    const auto amount = [&](const char* name) { return integer_of(*quote, name).value_or(0); };
    return amount("refund") + amount("credit") - amount("due");
  }

  // Whether the very bytes were right for the order before one of its latest requests. No clock is believed for it.
  bool is_of_the_past() const {
    constexpr std::size_t kMostRequests = 8;
    const auto& earlier = order_.earlier;
    const auto oldest = earlier.rbegin() + static_cast<std::ptrdiff_t>(std::min(kMostRequests, earlier.size()));
    return std::any_of(earlier.rbegin(), oldest, [&](const Json& before) {
      const Json answer = parse_json(core_.verify(write_json(before), body_));
      const Json* verification = member(answer, "verification");
      return verification != nullptr && verification->value("same", false);
    });
  }

  // Every file that the decision counts must be here, and be what the draft says it is.
  std::optional<Ended> check_files() {
    draft_ = server_["draft"];
    for (const Json& counted : array_of(server_, "evidence")) {
      const std::string sha256 = text_of(counted, "sha256");
      const std::size_t index = draft_index(counted);
      const std::string at = "/draft/evidence/" + std::to_string(index);
      const auto found = reports_(sha256);
      if (!found) return Ended{found.failure()};
      if (found->empty())
        return Ended{
            Refusal{.status = 409, .code = "evidence_missing", .at = at + "/sha256", .params = {{"sha256", sha256}}}};
      Json& entry = draft_["evidence"][index];
      take_report(at + "/report", entry, *found);
      out_.media.push_back({.slot = text_of(counted, "slot"),
                            .line = text_of(counted, "line"),
                            .name = text_of(entry, "name"),
                            .sha256 = sha256});
    }
    return std::nullopt;
  }

  std::size_t draft_index(const Json& counted) const {
    const Json& files = array_of(draft_, "evidence");
    const auto found = std::find_if(files.begin(), files.end(), [&](const Json& file) {
      return text_of(file, "slot") == text_of(counted, "slot") && text_of(file, "line") == text_of(counted, "line")
             && text_of(file, "sha256") == text_of(counted, "sha256");
    });
    return static_cast<std::size_t>(found - files.begin());
  }

  void take_report(const std::string& at, Json& entry, const std::vector<std::string>& found) {
    Json differing;
    Json own;
    for (const std::string& text : found) {
      own = parse_json(text);
      differing = compare_reports(at, entry["report"], own);
      if (differing.empty()) return;
    }
    forged_ = true;
    out_.findings.push_back({.kind = "report_differs",
                             .subject = {},
                             .detail = {{"sha256", text_of(entry, "sha256")}, {"paths", paths_of(differing)}}});
    for (Json& difference : differing) differences_.push_back(std::move(difference));
    entry["report"] = std::move(own);
  }

  void replan_with_found_reports() {
    const Json answer = parse_json(core_.seal(order_text_, write_json(draft_), text_of(claimed_, "sealed_at")));
    const Json* request = member(answer, "request");
    if (request != nullptr) {
      server_ = *request;
      return;
    }
    // With the files as they really are the draft would not have been sealed. A person looks at it.
    undecided_ = true;
    server_["decision"] = {{"verdict", "needs_review"}, {"code", "evidence_not_as_claimed"}};
    server_.erase("quote");
    server_.erase("digest");
  }

  // Sealed on a device that was offline, or said to be: what would have been answered now?
  void replan_late() {
    const Json answer =
        parse_json(core_.seal(order_text_, write_json(draft_), write_instant(received_, core_.pack().zone)));
    const Json* now = member(answer, "request");
    const std::string then_verdict = text_of(server_["decision"], "verdict");
    const std::string now_verdict = now != nullptr ? text_of((*now)["decision"], "verdict") : "none";
    if (now != nullptr && !undecided_) late_deadlines_ = array_of((*now)["decision"], "deadlines");
    if (now_verdict == then_verdict) return;
    late_ = true;
    out_.findings.push_back(
        {.kind = "late_verdict_differs",
         .subject = {},
         .detail = {{"sealed_at", text_of(claimed_, "sealed_at")}, {"then", then_verdict}, {"now", now_verdict}}});
  }

  void conclude() {
    out_.verification = {{"same", differences_.empty()}};
    if (!differences_.empty()) {
      out_.verification["differences"] = differences_;
      out_.computed = write_json(server_);
    }
    if (late_) out_.verification["late"] = true;
    out_.decision = server_["decision"];
    if (const Json* quote = member(server_, "quote"); quote != nullptr) out_.quote = *quote;
    out_.deadlines = late_deadlines_.is_array() ? late_deadlines_ : array_of(out_.decision, "deadlines");
    out_.status = differences_.empty() && !late_ ? "received" : "needs_review";
    const std::string digest = text_of(claimed_, "digest");
    out_.digest = is_sha256_hex(digest) ? digest : sha256_hex(body_);
    for (const Json& item : array_of(draft_, "items"))
      out_.lines.push_back({text_of(item, "line"), integer_of(item, "quantity").value_or(0)});
  }

  static Json paths_of(const Json& differences) {
    Json paths = Json::array();
    for (const Json& difference : differences) paths.push_back(text_of(difference, "path"));
    return paths;
  }

  const wire::Core& core_;
  const storage::StoredOrder& order_;
  const std::string order_text_;
  const std::string& body_;
  const Instant received_;
  const Reports& reports_;

  Judgement out_;
  Json claimed_, server_;
  Json draft_;  // with the reports of the server where the claimed ones are forged
  Json differences_ = Json::array();
  Json late_deadlines_;
  Instant sealed_at_;
  bool forged_ = false;
  bool undecided_ = false;
  bool late_ = false;
};

Json without_claim_hint(Json report) {
  if (!report.is_object() || !report.contains("problems") || !report["problems"].is_array()) return report;
  Json kept = Json::array();
  for (Json& problem : report["problems"]) {
    if (text_of(problem, "code") != "type_mismatch") kept.push_back(std::move(problem));
  }
  report["problems"] = std::move(kept);
  return report;
}

}  // namespace

Json compare_reports(const std::string& at, const Json& claimed, const Json& found) {
  const Json left = without_claim_hint(claimed);
  const Json right = without_claim_hint(found);
  Json differences = Json::array();
  const auto add = [&](const std::string& name) {
    Json difference = {{"path", at + '/' + name}};
    if (const Json* value = member(left, name); value != nullptr)
      difference["claimed"] = write_json(*value).substr(0, 200);
    if (const Json* value = member(right, name); value != nullptr)
      difference["computed"] = write_json(*value).substr(0, 200);
    differences.push_back(std::move(difference));
  };
  for (const auto& [name, value] : left.items()) {
    const Json* other = member(right, name);
    if (other == nullptr || *other != value) add(name);
  }
  for (const auto& [name, value] : right.items()) {
    if (member(left, name) == nullptr) add(name);
  }
  return differences;
}

std::variant<Judgement, Refusal, Failure> judge(const LoadedPack& pack, const storage::StoredOrder& order,
                                                const std::string& body, Instant received, const Reports& reports) {
  return Judge(pack, order, body, received, reports).run();
}

}  // namespace returns::intake
