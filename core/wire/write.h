#pragma once
// Domain types to canonical JSON.

#include <string>

#include "core/draft.h"
#include "core/order.h"
#include "core/plan.h"
#include "core/plan_withdrawal.h"
#include "core/policy/pack.h"
#include "core/result.h"
#include "core/wire/write_params.h"
#include "core/wire/write_report.h"
#include "core/wire/writer.h"

namespace returns::wire {

// The purchase as it was made: the order without what happened since (held units, money refunded).
std::string write_purchase(const Order& order, const Pack& pack);

void write_localized(Writer& writer, const Localized& text);
void write_draft(Writer& writer, const Draft& draft, const Order& order);

void write_draft_items(Writer& writer, const std::vector<DraftItem>& items, const Order& order);

// Pieces that the plan, the request and the receipt share.
// "sources":{…}: those that stand in what is written so far, in the pack's order.
void write_sources(Writer& writer, const Pack& pack, std::string_view key = "sources");
// {"state":…,"until":…,"margin":…}
void write_window(Writer& writer, const Window& window, Zone zone);
// "margin":{…}, when the end is known
void write_margin(Writer& writer, const Window& window);
void write_finding(Writer& writer, const Finding& finding);
// "claims":[…] of all items; nothing when there are none
void write_claims(Writer& writer, const Plan& plan);
// "outside":[…]; nothing when there are none
void write_outside(Writer& writer, const std::vector<const Rule<OutsideThen>*>& rules);
void write_policy(Writer& writer, const Pack& pack);
void write_items(Writer& writer, const Policy& policy, const Order& order, const Draft& draft, const Plan& plan);
void write_deadlines(Writer& writer, const Pack& pack, const std::vector<Deadline>& deadlines);
void write_escalations(Writer& writer, const Pack& pack, const std::vector<Escalation>& escalations);
void write_offer(Writer& writer, const Pack& pack, const Order& order, const Offer& offer);
void write_missing(Writer& writer, const std::vector<Missing>& missing);

// {"schema":"returns.plan/1",…}
std::string write_plan(const Policy& policy, const Order& order, const Draft& draft, const Plan& plan);
// {"schema":"returns.request/1",…,"digest":"…"}. Precondition: nothing is missing in the plan.
std::string write_request(const Policy& policy, const Order& order, const Draft& draft, const Plan& plan);
// {"schema":"returns.withdrawal_plan/1",…}: the form, where each line stands, what follows.
std::string write_withdrawal(const Policy& policy, const Order& order, const Statement& statement,
                             const WithdrawalPlan& plan);
// {"schema":"returns.withdrawal_request/1",…,"digest":"…"}. Precondition: confirmed, and nothing is missing.
std::string write_withdrawal_request(const Policy& policy, const Order& order, const Statement& statement,
                                     const WithdrawalPlan& plan);
// {"schema":"returns.pack_summary/1",…}
std::string write_summary(const Pack& pack);
// {"fault":{…}}; an incomplete draft also says what is missing.
std::string write_fault(const Fault& fault, const std::vector<Missing>& missing = {});

}  // namespace returns::wire
