// The form model: which questions to ask now, and what still stands between the draft and a request.

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/plan.h"
#include "core/text.h"

namespace returns {
namespace {

class Steps {
 public:
  Steps(const Policy& policy, const Order& order, const Draft& draft, Plan& plan)
      : pack_(policy.pack),
        order_(order),
        draft_(draft),
        plan_(plan) {}

  void run() {
    if (draft_.complaint) {
      subject();
    } else {
      items();
      for (const PlannedItem& item : plan_.items) reason(item);
      for (const PlannedItem& item : plan_.items) packaging(item);
    }
    if (plan_.assessed) {
      details();
      evidence();
      if (!draft_.complaint) resolution();
      if (plan_.chosen) exchange(plan_.offers[*plan_.chosen].quote);
    }
    contact();
    open("check");
  }

 private:
  Step& open(std::string id, std::optional<std::size_t> item = {}) {
    plan_.steps.push_back({std::move(id), item});
    return plan_.steps.back();
  }

  void lacks(std::string path, std::string code, Params params = {}) {
    const Step& step = plan_.steps.back();
    plan_.missing.push_back({step.id, step.item, std::move(path), std::move(code), std::move(params)});
  }

  static std::string item_path(std::size_t item, std::string_view member) {
    return "/items/" + to_text(static_cast<std::int64_t>(item)) + '/' + std::string{member};
  }

  void items() {
    open("items").fields.push_back(
        {.path = "/items", .kind = FieldKind::Lines, .label = "field.items", .required = true});
    if (draft_.items.empty()) lacks("/items", "required");
    for (std::size_t i = 0; i < draft_.items.size(); ++i) {
      const std::int32_t most = order_.lines[draft_.items[i].line].returnable();
      if (draft_.items[i].quantity > most)
        lacks(item_path(i, "quantity"), "quantity_too_large", {{"max", std::int64_t{most}}});
    }
  }

  void subject() {
    const std::string& value = *draft_.complaint;
    Field field{
        .path = "/complaint", .kind = FieldKind::Reason, .label = "field.complaint", .required = true, .value = value};
    bool group = false;
    for (const Topic& topic : pack_.topics) {
      if (topic.leaf) field.options.push_back(option("complaint", topic));
      group = group || (!topic.leaf && topic.id == value);
    }
    open("subject").fields.push_back(std::move(field));
    if (!plan_.subject) lacks("/complaint", value.empty() ? "required" : (group ? "not_a_leaf" : "not_offered"));
  }

  // One leaf of a tree, with the key of its group.
  template <class Leaf>
  static Option option(std::string_view family, const Leaf& leaf) {
    const std::string prefix = std::string{family} + '.';
    return {.value = leaf.id,
            .label = prefix + leaf.id,
            .group = leaf.group,
            .group_label = leaf.group.empty() ? std::string{} : prefix + leaf.group,
            .icon = leaf.icon};
  }

  void reason(const PlannedItem& planned) {
    const std::string& value = draft_.items[planned.item].reason;
    Field field{.path = item_path(planned.item, "reason"),
                .kind = FieldKind::Reason,
                .label = "field.reason",
                .required = true,
                .value = value};
    if (planned.item > 0) field.suggest = draft_.items.front().reason;
    for (const Reason& candidate : pack_.reasons) {
      if (std::find(candidate.goods.begin(), candidate.goods.end(), order_.goods) == candidate.goods.end()) continue;
      if (candidate.leaf) field.options.push_back(option("reason", candidate));
    }
    open("reason", planned.item).fields.push_back(std::move(field));
    if (planned.reason != nullptr) return;
    const Reason* known = pack_.reason(value);
    lacks(item_path(planned.item, "reason"),
          value.empty() ? "required" : (known != nullptr && !known->leaf ? "not_a_leaf" : "not_offered"));
  }

  void packaging(const PlannedItem& planned) {
    if (planned.questions.empty() && planned.gifts.empty()) return;
    Step& step = open("packaging", planned.item);
    const DraftItem& item = draft_.items[planned.item];
    for (const std::size_t index : planned.questions) {
      const Question& question = pack_.questions[index];
      Field field{.path = item_path(planned.item, "answers/" + question.id),
                  .kind = FieldKind::Choice,
                  .label = "question." + question.id,
                  .required = true};
      field.value = item.answer(question.id);
      for (std::size_t o = 0; o < question.options.size(); ++o) {
        field.options.push_back({.value = question.options[o],
                                 .label = "option." + question.id + '.' + question.options[o],
                                 .picture = question.pictures[o]});
      }
      choice(std::move(field), step);
    }
    for (const std::size_t gift : planned.gifts) {
      const std::string& line = order_.lines[gift].id.text();
      Field field{.path = item_path(planned.item, "answers/gift." + line),
                  .kind = FieldKind::Choice,
                  .label = "question.gift",
                  .required = true};
      field.value = item.answer("gift." + line);
      field.options = {{.value = "returned", .label = "option.gift.returned", .picture = "packaging/gift-returned.svg"},
                       {.value = "kept", .label = "option.gift.kept", .picture = "packaging/gift-kept.svg"}};
      choice(std::move(field), step);
    }
  }

  void choice(Field field, Step& step) {
    const bool known = std::any_of(field.options.begin(), field.options.end(),
                                   [&](const Option& option) { return option.value == field.value; });
    if (!known) lacks(field.path, field.value.empty() ? "required" : "not_offered");
    step.fields.push_back(std::move(field));
  }

  void details() {
    // A complaint is what somebody has to say.
    bool wanted = draft_.complaint.has_value(), required = wanted;
    std::vector<Field> batches;
    for (const PlannedItem& planned : plan_.items) {
      for (const auto* rule : pack_.details.collect(planned.facts)) {
        if (rule->then.field == Detail::Description) {
          wanted = true;
          required = required || rule->then.required;
        } else {
          const std::string path = item_path(planned.item, "answers/batch");
          if (std::any_of(batches.begin(), batches.end(), [&](const Field& field) { return field.path == path; }))
            continue;
          batches.push_back({.path = path,
                             .kind = FieldKind::LineText,
                             .label = "field.batch",
                             .required = rule->then.required,
                             .value = std::string{draft_.items[planned.item].answer("batch")},
                             .format = "batch",
                             .max_length = 40});
        }
      }
    }
    if (!wanted && batches.empty()) return;
    open("details");
    if (wanted) description("field.description", required);
    for (Field& field : batches) text(std::move(field));
  }

  void description(std::string label, bool required) {
    text({.path = "/description",
          .kind = FieldKind::Text,
          .label = std::move(label),
          .required = required,
          .value = draft_.description,
          .max_length = static_cast<std::int32_t>(kMaxDescription)});
  }

  void text(Field field) {
    if (field.required && is_blank(field.value)) lacks(field.path, "required");
    if (field.max_length > 0 && code_points(field.value) > static_cast<std::size_t>(field.max_length))
      lacks(field.path, "too_long", {{"max", std::int64_t{field.max_length}}});
    if (field.format == "phone" && !field.value.empty() && !is_phone(field.value)) lacks(field.path, "bad_phone");
    if (field.format == "email" && !field.value.empty() && !is_email(field.value)) lacks(field.path, "bad_email");
    plan_.steps.back().fields.push_back(std::move(field));
  }

  void evidence() {
    if (plan_.slots.empty()) return;
    open("evidence");
    bool required = false, sensitive = false, wanting = false;
    const bool in_words = draft_.consents_to(kInWords);
    for (const SlotNeed& need : plan_.slots) {
      const Slot& slot = pack_.slots[need.slot];
      required = required || need.min > 0;
      wanting = wanting || need.lacks() > 0;
      sensitive = sensitive || (slot.sensitive && !need.files.empty());
      Params about{{"slot", slot.id}, {"lacks", std::int64_t{need.lacks()}}};
      if (!need.line.empty()) about.push_back({"line", need.line});
      if (need.lacks() > 0 && !in_words) lacks("/evidence", "too_few_files", about);
      if (need.have() > need.max) lacks("/evidence", "too_many", {{"slot", slot.id}, {"max", std::int64_t{need.max}}});
    }
    plan_.steps.back().fields.push_back(
        {.path = "/evidence", .kind = FieldKind::Files, .label = "field.evidence", .required = required});
    // Not offered to those who have taken what is asked for.
    if (wanting || in_words) this->in_words(in_words);
    if (!sensitive) return;
    // Health data needs a consent of its own, given before anything is sent (PIPL art. 29).
    const bool given = draft_.consents_to(kSensitiveMedia);
    consent("field.sensitive_media", kSensitiveMedia, true);
    if (!given) lacks("/consents", "consent_required");
  }

  // Who cannot take pictures is not stopped: what they would show is told instead. It adds to what was written before.
  void in_words(bool chosen) {
    consent("field.in_words", kInWords, false);
    if (chosen) description("field.seen", true);
  }

  void consent(std::string label, std::string_view what, bool required) {
    plan_.steps.back().fields.push_back({.path = "/consents",
                                         .kind = FieldKind::Consent,
                                         .label = std::move(label),
                                         .required = required,
                                         .value = draft_.consents_to(what) ? "yes" : "",
                                         .option = std::string{what}});
  }

  void resolution() {
    Field field{.path = "/resolution",
                .kind = FieldKind::Resolution,
                .label = "field.resolution",
                .required = true,
                .value = draft_.resolution};
    for (const Offer& offer : plan_.offers) {
      const std::string& id = pack_.resolutions[offer.quote.resolution].id;
      field.options.push_back({.value = id, .label = "resolution." + id});
    }
    open("resolution").fields.push_back(std::move(field));
    if (!plan_.chosen) lacks("/resolution", draft_.resolution.empty() ? "required" : "not_offered");
  }

  // Which item comes instead, and whether the customer pays what it costs more.
  void exchange(const Quote& quote) {
    if (pack_.resolutions[quote.resolution].money != MoneyBack::Difference) return;
    bool asked = false;
    for (const PlannedItem& planned : plan_.items) {
      const DraftItem& item = draft_.items[planned.item];
      const OrderLine& line = order_.lines[item.line];
      if (line.exchanges.empty()) continue;
      if (!std::exchange(asked, true)) open("exchange");
      Field field{.path = item_path(planned.item, "answers/exchange"),
                  .kind = FieldKind::Exchange,
                  .label = "field.exchange",
                  .value = std::string{item.answer(kExchange)}};
      if (field.value.empty()) field.value = kSameItem;
      field.options.push_back({.value = std::string{kSameItem}, .label = "option.exchange.same"});
      for (const Exchange& other : line.exchanges) {
        field.options.push_back({.value = other.id,
                                 .label = "option.exchange.other",
                                 .picture = other.picture,
                                 .difference = other.cost() * item.quantity - planned.value});
      }
      choice(std::move(field), plan_.steps.back());
    }
    if (quote.due == 0) return;
    const std::string what = std::string{kPayDifference} + to_text(quote.due);
    consent("field.pay_difference", what, true);
    if (!draft_.consents_to(what)) lacks("/consents", "consent_required");
  }

  void contact() {
    open("contact");
    const Contact& contact = draft_.contact;
    text({.path = "/contact/name",
          .kind = FieldKind::LineText,
          .label = "field.name",
          .value = contact.name,
          .format = "name",
          .max_length = static_cast<std::int32_t>(kMaxName)});
    const bool none = is_blank(contact.phone) && is_blank(contact.email);
    text({.path = "/contact/phone",
          .kind = FieldKind::LineText,
          .label = "field.phone",
          .required = none,
          .value = contact.phone,
          .format = "phone",
          .max_length = 40});
    text({.path = "/contact/email",
          .kind = FieldKind::LineText,
          .label = "field.email",
          .value = contact.email,
          .format = "email",
          .max_length = 254});
    if (plan_.asks_extension) consent("field.longer_investigation", kLongerInvestigation, false);
    // One way to reach the customer is enough; the phone field speaks for both.
    for (Missing& missing : plan_.missing) {
      if (missing.path == "/contact/phone" && missing.code == "required") missing.code = "contact_required";
    }
  }

  const Pack& pack_;
  const Order& order_;
  const Draft& draft_;
  Plan& plan_;
};

}  // namespace

void add_steps(const Policy& policy, const Order& order, const Draft& draft, Plan& plan) {
  Steps(policy, order, draft, plan).run();
}

}  // namespace returns
