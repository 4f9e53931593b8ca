#include "tests/intake/postgres.h"

#include <fcntl.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>
#include <vector>

#include "native/storage/engine.h"

namespace returns::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// Debian has the programs of every version in a folder of its own.
fs::path program(const std::string& name) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", error))
    if (fs::exists(entry.path() / "bin" / name)) found.push_back(entry.path() / "bin" / name);
  if (found.empty()) throw std::runtime_error("there is no " + name + "; install the package postgresql-15");
  return *std::max_element(found.begin(), found.end());
}

class Server {
 public:
  Server() {
    std::string name = (fs::temp_directory_path() / "returns-pg-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the server");
    folder_ = name;
    // The server refuses to be root's.
    if (geteuid() == 0) user_ = getpwnam("postgres");
    if (user_ != nullptr && chown(name.c_str(), user_->pw_uid, user_->pw_gid) != 0)
      throw std::runtime_error("chown to postgres");
    // In the order of a language, where the order of bytes is what the queries want: they must say so.
    const pid_t made = begin({program("initdb").string(), "-D", data(), "--no-sync", "-A", "trust", "-U", "returns",
                              "-E", "UTF8", "--locale", "C.UTF-8", "--locale-provider", "icu", "--icu-locale", "und"});
    int status = 0;
    waitpid(made, &status, 0);
    if (status != 0) throw std::runtime_error("initdb failed: " + (folder_ / "log").string());
    start();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() {
    stop(SIGQUIT);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  void restart() {
    stop(SIGINT);
    start();
  }

  void stop(int signal) {
    if (process_ <= 0) return;
    kill(process_, signal);
    waitpid(process_, nullptr, 0);
    process_ = 0;
  }

  std::string url(const std::string& schema) const {
    return "postgresql://returns@/postgres?host=" + folder_.string()
           + (schema.empty() ? "" : "&options=-csearch_path%3D" + schema);
  }

 private:
  std::string data() const { return (folder_ / "data").string(); }

  pid_t begin(const std::vector<std::string>& command) const {
    std::vector<char*> args;
    args.reserve(command.size() + 1);
    for (const std::string& part : command) args.push_back(const_cast<char*>(part.c_str()));
    args.push_back(nullptr);
    const std::string log = (folder_ / "log").string();
    const pid_t child = fork();
    if (child != 0) return child;
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    const bool left =
        user_ == nullptr
        || (initgroups("postgres", user_->pw_gid) == 0 && setgid(user_->pw_gid) == 0 && setuid(user_->pw_uid) == 0);
    // A test program that is killed takes its server along.
    prctl(PR_SET_PDEATHSIG, SIGINT);
    if (left && chdir("/") == 0) execv(args[0], args.data());
    _exit(127);
  }

  void start() {
    process_ =
        begin({program("postgres").string(), "-D", data(), "-k", folder_.string(), "-c", "listen_addresses=", "-c",
               "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200", "-c", "shared_buffers=32MB"});
    for (int tries = 0; tries < 300; ++tries) {
      try {
        storage::make_postgresql(url(""))->connect(storage::Role::Reader);
        return;
      } catch (const soci::soci_error&) {
        std::this_thread::sleep_for(20ms);
      }
    }
    throw std::runtime_error("the server does not answer: " + (folder_ / "log").string());
  }

  fs::path folder_;
  passwd* user_ = nullptr;
  pid_t process_ = 0;
};

std::unique_ptr<Server> server;

// Before any test has made a thread, and gone when the last one is done.
class Environment final : public ::testing::Environment {
 public:
  void SetUp() override {
    if (!on_postgresql()) return;
    server = std::make_unique<Server>();
    std::cout << "On PostgreSQL: " << server->url("") << '\n';
  }
  void TearDown() override { server.reset(); }
};

// NOLINTNEXTLINE(cert-err58-cpp): what it may throw is that there is no memory
[[maybe_unused]] const auto* const kEnvironment = ::testing::AddGlobalTestEnvironment(new Environment);

}  // namespace

bool on_postgresql() {
  const char* said = std::getenv("RETURNS_TEST_DATABASE");
  return said != nullptr && std::string_view{said} == "postgresql";
}

std::string fresh_database() {
  if (!on_postgresql()) return {};
  static std::atomic<int> number = 0;
  const std::string schema = "t" + std::to_string(++number);
  *storage::make_postgresql(server->url(""))->connect(storage::Role::Writer) << "CREATE SCHEMA " + schema;
  return server->url(schema);
}

storage::Place fresh_place(const fs::path& folder) { return storage::place_of(folder, fresh_database()); }

void stop_postgresql() { server->stop(SIGINT); }
void restart_postgresql() { server->restart(); }

}  // namespace returns::test
