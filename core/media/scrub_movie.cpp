// Tables of a film point to places in the file, so nothing moves: what goes becomes a box of free space of the same
// size, or zeros in its field.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/media/edits.h"
#include "core/media/movie.h"
#include "core/media/movie_chunks.h"

namespace returns::media {
namespace {

// What players need, level by level; below the levels listed everything stays but what can hold anything.
constexpr std::array kTop{four("ftyp"), four("styp"), four("moov"), four("moof"), four("mdat"),
                          four("mfra"), four("sidx"), four("ssix"), four("pdin")};
constexpr std::array kMovie{four("mvhd"), four("trak"), four("mvex"), four("iods")};
constexpr std::array kTrack{four("tkhd"), four("mdia"), four("edts"), four("tref"),
                            four("tapt"), four("trgr"), four("load")};
constexpr std::array kMedia{four("mdhd"), four("hdlr"), four("minf"), four("elng")};
constexpr std::array kAnything{four("udta"), four("meta"), four("uuid"), four("free"), four("skip")};

template <std::size_t N>
bool in(const std::array<std::uint32_t, N>& list, std::uint32_t type) {
  return std::find(list.begin(), list.end(), type) != list.end();
}
bool holds_boxes(std::uint32_t type) {
  return type == four("minf") || type == four("stbl") || type == four("dinf") || type == four("edts")
         || type == four("mvex") || type == four("traf") || type == four("gmhd");
}

struct Span {
  Offset at = 0, end = 0;
};

class MovieScrub {
 public:
  MovieScrub(const Bytes& file, Edits& edits) : file_(file), edits_(edits) {}

  void run() {
    Boxes boxes(file_);
    while (const auto box = boxes.next()) {
      if (box->cut) return finish(box->place);
      if (!in(kTop, box->type)) {
        free(*box);
      } else if (box->type == four("moov")) {
        moov(box->body);
      } else if (box->type == four("moof")) {
        fragments_ = true;
        inside(box->body);
      } else if (box->type == four("mdat")) {
        data_.push_back({box->body.place(), box->body.end_place()});
      }
    }
    finish(boxes.rest().place());
  }

 private:
  void free(const Box& box) {
    edits_.put_other(box.place + 4, 4, "free");
    edits_.blank(box.body);
  }

  void moov(const Bytes& body) {
    Boxes boxes(body);
    while (const auto box = boxes.next()) {
      if (!in(kMovie, box->type)) {
        free(*box);
      } else if (box->type == four("mvhd")) {
        times(box->body);
      } else if (box->type == four("trak")) {
        trak(*box);
      } else if (holds_boxes(box->type)) {
        inside(box->body);
      }
    }
  }

  // Cameras keep places, movements and settings in tracks of their own; time codes are the time of day.
  void trak(const Box& track) {
    const auto mdia = child(track.body, four("mdia"));
    const auto hdlr = mdia ? child(*mdia, four("hdlr")) : std::nullopt;
    const std::uint32_t handler = hdlr ? FullBox(*hdlr).fields.be32(4) : 0;
    const bool kept = handler == four("vide") || handler == four("soun");
    if (mdia) chunks(*mdia, kept ? shown_ : hidden_);
    if (!kept) {
      hides_ = true;
      return free(track);
    }
    Boxes boxes(track.body);
    while (const auto box = boxes.next()) {
      if (!in(kTrack, box->type)) {
        free(*box);
      } else if (box->type == four("tkhd")) {
        times(box->body);
      } else if (box->type == four("mdia")) {
        media(box->body, handler == four("vide"));
      } else if (holds_boxes(box->type)) {
        inside(box->body);
      }
    }
  }

  void media(const Bytes& body, bool picture) {
    Boxes boxes(body);
    while (const auto box = boxes.next()) {
      if (!in(kMedia, box->type)) {
        free(*box);
      } else if (box->type == four("mdhd")) {
        times(box->body);
      } else if (box->type == four("hdlr")) {
        edits_.blank(FullBox(box->body).fields.from(8));  // maker and name
      } else if (box->type == four("minf")) {
        inside(box->body);
        const auto stbl = child(box->body, four("stbl"));
        if (const auto stsd = stbl ? child(*stbl, four("stsd")) : std::nullopt) descriptions(*stsd, picture);
      }
    }
  }

  // A level that stays but for boxes that can hold anything. Not deeper than the names that are entered go.
  void inside(const Bytes& body, int depth = 0) {
    Boxes boxes(body);
    while (const auto box = boxes.next()) {
      if (in(kAnything, box->type)) {
        free(*box);
      } else if (depth < 4 && holds_boxes(box->type)) {
        inside(box->body, depth + 1);
      }
    }
  }

  void descriptions(const Bytes& stsd, bool picture) {
    Boxes entries(FullBox(stsd).fields.from(4));
    while (const auto entry = entries.next()) {
      edits_.blank(entry->body.part(12, 4));                // who wrote the encoder
      if (picture) edits_.blank(entry->body.part(42, 32));  // its name
    }
  }

  // Creation and modification, first in mvhd, tkhd and mdhd.
  void times(const Bytes& body) {
    const FullBox header(body);
    edits_.blank(header.fields.part(0, header.version == 1 ? 16 : 8));
  }

  void chunks(const Bytes& mdia, std::vector<Span>& spans) {
    const auto minf = child(mdia, four("minf"));
    const auto stbl = minf ? child(*minf, four("stbl")) : std::nullopt;
    if (!stbl) return;
    const ChunkOffsets offsets(*stbl);
    Sizes sizes(*stbl);
    Runs runs(*stbl);
    for (std::uint64_t chunk = 1; offsets.whole() && chunk <= offsets.count(); ++chunk) {
      const Offset at = offsets.at(chunk - 1);
      const std::uint64_t size = sizes.take(runs.samples_of(chunk));
      // An empty chunk that is kept has a place that must be there, as for the reader.
      const Offset end = saturating_add(at, size == 0 && &spans == &shown_ ? 1 : size);
      if (end > at) spans.push_back({at, end});
    }
  }

  // Ascending and apart.
  static void merge(std::vector<Span>& spans) {
    std::stable_sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.at < b.at; });
    std::vector<Span> merged;
    for (const Span& span : spans) {
      if (merged.empty() || span.at > merged.back().end) {
        merged.push_back(span);
      } else {
        merged.back().end = std::max(merged.back().end, span.end);
      }
    }
    spans = std::move(merged);
  }

  // Samples of tracks that go become zeros: only where a film's data lie, and nowhere that a kept track looks. What is
  // behind the last box goes, unless it is looked at too.
  void finish(Offset end) {
    merge(shown_);
    if (!shown_.empty() && shown_.back().end > end) return edits_.give_up();
    edits_.drop_behind(end);
    if (!hides_) return;
    if (fragments_) return edits_.give_up();  // their samples are told apart in every fragment
    merge(hidden_);
    merge(data_);
    std::size_t shown = 0, data = 0;
    for (const Span& span : hidden_) {
      while (shown < shown_.size() && shown_[shown].end <= span.at) ++shown;
      if (shown < shown_.size() && shown_[shown].at < span.end) return edits_.give_up();
      while (data < data_.size() && data_[data].end < span.end) ++data;
      if (data == data_.size() || data_[data].at > span.at) return edits_.give_up();
    }
    for (const Span& span : hidden_) edits_.blank(file_.part(span.at, span.end - span.at));
  }

  const Bytes& file_;
  Edits& edits_;
  std::vector<Span> data_, shown_, hidden_;
  bool fragments_ = false, hides_ = false;
};

}  // namespace

void scrub_movie(const Bytes& file, Edits& edits) { MovieScrub(file, edits).run(); }

}  // namespace returns::media
