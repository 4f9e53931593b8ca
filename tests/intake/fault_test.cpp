// Disks that fail: what was acknowledged is there, what was not is refused, and nothing is damaged.

#include <gtest/gtest.h>
#include <atomic>

#include "core/digest.h"
#include "native/storage/audit.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

// The Nth operation of this disk fails, once.
struct Fuse {
  std::atomic<int> left{-1};  // negative: never
  bool blows() { return left >= 0 && left.fetch_sub(1) == 0; }
};

class FailingFile final : public OpenFile {
 public:
  FailingFile(std::unique_ptr<OpenFile> inner, Fuse& fuse) : inner_(std::move(inner)), fuse_(fuse) {}
  Status write_at(std::int64_t offset, std::string_view bytes) override {
    if (!fuse_.blows()) return inner_->write_at(offset, bytes);
    // As a real disk does: a part of it arrives.
    const Status part = inner_->write_at(offset, bytes.substr(0, bytes.size() / 2));
    return part ? Status(Failure{FailureCode::NoSpace, "planned"}) : part;
  }
  Status truncate(std::int64_t size) override {
    return fuse_.blows() ? Status(Failure{FailureCode::Io, "planned"}) : inner_->truncate(size);
  }
  Status sync() override { return fuse_.blows() ? Status(Failure{FailureCode::Io, "planned"}) : inner_->sync(); }

 private:
  std::unique_ptr<OpenFile> inner_;
  Fuse& fuse_;
};

class FailingDisk final : public Disk {
 public:
  explicit FailingDisk(Fuse& fuse) : fuse_(fuse) {}
  Outcome<std::unique_ptr<OpenFile>> open(const std::filesystem::path& path) override {
    if (fuse_.blows()) return Failure{FailureCode::NoSpace, "planned"};
    auto file = inner_->open(path);
    if (!file) return file.failure();
    return std::unique_ptr<OpenFile>(std::make_unique<FailingFile>(std::move(*file), fuse_));
  }
  Status rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
    return fuse_.blows() ? Status(Failure{FailureCode::NoSpace, "planned"}) : inner_->rename(from, to);
  }
  Status remove(const std::filesystem::path& path) override {
    return fuse_.blows() ? Status(Failure{FailureCode::Io, "planned"}) : inner_->remove(path);
  }

 private:
  std::unique_ptr<Disk> inner_ = system_disk();
  Fuse& fuse_;
};

// `noted` says what the picture carries that is not kept.
void survives_every_failing_operation(const std::string& noted) {
  Fuse fuse;
  Shop shop;
  shop.use_disk([&] { return std::make_unique<FailingDisk>(fuse); });
  shop.restart();
  shop.add_order();
  const std::string token = shop.token();
  int n = 0;
  for (bool failed = true; failed; ++n) {
    ASSERT_LT(n, 100);
    const std::string kept = picture("fault " + std::to_string(n));
    const std::string bytes = kept + noted;
    const Reply created = shop.ask("POST", "/api/v1/media",
                                   tus_headers(token, {{"Upload-Length", std::to_string(bytes.size())},
                                                       {"Upload-Metadata", metadata("a", "image/jpeg", bytes)}}));
    ASSERT_EQ(created.status, 201);
    const std::string location = created.header("location");
    const auto patch = [&](std::size_t at, std::string_view piece) {
      return shop.ask("PATCH", location,
                      tus_headers(token, {{"Upload-Offset", std::to_string(at)},
                                          {"Content-Type", "application/offset+octet-stream"}}),
                      piece);
    };
    fuse.left = n;
    failed = false;
    // A client that does not give up: asks where it stands and goes on from there.
    std::size_t acknowledged = 0;
    for (int tries = 0; acknowledged < bytes.size(); ++tries) {
      ASSERT_LT(tries, 20) << n;
      const Reply head = shop.ask("HEAD", location, tus_headers(token));
      ASSERT_EQ(head.status, 200) << n;
      const std::size_t at = std::stoul(head.header("upload-offset"));
      ASSERT_GE(at, acknowledged) << "what was acknowledged is there";
      const Reply reply = patch(at, std::string_view{bytes}.substr(at, 100));
      if (reply.status == 204)
        acknowledged = at + std::min<std::size_t>(100, bytes.size() - at);
      else {
        failed = true;
        EXPECT_TRUE(reply.status == 507 || reply.status == 500) << n << ' ' << reply.status;
      }
    }
    failed = failed || fuse.left < 0;
    fuse.left = -1;
    const std::string hash = sha256_hex(bytes);
    const auto stored = read_file(shop.data() / "media" / hash.substr(0, 2) / hash.substr(2), 1 << 20);
    ASSERT_TRUE(stored) << n;
    ASSERT_EQ(*stored, kept) << n;
    ASSERT_TRUE(std::filesystem::is_empty(shop.data() / "uploads")) << n;
  }
  EXPECT_GT(n, 8) << "the operations of a whole upload";
}

TEST(Faults, EveryFailingDiskOperationOfAnUploadIsSurvived) { survives_every_failing_operation(""); }
TEST(Faults, EveryFailingDiskOperationOfAScrubIsSurvived) { survives_every_failing_operation("a film behind it"); }

TEST(Faults, AFullDatabaseRefusesAndKeepsWhatItHas) {
  if (on_postgresql()) GTEST_SKIP() << "a limit of pages is SQLite's";
  Shop shop;
  Json order;
  shop.add_order("O-1", 900);
  const std::string token = shop.token("O-1", &order);
  const Sealed sealed = shop.seal(order);
  shop.upload_all(token, sealed);
  ASSERT_TRUE(shop.database().limit_growth(1));
  Reply reply;
  int filed = 0;
  // Until it is full: each request is there as a whole or not at all.
  for (int i = 0; i < 200 && reply.status != 507; ++i) {
    reply = shop.submit(token, "filling-key-" + std::to_string(i),
                        i == 0 ? sealed.body : sealed.body + std::string(static_cast<std::size_t>(i), ' '));
    filed += reply.status == 201 ? 1 : 0;
    ASSERT_TRUE(reply.status == 201 || reply.status == 409 || reply.status == 507) << reply.status << reply.body;
  }
  EXPECT_EQ(reply.status, 507);
  EXPECT_EQ(reply.error(), "storage_full");
  EXPECT_EQ(shop.query("SELECT ticket FROM requests").size(), static_cast<std::size_t>(filed));
  EXPECT_EQ(shop.query("SELECT ticket FROM receipts").size(), static_cast<std::size_t>(filed));
  EXPECT_EQ(storage::check_audit(shop.database())->problem, "");
  ASSERT_TRUE(shop.database().limit_growth(0));
  EXPECT_EQ(shop.ask("GET", "/healthz").status, 200);
  EXPECT_EQ(shop.submit(token, "after-the-flood", sealed.body).status, 201);
}

// Each statement of a filing fails in turn, as the engine makes it fail: a trigger says no.
TEST(Faults, AFilingThatBreaksHalfwayLeavesNothing) {
  Shop shop;
  Json order;
  shop.add_order();
  const std::string token = shop.token("O-1", &order);
  const Sealed sealed = shop.seal(order);
  shop.upload_all(token, sealed);
  const auto tell = [&](const std::string& sql) {
    ASSERT_TRUE(shop.database().write([&](storage::Session& session) -> Status {
      session << sql;
      return Done{};
    })) << sql;
  };
  const auto before = shop.audit_kinds();
  if (on_postgresql())
    tell("CREATE FUNCTION planned() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planned'; END $$");
  for (const std::string place :
       {"UPDATE ON orders", "INSERT ON customers", "INSERT ON requests", "INSERT ON request_lines",
        "INSERT ON request_media", "INSERT ON receipts", "UPDATE ON audit_head", "INSERT ON audit"}) {
    tell(std::string{"CREATE TRIGGER break BEFORE "} + place
         + (on_postgresql() ? " FOR EACH ROW EXECUTE FUNCTION planned()"
                            : " BEGIN SELECT RAISE(ABORT, 'planned'); END"));
    const Reply reply = shop.submit(token, "a-key-of-mine", sealed.body);
    EXPECT_GE(reply.status, 500) << place << reply.body;
    const std::string table = place.substr(place.find(" ON ") + 4);
    tell("DROP TRIGGER break" + (on_postgresql() ? " ON " + table : std::string{}));
    for (const char* empty : {"customers", "requests", "request_lines", "request_media", "receipts"})
      EXPECT_TRUE(shop.query(std::string{"SELECT 1 FROM "} + empty).empty()) << place << ' ' << empty;
    EXPECT_EQ(shop.query("SELECT CAST(revision AS TEXT) FROM orders"), std::vector<std::string>{"0"}) << place;
    EXPECT_EQ(shop.audit_kinds(), before) << place;
    EXPECT_EQ(storage::check_audit(shop.database())->problem, "") << place;
  }
  EXPECT_EQ(shop.submit(token, "a-key-of-mine", sealed.body).status, 201);
}

}  // namespace
}  // namespace returns::test
