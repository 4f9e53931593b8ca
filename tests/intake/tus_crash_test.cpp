// Uploads and a server that stops: what was acknowledged is there afterwards, and nothing else.

#include <fstream>

#include "tests/intake/tus_fixture.h"

namespace returns::test {
namespace {

TEST_F(Tus, OutlivesARestart) {
  const std::string bytes = big_picture(300'000);
  const std::string location = create(bytes);
  ASSERT_EQ(patch(location, 0, std::string_view{bytes}.substr(0, 123'456)).status, 204);
  shop.restart();
  EXPECT_EQ(offset(location), "123456");
  EXPECT_EQ(patch(location, 123'456, std::string_view{bytes}.substr(123'456)).status, 204);
  EXPECT_EQ(stored(bytes), bytes);
}

TEST_F(Tus, BytesThatWereNotAcknowledgedDoNotCount) {
  const std::string bytes = picture("torn");
  const std::string location = create(bytes);
  ASSERT_EQ(patch(location, 0, std::string_view{bytes}.substr(0, 20)).status, 204);
  shop.stop();
  const std::string part = "uploads/" + location.substr(location.rfind('/') + 1) + ".part";
  std::ofstream(shop.data() / part, std::ios::app | std::ios::binary) << "what a crash left behind";
  shop.restart();
  EXPECT_EQ(offset(location), "20");
  EXPECT_EQ(patch(location, 20, std::string_view{bytes}.substr(20)).status, 204);
  EXPECT_EQ(stored(bytes), bytes);
}

// The machine stops when the whole file lies among the media and the database does not know it yet.
TEST_F(Tus, AFileThatWasMovedAndNotWrittenDownIsFinished) {
  const std::string bytes = picture("moved");
  const std::string location = create(bytes);
  shop.stop();
  const std::string hash = sha256_hex(bytes);
  const auto folder = shop.data() / "media" / hash.substr(0, 2);
  std::filesystem::create_directories(folder);
  std::ofstream(folder / hash.substr(2), std::ios::binary) << bytes;
  shop.restart();
  EXPECT_EQ(offset(location), std::to_string(bytes.size()));
  EXPECT_EQ(shop.query("SELECT sha256 FROM uploads").front(), hash);
  EXPECT_EQ(stored(bytes), bytes);
}

// Its digest is not the file: whoever names a medium that another has sent must send it all the same.
TEST_F(Tus, TheDigestOfAnothersFileBringsNothing) {
  const std::string bytes = picture("another's");
  ASSERT_EQ(patch(create(bytes), 0, bytes).status, 204);
  const std::string location = create(bytes);
  EXPECT_EQ(offset(location), "0");
  EXPECT_EQ(shop.query("SELECT id FROM uploads WHERE sha256 IS NULL").size(), 1U);
}

// What was scrubbed is gone from the disk when its upload is finished or is no more, whenever the machine stopped.
TEST_F(Tus, RemainsOfFinishedUploadsAreClearedAtTheStart) {
  const std::string bytes = picture("remains");
  const std::string location = create(bytes);
  ASSERT_EQ(patch(location, 0, bytes).status, 204);
  const std::string begun = create(picture("begun"));
  ASSERT_EQ(patch(begun, 0, "GIF").status, 204);
  shop.stop();
  const auto uploads = shop.data() / "uploads";
  const std::string id = location.substr(location.rfind('/') + 1);
  for (const std::string& name : {id + ".part", id + ".clean", std::string(32, 'a') + ".part"})
    std::ofstream(uploads / name) << "private";
  shop.restart();
  std::vector<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator(uploads)) {
    // An empty one, where several servers may share the folder; it goes with its upload.
    if (entry.path().extension() != ".lock") left.push_back(entry.path().filename());
  }
  EXPECT_EQ(left, std::vector<std::string>{begun.substr(begun.rfind('/') + 1) + ".part"});
  EXPECT_EQ(offset(begun), "3");
}

TEST_F(Tus, AFileThatIsShorterThanItsRowStartsThere) {
  const std::string bytes = picture("lost");
  const std::string location = create(bytes);
  ASSERT_EQ(patch(location, 0, std::string_view{bytes}.substr(0, 50)).status, 204);
  std::filesystem::resize_file(shop.data() / "uploads" / (location.substr(location.rfind('/') + 1) + ".part"), 30);
  EXPECT_EQ(offset(location), "30");
  EXPECT_EQ(patch(location, 30, std::string_view{bytes}.substr(30)).status, 204);
  EXPECT_EQ(stored(bytes), bytes);
}

}  // namespace
}  // namespace returns::test
