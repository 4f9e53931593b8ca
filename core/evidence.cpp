#include "core/evidence.h"

#include <algorithm>

#include "core/digest.h"
#include "core/pixels/likeness.h"
#include "core/text.h"

namespace returns {
namespace {

constexpr std::int64_t kThousandths = 1000;

// The picture is large enough, what it shows is not.
bool too_far(const Slot& slot, const Report& report) {
  if (!report.pixels || report.pixels->wide == 0 || report.pixels->high == 0) return false;
  const std::int64_t shown =
      std::max(report.width * report.pixels->wide, report.height * report.pixels->high) / kThousandths;
  return shown < slot.min_side && std::min(report.width, report.height) >= slot.min_side;
}

// The same picture again, cut or turned or saved anew; the very same bytes are a duplicate already.
bool seen_alike(const Draft& draft, std::size_t index) {
  const EvidenceFile& file = draft.evidence[index];
  if (!file.report.pixels) return false;
  return std::any_of(draft.evidence.begin(), draft.evidence.begin() + static_cast<std::ptrdiff_t>(index),
                     [&](const EvidenceFile& other) {
                       return other.sha256 != file.sha256 && other.report.pixels
                              && pixels::alike(other.report.pixels->likeness, file.report.pixels->likeness);
                     });
}

FileVerdict judge(const Slot& slot, const Draft& draft, std::size_t index, bool seen_before) {
  const EvidenceFile& file = draft.evidence[index];
  FileVerdict verdict{.evidence = index, .problems = file.report.problems};
  const Report& report = file.report;
  const auto note = [&](ProblemCode code) {
    const auto known = [&](const Problem& problem) { return problem.code == code; };
    if (std::none_of(verdict.problems.begin(), verdict.problems.end(), known)) verdict.problems.push_back({code, {}});
  };
  if (!is_sha256_hex(file.sha256)) note(ProblemCode::NoDigest);
  const bool takes = std::find(slot.kinds.begin(), slot.kinds.end(), report.kind) != slot.kinds.end();
  // What nobody knows is said to be unknown, not to be of the wrong kind.
  if (!takes) note(report.kind == FileKind::Unknown ? ProblemCode::UnknownType : ProblemCode::KindNotAccepted);
  const bool refused = std::any_of(verdict.problems.begin(), verdict.problems.end(),
                                   [](const Problem& problem) { return refuses(problem.code); });
  // A report that refuses a file already says why it is not complete.
  if (!report.complete && !refused) note(ProblemCode::Truncated);
  if (slot.max_bytes > 0 && report.size > slot.max_bytes) note(ProblemCode::TooLarge);
  if ((report.kind == FileKind::Video || report.kind == FileKind::Audio) && slot.max_seconds > 0
      && report.duration_ms > std::int64_t{slot.max_seconds} * 1000)
    note(ProblemCode::TooLong);
  if (report.kind == FileKind::Image && report.width > 0 && std::min(report.width, report.height) < slot.min_side)
    note(ProblemCode::TooSmall);
  if (too_far(slot, report)) note(ProblemCode::TooFar);
  if (seen_before) note(ProblemCode::Duplicate);
  if (seen_alike(draft, index)) note(ProblemCode::NearDuplicate);
  verdict.accepted = std::none_of(verdict.problems.begin(), verdict.problems.end(),
                                  [](const Problem& problem) { return refuses(problem.code); });
  return verdict;
}

}  // namespace

std::int32_t SlotNeed::have() const {
  return static_cast<std::int32_t>(
      std::count_if(files.begin(), files.end(), [](const FileVerdict& file) { return file.accepted; }));
}

std::int32_t SlotNeed::lacks() const { return std::max(0, min - have()); }

void add_slots(const Pack& pack, const Rules<EvidenceThen>& rules, const Facts& facts, const std::string& line,
               std::vector<SlotNeed>& slots) {
  for (const auto* rule : rules.collect(facts)) {
    const std::string of = pack.slots[rule->then.slot].per_line ? line : std::string{};
    auto found = std::find_if(slots.begin(), slots.end(),
                              [&](const SlotNeed& need) { return need.slot == rule->then.slot && need.line == of; });
    if (found == slots.end()) {
      slots.push_back({rule->then.slot, of, rule->then.min, rule->then.max, {}});
    } else {
      found->min = std::max(found->min, rule->then.min);
      found->max = std::max(found->max, rule->then.max);
    }
  }
}

void fill_slots(const Pack& pack, const Draft& draft, std::vector<SlotNeed>& slots) {
  for (std::size_t i = 0; i < draft.evidence.size(); ++i) {
    const EvidenceFile& file = draft.evidence[i];
    const auto need = std::find_if(slots.begin(), slots.end(), [&](const SlotNeed& slot) {
      return pack.slots[slot.slot].id == file.slot && slot.line == file.line;
    });
    if (need == slots.end()) continue;
    const auto end = draft.evidence.begin() + static_cast<std::ptrdiff_t>(i);
    const bool seen = std::any_of(draft.evidence.begin(), end, [&](const EvidenceFile& other) {
      return other.sha256 == file.sha256 && other.slot == file.slot && other.line == file.line;
    });
    need->files.push_back(judge(pack.slots[need->slot], draft, i, seen));
  }
}

bool told_in_words(const Draft& draft, const std::vector<SlotNeed>& slots) {
  return draft.consents_to(kInWords) && !is_blank(draft.description)
         && std::any_of(slots.begin(), slots.end(), [](const SlotNeed& need) { return need.lacks() > 0; });
}

Draft without_spare_files(const Draft& draft, const std::vector<SlotNeed>& slots) {
  Draft sent = draft;
  sent.evidence.clear();
  for (std::size_t i = 0; i < draft.evidence.size(); ++i) {
    const bool fills = std::any_of(slots.begin(), slots.end(), [&](const SlotNeed& need) {
      return std::any_of(need.files.begin(), need.files.end(),
                         [&](const FileVerdict& file) { return file.evidence == i && file.accepted; });
    });
    if (fills) sent.evidence.push_back(draft.evidence[i]);
  }
  return sent;
}

}  // namespace returns
