// A file that is brought in pages has the report and the scrub it has in memory, wherever its pages end.

#include <gtest/gtest.h>

#include "core/media/scrub.h"
#include "core/wire/inspect.h"
#include "core/wire/scrub.h"
#include "decode/inspect.h"
#include "tests/thinned.h"
#include "tests/unit/media_samples.h"
#include "tests/unit/memory_source.h"

namespace returns {
namespace {

using namespace build;
using media::Bytes;
using media::Pages;
using test::MemorySource;

std::string reported(const Bytes& file) { return wire::inspect(file, "a.jpg", "image/jpeg"); }

// Outcome, what went, and the edits with what they put.
std::string planned(const Bytes& file) {
  const Scrub scrub = plan_scrub(file);
  std::string out(name(scrub.outcome));
  for (const std::string& mark : scrub.removed) out += ' ' + mark;
  for (const Edit& edit : scrub.edits)
    out += ' ' + std::to_string(edit.at) + '+' + std::to_string(edit.length) + '=' + edit.put + '+'
           + std::to_string(edit.zeros);
  return out;
}

void expect_alike(std::string_view bytes, std::size_t page, const std::string& what) {
  MemorySource source(bytes);
  Pages pages(source, page);
  const Bytes paged(pages), whole(bytes);
  ASSERT_EQ(reported(paged), reported(whole)) << what << ", pages of " << page;
  ASSERT_EQ(planned(paged), planned(whole)) << what << ", pages of " << page;
  ASSERT_FALSE(pages.failed()) << what;
}

std::vector<Sample> noted() {
  std::vector<Sample> all = samples();
  all.push_back({"JPEG with notes", jpeg(app1_exif(exif(6, true, true, true)) + segment(0xFE, "for Ann")) + "behind"});
  all.push_back(
      {"PNG with notes", png(chunk("tEXt", raw("Software\0a tool")) + chunk("eXIf", exif(3, true, false, false)))});
  all.push_back({"film with notes", film({.user_data = box("\xA9xyz", raw("\0\x12\x15\xC7") + "+52.5200+013.4050/")})});
  return all;
}

TEST(MediaPages, WherePagesEndChangesNothing) {
  for (const Sample& sample : noted()) {
    for (std::size_t page : {1U, 2U, 3U, 7U, 64U, 100'000U}) expect_alike(sample.bytes, page, sample.what);
  }
}

TEST(MediaPages, CutAnywhereItSaysTheSame) {
  for (const Sample& sample : noted()) {
    for (std::size_t size = 0; size < sample.bytes.size(); ++size)
      expect_alike(std::string_view(sample.bytes).substr(0, size), 11, std::string(sample.what) + " cut");
  }
}

TEST(MediaPages, ChangedAnywhereItSaysTheSame) {
  for (const Sample& sample : noted()) {
    std::string changed = sample.bytes;
    for (std::size_t at = 0; at < changed.size(); ++at) {
      for (int value = 0; value < 256; value += test::thinned(17, 85)) {
        changed[at] = static_cast<char>(value);
        expect_alike(changed, 13, std::string(sample.what) + " changed at " + std::to_string(at));
      }
      changed[at] = sample.bytes[at];
    }
  }
}

// The tables alone: of the film's data no byte is asked for, and what was asked for is kept in few pages.
TEST(MediaPages, OfALongFilmOnlyTheIndexIsRead) {
  constexpr std::size_t kData = std::size_t{64} << 20U;
  const std::string head = box("ftyp", "isom" + be(0, 4) + "isom");
  std::string long_film = head + be(kData + 8, 4) + "mdat" + zeros(kData);
  const std::string plain = film({.index_first = false});
  const std::size_t index = plain.find("moov") - 4;
  long_film += plain.substr(index);
  MemorySource source(long_film);
  Pages pages(source);
  const Report report = inspect_media(Bytes(pages), "", "");
  EXPECT_TRUE(report.complete) << problems(report);
  EXPECT_GT(report.duration_ms, 0);
  EXPECT_LT(source.brought, Pages::kPage * Pages::kKept);
}

// Wherever the file goes away while it is read: one clear answer, from each of the doors.
TEST(MediaPages, AFileThatGoesAwayIsUnreadable) {
  const std::string bytes = jpeg(segment(0xFE, std::string(60'000, 'n'))) + zeros(200'000) + "x";
  MemorySource all(bytes);
  const std::string good = decode::inspect(all, "a.jpg", "image/jpeg", nullptr);
  EXPECT_NE(good.find("report"), std::string::npos);
  for (int reads = 0; reads < all.reads; ++reads) {
    MemorySource failing(bytes, reads);
    EXPECT_EQ(decode::inspect(failing, "a.jpg", "image/jpeg", nullptr), R"({"fault":{"code":"unreadable"}})") << reads;
    MemorySource again(bytes, reads);
    EXPECT_EQ(wire::scrub(again), R"({"fault":{"code":"unreadable"}})") << reads;
  }
}

// Its edits, put into the file by whoever has it, give the file that the scrub in memory gives.
TEST(MediaPages, EditsOfADoorMakeTheScrubbedFile) {
  for (const Sample& sample : noted()) {
    MemorySource source(sample.bytes);
    const std::string answer = wire::scrub(source);
    const std::string in_memory = wire::scrub(std::string_view(sample.bytes));
    const std::size_t end = answer.find('\n'), end_in_memory = in_memory.find('\n');
    ASSERT_EQ(end == std::string::npos, end_in_memory == std::string::npos) << sample.what;
    if (end == std::string::npos) {
      EXPECT_EQ(answer, in_memory) << sample.what;
      continue;
    }
    const Scrub scrub = plan_scrub(sample.bytes);
    std::string puts;
    for (const Edit& edit : scrub.edits) puts += edit.put;
    EXPECT_EQ(answer.substr(end + 1), puts) << sample.what;
    EXPECT_EQ(in_memory.substr(end_in_memory + 1), scrubbed(sample.bytes, scrub.edits)) << sample.what;
  }
}

}  // namespace
}  // namespace returns
