#include "decode/pdf_streams.h"

#include <zlib.h>
#include <algorithm>
#include <cstddef>
#include <string>

#include "core/media/pdf_pages.h"

namespace returns::decode {
namespace {

constexpr std::size_t kMostOfOne = std::size_t{4} << 20U, kMostOfAll = std::size_t{16} << 20U;

// What can be had of it; a damaged one ends where it is damaged.
std::string inflated(std::string_view bytes, std::size_t most) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return {};
  std::string out(std::min(most, std::max<std::size_t>(1024, bytes.size() * 4)), '\0');
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size(), most));
  std::size_t have = 0;
  int outcome = Z_OK;
  while (outcome == Z_OK && have < most) {
    if (have == out.size()) out.resize(std::min(most, out.size() * 2));
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + have);
    stream.avail_out = static_cast<uInt>(out.size() - have);
    outcome = inflate(&stream, Z_NO_FLUSH);
    have = out.size() - stream.avail_out;
  }
  inflateEnd(&stream);
  out.resize(have);
  return out;
}

// Behind the word and its line end.
std::string_view data_of(std::string_view pdf, std::size_t word) {
  std::string_view data = pdf.substr(word + std::string_view("stream").size());
  if (data.starts_with("\r\n")) return data.substr(2);
  return data.starts_with('\n') ? data.substr(1) : data;
}

}  // namespace

std::int32_t pages_in_streams(std::string_view pdf) {
  constexpr std::string_view kObjectStream = "/ObjStm";
  std::int32_t pages = 0;
  std::size_t left = kMostOfAll;
  for (std::size_t at = pdf.find(kObjectStream); at != std::string_view::npos && left > 0;
       at = pdf.find(kObjectStream, at)) {
    at += kObjectStream.size();
    const std::size_t word = pdf.find("stream", at);
    if (word == std::string_view::npos) break;
    const std::string objects = inflated(data_of(pdf, word), std::min(left, kMostOfOne));
    left -= objects.size();
    pages = std::max(pages, media::pdf_pages(media::Bytes(objects)));
  }
  return pages;
}

}  // namespace returns::decode
