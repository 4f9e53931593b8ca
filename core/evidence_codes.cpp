#include "core/evidence_codes.h"

#include <algorithm>

#include "core/codes/check_digit.h"
#include "core/text.h"

namespace returns {
namespace {

std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ') continue;
    out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

// Enough to know it again.
std::string shortened(std::string_view text) {
  std::size_t n = std::min<std::size_t>(text.size(), 80);
  while (n < text.size() && n > 0 && (static_cast<unsigned char>(text[n]) & 0xC0U) == 0x80U) --n;
  return std::string{text.substr(0, n)};
}

std::string whole_gtin(std::string_view gtin) { return codes::gtin14(gtin).value_or(std::string{gtin}); }

class Matcher {
 public:
  Matcher(const Pack& pack, const Order& order, const Draft& draft, Instant now)
      : pack_(pack),
        order_(order),
        draft_(draft),
        today_(day_of(now, pack.zone)) {}

  CodeVerdict judge(const EvidenceFile& file, const ScannedCode& scanned) {
    verdict_ = {};
    verdict_.code = codes::read_code(scanned.symbology, scanned.text, year());
    const codes::Code& code = verdict_.code;
    if (code.kind == codes::CodeKind::Other) say("unknown", CodeBearing::Note, {{"read", shortened(code.text)}});
    if (code.fault) fault(*code.fault);
    if (code.unmarked) say("unmarked", CodeBearing::Note, {});
    verdict_.item = item_of(file);
    if (!verdict_.item) return std::move(verdict_);
    const DraftItem& item = draft_.items[*verdict_.item];
    const OrderLine& line = order_.lines[item.line];
    goods(line);
    trace(line);
    batch(item, line);
    serial(line);  // after the batch, which may have swallowed it
    expiry(line);
    return std::move(verdict_);
  }

 private:
  // The year that a date without a century is read in.
  std::int32_t year() const { return read_digits(write_day(today_).substr(0, 4)).value_or(2000); }

  void say(std::string_view code, CodeBearing bearing, Params params) {
    verdict_.findings.push_back({"code." + std::string{code}, bearing, std::move(params)});
  }

  // What was read beside what was expected.
  void compare(std::string_view what, bool same, std::string read, std::string expected) {
    if (same)
      say(std::string{what} + "_matches", CodeBearing::Match, {{"read", std::move(read)}});
    else
      say("other_" + std::string{what}, CodeBearing::Differs,
          {{"read", std::move(read)}, {"expected", std::move(expected)}});
  }

  void fault(const codes::Gs1::Fault& fault) {
    Params params{{"identifier", fault.identifier}, {"read", fault.value}};
    // Values that are one number and nothing else.
    const bool number = fault.identifier.size() == 2 || fault.identifier.starts_with("41");
    if (fault.trouble == codes::Gs1Trouble::CheckDigit && number)
      params.push_back({"expected", std::string(1, codes::check_digit(std::string_view{fault.value}.substr(
                                                       0, fault.value.size() - 1)))});
    say(codes::name(fault.trouble), CodeBearing::Note, std::move(params));
  }

  bool is_of(const OrderLine& line) const {
    const codes::Code& code = verdict_.code;
    return (!code.gtin.empty() && code.gtin == whole_gtin(line.gtin))
           || (!code.trace.empty() && !line.trace_prefix.empty() && code.trace.starts_with(line.trace_prefix));
  }

  // The item whose line the file is about; for a file of the whole request the one whose goods it shows, and the only
  // one where there is one.
  std::optional<std::size_t> item_of(const EvidenceFile& file) const {
    const auto& items = draft_.items;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const OrderLine& line = order_.lines[items[i].line];
      if (file.line.empty() ? is_of(line) : line.id.text() == file.line) return i;
    }
    return file.line.empty() && items.size() == 1 ? std::optional<std::size_t>{0} : std::nullopt;
  }

  void goods(const OrderLine& line) {
    const codes::Code& code = verdict_.code;
    if (code.gtin.empty() || line.gtin.empty()) return;
    compare("goods", is_of(line), code.gtin, whole_gtin(line.gtin));
  }

  void trace(const OrderLine& line) {
    const codes::Code& code = verdict_.code;
    if (code.trace.empty() || line.trace_prefix.empty()) return;
    compare("trace", is_of(line), code.trace, line.trace_prefix);
  }

  // Serials that were written down at dispatch; those of the other units stay unsaid.
  void serial(const OrderLine& line) {
    const codes::Code& code = verdict_.code;
    const std::string& read = code.trace.empty() ? code.serial : code.trace;
    if (read.empty() || line.serials.empty()) return;
    if (std::find(line.serials.begin(), line.serials.end(), read) != line.serials.end())
      say("serial_matches", CodeBearing::Match, {{"read", read}});
    else
      say("other_serial", CodeBearing::Differs, {{"read", read}});
  }

  void batch(const DraftItem& item, const OrderLine& line) {
    codes::Code& code = verdict_.code;
    if (code.batch.empty()) return;
    // Without its separator a batch swallows the serial behind it; nothing but the order can tell.
    const std::string seam = line.batch + "21";
    if (!line.batch.empty() && code.serial.empty() && code.batch.size() > seam.size() && code.batch.starts_with(seam)) {
      say("separator_lost", CodeBearing::Note, {{"read", code.batch}, {"expected", line.batch}});
      code.serial = code.batch.substr(seam.size());
      code.batch = line.batch;
    }
    if (!line.batch.empty()) compare("batch", plain(code.batch) == plain(line.batch), code.batch, line.batch);
    const std::string_view typed = item.answer("batch");
    if (!is_blank(typed) && plain(typed) != plain(code.batch))
      say("typed_batch", CodeBearing::Note, {{"read", code.batch}, {"typed", std::string{typed}}});
    const std::string gtin = code.gtin.empty() ? whole_gtin(line.gtin) : code.gtin;
    for (const RecallNotice& notice : pack_.recalls) {
      const bool listed = notice.batches.empty()
                          || std::any_of(notice.batches.begin(), notice.batches.end(),
                                         [&](const std::string& batch) { return plain(batch) == plain(code.batch); });
      if (!gtin.empty() && whole_gtin(notice.gtin) == gtin && listed)
        say("recalled_batch", CodeBearing::Differs, {{"read", code.batch}, {"class", notice.grade}});
    }
  }

  void expiry(const OrderLine& line) {
    const std::optional<Day> read = verdict_.code.expires_on;
    if (!read) return;
    const std::string on = write_day(*read);
    if (line.expires_on) compare("expiry", *read == *line.expires_on, on, write_day(*line.expires_on));
    const std::optional<Day> came =
        order_.signed_at ? std::optional{day_of(*order_.signed_at, pack_.zone)} : std::nullopt;
    if (came && *read < *came)
      say("expired_on_delivery", CodeBearing::Differs, {{"read", on}, {"delivered", write_day(*came)}});
    else if (*read < today_)
      say("expired", CodeBearing::Differs, {{"read", on}});
    if (came && *read >= *came && *read - *came <= kNearExpiryDays)
      say("near_expiry_on_delivery", CodeBearing::Differs,
          {{"read", on}, {"delivered", write_day(*came)}, {"days", std::int64_t{*read - *came}}});
  }

  const Pack& pack_;
  const Order& order_;
  const Draft& draft_;
  Day today_;
  CodeVerdict verdict_ = {};
};

bool wants(const Slot& slot, std::string_view what) {
  return std::find(slot.codes.begin(), slot.codes.end(), what) != slot.codes.end();
}

}  // namespace

std::string_view name(CodeBearing bearing) {
  constexpr std::string_view kNames[] = {"match", "note", "differs"};
  return kNames[static_cast<std::size_t>(bearing)];
}

void match_codes(const Pack& pack, const Order& order, const Draft& draft, Instant now, std::vector<SlotNeed>& slots) {
  Matcher matcher(pack, order, draft, now);
  for (SlotNeed& need : slots) {
    for (FileVerdict& file : need.files) {
      const EvidenceFile& evidence = draft.evidence[file.evidence];
      if (!evidence.codes) continue;
      file.codes.emplace();
      for (const ScannedCode& scanned : *evidence.codes) file.codes->push_back(matcher.judge(evidence, scanned));
      // Two codes are on one box, and people photograph the one they know from the till.
      const auto is_trace = [](const CodeVerdict& verdict) {
        return verdict.code.kind == codes::CodeKind::Trace || !verdict.code.serial.empty();
      };
      if (!wants(pack.slots[need.slot], "trace") || std::any_of(file.codes->begin(), file.codes->end(), is_trace))
        continue;
      for (CodeVerdict& verdict : *file.codes) {
        if (verdict.code.kind == codes::CodeKind::Goods)
          verdict.findings.push_back({"code.goods_not_trace", CodeBearing::Note, {{"read", verdict.code.gtin}}});
      }
    }
  }
}

bool offers_batch(const CodeVerdict& verdict) {
  return verdict.item && !verdict.code.batch.empty()
         && std::none_of(verdict.findings.begin(), verdict.findings.end(),
                         [](const CodeFinding& finding) { return finding.code == "code.other_goods"; });
}

std::string batch_read(const std::vector<SlotNeed>& slots, std::size_t item) {
  for (const SlotNeed& need : slots) {
    for (const FileVerdict& file : need.files) {
      if (!file.accepted || !file.codes) continue;
      for (const CodeVerdict& verdict : *file.codes) {
        if (verdict.item == item && offers_batch(verdict)) return verdict.code.batch;
      }
    }
  }
  return {};
}

}  // namespace returns
