#include "core/wire/doors.h"

#include "core/digest.h"
#include "core/wire/compare.h"
#include "core/wire/planned.h"
#include "core/wire/read.h"
#include "core/wire/write.h"
#include "core/wire/write_trace.h"

namespace returns::wire {
namespace {

std::string incomplete(const Plan& plan) {
  return write_fault(Fault{.code = FaultCode::Incomplete, .document = Document::Draft, .at = plan.missing.front().path},
                     plan.missing);
}

// A request carries the digest of all its bytes before that last member.
bool digest_holds(std::string_view request, const Value& value) {
  const Value* digest = value.find("digest");
  if (digest == nullptr || digest->kind != Value::Kind::String) return false;
  const std::string tail = ",\"digest\":\"" + digest->string + "\"}";
  if (!request.ends_with(tail)) return false;
  return sha256_hex(std::string{request.substr(0, request.size() - tail.size())} + '}') == digest->string;
}

std::string write_verification(const std::vector<Difference>& differences, std::string_view computed) {
  Writer writer;
  writer.begin_object().key("verification").begin_object().flag("same", differences.empty());
  if (!differences.empty()) {
    write_differences(writer, differences);
    writer.key("computed").raw(computed);
  }
  writer.end_object().end_object();
  return writer.take();
}

// What the verifier would have sealed, against what came.
std::string compared(std::string_view request, const Value& claimed, const std::string& computed) {
  if (computed == request) return write_verification({}, {});
  const Result<Value> own = parse(computed, Document::Request);
  if (!own) return write_fault(own.fault());
  std::vector<Difference> differences = compare(claimed, *own);
  // The digest follows from the rest: it is named only when it does not even fit the bytes it came with.
  std::erase_if(differences, [](const Difference& difference) { return difference.path == "/digest"; });
  if (!digest_holds(request, claimed)) differences.push_back({"/digest", std::nullopt, std::nullopt});
  // Same values in other bytes: somebody rewrote the request on its way.
  if (differences.empty()) differences.push_back({"", std::nullopt, std::nullopt});
  return write_verification(differences, computed);
}

struct Withdrawn {
  Order order;
  Statement statement;
  WithdrawalPlan plan;
};

Result<Withdrawn> withdrawn(const Policy& policy, std::string_view order_text, const Value& value,
                            std::string_view now_text) {
  if (!policy.pack.withdrawal)
    return Fault{.code = FaultCode::Missing, .document = Document::Pack, .at = "/withdrawal"};
  Result<Order> order = read_order(order_text, policy.pack);
  if (!order) return order.fault();
  Result<Statement> statement = read_statement(value, *order, Document::Statement);
  if (!statement) return statement.fault();
  const Result<Instant> now = read_now(now_text);
  if (!now) return now.fault();
  Withdrawn all{std::move(*order), std::move(*statement), {}};
  all.plan = plan_withdrawal(policy, all.order, all.statement, *now);
  return all;
}

std::string not_stated(const WithdrawalPlan& plan) {
  const std::string at = plan.missing.empty() ? std::string{"/confirmed"} : plan.missing.front().path;
  return write_fault(Fault{.code = FaultCode::Incomplete, .document = Document::Statement, .at = at}, plan.missing);
}

// What goes to the customer at once, on a durable medium: that the statement came, what it says, and when. It confirms
// receipt, not acceptance.
void write_acknowledgement(Writer& writer, const Withdrawn& of, const Pack& pack, const Value& request) {
  writer.key("acknowledgement")
      .begin_object()
      .member("schema", "returns.acknowledgement/1")
      .member("code", "acknowledgement.withdrawal")
      .member("to", of.statement.email)
      .member("name", of.statement.name)
      .member("order", of.order.id.text())
      .member("received_at", write_instant(of.plan.now, pack.zone));
  writer.key("lines").begin_array();
  for (const StatedLine& line : of.plan.lines) {
    if (line.quantity == 0) continue;
    writer.begin_object()
        .member("line", of.order.lines[line.line].id.text())
        .member("quantity", line.quantity)
        .end_object();
  }
  writer.end_array().member_if("reason", of.statement.reason);
  writer.member("digest", request.find("digest")->string).end_object();
}

}  // namespace

Core Core::unproved(Pack pack, Calendar calendar) {
  return Core(std::make_shared<const State>(State{std::move(pack), std::move(calendar)}));
}

std::string Core::plan(std::string_view order, std::string_view draft, std::string_view now) const {
  const Policy policy{state_->pack, state_->calendar};
  const Result<Planned> planned = plan_of(policy, order, draft, now);
  if (!planned) return write_fault(planned.fault());
  return envelope("plan", write_plan(policy, planned->order, planned->draft, planned->plan));
}

std::string Core::explain(std::string_view order, std::string_view draft, std::string_view now) const {
  const Policy policy{state_->pack, state_->calendar};
  const Result<Planned> planned = plan_of(policy, order, draft, now);
  if (!planned) return write_fault(planned.fault());
  Writer writer;
  writer.begin_object().key("plan").raw(write_plan(policy, planned->order, planned->draft, planned->plan));
  write_trace(writer, policy.pack, planned->plan, trace(policy, planned->order, planned->draft, planned->plan));
  writer.end_object();
  return writer.take();
}

std::string Core::seal(std::string_view order, std::string_view draft, std::string_view now) const {
  const Policy policy{state_->pack, state_->calendar};
  const Result<Planned> planned = plan_of(policy, order, draft, now);
  if (!planned) return write_fault(planned.fault());
  if (!planned->plan.missing.empty()) return incomplete(planned->plan);
  return envelope("request", write_request(policy, planned->order, planned->draft, planned->plan));
}

std::string Core::verify(std::string_view order, std::string_view request) const {
  const Policy policy{state_->pack, state_->calendar};
  const Result<Value> claimed = parse(request, Document::Request);
  if (!claimed) return write_fault(claimed.fault());
  Trouble trouble{.document = Document::Request};
  const Cursor root(*claimed, trouble);
  const bool withdrawal = root.member("schema").text() == "returns.withdrawal_request/1";
  if (!withdrawal && root.member("schema").text() != "returns.request/1")
    root.member("schema").fail(FaultCode::WrongSchema);
  const Cursor pack = root.member("policy");
  const std::string id = pack.member("id").text();
  const std::int32_t version = pack.member("version").small(1, 1'000'000);
  if (!trouble.first && (id != policy.pack.id.text() || version != policy.pack.version)) {
    pack.fail(FaultCode::WrongPack, {{"id", policy.pack.id.text()}, {"version", std::int64_t{policy.pack.version}}});
  }
  const std::string sealed_at = root.member("sealed_at").text();
  const std::string_view said = withdrawal ? "statement" : "draft";
  root.member(said);
  if (trouble.first) return write_fault(*trouble.first);
  if (withdrawal) {
    const Result<Withdrawn> of = withdrawn(policy, order, *claimed->find(said), sealed_at);
    if (!of) return write_fault(of.fault());
    if (!of->plan.missing.empty() || !of->statement.confirmed) return not_stated(of->plan);
    return compared(request, *claimed, write_withdrawal_request(policy, of->order, of->statement, of->plan));
  }

  const Result<Planned> planned = plan_of(policy, order, *claimed->find(said), sealed_at);
  if (!planned) return write_fault(planned.fault());
  if (!planned->plan.missing.empty()) return incomplete(planned->plan);
  return compared(request, *claimed, write_request(policy, planned->order, planned->draft, planned->plan));
}

std::string Core::withdraw(std::string_view order, std::string_view statement, std::string_view now) const {
  const Policy policy{state_->pack, state_->calendar};
  const Result<Value> value = parse(statement, Document::Statement);
  if (!value) return write_fault(value.fault());
  const Result<Withdrawn> of = withdrawn(policy, order, *value, now);
  if (!of) return write_fault(of.fault());
  Writer writer;
  writer.begin_object().key("withdrawal").raw(write_withdrawal(policy, of->order, of->statement, of->plan));
  if (of->statement.confirmed && of->plan.missing.empty()) {
    const std::string request = write_withdrawal_request(policy, of->order, of->statement, of->plan);
    writer.key("request").raw(request);
    if (const Result<Value> sealed = parse(request, Document::Request))
      write_acknowledgement(writer, *of, policy.pack, *sealed);
  }
  writer.end_object();
  return writer.take();
}

}  // namespace returns::wire
