#include "core/plan_withdrawal.h"

#include <algorithm>
#include <array>

#include "core/item_facts.h"
#include "core/text.h"

namespace returns {
namespace {

// A gift goes the way of what it came with; it is not withdrawn from by itself.
std::int32_t stated(const Order& order, const Statement& statement, std::size_t line) {
  if (statement.lines.empty()) return order.lines[line].returnable();
  for (const WithdrawnLine& withdrawn : statement.lines) {
    if (withdrawn.line == line) return withdrawn.quantity;
  }
  return 0;
}

// Too late is said before anything else: whatever a pack makes of it, it is a date and no judgement.
Standing standing_of(const PlannedItem& planned) {
  const Verdict verdict = planned.assessment.verdict;
  if (verdict == Verdict::Eligible) return Standing::Withdrawable;
  if (planned.window.state == WindowState::Closed) return Standing::Late;
  return verdict == Verdict::NeedsReview ? Standing::ToCheck : Standing::Excluded;
}

class Withdrawing {
 public:
  Withdrawing(const Policy& policy, const Order& order, const Statement& statement, Instant now)
      : policy_(policy),
        order_(order),
        statement_(statement),
        books_(books_of(order)) {
    out_.now = plan_.now = now;
  }

  WithdrawalPlan run() {
    for (std::size_t i = 0; i < order_.lines.size(); ++i) line(i);
    consequences();
    fields();
    return std::move(out_);
  }

 private:
  void line(std::size_t index) {
    const Pack& pack = policy_.pack;
    const std::int32_t left = order_.lines[index].returnable();
    const std::int32_t wanted = stated(order_, statement_, index);
    StatedLine stated{.line = index, .quantity = wanted, .standing = Standing::Gone, .window = {}, .assessment = {}};
    if (left > 0) {
      const DraftItem item{.line = index, .quantity = std::clamp(wanted, 1, left), .reason = {}, .answers = {}};
      PlannedItem planned{.item = draft_.items.size(),
                          .reason = pack.reason(pack.withdrawal->reason),
                          .assessed = true,
                          .facts = line_facts(pack, order_, index, item.quantity, {}, out_.now)};
      add_reason(pack, *planned.reason, planned.facts);
      planned.window = window_of(pack, policy_.calendar, order_, planned.facts, out_.now);
      planned.facts.set_enum(Fact::Window, planned.window.state);
      judge(policy_, order_, books_, draft_, item, out_.now, planned);
      stated.standing = standing_of(planned);
      stated.window = planned.window;
      stated.assessment = planned.assessment;
      const bool counts = stated.standing == Standing::Withdrawable || stated.standing == Standing::ToCheck;
      if (wanted > 0 && counts) {
        draft_.items.push_back(item);
        plan_.items.push_back(std::move(planned));
      }
    }
    out_.lines.push_back(std::move(stated));
  }

  void consequences() {
    sum_up(plan_);
    if (!plan_.assessed) return;
    add_offers(policy_, order_, books_, draft_, plan_);
    add_times(policy_, order_, draft_, plan_);
    for (Offer& offer : plan_.offers) {
      if (policy_.pack.resolutions[offer.quote.resolution].money != MoneyBack::Refund) continue;
      out_.deadlines = deadlines(policy_.pack, policy_.calendar,
                                 request_facts(policy_.pack, order_, draft_, plan_, offer.quote.resolution), out_.now);
      out_.offer = std::move(offer);
      return;
    }
  }

  void lacks(std::string path, std::string code, Params params = {}) {
    out_.missing.push_back({"statement", {}, std::move(path), std::move(code), std::move(params)});
  }

  void fields() {
    constexpr std::size_t kMaxEmail = 254;
    if (is_blank(statement_.name)) lacks("/name", "required");
    if (code_points(statement_.name) > kMaxName) lacks("/name", "too_long", {{"max", std::int64_t{kMaxName}}});
    // The acknowledgement needs somewhere to go.
    if (is_blank(statement_.email)) {
      lacks("/email", "required");
    } else if (!is_email(statement_.email) || code_points(statement_.email) > kMaxEmail) {
      lacks("/email", "bad_email");
    }
    for (std::size_t i = 0; i < statement_.lines.size(); ++i) {
      const std::int32_t most = order_.lines[statement_.lines[i].line].returnable();
      if (statement_.lines[i].quantity > most)
        lacks("/lines/" + to_text(static_cast<std::int64_t>(i)) + "/quantity", "quantity_too_large",
              {{"max", std::int64_t{most}}});
    }
    const bool any = std::any_of(out_.lines.begin(), out_.lines.end(), [](const StatedLine& line) {
      return line.quantity > 0 && line.standing != Standing::Gone;
    });
    if (!any) lacks("/lines", "required");
    if (code_points(statement_.reason) > kMaxDescription)
      lacks("/reason", "too_long", {{"max", std::int64_t{kMaxDescription}}});
  }

  const Policy& policy_;
  const Order& order_;
  const Statement& statement_;
  const Books books_;
  Draft draft_;  // the same goods as a return, for the tables
  Plan plan_;
  WithdrawalPlan out_;
};

}  // namespace

std::string_view name(Standing standing) {
  constexpr std::array<std::string_view, 5> kNames{"withdrawable", "to_check", "late", "excluded", "gone"};
  return kNames[static_cast<std::size_t>(standing)];
}

WithdrawalPlan plan_withdrawal(const Policy& policy, const Order& order, const Statement& statement, Instant now) {
  return Withdrawing(policy, order, statement, now).run();
}

}  // namespace returns
