#pragma once
// Small files made byte by byte, so that a test can say what is wrong with them, and the words to ask about a report.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/media/crc32.h"
#include "core/media/inspect.h"

namespace returns::build {

inline std::string be(std::uint64_t value, unsigned count) {
  std::string out;
  for (unsigned i = count; i > 0; --i) out += static_cast<char>(value >> 8U * (i - 1) & 0xFFU);
  return out;
}
inline std::string le(std::uint64_t value, unsigned count) {
  std::string out;
  for (unsigned i = 0; i < count; ++i) out += static_cast<char>(value >> 8U * i & 0xFFU);
  return out;
}
inline std::string zeros(std::size_t count) { return std::string(count, '\0'); }
// A literal with zero bytes in it.
template <std::size_t N>
std::string raw(const char (&literal)[N]) {
  return {literal, N - 1};
}

// --- what a report says, in one line each

inline Report look(std::string_view bytes, std::string_view name = "", std::string_view type = "") {
  return inspect_media(bytes, name, type);
}

// "truncated@12 trailing_data@3"
inline std::string problems(const Report& report) {
  std::string out;
  for (const Problem& problem : report.problems) {
    if (!out.empty()) out += ' ';
    out += name(problem.code);
    if (problem.byte) out += '@' + std::to_string(*problem.byte);
  }
  return out;
}
// "exif gps"
inline std::string metadata(const Report& report) {
  std::string out;
  for (const std::string& mark : report.metadata) out += (out.empty() ? "" : " ") + mark;
  return out;
}
// "image/jpeg 40x30 6"
inline std::string picture(const Report& report) {
  return report.type + ' ' + std::to_string(report.width) + 'x' + std::to_string(report.height) + ' '
         + std::to_string(report.orientation);
}

// --- EXIF

struct TiffEntry {
  unsigned tag, type;
  std::uint64_t count, value;
};
// A directory as it stands in the file: entries, then the offset of the next one.
inline std::string directory(const std::vector<TiffEntry>& entries, std::uint64_t next, bool little) {
  const auto number = [&](std::uint64_t value, unsigned count) { return little ? le(value, count) : be(value, count); };
  std::string out = number(entries.size(), 2);
  for (const TiffEntry& entry : entries) {
    out += number(entry.tag, 2) + number(entry.type, 2) + number(entry.count, 4);
    out += entry.type == 3 ? number(entry.value, 2) + zeros(2) : number(entry.value, 4);
  }
  return out + number(next, 4);
}
inline std::string tiff(const std::string& directories, bool little, std::uint64_t first = 8) {
  return little ? raw("II*\0") + le(first, 4) + directories : raw("MM\0*") + be(first, 4) + directories;
}
// Orientation; on demand a place, and a second directory with a thumbnail.
inline std::string exif(unsigned orientation, bool place, bool thumbnail, bool little) {
  const std::uint64_t second = 8 + 2 + 24 + 4, gps = second + 2 + 12 + 4;
  return tiff(directory({{0x0112, 3, 1, orientation}, {0x8825, 4, 1, gps}}, thumbnail ? second : 0, little)
                  + directory({{0x0201, 4, 1, 100}}, 0, little) + directory({{place ? 2U : 0U, 5, 3, 200}}, 0, little),
              little);
}

// --- JPEG

inline std::string segment(unsigned marker, const std::string& data) {
  return "\xFF" + be(marker, 1) + be(data.size() + 2, 2) + data;
}
inline std::string frame(unsigned width, unsigned height, unsigned marker = 0xC0) {
  return segment(marker, be(8, 1) + be(height, 2) + be(width, 2) + raw("\x01\x01\x11\x00"));
}
inline std::string scan(const std::string& coded) { return segment(0xDA, raw("\x01\x01\x00\x00\x3F\x00")) + coded; }
inline std::string app1_exif(const std::string& block) { return segment(0xE1, raw("Exif\0\0") + block); }
// SOI, a table, `before` (metadata), a frame and a scan with a stuffed byte, EOI.
inline std::string jpeg(const std::string& before = "", unsigned width = 40, unsigned height = 30) {
  return "\xFF\xD8" + segment(0xDB, be(0, 1) + std::string(64, '\1')) + before + frame(width, height)
         + scan(raw("\x12\xFF\x00\x34")) + "\xFF\xD9";
}

// --- PNG

inline std::string chunk(const std::string& type, const std::string& data) {
  return be(data.size(), 4) + type + data + be(media::Crc32().of(type + data), 4);
}
inline std::string png_head(std::uint64_t width, std::uint64_t height, unsigned depth = 8, unsigned colour = 2) {
  return raw("\x89PNG\r\n\x1A\n")
         + chunk("IHDR", be(width, 4) + be(height, 4) + be(depth, 1) + be(colour, 1) + zeros(3));
}
inline std::string png(const std::string& before = "", std::uint64_t width = 40, std::uint64_t height = 30) {
  return png_head(width, height) + before + chunk("IDAT", "pixels") + chunk("IDAT", "more") + chunk("IEND", "");
}

// --- GIF

inline std::string gif(const std::string& before = "", unsigned width = 40, unsigned height = 30) {
  const std::string image = "\x2C" + zeros(4) + le(width, 2) + le(height, 2) + zeros(1)
                            + raw(
                                "\x02\x03"
                                "abc"
                                "\x00");
  return "GIF89a" + le(width, 2) + le(height, 2) + raw("\x80\x00\x00") + zeros(6) + before + image + ";";
}

// --- WebP

inline std::string riff_chunk(const std::string& type, const std::string& data) {
  return type + le(data.size(), 4) + data + (data.size() % 2 != 0 ? zeros(1) : "");
}
inline std::string webp(const std::string& chunks) { return "RIFF" + le(chunks.size() + 4, 4) + "WEBP" + chunks; }
inline std::string vp8(unsigned width, unsigned height) {
  return riff_chunk("VP8 ", raw("\x10\x00\x00\x9D\x01\x2A") + le(width, 2) + le(height, 2) + "coded!");
}
inline std::string vp8l(unsigned width, unsigned height) {
  return riff_chunk("VP8L", "\x2F" + le((width - 1) | (height - 1) << 14U, 4) + "coded");
}
inline std::string vp8x(unsigned width, unsigned height) {
  return riff_chunk("VP8X", zeros(4) + le(width - 1, 3) + le(height - 1, 3));
}

// --- boxes

inline std::string box(const std::string& type, const std::string& body) {
  return be(body.size() + 8, 4) + type + body;
}
inline std::string long_box(const std::string& type, const std::string& body) {
  return be(1, 4) + type + be(body.size() + 16, 8) + body;
}
inline std::string full_box(const std::string& type, const std::string& body, unsigned version = 0,
                            std::uint64_t flags = 0) {
  return box(type, be(version, 1) + be(flags, 3) + body);
}
inline std::string ftyp(const std::string& major, const std::string& compatible = "") {
  return box("ftyp", major + be(0, 4) + compatible);
}

// --- EBML

inline std::string element_id(std::uint64_t id) {
  return be(id, id > 0xFFFFFF ? 4 : id > 0xFFFF ? 3 : id > 0xFF ? 2 : 1);
}
inline std::string element(std::uint64_t id, const std::string& body) {
  return element_id(id) + be(0x4000U | body.size(), 2) + body;
}
// Of an unknown size, as live recordings write them.
inline std::string live_element(std::uint64_t id, const std::string& body) {
  return element_id(id) + raw("\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF") + body;
}

}  // namespace returns::build
