#include "native/policy/situation.h"

#include <algorithm>

#include "core/wire/read.h"
#include "core/wire/write.h"

namespace returns::policy {
namespace {

constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kUsualValue = 10'000;
constexpr const char* kNoProduct = "00000000000000";

const RecallNotice* batch_recall(const Pack& pack) {
  const auto found = std::find_if(pack.recalls.begin(), pack.recalls.end(),
                                  [](const RecallNotice& notice) { return !notice.batches.empty(); });
  return found == pack.recalls.end() ? nullptr : &*found;
}

class Builder {
 public:
  Builder(const Case& wanted, const Pack& pack, const Calendar& calendar, const std::string& file)
      : wanted_(wanted),
        pack_(pack),
        calendar_(calendar),
        file_(file),
        now_(wanted.now.value_or(usual_now(pack, calendar))),
        goods_(wanted.word("goods", "received")),
        complaint_(wanted.word("subject", "none") != "none") {}

  Or<Situation> run() {
    if (auto problem = impossible()) return *problem;
    std::optional<Problem> first;
    for (const auto& signed_at : signings()) {
      Or<Situation> built = build(signed_at);
      if (!built) return built.problem();
      auto mismatch = contradiction(*built);
      if (!mismatch) return built;
      if (!first) first = std::move(mismatch);
    }
    return *first;
  }

 private:
  Problem problem(const std::string& member, std::string code, Params params = {}) const {
    return {"case." + std::move(code), file_, wanted_.at + wire::pointer_step(member), std::move(params)};
  }

  std::optional<Problem> impossible() const {
    if (complaint_ && wanted_.words.contains("reason") && wanted_.word("reason", "") != "none")
      return problem("reason", "complaint_with_reason");
    if (wanted_.word("recall", "not_listed") != "not_listed" && batch_recall(pack_) == nullptr)
      return problem("recall", "no_recall");
    if (wanted_.word("gift", "no") == "yes" && wanted_.integer("value", 0) > 0) return problem("value", "gift_value");
    const std::int64_t most = kMaxAmount / kMaxQuantity * wanted_.integer("quantity", 1);
    if (const std::int64_t value = wanted_.integer("value", 0); value > most)
      return problem("value", "integer", {{"value", std::to_string(value)}, {"min", std::int64_t{0}}, {"max", most}});
    return std::nullopt;
  }

  // The moments of signing to try, the likeliest first: which of them gives the window that the case states depends on
  // the pack's own tables.
  std::vector<std::optional<Instant>> signings() const {
    if (wanted_.signed_at) return {wanted_.signed_at};
    const std::string window = wanted_.word("window", "");
    if (complaint_ || goods_ == "not_shipped" || goods_ == "in_transit" || window == "unknown"
        || (goods_ == "received" && wanted_.word("promise", "none") == "unknown")
        || (goods_ == "unknown" && window.empty()))
      return {std::nullopt};
    if (window.empty()) return {Instant{now_.seconds - 2 * kDay}};
    std::vector<std::optional<Instant>> all;
    for (const std::int64_t ago : {2 * kDay, kHour, 5 * kDay, 10 * kDay, 20 * kDay, 40 * kDay, 70 * kDay, 100 * kDay,
                                   200 * kDay, 400 * kDay, 800 * kDay, 1200 * kDay, 2400 * kDay, 4800 * kDay})
      all.emplace_back(Instant{now_.seconds - ago});
    all.emplace_back(std::nullopt);
    return all;
  }

  std::optional<Day> promised(const std::optional<Instant>& signed_at) const {
    if (wanted_.promised_by) return wanted_.promised_by;
    const std::int64_t late = wanted_.integer("days_late", -1);
    const std::string promise = wanted_.word("promise", late > 0 ? "late" : "none");
    if (promise == "none") return std::nullopt;
    const Day measured = day_of(goods_ == "received" ? signed_at.value_or(now_) : now_, pack_.zone);
    if (promise != "late") return measured;
    return measured + -static_cast<std::int32_t>(std::max<std::int64_t>(late, 1));
  }

  std::string instant(Instant at) const { return write_instant(at, pack_.zone); }

  Json line() const {
    const std::int64_t quantity = wanted_.integer("quantity", 1);
    const bool gift = wanted_.word("gift", "no") == "yes";
    const std::int64_t value = gift ? 0 : wanted_.integer("value", kUsualValue);
    Json line = {{"id", "L1"},
                 {"category", wanted_.word("category", pack_.value(Fact::Category, 0))},
                 {"quantity", quantity},
                 // What does not divide by the quantity is made up for by the discount below.
                 {"unit_price", (value + quantity - 1) / quantity},
                 {"exclusion_confirmed", wanted_.word("confirmed", "no")}};
    if (gift) line["gift"] = {{"of", "L2"}, {"value", 0}};
    const std::string recall = wanted_.word("recall", "not_listed");
    if (const RecallNotice* notice = batch_recall(pack_); notice != nullptr && recall != "not_listed") {
      line["gtin"] = notice->gtin;
      if (recall == "listed") line["batch"] = notice->batches.front();
    }
    return line;
  }

  Json order(const std::optional<Instant>& signed_at) const {
    const std::optional<Day> promise = promised(signed_at);
    std::int64_t placed = signed_at.value_or(now_).seconds - 3 * kDay;
    if (promise) placed = std::min(placed, end_of(*promise, pack_.zone).seconds - 2 * kDay);
    Json order = {{"schema", "returns.order/1"},
                  {"id", "CASE-1"},
                  {"merchant", "case"},
                  {"market", wanted_.word("market", pack_.value(Fact::Market, 0))},
                  {"currency", pack_.currency},
                  {"policy", {{"id", pack_.id.text()}, {"version", pack_.version}}},
                  {"placed_at", instant(Instant{placed})}};
    if (promise) order["promised_by"] = write_day(*promise);
    order["delivery"] = {{"state", goods_ == "received" ? "delivered" : goods_}};
    if (signed_at) order["delivery"]["signed_at"] = instant(*signed_at);
    order["lines"] = Json::array({line()});
    std::int64_t paid = order["lines"][0]["unit_price"].get<std::int64_t>() * wanted_.integer("quantity", 1);
    if (wanted_.word("gift", "no") == "yes") {
      order["lines"].push_back(
          {{"id", "L2"}, {"category", pack_.value(Fact::Category, 0)}, {"quantity", 1}, {"unit_price", kUsualValue}});
      paid = kUsualValue;
    } else if (const std::int64_t off = paid - wanted_.integer("value", kUsualValue); off > 0) {
      order["discounts"] = Json::array({{{"id", "D1"}, {"kind", "rounding"}, {"off", off}, {"lines", {"L1"}}}});
      paid -= off;
    }
    order["tenders"] = Json::array({{{"id", "T1"}, {"kind", "card"}, {"paid", paid}}});
    return order;
  }

  Json draft() const {
    Json draft = {{"schema", "returns.draft/1"}, {"order", "CASE-1"}, {"channel", wanted_.word("channel", "platform")}};
    if (complaint_) {
      draft["complaint"] = wanted_.word("subject", "");
    } else {
      Json answers = Json::object();
      for (const Question& question : pack_.questions) {
        const std::string answer = wanted_.word("answer." + question.id, question.options.front());
        if (answer != "not_asked") answers[question.id] = answer;
      }
      draft["items"] = Json::array({{{"line", "L1"},
                                     {"quantity", wanted_.integer("quantity", 1)},
                                     {"reason", wanted_.word("reason", "")},
                                     {"answers", std::move(answers)}}});
    }
    if (wanted_.words.contains("resolution")) draft["resolution"] = wanted_.word("resolution", "");
    if (wanted_.word("extended", "no") == "yes") draft["consents"] = Json::array({"longer_investigation"});
    return draft;
  }

  Or<Situation> build(const std::optional<Instant>& signed_at) const {
    Situation built;
    built.now = now_;
    built.now_text = instant(now_);
    built.order_text = write_json(order(signed_at));
    built.draft_text = write_json(draft());
    auto read_order = wire::read_order(built.order_text, pack_);
    if (!read_order) return refused(read_order.fault());
    built.order = std::move(*read_order);
    auto read_draft = wire::read_draft(built.draft_text, built.order);
    if (!read_draft) return refused(read_draft.fault());
    built.draft = std::move(*read_draft);
    built.plan = make_plan(Policy{pack_, calendar_}, built.order, built.draft, now_);
    return built;
  }

  Problem refused(const Fault& fault) const {
    return {"case.refused",
            file_,
            wanted_.at,
            {{"code", std::string{name(fault.code)}},
             {"document", std::string{name(fault.document)}},
             {"member", fault.at}}};
  }

  // What the case states of its item against what the core finds.
  std::optional<Problem> contradiction(const Situation& built) const {
    if (complaint_) return std::nullopt;
    const PlannedItem& item = built.plan.items.front();
    if (item.reason == nullptr)
      return problem("reason", "reason_not_offered", {{"reason", wanted_.word("reason", "")}, {"goods", goods_}});
    for (const auto& [fact, stated] : wanted_.words) {
      const auto column = std::find_if(pack_.columns.begin(), pack_.columns.end(),
                                       [&, &name = fact](const Column& candidate) { return candidate.name == name; });
      const auto index = static_cast<std::size_t>(column - pack_.columns.begin());
      const std::int32_t value = item.facts[index];
      const bool answer = index >= kFactCount;
      if (value == kUnset) continue;
      const std::string& found = column->values[static_cast<std::size_t>(value)];
      // An answer to a question that is not asked says nothing, as in a customer's draft.
      if (found == stated || (answer && found == "not_asked" && stated != "not_asked")) continue;
      return problem(fact, "contradiction", {{"stated", stated}, {"found", found}});
    }
    for (const auto& [question, text] : open_questions(item))
      return problem("answer." + question, "question_asked", {{"question", question}, {"allowed", text}});
    const std::int64_t late = wanted_.integer("days_late", item.facts[Fact::DaysLate]);
    if (late != item.facts[Fact::DaysLate])
      return problem("days_late", "contradiction",
                     {{"stated", std::to_string(late)}, {"found", std::to_string(item.facts[Fact::DaysLate])}});
    return std::nullopt;
  }

  std::vector<std::pair<std::string, std::vector<std::string>>> open_questions(const PlannedItem& item) const {
    std::vector<std::pair<std::string, std::vector<std::string>>> open;
    for (const std::size_t index : item.questions) {
      const Question& question = pack_.questions[index];
      if (wanted_.word("answer." + question.id, "") == "not_asked") open.emplace_back(question.id, question.options);
    }
    return open;
  }

  const Case& wanted_;
  const Pack& pack_;
  const Calendar& calendar_;
  const std::string& file_;
  Instant now_;
  std::string goods_;
  bool complaint_;
};

}  // namespace

Instant usual_now(const Pack& pack, const Calendar& calendar) {
  constexpr std::int32_t kInside = 160;
  Day day = std::max(pack.effective_from, calendar.covered_from) + kInside;
  if (pack.effective_to) day = std::min(day, *pack.effective_to);
  if (day > calendar.covered_to) day = calendar.covered_from;
  return Instant{end_of(day, pack.zone).seconds - 15 * kHour + 1};  // 09:00
}

Or<Situation> expand(const Case& wanted, const Pack& pack, const Calendar& calendar, const std::string& file) {
  return Builder(wanted, pack, calendar, file).run();
}

Or<wire::Core> with_recall(const LoadedPack& pack) {
  if (batch_recall(pack.core.pack()) != nullptr) return pack.core;
  Json document = parse_json(pack.text);
  Json notice = {{"gtin", kNoProduct}, {"batches", {"CASE"}}, {"class", "II"}};
  if (!pack.core.pack().sources.empty()) notice["source"] = pack.core.pack().sources.front().id;
  document["recalls"].push_back(std::move(notice));
  Result<Pack> with = wire::read_pack(write_json(document));
  if (!with) return problem_of_fault(pack.file.string(), wire::write_fault(with.fault()));
  return wire::Core::unproved(std::move(*with), pack.core.calendar());
}

}  // namespace returns::policy
