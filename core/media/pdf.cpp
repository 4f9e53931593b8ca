#include <optional>
#include <string_view>

#include "core/media/containers.h"
#include "core/media/pdf_pages.h"

namespace returns::media {
namespace {

constexpr bool is_space(unsigned c) { return c == 0 || c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool is_digit(unsigned c) { return c >= '0' && c <= '9'; }

class Pdf {
 public:
  Pdf(const Bytes& file, Findings& findings) : file_(file), findings_(findings) {}

  void read() {
    if (const auto at = encryption()) findings_.problem(ProblemCode::Encrypted, file_.place(*at));
    if (file_.contains("<x:xmpmeta") || file_.contains("<?xpacket begin")) findings_.mark(Mark::Xmp);
    findings_.pages(pdf_pages(file_));
    const auto mark = file_.find_last("%%EOF");
    if (!mark) return findings_.truncated();
    const Bytes rest = file_.from(*mark + 5);
    // Every saved change ends with a mark of its own: objects behind the last one are a change, or a file laid out
    // for the web, that was cut.
    if (rest.contains(" obj")) return findings_.truncated();
    findings_.whole();
    for (Offset at = 0; rest.has(at, 1); ++at) {
      if (!is_space(rest.u8(at))) return findings_.problem(ProblemCode::TrailingData, rest.place(at));
    }
  }

 private:
  Offset over_spaces(Offset at) const {
    while (file_.has(at, 1) && is_space(file_.u8(at))) ++at;
    return at;
  }
  Offset over_digits(Offset at) const {
    while (is_digit(file_.u8(at))) ++at;
    return at;
  }

  // The trailer's entry: a reference ("12 0 R") or a dictionary in place. Not /EncryptMetadata, not a word in a text.
  std::optional<Offset> encryption() const {
    constexpr std::string_view kKey = "/Encrypt";
    for (auto found = file_.find(kKey); found; found = file_.find(kKey, *found + kKey.size())) {
      const Offset value = over_spaces(*found + kKey.size());
      if (file_.starts("<<", value)) return found;
      const Offset number = over_digits(value);
      if (number == value) continue;
      const Offset generation = over_spaces(number);
      const Offset after = over_digits(generation);
      if (after != generation && file_.u8(over_spaces(after)) == 'R') return found;
    }
    return std::nullopt;
  }

  const Bytes& file_;
  Findings& findings_;
};

}  // namespace

void read_pdf(const Bytes& file, Findings& findings) { Pdf(file, findings).read(); }

}  // namespace returns::media
