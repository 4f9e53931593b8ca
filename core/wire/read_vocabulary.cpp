#include <algorithm>

#include "core/wire/read.h"

namespace returns::wire {
namespace {

constexpr std::size_t kMost = 200;  // entries of one list

// One word of the vocabulary: it becomes part of locale keys and paths. Markets are ISO 3166 codes; all other words are
// lower case.
std::string word(const Cursor& cursor, bool market = false) {
  std::string text = cursor.id();
  if (!market && std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
    cursor.fail(FaultCode::BadId, {{"value", text}});
  return text;
}

void read_words(const Cursor& list, Pack& pack, Fact fact) {
  std::vector<std::string>& values = pack.columns[static_cast<std::size_t>(fact)].values;
  list.each(kMost, [&](const Cursor& cursor, std::size_t /*index*/) {
    // Markets are ISO 3166 codes, written in capitals as the shop's orders write them.
    std::string text = fact == Fact::Market ? cursor.id() : word(cursor);
    if (std::find(values.begin(), values.end(), text) != values.end())
      cursor.fail(FaultCode::DuplicateId, {{"value", text}});
    values.push_back(std::move(text));
  });
  if (values.empty()) list.fail(FaultCode::Missing);
}

void read_reasons(const Cursor& list, Pack& pack, const std::string& group) {
  constexpr std::string_view kFaults[] = {"seller", "carrier", "buyer", "none"};
  constexpr std::string_view kGoods[] = {"not_shipped", "in_transit", "received", "unknown"};
  list.each(kMost, [&](const Cursor& cursor, std::size_t /*index*/) {
    cursor.only({"id", "icon", "ground", "fault", "goods", "children"});
    Reason reason;
    reason.id = word(cursor.member("id"));
    if (pack.reason(reason.id) != nullptr) cursor.fail(FaultCode::DuplicateId, {{"value", reason.id}});
    reason.icon = cursor.optional("icon").text();
    reason.group = group;
    const Cursor children = cursor.optional("children");
    reason.leaf = !children.present();
    const std::string id = reason.id;
    if (reason.leaf) {
      reason.ground = static_cast<std::int32_t>(cursor.member("ground").choice(pack.column(Fact::Ground).values));
      reason.fault = static_cast<FaultOf>(cursor.member("fault").choice(kFaults));
      cursor.member("goods").each(4, [&](const Cursor& goods, std::size_t /*i*/) {
        reason.goods.push_back(static_cast<Goods>(goods.choice(kGoods)));
      });
      pack.columns[static_cast<std::size_t>(Fact::Reason)].values.push_back(id);
    }
    pack.reasons.push_back(std::move(reason));
    if (children.present() && group.empty()) read_reasons(children, pack, id);
    if (children.present() && !group.empty()) children.fail(FaultCode::TooDeep);
  });
}

void read_topics(const Cursor& list, Pack& pack, const std::string& group) {
  list.each(kMost, [&](const Cursor& cursor, std::size_t /*index*/) {
    cursor.only({"id", "icon", "children"});
    Topic topic{word(cursor.member("id")), cursor.optional("icon").text(), group, false};
    if (std::any_of(pack.topics.begin(), pack.topics.end(), [&](const Topic& other) { return other.id == topic.id; }))
      cursor.fail(FaultCode::DuplicateId, {{"value", topic.id}});
    const Cursor children = cursor.optional("children");
    topic.leaf = !children.present();
    const std::string id = topic.id;
    if (topic.leaf) pack.columns[static_cast<std::size_t>(Fact::Subject)].values.push_back(id);
    pack.topics.push_back(std::move(topic));
    if (children.present() && group.empty()) read_topics(children, pack, id);
    if (children.present() && !group.empty()) children.fail(FaultCode::TooDeep);
  });
}

void read_questions(const Cursor& list, Pack& pack) {
  list.each(kMost, [&](const Cursor& cursor, std::size_t /*index*/) {
    cursor.only({"id", "options", "pictures"});
    Question question;
    question.id = word(cursor.member("id"));
    if (question.id == "batch" || question.id.starts_with("gift"))
      cursor.fail(FaultCode::DuplicateId, {{"value", question.id}});
    cursor.member("options").each(
        20, [&](const Cursor& option, std::size_t /*i*/) { question.options.push_back(word(option)); });
    question.pictures.resize(question.options.size());
    cursor.optional("pictures").each_member(20, [&](std::string_view option, const Cursor& picture) {
      const auto found = std::find(question.options.begin(), question.options.end(), option);
      if (found == question.options.end()) return picture.fail(FaultCode::UnknownMember);
      question.pictures[static_cast<std::size_t>(found - question.options.begin())] = picture.text();
    });
    question.column = pack.columns.size();
    Column column{.name = "answer." + question.id, .values = question.options};
    column.values.emplace_back("not_asked");
    pack.columns.push_back(std::move(column));
    pack.questions.push_back(std::move(question));
  });
}

void read_slots(const Cursor& list, Pack& pack) {
  constexpr std::string_view kPer[] = {"line", "request"};
  list.each(kMost, [&](const Cursor& cursor, std::size_t /*index*/) {
    cursor.only({"id", "per", "kinds", "needs_goods", "sensitive", "retention_days", "example", "min_side", "max_bytes",
                 "max_seconds"});
    Slot slot;
    slot.id = word(cursor.member("id"));
    slot.per_line = cursor.member("per").choice(kPer) == 0;
    cursor.member("kinds").each(4, [&](const Cursor& kind, std::size_t /*i*/) {
      slot.kinds.push_back(static_cast<FileKind>(kind.choice(kFileKinds)));
    });
    if (const Cursor needs = cursor.optional("needs_goods"); needs.present()) slot.needs_goods = needs.boolean();
    slot.sensitive = cursor.member("sensitive").boolean();
    slot.retention_days = cursor.member("retention_days").small(0, 36'500);
    slot.example = cursor.optional("example").text();
    slot.min_side = cursor.optional("min_side").small(0, 100'000);
    slot.max_bytes = cursor.optional("max_bytes").integer(0, std::int64_t{4} << 30);
    slot.max_seconds = cursor.optional("max_seconds").small(0, 36'000);
    pack.slots.push_back(std::move(slot));
  });
}

void read_resolutions(const Cursor& list, Pack& pack) {
  constexpr std::string_view kMoney[] = {"refund", "none", "coupon", "credit", "difference"};
  list.each(kMost, [&](const Cursor& cursor, std::size_t /*index*/) {
    cursor.only({"id", "goods_back", "money", "bonus"});
    ResolutionKind kind;
    kind.id = word(cursor.member("id"));
    kind.goods_back = cursor.member("goods_back").boolean();
    kind.money = static_cast<MoneyBack>(cursor.member("money").choice(kMoney));
    if (const Cursor bonus = cursor.optional("bonus"); bonus.present()) {
      kind.bonus = bonus.small(0, 10'000);
      if (kind.money != MoneyBack::Credit) bonus.fail(FaultCode::UnknownMember);
    }
    pack.columns[static_cast<std::size_t>(Fact::Resolution)].values.push_back(kind.id);
    pack.resolutions.push_back(std::move(kind));
  });
}

}  // namespace

void read_vocabulary(const Cursor& vocabulary, Pack& pack) {
  vocabulary.only({"markets", "categories", "grounds", "lanes", "grades", "reasons", "complaints", "questions", "slots",
                   "resolutions"});
  pack.columns = built_in_columns();
  read_words(vocabulary.member("markets"), pack, Fact::Market);
  read_words(vocabulary.member("categories"), pack, Fact::Category);
  read_words(vocabulary.member("grounds"), pack, Fact::Ground);
  read_words(vocabulary.member("lanes"), pack, Fact::Lane);
  read_words(vocabulary.member("grades"), pack, Fact::Grade);
  read_reasons(vocabulary.member("reasons"), pack, {});
  // A group is offered wherever one of its leaves is.
  for (Reason& group : pack.reasons) {
    if (group.leaf) continue;
    for (const Reason& leaf : pack.reasons) {
      if (leaf.group == group.id) group.goods.insert(group.goods.end(), leaf.goods.begin(), leaf.goods.end());
    }
  }
  read_topics(vocabulary.optional("complaints"), pack, {});
  pack.columns[static_cast<std::size_t>(Fact::Subject)].values.emplace_back("none");
  read_questions(vocabulary.member("questions"), pack);
  read_slots(vocabulary.member("slots"), pack);
  read_resolutions(vocabulary.member("resolutions"), pack);
}

}  // namespace returns::wire
