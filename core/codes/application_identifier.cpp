#include "core/codes/application_identifier.h"

namespace returns::codes {
namespace {

// One identifier a line: its digits (`-9`: up to that last digit), then its components, then the group it needs.
// A component: n digits, x character set 82, y 39, z 64; `.` before the length: at most that many, at least one;
// `?`: may be missing; then what is looked at: c check digit, d day (00: the last of the month), D day without 00,
// h hour and minute, ! must be zero, + not zero, b yes or no, p piece of total, a check characters of a GMN.
constexpr std::string_view kTable =
    "00 n18c\n01 n14c\n02 n14cI\n10 x.20A\n11 n6dA\n12 n6dJ\n13 n6dA\n15 n6dA\n16 n6dA\n17 n6dQ\n20 n2A\n21 x.20F\n"
    "22 x.20C\n235 x.28C\n240 x.30A\n241 x.30A\n242 n.6A\n243 x.20C\n250 x.30F\n251 x.30F\n253 n13cx?17\n254 x.20L\n"
    "255 n13cn?12\n30 n.8B\n"
    "3100-5 n6B\n3110-5 n6B\n3120-5 n6B\n3130-5 n6B\n3140-5 n6B\n3150-5 n6B\n3160-5 n6B\n"
    "3200-5 n6B\n3210-5 n6B\n3220-5 n6B\n3230-5 n6B\n3240-5 n6B\n3250-5 n6B\n3260-5 n6B\n3270-5 n6B\n3280-5 n6B\n"
    "3290-5 n6B\n3300-5 n6E\n3310-5 n6E\n3320-5 n6E\n3330-5 n6E\n3340-5 n6E\n3350-5 n6E\n3360-5 n6E\n3370-5 n6C\n"
    "3400-5 n6E\n3410-5 n6E\n3420-5 n6E\n3430-5 n6E\n3440-5 n6E\n3450-5 n6E\n3460-5 n6E\n3470-5 n6E\n3480-5 n6E\n"
    "3490-5 n6E\n3500-5 n6B\n3510-5 n6B\n3520-5 n6B\n3530-5 n6E\n3540-5 n6E\n3550-5 n6E\n3560-5 n6B\n3570-5 n6B\n"
    "3600-5 n6B\n3610-5 n6B\n3620-5 n6E\n3630-5 n6E\n3640-5 n6B\n3650-5 n6B\n3660-5 n6B\n3670-5 n6E\n3680-5 n6E\n"
    "3690-5 n6E\n37 n.8D\n3900-9 n.15P\n3910-9 n3n.15J\n3920-9 n.15C\n3930-9 n3n.15R\n3940-3 n4H\n3950-5 n6R\n"
    "400 x.30\n401 x.30\n402 n17c\n403 x.30D\n410-7 n13c\n420 x.20\n421 n3x.9\n422 n3A\n423 n.15B\n424 n3B\n"
    "425 n.15B\n426 n3B\n427 x.3B\n4300-1 x.35D\n4302-6 x.70D\n4307 x2D\n4308 x.30D\n4309 n10n10D\n4310-1 x.35D\n"
    "4312-6 x.70D\n4317 x2D\n4318 x.20D\n4319 x.30D\n4320 x.35D\n4321-3 n1bD\n4324-5 n6dn4hD\n4326 n6DD\n"
    "4330-3 n6x?1D\n7001 n13A\n7002 x.30B\n7003 n6Dn4hB\n7004 n.4C\n7005 x.12B\n7006 n6DB\n7007 n6Dn?6DB\n7008 x.3B\n"
    "7009 x.10B\n7010 x.2B\n7011 n6Dn?4hB\n7020-1 x.20F\n7022 x.20S\n7023 x.30\n7030-9 n3x.27B\n7040 n1x1x1x1\n"
    "710-5 x.20C\n7230-9 x2x.28T\n7240 x.20F\n7241 n2G\n7242 x.25G\n8001 n4+n5+n3+n1n1C\n8002 x.20\n8003 n1!n13cx?16\n"
    "8004 x.30\n8005 n6B\n8006 n14cn4p\n8007 x.34K\n8008 n8n?4B\n8009 x.50E\n8010 y.30\n8011 n.12M\n8012 x.20F\n"
    "8013 x.25a\n8017-8 n18c\n8019 n.10G\n8020 x.25K\n8026 n14cn4pI\n8030 z.90U\n8110 x.70\n8111 n4H\n8112 x.70\n"
    "8200 x.70C\n90 x.30\n91-9 x.90\n";

// One line a group; the letters end the lines above.
constexpr std::string_view kGroups =
    "A 01 02 8006 8026\nB 01 02\nC 01\nD 00\nE 00 01\nF 01 8006\nG 8017 8018\nH 255\nI 37\nJ 8020\nK 415\nL 414\n"
    "M 8010\nP 255 8020\nQ 01 02 255 8006 8026\nR 30 31 32 35 36\nS 7021\nT 01 8004\n"
    "U 00 01 253 255 8003 8004 8006 8010 8017 8018\n";

// Pairs of beginnings.
constexpr std::string_view kExcluded =
    "01 02\n01 255\n01 37\n01 8006\n21 235\n255 02\n255 415\n255 8006\n255 8020\n255 8026\n420 421\n421 4307\n"
    "422 426\n423 426\n424 426\n425 426\n390 391\n390 394\n390 8111\n392 393\n392 395\n393 395\n394 8111\n395 8005\n"
    "4330 4331\n4332 4333\n8006 37\n8026 02\n8026 8006\n8017 8018\n";

constexpr std::string_view kPrimary = " 00 01 253 255 401 402 414 415 417 8003 8004 8006 8010 8013 8017 8018 ";

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

template <class Use>
void each_line(std::string_view lines, Use use) {
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    if (use(lines.substr(0, end))) return;
    lines.remove_prefix(end + 1);
  }
}

}  // namespace

bool ApplicationIdentifier::predefined() const {
  const char a = id[0], b = id[1];
  return a == '0' || (a == '1' && b > '0') || (a == '2' && b == '0') || (a == '3' && b > '0' && b < '7')
         || (a == '4' && b == '1');
}

std::optional<ApplicationIdentifier> find_identifier(std::string_view text) {
  std::optional<ApplicationIdentifier> found;
  each_line(kTable, [&](std::string_view line) {
    const std::size_t blank = line.find(' ');
    std::string_view first = line.substr(0, blank);
    char last = 0;
    if (const std::size_t dash = first.find('-'); dash != std::string_view::npos) {
      last = first[dash + 1];
      first = first.substr(0, dash);
    }
    const std::size_t n = first.size();
    if (text.size() < n || text.substr(0, n - 1) != first.substr(0, n - 1)) return false;
    const char digit = text[n - 1];
    if (digit < first[n - 1] || digit > (last != 0 ? last : first[n - 1])) return false;
    ApplicationIdentifier identifier{text.substr(0, n), line.substr(blank + 1)};
    // Only a group ends a line with a capital: a component that does is never without one.
    const char end = identifier.spec.back();
    if (is_upper(end)) {
      identifier.needs = end;
      identifier.spec.remove_suffix(1);
    }
    found = identifier;
    return true;
  });
  return found;
}

std::string_view needed_by(char group) {
  std::string_view found;
  each_line(kGroups, [&](std::string_view line) {
    if (line[0] == group) found = line.substr(2);
    return !found.empty();
  });
  return found;
}

bool excludes(std::string_view a, std::string_view b) {
  // Two measures of one kind with different decimal points, in either unit's family.
  if (a != b && a.size() == 4 && b.size() == 4 && a[0] == '3' && a.substr(0, 3) == b.substr(0, 3)) return true;
  bool found = false;
  each_line(kExcluded, [&](std::string_view line) {
    const std::size_t blank = line.find(' ');
    const std::string_view one = line.substr(0, blank), other = line.substr(blank + 1);
    found = (a.starts_with(one) && b.starts_with(other)) || (b.starts_with(one) && a.starts_with(other));
    return found;
  });
  return found;
}

bool is_primary_key(std::string_view identifier) {
  const std::size_t at = kPrimary.find(identifier);
  return identifier.size() >= 2 && at != std::string_view::npos && at > 0 && kPrimary[at - 1] == ' '
         && kPrimary[at + identifier.size()] == ' ';
}

}  // namespace returns::codes
