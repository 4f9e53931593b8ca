#include <algorithm>

#include "core/digest.h"
#include "core/sorted.h"
#include "core/wire/read.h"

namespace returns::wire {
namespace {

void read_sources(const Cursor& sources, Pack& pack) {
  constexpr std::string_view kConfidence[] = {"text_read", "excerpt", "unverified", "merchant_promise"};
  sources.each_member(500, [&](std::string_view id, const Cursor& cursor) {
    cursor.only({"law", "article", "in_force", "url", "confidence", "note"});
    Source source;
    source.id = id;
    if (!is_id(id)) cursor.fail(FaultCode::BadId, {{"value", std::string{id}}});
    source.law = read_localized(cursor.member("law"));
    source.article = cursor.optional("article").text();
    if (const Cursor in_force = cursor.optional("in_force"); in_force.present())
      source.in_force = write_day(in_force.day());
    source.url = cursor.optional("url").text(1000);
    source.confidence = kConfidence[cursor.member("confidence").choice(kConfidence)];
    pack.sources.push_back(std::move(source));
  });
}

void read_recalls(const Cursor& recalls, Pack& pack) {
  constexpr std::string_view kClasses[] = {"I", "II", "III"};
  recalls.each(10'000, [&](const Cursor& cursor, std::size_t /*index*/) {
    cursor.only({"gtin", "batches", "class", "source"});
    RecallNotice notice;
    notice.gtin = cursor.member("gtin").text(14);
    cursor.optional("batches").each(
        10'000, [&](const Cursor& batch, std::size_t /*i*/) { notice.batches.push_back(batch.text(40)); });
    notice.grade = kClasses[cursor.member("class").choice(kClasses)];
    const std::string source = cursor.member("source").text();
    if (!cursor.failed() && pack.source(source) == nullptr) cursor.fail(FaultCode::NotInList, {{"value", source}});
    pack.recalls.push_back(std::move(notice));
  });
}

void read_help(const Cursor& help, Pack& pack) {
  constexpr std::string_view kKinds[] = {"phone", "chat", "email", "pharmacist", "emergency", "authority"};
  help.each(20, [&](const Cursor& cursor, std::size_t /*index*/) {
    cursor.only({"kind", "value", "hours"});
    HelpContact contact;
    contact.kind = kKinds[cursor.member("kind").choice(kKinds)];
    contact.value = cursor.member("value").text();
    contact.hours = cursor.optional("hours").text();
    pack.help.push_back(std::move(contact));
  });
}

void read_labels(const Cursor& labels, Pack& pack) {
  labels.each_member(40, [&](std::string_view id, const Cursor& cursor) {
    cursor.only({"text", "source"});
    if (!is_id(id)) cursor.fail(FaultCode::BadId, {{"value", std::string{id}}});
    Label label{std::string{id}, read_localized(cursor.member("text")), cursor.member("source").text()};
    if (!cursor.failed() && pack.source(label.source) == nullptr)
      cursor.member("source").fail(FaultCode::NotInList, {{"value", label.source}});
    pack.labels.push_back(std::move(label));
  });
}

// Read after the vocabulary: it names a leaf.
void read_withdrawal(const Cursor& cursor, Pack& pack) {
  if (!cursor.present()) return;
  cursor.only({"reason", "open", "confirm"});
  Withdrawal withdrawal{cursor.member("reason").text(), cursor.member("open").text(), cursor.member("confirm").text()};
  const Reason* reason = pack.reason(withdrawal.reason);
  if (!cursor.failed() && (reason == nullptr || !reason->leaf))
    cursor.member("reason").fail(FaultCode::NotInList, {{"value", withdrawal.reason}});
  for (const auto& [member, id] : {std::pair{"open", withdrawal.open}, std::pair{"confirm", withdrawal.confirm}}) {
    if (!cursor.failed() && pack.label(id) == nullptr)
      cursor.member(member).fail(FaultCode::NotInList, {{"value", id}});
  }
  pack.withdrawal = std::move(withdrawal);
}

void read_head(const Cursor& root, Pack& pack) {
  root.only({"schema", "id", "version", "jurisdiction", "sector", "zone", "calendar", "effective_from", "effective_to",
             "review_by", "currency", "freight_estimate", "help", "recalls", "sources", "labels", "withdrawal",
             "vocabulary", "tables"});
  if (root.member("schema").text() != "returns.pack/1") root.member("schema").fail(FaultCode::WrongSchema);
  pack.id = PackId{root.member("id").id()};
  pack.version = root.member("version").small(1, 1'000'000);
  pack.jurisdiction = root.member("jurisdiction").text();
  pack.sector = root.member("sector").text();
  const Cursor zone = root.member("zone");
  constexpr std::string_view kSummers[] = {"eu", "us"};
  zone.only({"name", "offset_minutes", "summer"});
  pack.zone_name = zone.member("name").text();
  pack.zone.offset_minutes = zone.member("offset_minutes").small(-14 * 60, 14 * 60);
  if (const Cursor summer = zone.optional("summer"); summer.present())
    pack.zone.summer = static_cast<Summer>(summer.choice(kSummers) + 1);
  pack.calendar = root.member("calendar").id();
  pack.effective_from = root.member("effective_from").day();
  if (const Cursor to = root.optional("effective_to"); to.present()) pack.effective_to = to.day();
  pack.review_by = root.member("review_by").day();
  pack.currency = root.member("currency").text();
  if (!root.failed() && !is_currency(pack.currency))
    root.member("currency").fail(FaultCode::NotInList, {{"value", pack.currency}});
  pack.freight_estimate = root.optional("freight_estimate").integer(0, kMaxAmount);
}

}  // namespace

Localized read_localized(const Cursor& cursor) {
  Localized text;
  cursor.each_member(40, [&](std::string_view locale, const Cursor& value) {
    text.emplace_back(std::string{locale}, value.text(1000));
  });
  return text;
}

Result<Pack> read_pack(std::string_view text) {
  const Result<Value> value = parse(text, Document::Pack);
  if (!value) return value.fault();
  Trouble trouble{.document = Document::Pack};
  const Cursor root(*value, trouble);
  Pack pack;
  read_head(root, pack);
  read_help(root.member("help"), pack);
  read_sources(root.member("sources"), pack);
  read_recalls(root.optional("recalls"), pack);
  read_labels(root.optional("labels"), pack);
  if (!trouble.first) read_vocabulary(root.member("vocabulary"), pack);
  if (!trouble.first) read_withdrawal(root.optional("withdrawal"), pack);
  if (!trouble.first) read_tables(root.member("tables"), pack);
  if (trouble.first) return *trouble.first;
  pack.digest = sha256_hex(text);
  return pack;
}

Result<Calendar> read_calendar(std::string_view text) {
  const Result<Value> value = parse(text, Document::Calendar);
  if (!value) return value.fault();
  Trouble trouble{.document = Document::Calendar};
  const Cursor root(*value, trouble);
  root.only({"schema", "id", "weekend", "coverage", "off", "work", "sources"});
  if (root.member("schema").text() != "returns.calendar/1") root.member("schema").fail(FaultCode::WrongSchema);
  Calendar calendar;
  calendar.id = root.member("id").id();
  // At least one weekday must be left, or "the next working day" would never come.
  root.member("weekend").each(
      6, [&](const Cursor& day, std::size_t /*index*/) { calendar.weekend.push_back(day.small(1, 7)); });
  const Cursor coverage = root.member("coverage");
  coverage.only({"from", "to"});
  calendar.covered_from = coverage.member("from").day();
  calendar.covered_to = coverage.member("to").day();
  root.member("off").each(4000, [&](const Cursor& day, std::size_t /*index*/) { calendar.off.push_back(day.day()); });
  root.member("work").each(4000, [&](const Cursor& day, std::size_t /*index*/) { calendar.work.push_back(day.day()); });
  if (trouble.first) return *trouble.first;
  sort(calendar.off);
  sort(calendar.work);
  return calendar;
}

}  // namespace returns::wire
