#pragma once
// A file that is not in memory: what is looked at of it is brought a page at a time, and few pages are kept. So a film
// of 2 GB is read in less than 1 MB.
//
//   Pages pages(source);  inspect_media(Bytes(pages), name, type);  if (pages.failed()) …

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace returns::media {

// Where the bytes are: a file of the browser, of the disk.
class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  virtual std::uint64_t size() const = 0;
  // Fills `room` from `at`, all of it: at + count is never above size(). False: the bytes are not to be had (any more).
  virtual bool read(std::uint64_t at, char* room, std::size_t count) = 0;
};

class Pages {
 public:
  static constexpr std::size_t kPage = std::size_t{64} * 1024;
  static constexpr std::size_t kKept = 10;  // an index, its three tables of each track, and the data beside them

  // `source` is used as long as this is.
  explicit Pages(Source& source, std::size_t page = kPage) : source_(source), page_(page) {}

  std::uint64_t size() const { return source_.size(); }
  // The bytes from `at` to the end of its page; nothing beyond the end, and from the first failure on. They stay where
  // they are until kKept other pages were asked for.
  std::string_view run(std::uint64_t at) {
    if (last_ != nullptr && at >= last_->at && at - last_->at < last_->bytes.size()) return last_->from(at);
    return bring(at);
  }
  // A read failed: whatever was found since is not what the file says.
  bool failed() const { return failed_; }

 private:
  struct Page {
    std::uint64_t at = 0;
    std::uint64_t used = 0;  // when, counted in pages asked for
    std::string bytes;
    std::string_view from(std::uint64_t place) const {
      return std::string_view(bytes).substr(static_cast<std::size_t>(place - at));
    }
  };

  std::string_view bring(std::uint64_t at);

  Source& source_;
  std::size_t page_;
  std::vector<Page> pages_;
  Page* last_ = nullptr;
  std::uint64_t clock_ = 0;
  bool failed_ = false;
};

}  // namespace returns::media
