// What arrives with more than it shows, from a client that is not ours or is old (ADR 0300).

#include <gtest/gtest.h>

#include "core/digest.h"
#include "core/media/inspect.h"
#include "core/media/scrub.h"
#include "tests/intake/shop.h"
#include "tests/unit/media_build.h"

namespace returns::test {
namespace {

// The file that is found by the digest of `bytes`.
std::string stored(const Shop& shop, const std::string& bytes) {
  const std::string hash = sha256_hex(bytes);
  const auto file = read_file(shop.data() / "media" / hash.substr(0, 2) / hash.substr(2), std::size_t{1} << 20);
  return file ? *file : std::string{};
}

TEST(ScrubbedMedia, WhatSaysMoreThanItShowsIsKeptWithoutIt) {
  Shop shop;
  shop.add_order();
  const std::string token = shop.token();
  const std::string block = build::app1_exif(build::exif(6, true, true, true));
  const std::string bytes = build::jpeg(block + build::segment(0xFE, "bought by Ann"), 4000, 3000) + "and a film";
  const Reply reply = shop.upload(token, "a.jpg", bytes);
  EXPECT_EQ(reply.status, 201) << reply.body;
  // Found again by the digest that was sealed; what lies there has the orientation and nothing else.
  const std::string kept = stored(shop, bytes);
  const Report report = inspect_media(kept, "", "");
  EXPECT_EQ(report.orientation, 6);
  EXPECT_EQ(build::metadata(report), "exif");
  EXPECT_EQ(build::problems(report), "");
  EXPECT_EQ(name(plan_scrub(kept).outcome), "clean");
  EXPECT_TRUE(std::filesystem::is_empty(shop.data() / "uploads"));
  // The report is of what came, as the browser's is; the log says what lies there instead.
  const Json found = parse_json(shop.query("SELECT report FROM uploads").front());
  EXPECT_EQ(found["size"], bytes.size());
  EXPECT_EQ(found["metadata"], Json::array({"exif", "gps", "comment", "thumbnail"}));
  const auto notes = shop.query("SELECT detail FROM audit WHERE kind = 'media_scrubbed'");
  ASSERT_EQ(notes.size(), 1U);
  const Json note = parse_json(notes.front());
  EXPECT_EQ(note["sha256"], sha256_hex(bytes));
  EXPECT_EQ(note["kept"], sha256_hex(kept));
  EXPECT_EQ(note["removed"], Json::array({"exif", "gps", "comment", "thumbnail", "trailing_data"}));
  // Again, and a broken one, which nobody can look through and no slot takes.
  EXPECT_EQ(shop.upload(token, "again.jpg", bytes).status, 201);
  EXPECT_EQ(stored(shop, bytes), kept);
  const std::string cut = bytes.substr(0, bytes.size() - 20);
  EXPECT_EQ(shop.upload(token, "cut.jpg", cut).status, 201);
  EXPECT_EQ(stored(shop, cut), cut);
}

}  // namespace
}  // namespace returns::test
