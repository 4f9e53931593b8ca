#include "core/media/origin.h"

#include <algorithm>

namespace returns::media {
namespace {

constexpr std::size_t kLongest = 64;
constexpr std::size_t kLongestValue = 1024;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_shaped(std::string_view text, std::string_view shape) {
  return text.size() >= shape.size() && std::equal(shape.begin(), shape.end(), text.begin(), [](char wanted, char c) {
           return wanted == '0' ? is_digit(c) : wanted == c;
         });
}
int two(std::string_view text, std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); }

// The value of an XMP property, as an attribute or as an element; of a long one nothing.
std::string property(const Bytes& packet, std::string_view name) {
  const auto found = packet.find(name);
  if (!found) return {};
  const std::string text = packet.from(*found + name.size()).copy(kLongestValue);
  std::string_view rest = text;
  const char end = rest.starts_with("=\"") ? '"' : rest.starts_with("='") ? '\'' : rest.starts_with('>') ? '<' : '\0';
  if (end == '\0') return {};
  rest.remove_prefix(end == '<' ? 1 : 2);
  const std::size_t at = rest.find(end);
  return at == std::string_view::npos ? std::string{} : std::string(rest.substr(0, at));
}

}  // namespace

bool Origin::empty() const {
  return taken_at.empty() && offset.empty() && make.empty() && model.empty() && software.empty()
         && std::none_of(traces.begin(), traces.end(), [](bool there) { return there; });
}

void take_text(std::string& into, std::string_view text) {
  if (!into.empty()) return;
  text = text.substr(0, text.find('\0'));
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  into = text.substr(0, kLongest);
  std::replace_if(
      into.begin(), into.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  while (!into.empty() && into.back() == ' ') into.pop_back();
}

void take_moment(Origin& origin, std::string_view text) {
  if (!origin.taken_at.empty() || !is_shaped(text, "0000:00:00 00:00:00")) return;
  const int month = two(text, 5), day = two(text, 8);
  if (text.starts_with("0000") || month < 1 || month > 12 || day < 1 || day > 31 || two(text, 11) > 23
      || two(text, 14) > 59 || two(text, 17) > 60)
    return;
  origin.taken_at = text.substr(0, 19);
  origin.taken_at[4] = origin.taken_at[7] = '-';
  origin.taken_at[10] = 'T';
}

void take_offset(Origin& origin, std::string_view text) {
  if (!origin.offset.empty()) return;
  if (!is_shaped(text, "+00:00") && !is_shaped(text, "-00:00")) return;
  if (two(text, 1) <= 14 && two(text, 4) <= 59) origin.offset = text.substr(0, 6);
}

void read_origin(const Bytes& text, Origin& origin) {
  // https://cv.iptc.org/newscodes/digitalsourcetype/: the last word of the address.
  if (text.contains("/trainedAlgorithmicMedia")) origin.trace(Trace::Trained);
  if (text.contains("/compositeWithTrainedAlgorithmicMedia")) origin.trace(Trace::Composite);
  if (text.contains("/algorithmicMedia")) origin.trace(Trace::Algorithmic);
  // GB 45438-2025: a field AIGC with Label, ContentProducer and their like.
  if (const auto label = text.find("AIGC"); label && text.from(*label).contains("Label"))
    origin.trace(Trace::AigcLabel);
  take_text(origin.software, property(text, "CreatorTool"));
}

}  // namespace returns::media
