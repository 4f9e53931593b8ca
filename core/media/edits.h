#pragma once
// What a scrubber of a container wants changed; and the EXIF block it may leave.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/media/bytes.h"
#include "core/media/scrub.h"

namespace returns::media {

class Edits {
 public:
  Edits(const Bytes& file, std::int32_t orientation) : file_(file), orientation_(orientation) {}

  // Bytes that stay as they are make no edit, so that a second scrub has none.
  void put(Offset at, Offset length, std::string bytes) {
    if (!file_.part(at, length).is(bytes)) edits_.push_back({at, length, std::move(bytes)});
  }
  void drop(Offset at, Offset length) { put(at, length, ""); }
  // Metadata that the report has no word for.
  void drop_other(Offset at, Offset length) {
    if (length > 0) other_ = true;
    drop(at, length);
  }
  void put_other(Offset at, Offset length, std::string bytes) {
    if (!file_.part(at, length).is(bytes)) other_ = true;
    put(at, length, std::move(bytes));
  }
  // In a container whose tables point to places in the file nothing may move.
  void blank(const Bytes& part) {
    if (part.all_zero()) return;
    other_ = true;
    edits_.push_back({.at = part.place(), .length = part.size(), .zeros = part.size()});
  }
  void drop_behind(Offset end) {
    if (!file_.from(end).all_zero()) trailing_ = true;  // cameras pad with zeros; they go too
    drop(end, file_.size() - std::min(end, file_.size()));
  }

  // What an EXIF block becomes: nothing, or the orientation in the first one when it turns the picture. Empty: drop it.
  std::string exif_instead() {
    if (std::exchange(exif_seen_, true) || orientation_ < 2) return {};
    // TIFF, most significant byte first: a directory at 8 with one SHORT, and no other directory.
    std::string block("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0", 26);
    block[19] = static_cast<char>(orientation_);
    return block;
  }
  void put_exif(Offset at, Offset length, std::string bytes) {
    if (!file_.part(at, length).is(bytes)) exif_changed_ = true;
    put(at, length, std::move(bytes));
  }

  // How many bytes fewer the file has.
  Offset shrunk() const {
    Offset less = 0;
    for (const Edit& edit : edits_) less += edit.length - edit.put.size() - edit.zeros;
    return less;
  }

  // What this file carries cannot be told from what it shows.
  void give_up() { given_up_ = true; }

  bool given_up() const { return given_up_; }
  bool exif_gone() const { return exif_changed_; }
  bool other() const { return other_; }
  bool trailing() const { return trailing_; }
  std::vector<Edit> take() {
    std::stable_sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) { return a.at < b.at; });
    return std::move(edits_);
  }

 private:
  const Bytes& file_;
  std::int32_t orientation_;
  std::vector<Edit> edits_;
  bool exif_seen_ = false, exif_changed_ = false, other_ = false, trailing_ = false, given_up_ = false;
};

// Of a file that its reader found whole and undamaged.
void scrub_jpeg(const Bytes& file, Edits& edits);
void scrub_png(const Bytes& file, Edits& edits);
void scrub_webp(const Bytes& file, Edits& edits);
void scrub_movie(const Bytes& file, Edits& edits);

}  // namespace returns::media
