#include "core/codes/gs1.h"

#include <algorithm>
#include <array>

#include "core/codes/application_identifier.h"
#include "core/codes/check_digit.h"

namespace returns::codes {
namespace {

constexpr std::size_t kMostElements = 60;

bool in_set(char type, char c) {
  const bool digit = c >= '0' && c <= '9', upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
  if (type == 'n' || digit) return digit;
  if (type == 'y') return upper || c == '#' || c == '-' || c == '/';
  if (type == 'z') return upper || lower || c == '-' || c == '_' || c == '=';
  // Set 82 of ISO/IEC 646.
  constexpr std::string_view kOthers = "!\"%&'()*+,-./:;<=>?_";
  return upper || lower || kOthers.find(c) != std::string_view::npos;
}

int two(std::string_view text, std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; }

// Check characters of a Global Model Number (General Specifications 7.9.5): weights are primes from the right, the sum
// modulo 1021 written with 32 signs.
bool has_check_characters(std::string_view text) {
  constexpr std::string_view kValues =
      "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  constexpr std::string_view kSigns = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  constexpr std::array<int, 23> kPrimes = {2,  3,  5,  7,  11, 13, 17, 19, 23, 29, 31, 37,
                                           41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83};
  if (text.size() < 3) return false;
  const std::size_t n = text.size() - 2;
  int sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += static_cast<int>(kValues.find(text[i])) * kPrimes[n - 1 - i];
  sum %= 1021;
  return text[n] == kSigns[static_cast<std::size_t>(sum / 32)]
         && text[n + 1] == kSigns[static_cast<std::size_t>(sum % 32)];
}

std::optional<Gs1Trouble> look(char check, std::string_view part) {
  const auto bad = [](bool good, Gs1Trouble trouble) { return good ? std::nullopt : std::optional{trouble}; };
  switch (check) {
    case 'c': return bad(has_check_digit(part), Gs1Trouble::CheckDigit);
    case 'a': return bad(has_check_characters(part), Gs1Trouble::CheckDigit);
    case 'd': return bad(read_yymmdd(part, 2000).has_value(), Gs1Trouble::NotADay);
    case 'D': return bad(two(part, 4) != 0 && read_yymmdd(part, 2000), Gs1Trouble::NotADay);
    case 'h': return bad(two(part, 0) < 24 && two(part, 2) < 60, Gs1Trouble::NotADay);
    case '!': return bad(part == "0", Gs1Trouble::Value);
    case '+': return bad(part.find_first_not_of('0') != std::string_view::npos, Gs1Trouble::Value);
    case 'b': return bad(part < "2", Gs1Trouble::Value);
    case 'p': return bad(two(part, 0) > 0 && two(part, 0) <= two(part, 2), Gs1Trouble::Value);
    default: return std::nullopt;
  }
}

// Cuts `value` along the components. A part that is there has its whole length, unless its length may vary.
std::optional<Gs1Trouble> check_value(std::string_view spec, std::string_view value) {
  std::size_t at = 0;
  while (at < spec.size()) {
    const char type = spec[at++];
    const bool varies = spec[at] == '.', optional = spec[at] == '?';
    if (varies || optional) ++at;
    std::size_t most = 0;
    while (at < spec.size() && spec[at] >= '0' && spec[at] <= '9')
      most = most * 10 + static_cast<std::size_t>(spec[at++] - '0');
    // The small letters n, x, y and z begin the next component.
    const char check = at < spec.size() && spec[at] != 'n' && spec[at] != 'x' ? spec[at++] : '\0';
    if (value.empty() && optional) continue;
    // What follows a fixed beginning and may be left out is of any length, but for days and clocks.
    const std::size_t least = varies || (optional && check == '\0') ? 1 : most;
    if (value.size() < least) return Gs1Trouble::TooShort;
    const std::string_view part = value.substr(0, most);
    if (!std::all_of(part.begin(), part.end(), [&](char c) { return in_set(type, c); })) return Gs1Trouble::Characters;
    if (const auto trouble = look(check, part)) return trouble;
    value.remove_prefix(part.size());
  }
  return value.empty() ? std::nullopt : std::optional{Gs1Trouble::TooLong};
}

bool has(const Gs1& gs1, std::string_view identifier) {
  return std::any_of(gs1.elements.begin(), gs1.elements.end(), [&](const Element& element) {
    // Measures are asked for by their first two digits.
    return element.identifier == identifier
           || (identifier[0] == '3' && element.identifier.size() == 4
               && std::string_view{element.identifier}.starts_with(identifier));
  });
}

// Rules about which elements stand together, once all are known.
void check_company(Gs1& gs1, bool needs) {
  for (const Element& element : gs1.elements) {
    for (const Element& other : gs1.elements) {
      if (&other == &element) break;
      if (other.identifier == element.identifier && other.value != element.value)
        gs1.fault = {Gs1Trouble::Twice, element.identifier, element.value};
      else if (excludes(element.identifier, other.identifier))
        gs1.fault = {Gs1Trouble::Contradiction, element.identifier, other.identifier};
      if (gs1.fault) return;
    }
    const auto known = find_identifier(element.identifier);
    if (!needs || !known || known->needs == 0) continue;
    std::string_view group = needed_by(known->needs);
    bool met = false;
    while (!group.empty() && !met) {
      const std::size_t end = std::min(group.find(' '), group.size());
      met = has(gs1, group.substr(0, end));
      group.remove_prefix(std::min(end + 1, group.size()));
    }
    if (!met) {
      gs1.fault = {Gs1Trouble::Alone, element.identifier, std::string{needed_by(known->needs)}};
      return;
    }
  }
}

// One element; false when it is not to be gone on from.
bool add(Gs1& gs1, const ApplicationIdentifier& identifier, std::string_view value) {
  const auto trouble = value.empty() ? Gs1Trouble::TooShort : check_value(identifier.spec, value);
  if (trouble) {
    gs1.fault = {*trouble, std::string{identifier.id}, std::string{value}};
    return false;
  }
  gs1.elements.push_back({std::string{identifier.id}, std::string{value}});
  return gs1.elements.size() < kMostElements;
}

void unknown(Gs1& gs1, std::string_view text) { gs1.fault = {Gs1Trouble::Unknown, std::string{text.substr(0, 4)}, {}}; }

std::size_t length_of(const ApplicationIdentifier& identifier) {
  std::size_t n = 0;
  for (const char c : identifier.spec.substr(1)) {
    if (c < '0' || c > '9') break;
    n = n * 10 + static_cast<std::size_t>(c - '0');
  }
  return n;
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, std::string_view at) {
  std::vector<std::string_view> parts;
  while (parts.size() < 2 * kMostElements) {
    const std::size_t end = text.find_first_of(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return parts;
}

// An identifier by itself, as links write them.
std::optional<ApplicationIdentifier> whole_identifier(std::string_view text) {
  const auto known = find_identifier(text);
  return known && known->id.size() == text.size() ? known : std::nullopt;
}

// A GTIN in a link may leave out its zeros.
bool add_from_link(Gs1& gs1, const ApplicationIdentifier& identifier, std::string_view raw) {
  std::string value = percent_decoded(raw);
  if (identifier.id == "01") value = gtin14(value).value_or(value);
  return add(gs1, identifier, value);
}

}  // namespace

std::string_view name(Gs1Trouble trouble) {
  constexpr std::string_view kNames[] = {
#define X(name, text) text,
      RETURNS_GS1_TROUBLES(X)
#undef X
  };
  return kNames[static_cast<std::size_t>(trouble)];
}

std::string_view Gs1::value(std::string_view identifier) const {
  for (const Element& element : elements) {
    if (element.identifier == identifier) return element.value;
  }
  return {};
}

std::optional<Day> read_yymmdd(std::string_view text, std::int32_t year) {
  if (text.size() != 6 || !is_digits(text)) return std::nullopt;
  const int month = two(text, 2), day = two(text, 4);
  std::int32_t full = year - year % 100 + two(text, 0);
  if (full > year + 50) full -= 100;
  if (full < year - 49) full += 100;
  if (month < 1 || month > 12) return std::nullopt;
  const Day last = month == 12 ? civil(full, 12, 31) : civil(full, month + 1, 1) + -1;
  if (day == 0) return last;
  const Day found = civil(full, month, day);
  return found <= last ? std::optional{found} : std::nullopt;
}

Gs1 read_elements(std::string_view text) {
  Gs1 gs1;
  while (!gs1.fault) {
    if (!text.empty() && text[0] == kSeparator) text.remove_prefix(1);
    if (text.empty() && !gs1.elements.empty()) break;
    const auto identifier = find_identifier(text);
    if (!identifier) {
      unknown(gs1, text);
      break;
    }
    text.remove_prefix(identifier->id.size());
    const std::size_t end = std::min(text.find(kSeparator), text.size());
    const std::size_t n = identifier->predefined() ? std::min(length_of(*identifier), end) : end;
    if (!add(gs1, *identifier, text.substr(0, n))) break;
    text.remove_prefix(n);
  }
  if (!gs1.fault) check_company(gs1, true);
  return gs1;
}

std::optional<Gs1> read_bracketed(std::string_view text) {
  if (text.size() < 4 || text[0] != '(') return std::nullopt;
  Gs1 gs1;
  while (!text.empty() && !gs1.fault) {
    const std::size_t close = text.find(')');
    const auto identifier = close > 5 ? std::nullopt : whole_identifier(text.substr(1, close - 1));
    if (!identifier) {
      if (gs1.elements.empty()) return std::nullopt;
      unknown(gs1, text);
      break;
    }
    text.remove_prefix(close + 1);
    // A bracket may be part of a value; one around a known identifier begins the next element.
    std::size_t end = 0;
    while ((end = text.find('(', end)) != std::string_view::npos) {
      const std::size_t stop = text.find(')', end);
      if (stop != std::string_view::npos && whole_identifier(text.substr(end + 1, stop - end - 1))) break;
      ++end;
    }
    end = std::min(end, text.size());
    if (!add(gs1, *identifier, text.substr(0, end))) break;
    text.remove_prefix(end);
  }
  if (!gs1.fault) check_company(gs1, true);
  return gs1;
}

std::optional<Gs1> read_link(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme > 5) return std::nullopt;
  url = url.substr(scheme + 3, url.find('#') - scheme - 3);
  const std::size_t query = std::min(url.find('?'), url.size());
  const auto path = split(url.substr(0, query), "/");
  // The last pair whose first half names a thing begins the identifiers; what stands before it is the shop's.
  std::size_t first = path.size();
  for (std::size_t i = 1; i + 1 < path.size(); ++i) {
    if (is_primary_key(path[i]) && path[i + 1].size() > 1) first = i;
  }
  if (first == path.size()) return std::nullopt;
  Gs1 gs1;
  for (std::size_t i = first; i < path.size() && !gs1.fault; i += 2) {
    if (i + 1 == path.size() && path[i].empty()) break;  // a slash at the end
    const auto identifier = whole_identifier(path[i]);
    if (!identifier || i + 1 == path.size()) {
      unknown(gs1, path[i]);
    } else if (!add_from_link(gs1, *identifier, path[i + 1])) {
      break;
    }
  }
  if (query < url.size()) {
    for (const std::string_view pair : split(url.substr(query + 1), "&;")) {
      const std::size_t equals = std::min(pair.find('='), pair.size());
      const std::string_view key = pair.substr(0, equals);
      if (gs1.fault || !is_digits(key)) continue;  // keys that are words are the shop's
      const auto identifier = whole_identifier(key);
      if (!identifier)
        unknown(gs1, key);
      else
        add_from_link(gs1, *identifier, pair.substr(std::min(equals + 1, pair.size())));
    }
  }
  if (!gs1.fault) check_company(gs1, true);
  return gs1;
}

}  // namespace returns::codes
