#pragma once
// The intake as a whole: its folder, its packs, its database, its routes.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "native/http.h"
#include "native/http/embedding.h"
#include "native/intake/demo.h"
#include "native/intake/media_store.h"
#include "native/intake/scheduler.h"
#include "native/intake/services.h"
#include "native/support/file_lock.h"

namespace returns::intake {

struct AppOptions {
  std::filesystem::path data;
  std::string database = {};  // postgresql://…; empty: a file in the folder
  std::string vault = {};     // s3://…; empty: media in the folder
  std::filesystem::path web;
  std::filesystem::path assets;
  std::string merchant = "demo";
  std::filesystem::path trust = {};                      // returns.trust/1; empty: packs need no signature
  std::filesystem::path messages = {};                   // returns.messages/1; empty: no messages go out
  std::vector<std::filesystem::path> sealing_keys = {};  // that open what shared devices have sealed
  bool demo = false;
  bool tls = false;                // this server speaks TLS itself
  http::Embedding embedding = {};  // whose pages may have the portal in them
  MediaLimits media = {};
  // For tests; the real ones when left out.
  Clock clock = {};
  std::unique_ptr<Disk> disk = {};
  Inspect inspect = {};
  std::shared_ptr<spdlog::logger> log = {};
};

class App {
 public:
  // Everything that must stand before the first request is answered. A text says what is wrong and where.
  static std::variant<std::unique_ptr<App>, std::string> open(AppOptions options);
  App(const App&) = delete;
  App& operator=(const App&) = delete;
  ~App() = default;

  const http::Router& router() const { return router_; }
  // What the server does to every answer, and what it logs of it.
  http::Finish finish() const;
  http::Observe observe() const;
  storage::Database& database() const { return *services_.database; }
  const Services& services() const { return services_; }
  // What a server clears away by itself.
  std::vector<Chore> chores();

 private:
  App(AppOptions options, Services services, FileLock lock);
  void add_routes(const AppOptions& options);

  Services services_;
  MediaStore store_;
  std::optional<DemoOrders> demo_;
  std::optional<std::string> demo_fault_;
  http::Embedding embedding_;
  bool tls_;
  http::Router router_;
  FileLock lock_;  // keeps a second server out of the folder, or one with another database
};

}  // namespace returns::intake
