#pragma once
// Marker codes of ITU-T T.81, table B.1.

namespace returns::media {

constexpr unsigned kTem = 0x01, kDht = 0xC4, kJpg = 0xC8, kDac = 0xCC, kRst0 = 0xD0, kRst7 = 0xD7, kSoi = 0xD8,
                   kEoi = 0xD9;
constexpr unsigned kSos = 0xDA, kDnl = 0xDC, kExp = 0xDF, kApp0 = 0xE0, kApp1 = 0xE1, kApp2 = 0xE2, kApp11 = 0xEB,
                   kApp13 = 0xED, kApp14 = 0xEE, kApp15 = 0xEF, kCom = 0xFE;

constexpr bool is_frame(unsigned marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != kDht && marker != kJpg && marker != kDac;
}
constexpr bool is_restart(unsigned marker) { return marker >= kRst0 && marker <= kRst7; }
// What may stand between two scans; anything else inside a scan is damage there.
constexpr bool ends_scan(unsigned marker) {
  return marker == kDht || marker == kDac || marker == kEoi || (marker >= kSos && marker <= kExp)
         || (marker >= kApp0 && marker <= kApp15) || marker == kCom;
}

}  // namespace returns::media
