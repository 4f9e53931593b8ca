#include "native/intake/slip.h"

#include <zlib.h>
#include <algorithm>

#include "native/support/base45.h"

namespace returns::intake {
namespace {

constexpr const char* kPrefix = "RETURNS1:";
constexpr std::size_t kMostCharacters = 4296;

std::string deflated(const std::string& text) {
  z_stream stream{};
  constexpr int kRaw = -15;
  constexpr int kMostMemory = 9;
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kRaw, kMostMemory, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  std::string in = text;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(whole ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

void slim(Json& goods, const std::vector<std::string>& locales) {
  if (!goods.is_object()) return;
  goods.erase("picture");
  if (!goods.contains("title") || !goods["title"].is_object()) return;
  Json kept = Json::object();
  for (const auto& [locale, text] : goods["title"].items()) {
    if (std::find(locales.begin(), locales.end(), locale) != locales.end()) kept[locale] = text;
  }
  if (!kept.empty()) goods["title"] = std::move(kept);
}

}  // namespace

std::optional<std::string> slip_text(Json order, const std::vector<std::string>& locales) {
  if (order.contains("lines") && order["lines"].is_array()) {
    for (Json& line : order["lines"]) {
      slim(line, locales);
      if (!line.is_object() || !line.contains("exchanges") || !line["exchanges"].is_array()) continue;
      for (Json& exchange : line["exchanges"]) slim(exchange, locales);
    }
  }
  const std::string packed = deflated(write_json(order));
  std::string text = kPrefix + encode_base45(packed);
  if (packed.empty() || text.size() > kMostCharacters) return std::nullopt;
  return text;
}

}  // namespace returns::intake
