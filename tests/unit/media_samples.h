#pragma once
// One good file of each container, with what the others leave out here and there; and films, which need an index.

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/unit/media_build.h"

namespace returns::build {

struct HeifParts {
  unsigned width = 40, height = 30;
  std::string turn = {};  // irot and imir boxes; all belong to the picture
  unsigned turns = 0;     // how many
  std::string brand = "heic";
  std::string codec = "hvc1";
  std::string block = exif(3, true, false, false);
  bool thumbnail = false;
  unsigned version = 1;  // of iloc
};

inline std::string heif(const HeifParts& parts = {}) {
  const std::string head = ftyp(parts.brand, "mif1");
  const std::string picture = "picture!", block = be(6, 4) + raw("Exif\0\0") + parts.block;
  const auto meta = [&](std::uint64_t data) {
    std::string mine = raw("\x01");
    for (unsigned i = 0; i < parts.turns; ++i) mine += be(0x80U | (i + 3), 1);
    // The first ispe is another item's: the thumbnail's.
    const std::string ipco = box("ipco", full_box("ispe", be(parts.width, 4) + be(parts.height, 4))
                                             + full_box("ispe", be(8, 4) + be(6, 4)) + parts.turn);
    const std::string ipma =
        full_box("ipma", be(2, 4) + be(2, 2) + be(1, 1) + be(2, 1) + be(1, 2) + be(parts.turns + 1, 1) + mine);
    const std::string method = parts.version == 0 ? "" : be(0, 2);
    const std::string iloc = full_box("iloc",
                                      raw("\x44\x00") + be(2, 2) + be(1, 2) + method + be(0, 2) + be(1, 2) + be(data, 4)
                                          + be(picture.size(), 4) + be(9, 2) + method + be(0, 2) + be(1, 2)
                                          + be(data + picture.size(), 4) + be(block.size(), 4),
                                      parts.version);
    const auto item = [](unsigned id, const std::string& type) {
      return full_box("infe", be(id, 2) + be(0, 2) + type + zeros(1), 2);
    };
    const std::string reference = parts.thumbnail ? full_box("iref", box("thmb", be(2, 2) + be(1, 2) + be(1, 2))) : "";
    return full_box("meta",
                    full_box("hdlr", be(0, 4) + "pict" + zeros(13)) + full_box("pitm", be(1, 2))
                        + full_box("iinf", be(3, 2) + item(1, parts.codec) + item(2, parts.codec) + item(9, "Exif"))
                        + reference + box("iprp", ipco + ipma) + iloc);
  };
  const std::uint64_t data = head.size() + meta(0).size() + 8;
  return head + meta(data) + box("mdat", picture + block);
}

struct FilmParts {
  std::string brand = "isom";
  unsigned width = 640, height = 360;
  std::uint64_t duration = 1500, timescale = 600;
  bool wide = false;  // 64-bit times and chunk offsets
  bool index_first = true;
  std::string user_data = {};  // content of udta
  std::string entry = "avc1", handler = "vide";
  std::string extra = {};  // more boxes in moov
};

inline std::string matrix(int a, int b, int c, int d) {
  const auto fixed = [](int value) { return be(static_cast<std::uint32_t>(value) << 16U, 4); };
  return fixed(a) + fixed(b) + zeros(4) + fixed(c) + fixed(d) + zeros(4) + zeros(8) + be(0x40000000, 4);
}

struct Turned {
  int a = 1, b = 0, c = 0, d = 1;
};

inline std::string sample_entry(const FilmParts& parts) {
  return box(parts.entry, zeros(6) + be(1, 2) + zeros(16) + be(parts.width, 2) + be(parts.height, 2) + zeros(50));
}

// One track of two chunks with two samples each (8, 8, 8, 16 bytes), in one mdat of 40 bytes.
inline std::string film(const FilmParts& parts = {}, const Turned& turned = {}) {
  const std::string head = ftyp(parts.brand), data = box("mdat", std::string(40, 'm'));
  const unsigned times = parts.wide ? 8 : 4;
  const auto moov = [&](std::uint64_t at) {
    const std::string offsets = parts.wide ? full_box("co64", be(2, 4) + be(at, 8) + be(at + 16, 8))
                                           : full_box("stco", be(2, 4) + be(at, 4) + be(at + 16, 4));
    const std::string stbl =
        box("stbl", full_box("stsd", be(1, 4) + sample_entry(parts))
                        + full_box("stsc", be(1, 4) + be(1, 4) + be(2, 4) + be(1, 4))
                        + full_box("stsz", be(0, 4) + be(4, 4) + be(8, 4) + be(8, 4) + be(8, 4) + be(16, 4)) + offsets);
    const std::string mdia = box(
        "mdia",
        full_box("mdhd", zeros(times * 2) + be(parts.timescale, 4) + be(parts.duration, times) + zeros(4), parts.wide)
            + full_box("hdlr", zeros(4) + parts.handler + zeros(13)) + box("minf", stbl));
    const std::string tkhd = full_box("tkhd",
                                      zeros(times * 2) + be(1, 4) + zeros(4) + be(parts.duration, times) + zeros(16)
                                          + matrix(turned.a, turned.b, turned.c, turned.d) + be(parts.width << 16U, 4)
                                          + be(parts.height << 16U, 4),
                                      parts.wide);
    const std::string mvhd =
        full_box("mvhd", zeros(times * 2) + be(parts.timescale, 4) + be(parts.duration, times) + zeros(80), parts.wide);
    return box("moov", mvhd + box("trak", tkhd + mdia) + parts.extra
                           + (parts.user_data.empty() ? "" : box("udta", parts.user_data)));
  };
  if (!parts.index_first) return head + data + moov(head.size() + 8);
  return head + moov(head.size() + moov(0).size() + 8) + data;
}

struct RecordingParts {
  std::string doctype = "webm";
  std::string info = {};  // content of Info besides the scale
  std::uint64_t scale = 1'000'000;
  unsigned type = 1;      // of the track
  std::string more = {};  // elements behind the clusters
  bool live = false;      // unknown sizes, as MediaRecorder writes
};

inline std::string ebml_head(const std::string& doctype) {
  return element(0x1A45DFA3, element(0x4286, be(1, 1)) + element(0x4282, doctype));
}
inline std::string simple_block(int relative) {
  return element(0xA3, raw("\x81") + be(static_cast<std::uint16_t>(relative), 2) + raw("\x80") + "coded");
}

// Clusters at 0 and 1000; the last block at 1200.
inline std::string recording(const RecordingParts& parts = {}) {
  const auto level = parts.live ? live_element : element;
  const std::string info = element(0x1549A966, element(0x2AD7B1, be(parts.scale, 4)) + parts.info);
  const std::string tracks =
      element(0x1654AE6B, element(0xAE, element(0xD7, be(1, 1)) + element(0x83, be(parts.type, 1))
                                            + element(0xE0, element(0xB0, be(640, 2)) + element(0xBA, be(360, 2)))));
  const std::string first = level(0x1F43B675, element(0xE7, be(0, 1)) + simple_block(0) + simple_block(400));
  const std::string second =
      level(0x1F43B675, element(0xE7, be(1000, 2)) + simple_block(-30)
                            + element(0xA0, element(0xA1, raw("\x81") + be(200, 2) + raw("\x00") + "coded")));
  return ebml_head(parts.doctype) + level(0x18538067, info + tracks + first + second + parts.more);
}

// A page of Ogg with its checksum, bit by bit as RFC 3533 describes it. `body` is one packet, below 255 bytes.
inline std::string ogg_page(unsigned flags, std::uint64_t granule, unsigned number, const std::string& body,
                            unsigned serial = 7) {
  const auto le = [](std::uint64_t value, unsigned bytes) {
    std::string text = be(value, bytes);
    std::reverse(text.begin(), text.end());
    return text;
  };
  std::string page = raw("OggS\0") + be(flags, 1) + le(granule, 8) + le(serial, 4) + le(number, 4) + zeros(4) + be(1, 1)
                     + be(body.size(), 1) + body;
  std::uint32_t crc = 0;
  for (const char c : page) {
    for (int bit = 7; bit >= 0; --bit) {
      const bool out = (crc >> 31U != 0) != ((static_cast<unsigned char>(c) >> bit & 1) != 0);
      crc = crc << 1U ^ (out ? 0x04C11DB7U : 0U);
    }
  }
  return page.replace(22, 4, le(crc, 4));
}

inline std::string opus_head() { return raw("OpusHead\x01\x01\x38\x01\x80\xBB\0\0\0\0\0"); }  // 312 samples are skipped

// 1.2 seconds.
inline std::string voice(const std::string& tags = "ENCODER=test") {
  return ogg_page(2, 0, 0, opus_head()) + ogg_page(0, 0, 1, "OpusTags" + tags) + ogg_page(0, 24'312, 2, "coded")
         + ogg_page(4, 57'912, 3, "more");
}

inline std::string pdf(const std::string& trailer = "") {
  return "%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\nxref\n0 1\ntrailer\n<</Root 1 0 R" + trailer
         + ">>\nstartxref\n42\n%%EOF\n";
}

struct Sample {
  const char* what;
  std::string bytes;
};

inline std::vector<Sample> samples() {
  return {{"jpeg", jpeg(app1_exif(exif(6, true, true, true)))},
          {"png", png(chunk("eXIf", exif(6, true, true, false)))},
          {"gif", gif()},
          {"webp lossy", webp(vp8(40, 30))},
          {"webp lossless", webp(vp8l(40, 30))},
          {"webp extended", webp(vp8x(40, 30) + vp8(40, 30) + riff_chunk("EXIF", exif(6, false, false, true)))},
          {"heic", heif()},
          {"avif", heif({.brand = "avif", .codec = "av01"})},
          {"mp4", film()},
          {"mp4, index last", film({.index_first = false})},
          {"quicktime", film({.brand = "qt  ", .wide = true})},
          {"webm", recording()},
          {"webm, sound", recording({.type = 2})},
          {"m4a", film({.brand = "M4A ", .handler = "soun"})},
          {"ogg", voice()},
          {"pdf", pdf()}};
}

}  // namespace returns::build
