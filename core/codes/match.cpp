#include "core/codes/match.h"

#include <algorithm>

#include "core/codes/check_digit.h"
#include "core/text.h"

namespace returns::codes {
namespace {

// Batches are printed in capitals, and are typed as people type.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ') continue;
    out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

// Enough to know it again; no sentence is torn within a character.
std::string shortened(std::string_view text) {
  std::size_t n = std::min<std::size_t>(text.size(), 80);
  while (n < text.size() && n > 0 && (static_cast<unsigned char>(text[n]) & 0xC0U) == 0x80U) --n;
  return std::string{text.substr(0, n)};
}

std::string whole_gtin(std::string_view gtin) { return gtin14(gtin).value_or(std::string{gtin}); }

class Matcher {
 public:
  explicit Matcher(const Expected& expected) : expected_(expected) {}

  Matched judge(std::string_view text) {
    matched_ = {};
    // The year that a date without a century is read in.
    const std::int32_t year = read_digits(write_day(expected_.today).substr(0, 4)).value_or(2000);
    matched_.code = read_code({}, text, year);
    const Code& code = matched_.code;
    if (code.kind == CodeKind::Other) say("unknown", Bearing::Note, {{"read", shortened(code.text)}});
    if (code.fault) fault(*code.fault);
    if (code.unmarked) say("unmarked", Bearing::Note, {});
    matched_.line = line_of();
    if (matched_.line) {
      const Ordered& line = expected_.lines[*matched_.line];
      goods(line);
      trace(line);
      batch(line);
    }
    expiry();
    return std::move(matched_);
  }

 private:
  void say(std::string_view code, Bearing bearing, Params params) {
    matched_.findings.push_back({"code." + std::string{code}, bearing, std::move(params)});
  }

  // What was read beside what was expected.
  void compare(std::string_view what, bool same, std::string read, std::string expected) {
    if (same)
      say(std::string{what} + "_matches", Bearing::Match, {{"read", std::move(read)}});
    else
      say("other_" + std::string{what}, Bearing::Differs,
          {{"read", std::move(read)}, {"expected", std::move(expected)}});
  }

  void fault(const Gs1::Fault& fault) {
    Params params{{"identifier", fault.identifier}, {"read", shortened(fault.value)}};
    // Values that are one number and nothing else.
    const bool number = fault.identifier.size() == 2 || fault.identifier.starts_with("41");
    if (fault.trouble == Gs1Trouble::CheckDigit && number && fault.value.size() > 1) {
      const std::string_view body = std::string_view{fault.value}.substr(0, fault.value.size() - 1);
      if (is_digits(body)) params.push_back({"expected", std::string(1, check_digit(body))});
    }
    say(codes::name(fault.trouble), Bearing::Note, std::move(params));
  }

  bool is_of(const Ordered& line) const {
    const Code& code = matched_.code;
    return (!code.gtin.empty() && code.gtin == whole_gtin(line.gtin))
           || (!code.trace.empty() && !line.trace_prefix.empty() && code.trace.starts_with(line.trace_prefix));
  }

  // The line whose goods the code names, or the only one there is.
  std::optional<std::size_t> line_of() const {
    for (std::size_t i = 0; i < expected_.lines.size(); ++i) {
      if (is_of(expected_.lines[i])) return i;
    }
    return expected_.lines.size() == 1 ? std::optional<std::size_t>{0} : std::nullopt;
  }

  void goods(const Ordered& line) {
    const Code& code = matched_.code;
    if (!code.gtin.empty() && !line.gtin.empty()) compare("goods", is_of(line), code.gtin, whole_gtin(line.gtin));
  }

  void trace(const Ordered& line) {
    const Code& code = matched_.code;
    if (!code.trace.empty() && !line.trace_prefix.empty()) compare("trace", is_of(line), code.trace, line.trace_prefix);
  }

  void batch(const Ordered& line) {
    Code& code = matched_.code;
    if (code.batch.empty()) return;
    // Without its separator a batch swallows the serial behind it; nothing but the order can tell.
    const std::string seam = line.batch + "21";
    if (!line.batch.empty() && code.serial.empty() && code.batch.size() > seam.size() && code.batch.starts_with(seam)) {
      say("separator_lost", Bearing::Note, {{"read", code.batch}, {"expected", line.batch}});
      code.serial = code.batch.substr(seam.size());
      code.batch = line.batch;
    }
    if (!line.batch.empty()) compare("batch", plain(code.batch) == plain(line.batch), code.batch, line.batch);
    if (!is_blank(line.typed_batch) && plain(line.typed_batch) != plain(code.batch))
      say("typed_batch", Bearing::Note, {{"read", code.batch}, {"typed", shortened(line.typed_batch)}});
    const std::string gtin = code.gtin.empty() ? whole_gtin(line.gtin) : code.gtin;
    for (const Recalled& notice : expected_.recalls) {
      const bool listed = notice.batches.empty()
                          || std::any_of(notice.batches.begin(), notice.batches.end(),
                                         [&](const std::string& batch) { return plain(batch) == plain(code.batch); });
      if (!gtin.empty() && whole_gtin(notice.gtin) == gtin && listed)
        say("recalled_batch", Bearing::Differs, {{"read", code.batch}, {"class", notice.grade}});
    }
  }

  void expiry() {
    const std::optional<Day> read = matched_.code.expires_on;
    if (!read) return;
    const std::string on = write_day(*read);
    const std::optional<Day> ordered =
        matched_.line ? expected_.lines[*matched_.line].expires_on : std::optional<Day>{};
    if (ordered) compare("expiry", *read == *ordered, on, write_day(*ordered));
    const std::optional<Day> came = expected_.delivered_on;
    if (came && *read < *came)
      say("expired_on_delivery", Bearing::Differs, {{"read", on}, {"delivered", write_day(*came)}});
    else if (*read < expected_.today)
      say("expired", Bearing::Differs, {{"read", on}});
    if (came && *read >= *came && *read - *came <= kNearExpiryDays)
      say("near_expiry_on_delivery", Bearing::Differs,
          {{"read", on}, {"delivered", write_day(*came)}, {"days", std::int64_t{*read - *came}}});
  }

  const Expected& expected_;
  Matched matched_ = {};
};

// Two codes are on one box, and people photograph the one they know from the till.
void add_what_lacks(std::vector<Matched>& all, const Expected& expected) {
  const auto any = [&](auto has) {
    return std::any_of(all.begin(), all.end(), [&](const Matched& matched) { return has(matched.code); });
  };
  const bool trace =
      expected.trace && !any([](const Code& code) { return code.kind == CodeKind::Trace || !code.serial.empty(); });
  const bool batch = expected.batch && !any([](const Code& code) { return !code.batch.empty(); });
  for (Matched& matched : all) {
    if (matched.code.kind != CodeKind::Goods) continue;
    if (trace) matched.findings.push_back({"code.goods_not_trace", Bearing::Note, {{"read", matched.code.gtin}}});
    if (batch) matched.findings.push_back({"code.goods_without_batch", Bearing::Note, {{"read", matched.code.gtin}}});
  }
}

}  // namespace

std::string_view name(Bearing bearing) {
  constexpr std::string_view kNames[] = {"match", "note", "differs"};
  return kNames[static_cast<std::size_t>(bearing)];
}

bool Matched::offers_batch() const {
  return line && !code.batch.empty() && std::none_of(findings.begin(), findings.end(), [](const Finding& finding) {
           return finding.code == "code.other_goods";
         });
}

std::vector<Matched> match(const std::vector<std::string>& texts, const Expected& expected) {
  Matcher matcher(expected);
  std::vector<Matched> all;
  all.reserve(texts.size());
  for (const std::string& text : texts) all.push_back(matcher.judge(text));
  add_what_lacks(all, expected);
  return all;
}

}  // namespace returns::codes
