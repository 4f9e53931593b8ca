// A backup made under load is one moment of the server; what is restored is that moment, and one flipped bit anywhere
// in it is found before anybody works with it.

#include <gtest/gtest.h>
#include <atomic>
#include <fstream>
#include <random>
#include <thread>

#include "core/digest.h"
#include "native/intake/backup.h"
#include "native/storage/audit.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

namespace fs = std::filesystem;

const Instant kNow = *read_instant(kStart);

class Backup : public ::testing::Test {
 protected:
  void SetUp() override {
    if (on_postgresql()) GTEST_SKIP() << "pg_dump makes it, and `returns backup` says so (postgresql.test.js)";
  }
  std::string file(const std::string& id, const std::string& tag) {
    Json order;
    shop.add_order(id);
    const std::string token = shop.token(id, &order);
    const Sealed sealed = shop.seal(order, 1, tag);
    shop.upload_all(token, sealed);
    return text_of(shop.submit(token, "key-of-" + tag, sealed.body).json(), "ticket");
  }
  Outcome<intake::BackupSummary> back_up(const std::string& name) {
    const auto vault = intake::folder_vault(shop.data() / "media", *disk);
    return intake::make_backup(shop.data(), *vault, folder.path() / name, kNow, *disk);
  }
  Outcome<intake::BackupSummary> restore(const std::string& from, const std::string& to) {
    return intake::restore_backup(folder.path() / from, folder.path() / to, *disk);
  }
  std::vector<fs::path> files_of(const std::string& name) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder.path() / name))
      if (entry.is_regular_file()) files.push_back(entry.path());
    return files;
  }
  Shop shop;
  Folder folder;
  std::unique_ptr<Disk> disk = system_disk();
};

void flip(const fs::path& path, std::size_t bit) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(bit / 8));
  const char changed = static_cast<char>(static_cast<unsigned>(file.get()) ^ (1U << (bit % 8)));
  file.seekp(static_cast<std::streamoff>(bit / 8));
  file.put(changed);
}

TEST_F(Backup, IsOneMomentOfAServerAtWork) {
  std::vector<std::string> before;
  for (int i = 0; i < 4; ++i) before.push_back(file("B-" + std::to_string(i), "b" + std::to_string(i)));
  std::atomic<bool> end{false};
  std::atomic<int> filed{0};
  std::thread load([&] {
    for (int i = 0; !end; ++i) {
      if (!file("L-" + std::to_string(i), "l" + std::to_string(i)).empty()) ++filed;
    }
  });
  while (filed < 2) std::this_thread::yield();
  std::vector<std::int64_t> counts;
  for (int round = 0; round < 3; ++round) {
    const std::string out = "out-" + std::to_string(round);
    const auto made = back_up(out);
    ASSERT_TRUE(made) << made.failure().detail;
    const auto restored = restore(out, "new-" + std::to_string(round));
    ASSERT_TRUE(restored) << restored.failure().detail;
    EXPECT_EQ(restored->digest, made->digest);
    EXPECT_GE(restored->requests, 6) << "what was acknowledged before is in it";
    counts.push_back(restored->requests);
    // Each request of that moment with its receipt, its files and its place in the log.
    auto database = storage::Database::open(folder.path() / ("new-" + std::to_string(round)) / "returns.db");
    ASSERT_TRUE(database);
    const auto audit = storage::check_audit(**database);
    EXPECT_EQ(audit->problem, "");
    EXPECT_EQ(audit->requests, restored->requests);
  }
  const int during = filed;
  end = true;
  load.join();
  EXPECT_GT(during, 2) << "nobody waited for the backup";
  EXPECT_TRUE(std::is_sorted(counts.begin(), counts.end()));
}

TEST_F(Backup, ARestoredFolderServes) {
  const std::string ticket = file("B-1", "b");
  const std::string key = "key-of-b";
  ASSERT_TRUE(back_up("out"));
  shop.stop();
  for (const auto& entry : fs::directory_iterator(shop.data())) fs::remove_all(entry);
  const auto restored = intake::restore_backup(folder.path() / "out", shop.data(), *disk);
  ASSERT_TRUE(restored) << restored.failure().detail;
  shop.restart();
  Json order;
  const std::string token = shop.token("B-1", &order);
  // The secret came along: the second factor opens it, and a key that was answered is answered again.
  EXPECT_EQ(shop.post("/api/v1/requests/lookup", {{"ticket", ticket}, {"factor", "4821"}}).status, 200);
  EXPECT_EQ(order["lines"][0]["held"][0]["quantity"], 1);
}

TEST_F(Backup, OneFlippedBitIsFoundWhereverItIs) {
  file("B-1", "b");
  const auto made = back_up("out");
  ASSERT_TRUE(made) << made.failure().detail;
  EXPECT_EQ(made->requests, 1);
  EXPECT_GE(made->media, 1);
  std::mt19937 random(1);
  int tried = 0;
  for (const fs::path& path : files_of("out")) {
    const std::size_t bits = fs::file_size(path) * 8;
    ASSERT_GT(bits, 0U);
    const bool every = path.extension() == ".sha256";
    for (std::size_t i = 0; i < (every ? bits : 25); ++i) {
      const std::size_t bit = every ? i : std::uniform_int_distribution<std::size_t>(0, bits - 1)(random);
      flip(path, bit);
      const auto restored = restore("out", "new");
      ASSERT_FALSE(restored) << path << " bit " << bit;
      EXPECT_EQ(restored.failure().code, FailureCode::Broken) << restored.failure().detail;
      ASSERT_TRUE(!fs::exists(folder.path() / "new") || fs::is_empty(folder.path() / "new"));
      flip(path, bit);
      ++tried;
    }
  }
  EXPECT_GT(tried, 500);
  EXPECT_TRUE(restore("out", "new"));
}

TEST_F(Backup, WhatIsMissingIsFound) {
  file("B-1", "b");
  ASSERT_TRUE(back_up("out"));
  for (const fs::path& path : files_of("out")) {
    const fs::path aside = folder.path() / "aside";
    fs::rename(path, aside);
    EXPECT_FALSE(restore("out", "new")) << path;
    fs::rename(aside, path);
  }
  EXPECT_TRUE(restore("out", "new"));
}

TEST_F(Backup, NothingThatIsThereIsOverwritten) {
  file("B-1", "b");
  ASSERT_TRUE(back_up("out"));
  EXPECT_EQ(back_up("out").failure().code, FailureCode::Conflict);
  folder.write("full/a", "mine");
  EXPECT_EQ(restore("out", "full").failure().code, FailureCode::Conflict);
  EXPECT_EQ(*read_file(folder.path() / "full/a", 10), "mine");
  fs::create_directories(folder.path() / "empty");
  EXPECT_TRUE(restore("out", "empty"));
  EXPECT_EQ(fs::status(folder.path() / "empty").permissions(), fs::perms::owner_all);
}

TEST_F(Backup, AManifestCannotWriteElsewhere) {
  file("B-1", "b");
  ASSERT_TRUE(back_up("out"));
  auto text = *read_file(folder.path() / "out/manifest.json", 1 << 20);
  for (const char* place : {"../escape", "/tmp/escape", "media/../../escape", "uploads/x"}) {
    std::string forged = text;
    forged.replace(forged.find("\"secret.key\""), 12, std::string{"\""} + place + "\"");
    folder.write("out/manifest.json", forged);
    folder.write("out/manifest.json.sha256", sha256_hex(forged) + "  manifest.json\n");
    const auto restored = restore("out", "new");
    ASSERT_FALSE(restored) << place;
    EXPECT_EQ(restored.failure().code, FailureCode::Broken);
  }
}

TEST_F(Backup, AServerDoesNotStartInAHalfRestoredFolder) {
  shop.stop();
  fs::create_directories(shop.data() / intake::kRestoring);
  EXPECT_THROW(shop.restart(), std::runtime_error);
  fs::remove_all(shop.data() / intake::kRestoring);
  shop.restart();
}

}  // namespace
}  // namespace returns::test
