#include <optional>
#include <string_view>

#include "core/media/containers.h"
#include "core/media/exif.h"
#include "core/media/jpeg_markers.h"
#include "core/media/packets.h"

namespace returns::media {
namespace {

class Jpeg {
 public:
  Jpeg(const Bytes& file, Findings& findings) : file_(file), findings_(findings) {}

  void read() {
    Offset at = 2;  // after SOI
    while (true) {
      const auto marker_at = next_marker(at);
      if (!marker_at) return findings_.truncated();
      const unsigned marker = file_.u8(*marker_at + 1);
      at = *marker_at + 2;
      if (marker == kEoi) return end(at);
      if (marker == kTem) continue;
      if (is_restart(marker) || marker == kSoi || marker < 0xC0) {  // they belong inside a scan, at the start, nowhere
        findings_.problem(ProblemCode::Corrupt, file_.place(*marker_at));
        continue;
      }
      if (!file_.has(at, 2)) return findings_.truncated();
      const Offset length = file_.be16(at);
      if (length < 2) {
        findings_.problem(ProblemCode::Corrupt, file_.place(at));
        continue;
      }
      if (!file_.has(at, length)) return findings_.truncated();
      segment(marker, *marker_at, file_.part(at + 2, length - 2));
      at += length;
      if (marker == kSos) {
        const auto scan_end = scan(at);
        if (!scan_end) return findings_.truncated();
        at = *scan_end;
      }
    }
  }

 private:
  // From `at` to the 0xFF in front of the next marker, over fill bytes; other bytes there are damage.
  std::optional<Offset> next_marker(Offset at) {
    while (true) {
      const auto found = file_.find('\xFF', at);
      if (found != at && file_.has(at, 1)) findings_.problem(ProblemCode::Corrupt, file_.place(at));
      if (!found) return std::nullopt;
      at = *found;
      while (file_.u8(at + 1) == 0xFF) ++at;
      if (!file_.has(at, 2)) return std::nullopt;
      if (file_.u8(at + 1) != 0) return at;
      findings_.problem(ProblemCode::Corrupt, file_.place(at));  // a stuffed byte, but no scan
      at += 2;
    }
  }

  // Over entropy-coded data to the marker after it. Restart markers count up, modulo 8 (T.81, B.2.1).
  std::optional<Offset> scan(Offset at) {
    unsigned restarts = 0;
    while (true) {
      const auto found = file_.find('\xFF', at);
      if (!found || !file_.has(*found, 2)) return std::nullopt;
      const unsigned marker = file_.u8(*found + 1);
      if (ends_scan(marker)) return found;
      at = *found + (marker == 0xFF ? 1 : 2);
      if (marker == 0 || marker == 0xFF) continue;
      if (marker != kRst0 + restarts % 8) findings_.problem(ProblemCode::Corrupt, file_.place(*found));
      if (is_restart(marker)) ++restarts;
    }
  }

  void segment(unsigned marker, Offset at, const Bytes& data) {
    if (is_frame(marker)) return frame(at, data);
    switch (marker) {
      case kSos:
        scanned_ = true;
        if (!framed_ || data.size() < 6 || data.size() != 4U + 2U * data.u8(0))
          findings_.problem(ProblemCode::Corrupt, file_.place(at));
        break;
      case kDnl:  // the number of lines, when the frame could not know it
        if (framed_ && !findings_.sized())
          findings_.dimensions(static_cast<std::uint64_t>(findings_.report().width), data.be16(0), file_.place(at));
        break;
      case kApp0: app0(data); break;
      case kApp1: app1(data); break;
      case kApp13:
        if (constexpr std::string_view kName("Photoshop 3.0\0", 14); data.starts(kName))
          read_photoshop(data.from(kName.size()), findings_);
        break;
      case kApp11:  // JUMBF boxes (ISO/IEC 19566-5), with a name when the store is C2PA's
        if (data.starts("JP") && data.contains("c2pa")) findings_.origin().trace(Trace::Manifest);
        break;
      case kCom: findings_.mark(Mark::Comment); break;
      default: break;
    }
  }

  void frame(Offset at, const Bytes& data) {
    const Offset components = data.u8(5);
    const bool sensible = !framed_ && components > 0 && data.size() == 6 + 3 * components && data.be16(3) > 0;
    if (!sensible) findings_.problem(ProblemCode::Corrupt, file_.place(at));
    if (!framed_ && data.has(0, 5)) findings_.dimensions(data.be16(3), data.be16(1), file_.place(at));
    framed_ = true;
  }

  void app0(const Bytes& data) {
    const bool jfif = data.starts(std::string_view("JFIF\0", 5)) && data.u8(12) > 0 && data.u8(13) > 0;
    if (jfif || data.starts(std::string_view("JFXX\0", 5))) findings_.mark(Mark::Thumbnail);
  }

  void app1(const Bytes& data) {
    if (data.starts(std::string_view("Exif\0", 5))) return read_exif(data, findings_, Upright::ByExif);
    if (data.starts("http://ns.adobe.com/xap/1.0/") || data.starts("http://ns.adobe.com/xmp/extension/"))
      read_xmp(data, findings_);
  }

  void end(Offset at) {
    if (!scanned_ || !findings_.sized()) findings_.problem(ProblemCode::Corrupt, file_.place(at - 2));
    findings_.whole();
    // Phones keep more pictures or a film behind the first (MPF, motion photos); cameras pad with zeros.
    if (!file_.from(at).all_zero()) findings_.problem(ProblemCode::TrailingData, file_.place(at));
  }

  const Bytes& file_;
  Findings& findings_;
  bool framed_ = false;  // a frame header was seen
  bool scanned_ = false;
};

}  // namespace

void read_jpeg(const Bytes& file, Findings& findings) { Jpeg(file, findings).read(); }

}  // namespace returns::media
