#include <malloc.h>
#include <pthread.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <csignal>
#include <iostream>
#include <memory>
#include <optional>

#include "native/command/commands.h"
#include "native/command/data_options.h"
#include "native/connectors/worker.h"
#include "native/intake/app.h"
#include "native/intake/metrics.h"
#include "native/intake/scheduler.h"
#include "native/intake/sender.h"

namespace returns::command {
namespace {

struct ServeOptions {
  intake::OwnDatabase own;
  std::string web, assets, trust, messages, connectors;
  std::string tls_cert, tls_key;
  std::string host = "127.0.0.1";
  std::string merchant = "demo";
  std::uint16_t port = 8080;
  std::optional<std::uint16_t> metrics_port;
  bool demo = false;
  std::vector<std::string> embed, sealing_keys;
};

std::shared_ptr<spdlog::logger> make_log() {
  auto log = std::make_shared<spdlog::logger>("returns", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  log->set_pattern(R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})", spdlog::pattern_time_type::utc);
  log->flush_on(spdlog::level::info);
  return log;
}

// A slow client holds a descriptor; the usual 1024 would be the first limit to be reached.
void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// Each thread that allocates would get a heap of its own, most of it empty; two are enough for those that compute at
// the same time.
void share_heaps() { mallopt(M_ARENA_MAX, 2); }

// Those that wait for the disk at the same time wait once, for one commit (storage::Database).
http::Limits many_threads() {
  http::Limits limits;
  limits.workers = 12;
  return limits;
}

http::Limits few_threads() {
  http::Limits limits;
  limits.io_threads = 1;
  limits.workers = 1;
  return limits;
}

int serve(const ServeOptions& options) {
  for (const std::string& origin : options.embed) {
    if (http::is_origin(origin)) continue;
    std::cerr << origin << ": not an origin; it is written as https://shop.example, without a path or a star\n";
    return 2;
  }
  const std::filesystem::path index = std::filesystem::path(options.web) / "index.html";
  std::error_code error;
  if (!std::filesystem::is_regular_file(index, error)) {
    std::cerr << index.string() << ": there is no such page; build the web pages first\n";
    return 2;
  }
  // Before any thread is made, so that all of them leave these signals to sigwait below.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  sigset_t answered;
  sigemptyset(&answered);
  sigaddset(&answered, SIGPIPE);
  // Files that may not grow: the write fails as on a full disk, and that is answered.
  sigaddset(&answered, SIGXFSZ);
  pthread_sigmask(SIG_BLOCK, &answered, nullptr);
  raise_descriptor_limit();
  share_heaps();

  std::vector<connectors::ConnectorSettings> settings;
  if (!options.connectors.empty()) {
    auto read = connectors::read_connector_settings(options.connectors, options.merchant);
    if (const auto* fault = std::get_if<std::string>(&read)) {
      std::cerr << *fault << '\n';
      return 2;
    }
    settings = std::get<0>(std::move(read));
  }
  const auto log = make_log();
  intake::AppOptions app_options;
  app_options.data = options.own.data;
  app_options.database = options.own.database;
  app_options.vault = options.own.media;
  app_options.web = options.web;
  app_options.assets = options.assets;
  app_options.merchant = options.merchant;
  app_options.trust = options.trust;
  app_options.messages = options.messages;
  app_options.sealing_keys.assign(options.sealing_keys.begin(), options.sealing_keys.end());
  app_options.demo = options.demo;
  app_options.tls = !options.tls_cert.empty();
  app_options.embedding = http::Embedding(options.embed);
  app_options.log = log;
  auto opened = intake::App::open(std::move(app_options));
  if (const auto* fault = std::get_if<std::string>(&opened)) {
    std::cerr << *fault << '\n';
    return 2;
  }
  auto& app = *std::get<std::unique_ptr<intake::App>>(opened);
  if (const Status queued = connectors::prepare(app.services(), settings); !queued) {
    std::cerr << queued.failure().detail << '\n';
    return 2;
  }
  intake::Metrics metrics(system_clock()());
  const auto observe = [&metrics, write = app.observe()](const http::Request& request, std::string_view route,
                                                         const http::Response& response,
                                                         std::chrono::microseconds time) {
    metrics.count(request, route, response.status, time);
    write(request, route, response, time);
  };
  http::Server server(app.router(), many_threads(), app.finish(), observe);
  if (!options.tls_cert.empty()) {
    if (const auto fault = server.use_certificate(options.tls_cert, options.tls_key)) {
      std::cerr << *fault << '\n';
      return 2;
    }
  }
  if (const auto fault = server.start(options.host, options.port)) {
    std::cerr << "Cannot listen on " << *fault << "; choose another port with --port\n";
    return 2;
  }
  const bool v6 = options.host.find(':') != std::string::npos;
  std::cout << "The returns portal answers at " << (options.tls_cert.empty() ? "http" : "https") << "://"
            << (v6 ? "[" + options.host + "]" : options.host) << ':' << server.port() << "/\n"
            << std::flush;
  log->info(R"("event":"started","version":"{}","port":{},"demo":{})", RETURNS_VERSION, server.port(), options.demo);
  const intake::Scheduler scheduler(app.database(), system_clock(), log, app.chores());
  std::optional<intake::Sender> sender;
  if (const auto& messages = app.services().messages)
    sender.emplace(app.database(), system_clock(), log, *messages, app.services().texts);
  std::vector<std::unique_ptr<connectors::Worker>> workers;
  workers.reserve(settings.size());
  for (const auto& one : settings) workers.push_back(std::make_unique<connectors::Worker>(app.services(), one, log));
  http::Router metrics_router;
  intake::add_metrics_routes(metrics_router, metrics, app.database(), system_clock(),
                             [&scheduler] { return scheduler.runs(); });
  http::Server metrics_server(metrics_router, few_threads(), app.finish(), [](auto&&... /*unseen*/) {});
  if (options.metrics_port) {
    if (const auto fault = metrics_server.start("127.0.0.1", *options.metrics_port)) {
      std::cerr << "Cannot listen on " << *fault << "; choose another port with --metrics-port\n";
      return 2;
    }
    log->info(R"("event":"metrics","port":{})", metrics_server.port());
  }
  int signal = 0;
  sigwait(&signals, &signal);
  log->info(R"("event":"stopping","signal":{})", signal);
  server.stop();
  metrics_server.stop();
  log->info(R"("event":"stopped")");
  return 0;
}

}  // namespace

void add_serve(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("serve", "Run the intake server");
  const auto options = std::make_shared<ServeOptions>();
  add_data_options(*command, options->own, "Folder for the database and the media; made when it is not there");
  command->add_option("--web", options->web, "Folder with the built pages")->required();
  command->add_option("--assets", options->assets, "Folder with packs, calendars, locales and pictures")->required();
  command->add_option("--host", options->host, "Address to listen on")->capture_default_str();
  command->add_option("--port", options->port, "Port to listen on; 0 takes one that is free")->capture_default_str();
  command->add_option("--metrics-port", options->metrics_port,
                      "Port of this machine alone for /metrics (OpenMetrics) and /readyz; 0 takes one that is free");
  command->add_option("--merchant", options->merchant, "The merchant's id, shown to the pages")->capture_default_str();
  command->add_option("--trust", options->trust,
                      "The merchant's trust file: only packs that are signed by one of its keys are used");
  command->add_option("--messages", options->messages,
                      "Settings of the messages to customers and to the merchant's systems (returns.messages/1)");
  command->add_option("--connectors", options->connectors,
                      "Shop systems that are told of returns and asked for orders (returns.connectors/1)");
  auto* certificate = command->add_option("--tls-cert", options->tls_cert, "Certificate chain (PEM): answer by TLS");
  auto* key = command->add_option("--tls-key", options->tls_key, "Key of the certificate (PEM)");
  certificate->needs(key);
  key->needs(certificate);
  command->add_option(
      "--embed", options->embed,
      "Origin of a shop whose pages may have the portal in them, https://shop.example; may be repeated");
  command->add_option(
      "--sealing-key", options->sealing_keys,
      "Key that opens what shared devices have sealed (returns outbox keygen); may be repeated, so that "
      "what was sealed for an older one can still be opened");
  command->add_flag("--demo", options->demo, "Put the demo orders into the database and list them");
  command->callback([options, &status] { status = serve(*options); });
}

}  // namespace returns::command
