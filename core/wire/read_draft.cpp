#include <algorithm>

#include "core/pixels/likeness.h"
#include "core/sorted.h"
#include "core/wire/pixel_names.h"
#include "core/wire/read.h"

namespace returns::wire {
namespace {

// Room for what people paste; what is too long for the request is an error at its field, not a fault.
constexpr std::size_t kMaxTyped = 65'536;

DraftItem read_item(const Cursor& cursor, const Order& order, const Draft& draft) {
  cursor.only({"line", "quantity", "reason", "answers"});
  DraftItem item;
  const Cursor line = cursor.member("line");
  const LineId id{line.id()};
  const auto found = std::find_if(order.lines.begin(), order.lines.end(),
                                  [&](const OrderLine& candidate) { return candidate.id == id; });
  if (found == order.lines.end()) {
    line.fail(FaultCode::NoSuchLine, {{"value", id.text()}});
    return item;
  }
  item.line = static_cast<std::size_t>(found - order.lines.begin());
  if (std::any_of(draft.items.begin(), draft.items.end(),
                  [&](const DraftItem& other) { return other.line == item.line; }))
    line.fail(FaultCode::DuplicateId, {{"value", id.text()}});
  item.quantity = cursor.member("quantity").small(1, kMaxQuantity);
  item.reason = cursor.optional("reason").text();
  cursor.optional("answers").each_member(50, [&](std::string_view question, const Cursor& answer) {
    if (!is_id(question)) answer.fail(FaultCode::BadId, {{"value", std::string{question}}});
    item.answers.emplace_back(std::string{question}, answer.text());
  });
  sort(item.answers);
  return item;
}

Pixels read_pixels(const Cursor& cursor) {
  constexpr std::int32_t kMost = 100'000;
#define X(member, text) text,
  cursor.only({RETURNS_PIXELS(X) "likeness"});
#undef X
  Pixels pixels;
  for (const PixelName& entry : kPixelNames) pixels.*entry.value = cursor.member(entry.name).small(0, kMost);
  pixels.likeness = cursor.optional("likeness").text(pixels::kLikenessDigits);
  return pixels;
}

Mark read_mark(const Cursor& cursor) {
  cursor.only({"kind", "x", "y", "w", "h", "note"});
  Mark mark;
  mark.kind = static_cast<MarkKind>(cursor.member("kind").choice(kMarkKinds));
  mark.x = cursor.member("x").small(0, kMarkSide);
  mark.y = cursor.member("y").small(0, kMarkSide);
  // Boxes and rings go to the right and down; an arrow points anywhere. Nothing leaves the picture.
  const bool arrow = mark.kind == MarkKind::Arrow;
  mark.w = cursor.member("w").small(arrow ? -mark.x : 1, kMarkSide - mark.x);
  mark.h = cursor.member("h").small(arrow ? -mark.y : 1, kMarkSide - mark.y);
  mark.note = cursor.optional("note").text(kMaxNote);
  return mark;
}

EvidenceFile read_evidence(const Cursor& cursor) {
  cursor.only({"slot", "line", "name", "sha256", "report", "codes", "marks"});
  EvidenceFile file;
  file.slot = cursor.member("slot").id();
  if (const Cursor line = cursor.optional("line"); line.present()) file.line = line.id();
  file.file = cursor.optional("name").text(1000);
  file.sha256 = cursor.member("sha256").text();
  file.report = read_report(cursor.member("report"));
  cursor.optional("codes").each(
      kMaxCodes, [&](const Cursor& code, std::size_t /*index*/) { file.codes.push_back(code.text(kMaxCode)); });
  cursor.optional("marks").each(
      kMaxMarks, [&](const Cursor& mark, std::size_t /*index*/) { file.marks.push_back(read_mark(mark)); });
  return file;
}

void read_members(const Cursor& root, const Order& order, Draft& draft) {
  constexpr std::string_view kChannels[] = {"platform", "phone", "email", "social"};
  root.only({"schema", "order", "complaint", "channel", "items", "description", "resolution", "evidence", "contact",
             "consents"});
  if (root.member("schema").text() != "returns.draft/1") root.member("schema").fail(FaultCode::WrongSchema);
  if (const Cursor complaint = root.optional("complaint"); complaint.present()) draft.complaint = complaint.text();
  // A complaint about no order names none; whoever names one must mean the one that is given.
  const Cursor named = draft.complaint ? root.optional("order") : root.member("order");
  if (named.present()) draft.order = OrderId{named.id()};
  if (!root.failed() && draft.order != order.id)
    root.member("order").fail(FaultCode::WrongOrder, {{"value", draft.order.text()}});
  if (const Cursor channel = root.optional("channel"); channel.present())
    draft.channel = static_cast<Channel>(channel.choice(kChannels));
  // A complaint has no goods; who has goods and a complaint files two.
  root.optional("items").each(draft.complaint ? 0 : order.lines.size(), [&](const Cursor& item, std::size_t /*index*/) {
    draft.items.push_back(read_item(item, order, draft));
  });
  draft.description = root.optional("description").text(kMaxTyped);
  draft.resolution = root.optional("resolution").text();
  root.optional("evidence").each(kMaxEvidence, [&](const Cursor& file, std::size_t /*index*/) {
    draft.evidence.push_back(read_evidence(file));
  });
  const Cursor contact = root.optional("contact");
  if (contact.present()) contact.only({"name", "phone", "email"});
  draft.contact = {contact.optional("name").text(kMaxTyped), contact.optional("phone").text(kMaxTyped),
                   contact.optional("email").text(kMaxTyped)};
  root.optional("consents").each(10, [&](const Cursor& consent, std::size_t /*index*/) {
    draft.consents.push_back(consent.id());
  });
  sort(draft.consents);
  draft.consents.erase(std::unique(draft.consents.begin(), draft.consents.end()), draft.consents.end());
}

}  // namespace

Report read_report(const Cursor& cursor) {
  constexpr std::int64_t kMaxSize = std::int64_t{1} << 42;
  constexpr std::int64_t kMaxSide = std::int64_t{1} << 31;
  constexpr std::string_view kMetadata[] = {"exif", "gps", "xmp", "iptc", "comment", "thumbnail"};
  cursor.only({"schema", "type", "kind", "size", "width", "height", "orientation", "duration_ms", "pages", "complete",
               "metadata", "problems", "pixels"});
  if (cursor.member("schema").text() != "returns.report/1") cursor.member("schema").fail(FaultCode::WrongSchema);
  Report report;
  report.type = cursor.optional("type").text();
  report.kind = static_cast<FileKind>(cursor.member("kind").choice(kFileKinds));
  report.size = cursor.member("size").integer(0, kMaxSize);
  report.width = cursor.optional("width").integer(0, kMaxSide);
  report.height = cursor.optional("height").integer(0, kMaxSide);
  report.orientation = cursor.optional("orientation").small(0, 8);
  report.duration_ms = cursor.optional("duration_ms").integer(0, kMaxSize);
  report.pages = cursor.optional("pages").small(0, 1'000'000);
  report.complete = cursor.member("complete").boolean();
  cursor.optional("metadata").each(std::size(kMetadata), [&](const Cursor& kind, std::size_t /*i*/) {
    report.metadata.emplace_back(kMetadata[kind.choice(kMetadata)]);
  });
  cursor.optional("problems").each(20, [&](const Cursor& problem, std::size_t /*i*/) {
    problem.only({"code", "verdict", "byte"});
    const std::string code = problem.member("code").text();
    const auto known = read_problem(code);
    if (!known) return problem.member("code").fail(FaultCode::NotInList, {{"value", code}});
    Problem read{*known, {}};
    if (const Cursor byte = problem.optional("byte"); byte.present()) read.byte = byte.integer(0, kMaxSize);
    report.problems.push_back(read);
  });
  if (const Cursor pixels = cursor.optional("pixels"); pixels.present()) report.pixels = read_pixels(pixels);
  return report;
}

Result<Draft> read_draft(const Value& value, const Order& order) {
  Trouble trouble{.document = Document::Draft};
  Draft draft;
  read_members(Cursor(value, trouble), order, draft);
  if (trouble.first) return *trouble.first;
  return draft;
}

Result<Draft> read_draft(std::string_view text, const Order& order) {
  const Result<Value> value = parse(text, Document::Draft);
  if (!value) return value.fault();
  return read_draft(*value, order);
}

}  // namespace returns::wire
