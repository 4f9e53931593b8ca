#pragma once
// A whole intake for one test: its own folder, its own clock, the shipped packs, a port the system gives.

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "native/intake/app.h"
#include "tests/intake/client.h"
#include "tests/intake/postgres.h"

namespace returns::test {

inline constexpr const char* kStart = "2026-11-09T09:00:00+08:00";

class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();
  const std::filesystem::path& path() const { return path_; }
  void write(const std::string& name, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

// A picture of its own: other bytes for another `name`, 4000 by 3000 dots in its header.
std::string picture(const std::string& name);

struct Sealed {
  std::string body;                                        // the request's bytes
  std::vector<std::pair<std::string, std::string>> files;  // name, bytes: what its evidence is
};

// The digest over the forged bytes, so that only the lie itself is wrong.
std::string signed_again(Json request);

class Shop {
 public:
  explicit Shop(intake::AppOptions options = {}, http::Limits limits = {});
  Shop(const Shop&) = delete;
  Shop& operator=(const Shop&) = delete;
  ~Shop() { stop(); }

  // Opens again what is in the folder, on another port.
  void restart();
  void stop();
  void pass(std::int64_t seconds) { now_ += seconds; }
  std::string now() const;

  std::uint16_t port() const { return server_->port(); }
  const std::filesystem::path& data() const { return data_.path(); }
  const Folder& web() const { return web_; }
  storage::Place place() const { return storage::place_of(data(), database_); }
  storage::Database& database() { return app_->database(); }
  intake::App& app() { return *app_; }

  // An order of the pharmacy's with the lines L1 (2 prescription medicines, 39.90) and L2 (1 cosmetic, 120.00);
  // opened by 4821, by ann@example.com and by 310012. `supplier` is that of L1.
  Json add_order(const std::string& id = "O-1", std::int64_t units = 2, const std::string& supplier = "");
  // The same with L1 alone, and outbound shipping that was paid for.
  Json add_shipped_order(const std::string& id, std::int64_t units, std::int64_t shipping);

  Reply ask(const std::string& method, const std::string& target, const Headers& headers = {},
            std::string_view body = {});
  Reply post(const std::string& target, const Json& body, const Headers& more = {});
  // Looks the order up; its document is `*order` afterwards.
  std::string token(const std::string& id = "O-1", Json* order = nullptr);

  // A complete draft for `quantity` spoiled units of L1, sealed now; pictures are not uploaded yet.
  Sealed seal(const Json& order, int quantity = 1, const std::string& tag = "a");
  // Bytes of the draft's change sealed again, as a browser with a forged core would.
  std::string reseal(const Json& order, Json draft);
  Reply upload(const std::string& token, const std::string& name, const std::string& bytes,
               const std::string& type = "image/jpeg");
  void upload_all(const std::string& token, const Sealed& sealed);
  Reply submit(const std::string& token, const std::string& key, const std::string& body);

  // The first value of each row.
  std::vector<std::string> query(const std::string& sql);
  std::vector<std::string> audit_kinds() { return query("SELECT kind FROM audit ORDER BY id"); }

 private:
  void open();
  Json add(const std::string& id, const Json& purchase);

  Folder data_, web_;
  const std::string database_ = fresh_database();
  http::Limits limits_;
  std::shared_ptr<std::atomic<std::int64_t>> clock_ = std::make_shared<std::atomic<std::int64_t>>();
  std::atomic<std::int64_t>& now_ = *clock_;
  intake::MediaLimits media_;
  std::filesystem::path assets_, trust_;
  std::function<std::unique_ptr<Disk>()> disk_;
  http::Embedding embedding_;
  bool demo_ = false;
  std::unique_ptr<intake::App> app_;
  std::unique_ptr<http::Server> server_;

 public:
  // Set before restart() to make the disk fail.
  void use_disk(std::function<std::unique_ptr<Disk>()> make) { disk_ = std::move(make); }
};

Headers tus_headers(const std::string& token, const Headers& more = {});
std::string metadata(const std::string& name, const std::string& type, const std::string& bytes);

}  // namespace returns::test
