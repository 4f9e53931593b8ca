#include "native/policy/answer.h"

#include <algorithm>

namespace returns::policy {
namespace {

Json without_prefix(const Json& list, const std::string& member, std::string_view prefix) {
  Json words = Json::array();
  for (const Json& entry : list) {
    std::string word = text_of(entry, member);
    if (word.starts_with(prefix)) word.erase(0, prefix.size());
    if (std::find(words.begin(), words.end(), Json(word)) == words.end()) words.push_back(word);
  }
  return words;
}

// The members that are there, in the order asked for.
Json pick(const Json& from, std::initializer_list<const char*> names) {
  Json picked = Json::object();
  for (const char* name : names) {
    if (const Json* value = member(from, name)) picked[name] = *value;
  }
  return picked;
}

Json each(const Json& list, std::initializer_list<const char*> names) {
  Json all = Json::array();
  for (const Json& entry : list) all.push_back(pick(entry, names));
  return all;
}

// The quote that counts: of the chosen resolution, or of the first on offer.
const Json* quote_of(const Json& plan) {
  std::string chosen;
  for (const Json& step : array_of(plan, "steps")) {
    for (const Json& field : array_of(step, "fields")) {
      if (text_of(field, "path") == "/resolution") chosen = text_of(field, "value");
    }
  }
  const Json& offers = array_of(plan, "resolutions");
  for (const Json& offer : offers) {
    if (text_of(offer, "code") == chosen) return member(offer, "quote");
  }
  return offers.empty() ? nullptr : member(offers.front(), "quote");
}

void add_quote(const Json& plan, Json& summary) {
  const Json* quote = quote_of(plan);
  if (quote == nullptr) return;
  for (const Json& leg : array_of(*quote, "freight")) summary[text_of(leg, "leg") + "_freight"] = text_of(leg, "payer");
  summary["refund"] = integer_of(*quote, "refund").value_or(0);
  summary["coupon"] = integer_of(*quote, "coupon").value_or(0);
  Json fees = Json::array();
  for (const Json& line : array_of(*quote, "lines")) {
    if (text_of(line, "code") != "fee") continue;
    Json fee = pick(line, {"fee", "amount"});
    fees.push_back(std::move(fee));
  }
  summary["fees"] = std::move(fees);
}

bool is_word_list(const Json& list) {
  return list.is_array()
         && std::all_of(list.begin(), list.end(), [](const Json& entry) { return !entry.is_structured(); });
}

Json sorted(Json list) {
  std::sort(list.begin(), list.end());
  return list;
}

// Every member that `wanted` gives is in `got` and says the same.
bool covers(const Json& got, const Json& wanted) {
  if (!wanted.is_object()) return got == wanted;
  return std::all_of(wanted.items().begin(), wanted.items().end(), [&](const auto& entry) {
    const Json* found = member(got, entry.key());
    return found != nullptr && *found == entry.value();
  });
}

// What stands where `wanted` was expected: the objects that share its first member (the same stage of a clock), or all.
Json nearest(const Json& got, const Json& wanted) {
  if (!wanted.is_object() || wanted.empty()) return got;
  const auto first = wanted.items().begin();
  Json near = Json::array();
  for (const Json& entry : got) {
    const Json* value = member(entry, first.key());
    if (value != nullptr && *value == first.value()) near.push_back(entry);
  }
  return near.size() == 1 ? near[0] : near;
}

void compare_lists(const std::string& at, const Json& wanted, const Json& got, std::vector<Mismatch>& out) {
  if (is_word_list(wanted) && is_word_list(got)) {
    if (sorted(wanted) != sorted(got)) out.push_back({at, wanted, got});
    return;
  }
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (std::none_of(got.begin(), got.end(), [&](const Json& entry) { return covers(entry, wanted[i]); }))
      out.push_back({at + '/' + std::to_string(i), wanted[i], nearest(got, wanted[i])});
  }
}

constexpr const char* kNames[] = {
    "verdict", "findings",  "window",      "window_until", "resolutions", "return_freight", "outbound_freight",
    "refund",  "coupon",    "fees",        "lane",         "grade",       "slots",          "notices",
    "next",    "deadlines", "escalations", "claims",       "outside",     "disposition",    "questions",
    "fault"};

}  // namespace

Json plan_of(const wire::Core& core, const Situation& situation) {
  return parse_json(core.plan(situation.order_text, situation.draft_text, situation.now_text));
}

Json summary_of(const Json& answer) {
  Json summary = Json::object();
  const Json* found = member(answer, "plan");
  if (found == nullptr) {
    summary["fault"] = text_of(*member(answer, "fault"), "code");
    return summary;
  }
  const Json& plan = *found;
  if (const Json* verdict = member(plan, "verdict")) summary["verdict"] = *verdict;
  const Json& items = array_of(plan, "items");
  if (!items.empty()) {
    summary["findings"] = without_prefix(array_of(items[0], "findings"), "code", "finding.");
    if (const Json* window = member(items[0], "window")) {
      summary["window"] = text_of(*window, "state");
      if (const Json* until = member(*window, "until")) summary["window_until"] = *until;
    }
    if (const Json* disposition = member(items[0], "disposition")) summary["disposition"] = *disposition;
  }
  // Those whose limit has passed are in the plan too, for the customer to see what there was.
  Json available = Json::array();
  for (const Json& offer : array_of(plan, "resolutions")) {
    if (const Json* still = member(offer, "available"); still != nullptr && *still == true) available.push_back(offer);
  }
  summary["resolutions"] = without_prefix(available, "code", "");
  add_quote(plan, summary);
  for (const char* name : {"lane", "grade"}) {
    if (const Json* value = member(plan, name)) summary[name] = *value;
  }
  summary["slots"] = without_prefix(array_of(plan, "slots"), "slot", "");
  summary["notices"] = without_prefix(array_of(plan, "notices"), "code", "notice.");
  summary["next"] = without_prefix(array_of(plan, "next"), "code", "next.");
  summary["deadlines"] = each(array_of(plan, "deadlines"), {"stage", "who", "n", "unit", "from", "due", "estimated"});
  summary["escalations"] = each(array_of(plan, "escalations"), {"grade", "role", "n", "unit", "from", "due"});
  Json claims = each(array_of(plan, "claims"), {"code", "amount"});
  for (Json& claim : claims) claim["code"] = text_of(claim, "code").substr(std::string_view{"claim."}.size());
  summary["claims"] = std::move(claims);
  summary["outside"] = without_prefix(array_of(plan, "outside"), "code", "outside.");
  Json questions = Json::array();
  for (const Json& step : array_of(plan, "steps")) {
    for (const Json& field : array_of(step, "fields")) {
      const std::string path = text_of(field, "path");
      const std::size_t at = path.find("/answers/");
      if (at != std::string::npos && text_of(field, "kind") == "choice") questions.push_back(path.substr(at + 9));
    }
  }
  summary["questions"] = std::move(questions);
  return summary;
}

Or<std::vector<Mismatch>> compare(const Case& wanted, const Json& summary, const std::string& file) {
  std::vector<Mismatch> out;
  for (const auto& [name, value] : wanted.expect.items()) {
    const std::string at = "/expect" + wire::pointer_step(name);
    if (std::find(std::begin(kNames), std::end(kNames), name) == std::end(kNames)) {
      return Problem{"case.expect",
                     file,
                     wanted.at + at,
                     {{"value", name}, {"allowed", std::vector<std::string>(std::begin(kNames), std::end(kNames))}}};
    }
    const Json* got = member(summary, name);
    const Json none;
    if (got != nullptr && got->is_array() && value.is_array()) {
      compare_lists(at, value, *got, out);
    } else if ((got == nullptr ? none : *got) != value) {
      out.push_back({at, value, got == nullptr ? none : *got});
    }
  }
  return out;
}

}  // namespace returns::policy
