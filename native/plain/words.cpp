#include "native/plain/words.h"

#include <unicode/datefmt.h>
#include <unicode/dtptngen.h>
#include <unicode/listformatter.h>
#include <unicode/measfmt.h>
#include <unicode/msgfmt.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <algorithm>
#include <array>
#include <vector>

#include "core/calendar.h"
#include "core/currency.h"
#include "native/policy/money_text.h"
#include "native/support/disk.h"

namespace returns::plain {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 20;
constexpr std::array<const char*, 3> kParts = {"policy", "shell", "plain"};
// Parameters that are amounts, order lines or resolutions, as the policy documents name them.
constexpr std::array<std::string_view, 8> kMoney = {"amount",   "refund", "floor", "cap",
                                                    "estimate", "fee",    "shown", "now"};
constexpr std::array<std::string_view, 4> kLines = {"line", "lines", "like", "keep"};
constexpr std::array<std::string_view, 2> kResolutions = {"resolution", "passed"};

template <class List>
bool is_in(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

icu::Locale icu_locale(const std::string& locale) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale found = icu::Locale::forLanguageTag(locale, status);
  // The digits that titles, tickets and the portal have: older data of ICU write Arabic with others, beside these.
  if (U_SUCCESS(status)) found.setUnicodeKeywordValue("nu", "latn", status);
  return U_SUCCESS(status) ? found : icu::Locale::getEnglish();
}

// An amount reads from left to right in every language; marks that say otherwise give way to an isolate.
std::string isolated(std::string text) {
  for (const std::string_view mark : {"\u061c", "\u200e", "\u200f"}) {
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;) text.erase(at, mark.size());
  }
  // NOLINTNEXTLINE(misc-misleading-bidirectional): what the first opens the second closes
  return "\u2066" + text + "\u2069";
}

bool looks_like_day(std::string_view text) {
  return text.size() >= 10 && text[4] == '-' && text[7] == '-' && read_day(text.substr(0, 10)).has_value();
}

}  // namespace

std::shared_ptr<const Sentences> Catalogues::of(const std::string& locale) {
  const std::scoped_lock lock(mutex_);
  auto& known = read_[locale];
  if (known) return known;
  auto sentences = std::make_shared<Sentences>();
  for (const char* part : kParts) {
    const auto text = read_file(assets_ / "locales" / locale / (std::string{part} + ".json"), kMostBytes);
    if (!text) continue;
    const Json document = parse_json(*text);
    for (const auto& [key, value] : document.items()) {
      if (value.is_string()) (*sentences)[key] = value.get<std::string>();
    }
  }
  return known = std::move(sentences);
}

void Words::set_about(const Json& order, std::string currency, std::string now) {
  order_ = order;
  currency_ = std::move(currency);
  now_ = std::move(now);
}

std::string Words::t(const std::string& key, const Params& params) const {
  const auto found = sentences_->find(key);
  if (found == sentences_->end()) return key;
  if (found->second.find('{') == std::string::npos) return found->second;
  UErrorCode status = U_ZERO_ERROR;
  UParseError place;
  const icu::MessageFormat format(icu::UnicodeString::fromUTF8(found->second), icu_locale(locale_), place, status);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const auto& [name, value] : params) {
    names.push_back(icu::UnicodeString::fromUTF8(name));
    if (const auto* number = std::get_if<std::int64_t>(&value))
      values.emplace_back(*number);
    else
      values.emplace_back(icu::UnicodeString::fromUTF8(std::get<std::string>(value)));
  }
  icu::UnicodeString out;
  format.format(names.data(), values.data(), static_cast<std::int32_t>(names.size()), out, status);
  return U_SUCCESS(status) ? utf8(out) : found->second;
}

std::string Words::say(const std::string& key, const Json& params) const {
  Params readable;
  if (params.is_object()) {
    for (const auto& [name, value] : params.items()) {
      if (value.is_number_integer() && !is_in(kMoney, name))
        readable[name] = value.get<std::int64_t>();
      else
        readable[name] = param(name, value);
    }
  }
  return t(key, readable);
}

std::string Words::coded(const std::string& family, const Json& coded) const {
  const std::string code = text_of(coded, "code");
  const Json* params = member(coded, "params");
  return say(code.starts_with(family + ".") ? code : family + "." + code, params != nullptr ? *params : Json(nullptr));
}

std::string Words::param(const std::string& name, const Json& value) const {
  if (value.is_array()) {
    std::vector<icu::UnicodeString> parts;
    for (const Json& entry : value) parts.push_back(icu::UnicodeString::fromUTF8(param(name, entry)));
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::ListFormatter> list(icu::ListFormatter::createInstance(icu_locale(locale_), status));
    icu::UnicodeString out;
    if (U_SUCCESS(status)) list->format(parts.data(), static_cast<std::int32_t>(parts.size()), out, status);
    return utf8(out);
  }
  if (value.is_number_integer()) {
    const auto number = value.get<std::int64_t>();
    return is_in(kMoney, name) ? money(number) : std::to_string(number);
  }
  if (!value.is_string()) return write_json(value);
  auto text = value.get<std::string>();
  if (looks_like_day(text)) return date(text);
  if (is_in(kLines, name)) return title_of(text);
  if (is_in(kResolutions, name)) return t("resolution." + text);
  if (name == "slot") return t("slot." + text);
  return text;
}

std::string Words::money(std::int64_t minor) const {
  const Currency currency{currency_};
  const std::string decimal = policy::decimal_text({minor, currency});
  UErrorCode status = U_ZERO_ERROR;
  const icu::CurrencyUnit unit(icu::UnicodeString::fromUTF8(currency_).getTerminatedBuffer(), status);
  const auto formatted = icu::number::NumberFormatter::withLocale(icu_locale(locale_))
                             .unit(unit)
                             .unitWidth(UNUM_UNIT_WIDTH_NARROW)
                             .precision(icu::number::Precision::fixedFraction(currency.digits()))
                             .formatDecimal(decimal, status);
  std::string text = utf8(formatted.toString(status));
  if (U_FAILURE(status)) return decimal + ' ' + currency_;
  return right_to_left() ? isolated(std::move(text)) : text;
}

std::string Words::date(std::string_view instant) const {
  if (!looks_like_day(instant)) return std::string{instant};
  const bool timed = instant.size() > 10;
  const bool this_year = now_.size() > 4 && instant.substr(0, 4) == std::string_view{now_}.substr(0, 4);
  // The wall clock it was written with, so it is read and shown as if it were universal time.
  const auto parsed = read_instant(std::string{instant.substr(0, 10)}
                                   + (timed ? std::string{instant.substr(10, 9)} : std::string{"T12:00:00"}) + "Z");
  if (!parsed) return std::string{instant};
  std::string skeleton = this_year ? "EEEdMMM" : "EEEdMMMy";
  if (timed) skeleton += "HHmm";
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale where = icu_locale(locale_);
  const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
      icu::DateTimePatternGenerator::createInstance(where, status));
  if (U_FAILURE(status)) return std::string{instant};
  const icu::UnicodeString pattern = patterns->getBestPattern(icu::UnicodeString::fromUTF8(skeleton), status);
  icu::SimpleDateFormat format(pattern, where, status);
  if (U_FAILURE(status)) return std::string{instant};
  format.adoptTimeZone(icu::TimeZone::getGMT()->clone());
  icu::UnicodeString out;
  format.format(static_cast<UDate>(parsed->seconds) * 1000.0, out);
  return utf8(out);
}

std::string Words::size(std::int64_t bytes) const {
  constexpr std::int64_t kMega = std::int64_t{1} << 20;
  UErrorCode status = U_ZERO_ERROR;
  const bool large = bytes >= kMega;
  const icu::MeasureUnit unit = large ? icu::MeasureUnit::getMegabyte() : icu::MeasureUnit::getKilobyte();
  const auto text = icu::number::NumberFormatter::withLocale(icu_locale(locale_))
                        .unit(unit)
                        .unitWidth(UNUM_UNIT_WIDTH_SHORT)
                        .formatInt((bytes + 512) / (large ? kMega : 1024), status)
                        .toString(status);
  return U_SUCCESS(status) ? utf8(text) : std::to_string(bytes);
}

std::string Words::span(const Json& span) const {
  return t("span." + text_of(span, "unit"), {{"n", integer_of(span, "n").value_or(0)}});
}

std::string Words::local(const Json& text) const {
  if (!text.is_object() || text.empty()) return {};
  if (std::string same = text_of(text, locale_); !same.empty()) return same;
  const std::string language = locale_.substr(0, locale_.find('-'));
  for (const auto& [key, value] : text.items()) {
    if (key.substr(0, key.find('-')) == language && value.is_string()) return value.get<std::string>();
  }
  if (std::string english = text_of(text, "en"); !english.empty()) return english;
  return text.front().is_string() ? text.front().get<std::string>() : std::string{};
}

const Json* Words::line(const std::string& id) const {
  for (const Json& entry : array_of(order_, "lines")) {
    if (text_of(entry, "id") == id) return &entry;
  }
  return nullptr;
}

std::string Words::title_of(const std::string& id) const {
  const Json* entry = line(id);
  const Json* title = entry != nullptr ? member(*entry, "title") : nullptr;
  std::string text = title != nullptr ? local(*title) : std::string{};
  return text.empty() ? id : text;
}

std::string Words::titled(const std::string& id, std::int64_t quantity) const {
  return quantity > 1 ? t("ui.titled", {{"item", title_of(id)}, {"n", quantity}}) : title_of(id);
}

std::string Words::exchange_of(const std::string& id, const std::string& exchange) const {
  const Json* entry = line(id);
  if (entry == nullptr) return {};
  for (const Json& other : array_of(*entry, "exchanges")) {
    if (text_of(other, "id") != exchange) continue;
    const Json* title = member(other, "title");
    return title != nullptr ? local(*title) : std::string{};
  }
  return {};
}

}  // namespace returns::plain
