#include "native/intake/app.h"
#include "decode/inspect.h"

#include <spdlog/sinks/null_sink.h>
#include <spdlog/spdlog.h>
#include <algorithm>

#include "core/text.h"
#include "native/http/security.h"
#include "native/http/static_files.h"
#include "native/intake/answers.h"
#include "native/intake/backup.h"
#include "native/intake/complaint_routes.h"
#include "native/intake/customer_routes.h"
#include "native/intake/desk_routes.h"
#include "native/intake/lookup_routes.h"
#include "native/intake/media_routes.h"
#include "native/intake/own_database.h"
#include "native/intake/retention.h"
#include "native/intake/sealed_route.h"
#include "native/intake/sealing_keys.h"
#include "native/intake/secret_check.h"
#include "native/intake/shop_routes.h"
#include "native/intake/signed_packs.h"
#include "native/intake/submit_route.h"
#include "native/intake/withdrawal_routes.h"
#include "native/plain/plain_route.h"
#include "native/storage/cases.h"
#include "native/storage/tickets.h"

namespace returns::intake {
namespace {

namespace fs = std::filesystem;

// Stricter than the customer's: no WebAssembly, no worker, no form that leaves the page.
constexpr const char* kDeskPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; connect-src "
    "'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types lit-html";

std::vector<std::string> locales_of(const fs::path& assets) {
  std::vector<std::string> locales;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(assets / "locales", error)) {
    if (entry.is_directory(error)) locales.push_back(entry.path().filename().string());
  }
  std::sort(locales.begin(), locales.end());
  return locales;
}

Json config_of(const AppOptions& options, const Services& services) {
  const MediaLimits& media = options.media;
  Json config = {{"merchant", options.merchant},
                 {"locales", locales_of(options.assets)},
                 {"packs", services.policies.summary()},
                 {"limits",
                  {{"file_bytes", media.file_bytes},
                   {"video_bytes", media.video_bytes},
                   {"order_bytes", media.quota.bytes},
                   {"order_files", media.quota.files}}},
                 {"demo", options.demo}};
  if (!options.embedding.empty()) config["embed"] = options.embedding.origins();
  if (services.trust) config["trust"] = parse_json(policy::write_trust(*services.trust));
  return config;
}

std::variant<policy::Trust, std::string> read_trust_file(const fs::path& file, const std::string& merchant) {
  constexpr std::size_t kMostBytes = 65'536;
  const auto text = read_file(file, kMostBytes);
  if (!text) return file.string() + ": " + text.failure().detail;
  auto trust = policy::read_trust(*text);
  if (const auto* fault = std::get_if<policy::TrustFault>(&trust))
    return file.string() + ": " + fault->at + ": " + fault->why;
  const std::string& whose = std::get<policy::Trust>(trust).merchant;
  if (whose != merchant)
    return file.string() + ": these are the keys of " + whose + ", and this server answers for " + merchant
           + "; say --merchant " + whose;
  return std::get<policy::Trust>(std::move(trust));
}

struct Chosen {
  std::vector<PackFile> files;
  std::vector<storage::PackVersion> versions;  // to be remembered once they have loaded
};

// Leaves in `chosen` what may be used. A text says why the server cannot start.
std::optional<std::string> choose_packs(const AppOptions& options, Services& services, Chosen& chosen) {
  const Instant now = services.clock();
  if (options.trust.empty()) {
    if (!options.demo) return std::nullopt;
    services.trust = sign_for_demo(chosen.files, now);
    return services.trust ? std::nullopt : std::optional<std::string>("the packs could not be signed");
  }
  auto trust = read_trust_file(options.trust, options.merchant);
  if (auto* fault = std::get_if<std::string>(&trust)) return std::move(*fault);
  services.trust = std::get<policy::Trust>(std::move(trust));
  const auto history = storage::PackVersions(*services.database, options.merchant).all();
  if (!history) return storage::place_of(options.data, options.database).name() + ": " + history.failure().detail;
  Screened screened = screen_packs(std::move(chosen.files), *services.trust, now, *history);
  std::string said;
  for (const RefusedPack& pack : screened.refused) {
    const std::string_view code = name(pack.refusal.code);
    services.log->error(R"("event":"pack_refused","folder":"{}","code":"{}")",
                        pack.file.parent_path().filename().string(), code);
    said += pack.file.string() + ": " + std::string{code} + '\n';
  }
  chosen = {std::move(screened.accepted), std::move(screened.versions)};
  if (chosen.files.empty()) return said + options.trust.string() + ": no pack has a signature that holds";
  return std::nullopt;
}

// Settings that a person has to mend are said now; a storage that cannot be reached is waited for while the rest works.
std::optional<std::string> use_vault(const AppOptions& options, Services& services) {
  auto vault = open_vault(options.data, options.vault, *services.disk, [log = services.log](const std::string& fault) {
    log->error(R"("event":"media_storage","fault":{})", write_json(Json(fault)));
  });
  if (auto* fault = std::get_if<std::string>(&vault)) return std::move(*fault);
  services.vault = std::get<std::unique_ptr<Vault>>(std::move(vault));
  if (Status tried = try_vault(options.vault); !tried) {
    if (tried.failure().code != FailureCode::Busy) return tried.failure().detail;
    services.log->error(R"("event":"media_storage","fault":{})", write_json(Json(tried.failure().detail)));
  }
  if (Status noted = note_media_place(options.data, options.vault, *services.disk); !noted)
    return options.data.string() + ": " + noted.failure().detail;
  return std::nullopt;
}

// What no database holds as a text: half a character, or a NUL. It names nothing that is there.
bool is_nameable(const http::Request& request) {
  return std::all_of(request.captures.begin(), request.captures.end(), [](const std::string& name) {
    return name.find('\0') == std::string::npos && invalid_utf8(name) == std::string_view::npos;
  });
}

bool changes_something(const http::Request& request) {
  return request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS";
}

// Exceptions of libraries end here: the customer gets an answer, the log the cause.
template <class Result, class Work>
Result contained(spdlog::logger& log, Work work) {
  try {
    return work();
  } catch (const std::exception& error) {
    log.error(R"("event":"handler_failed","cause":"{}")", typeid(error).name());
  } catch (...) {
    log.error(R"("event":"handler_failed","cause":"unknown")");
  }
  return error_answer(500, "internal");
}

}  // namespace

std::variant<std::unique_ptr<App>, std::string> App::open(AppOptions options) {
  std::error_code error;
  if (fs::exists(options.data / kRestoring, error))
    return options.data.string() + ": a restore into this folder did not end; empty the folder and restore again";
  fs::create_directories(options.data / "uploads", error);
  if (!error) fs::create_directories(options.data / "media", error);
  if (error) return options.data.string() + ": " + error.message() + "; choose another folder with --data";
  const OwnDatabase own{.data = options.data, .database = options.database};
  // Several servers may have their files in one folder when their rows are in one database on a server. They start one
  // after the other: the first makes the secret, the tables and the demo orders.
  const auto starting = FileLock::take(options.data / "starting", FileLock::Kind::Alone);
  auto lock = FileLock::try_take(options.data / "lock",
                                 own.place().on_server() ? FileLock::Kind::Shared : FileLock::Kind::Alone);
  if (!starting || !lock)
    return options.data.string() + ": another server works in this folder; stop it or choose another with --data";

  Services services;
  services.data = options.data;
  services.merchant = options.merchant;
  services.clock = options.clock ? options.clock : system_clock();
  services.disk = options.disk ? std::move(options.disk) : system_disk();
  services.inspect = options.inspect
                         ? options.inspect
                         : Inspect([](auto bytes, auto name, auto type) { return decode::inspect(bytes, name, type); });
  services.log = options.log
                     ? options.log
                     : std::make_shared<spdlog::logger>("returns", std::make_shared<spdlog::sinks::null_sink_mt>());
  if (auto fault = use_vault(options, services)) return std::move(*fault);
  auto secret = load_secret(options.data, *services.disk);
  if (!secret) return (options.data / "secret.key").string() + ": " + secret.failure().detail;
  services.secret = std::move(*secret);
  auto database = open_or_make(own, *services.disk);
  if (!database) return database.failure().detail;
  services.database = std::move(*database);
  if (Status same = claim_database(*services.database, services.secret, options.data); !same)
    return own.place().name() + ": " + same.failure().detail;
  auto files = read_pack_files(options.assets);
  if (auto* fault = std::get_if<std::string>(&files)) return std::move(*fault);
  Chosen chosen{std::get<std::vector<PackFile>>(std::move(files)), {}};
  if (auto fault = choose_packs(options, services, chosen)) return std::move(*fault);
  auto sealing = sealing_keys(options.sealing_keys, options.data, options.demo, services.trust);
  if (auto* fault = std::get_if<std::string>(&sealing)) return std::move(*fault);
  services.sealing = std::get<std::vector<SealingKey>>(std::move(sealing));
  auto policies = Policies::load(options.assets, std::move(chosen.files));
  if (auto* fault = std::get_if<std::string>(&policies)) return std::move(*fault);
  services.policies = std::get<Policies>(std::move(policies));
  auto texts = MessageTexts::load(options.assets);
  if (auto* loaded = std::get_if<MessageTexts>(&texts)) services.texts = std::move(*loaded);
  if (!options.messages.empty()) {
    // Who sends nothing needs no words.
    if (auto* fault = std::get_if<std::string>(&texts)) return std::move(*fault);
    auto settings = read_message_settings(options.messages);
    if (auto* fault = std::get_if<std::string>(&settings)) return std::move(*fault);
    services.messages = std::get<MessageSettings>(std::move(settings));
  }
  const auto channels = services.messages ? services.messages->channels() : std::vector<std::string>{};
  if (Status chosen_channels = storage::Outbox(*services.database).use_channels(channels); !chosen_channels)
    return own.place().name() + ": " + chosen_channels.failure().detail;
  storage::PackVersions memory(*services.database, options.merchant);
  if (Status kept = memory.remember(chosen.versions, services.clock()); !kept)
    return own.place().name() + ": " + kept.failure().detail;

  std::unique_ptr<App> app(new App(std::move(options), std::move(services), std::move(*lock)));
  if (app->demo_fault_) return std::move(*app->demo_fault_);
  return app;
}

App::App(AppOptions options, Services services, FileLock lock)
    : services_(std::move(services)),
      store_(services_, options.media),
      embedding_(options.embedding),
      tls_(options.tls),
      lock_(std::move(lock)) {
  if (options.demo) {
    auto seeded = DemoOrders::seed(services_, options.assets);
    if (auto* fault = std::get_if<std::string>(&seeded))
      demo_fault_ = std::move(*fault);
    else
      demo_ = std::get<DemoOrders>(std::move(seeded));
  }
  if (Status cleared = store_.clear_remains(); !cleared)
    services_.log->warn(R"("event":"remains_not_cleared","cause":"{}")", cleared.failure().detail);
  if (Status swept = store_.sweep(); !swept)
    services_.log->warn(R"("event":"sweep_failed","cause":"{}")", swept.failure().detail);
  sweep_sealed(services_);
  plain::sweep_forms(services_);
  // What became due while nobody was running is due now.
  storage::Tickets tickets(*services_.database);
  const Status adopted = tickets.adopt();
  if (!adopted || !tickets.escalate(services_.clock())) services_.log->warn(R"("event":"tickets_not_followed")");
  add_routes(options);
}

void App::add_routes(const AppOptions& options) {
  http::Router bare;
  bare.add({"GET", "/healthz", 0, http::Answer([](const http::Request& /*request*/) {
              return json_answer(200, {{"ok", true}});
            })});
  bare.add({"GET", "/api/v1/config", 0,
            http::Answer([config = config_of(options, services_)](const http::Request& /*request*/) {
              return json_answer(200, config);
            })});
  services_.policies.add_routes(bare, services_.clock);
  if (demo_) demo_->add_routes(bare, services_);
  add_lookup_routes(bare, services_);
  add_media_routes(bare, services_, store_);
  add_shop_routes(bare, services_);
  const auto in_flight = std::make_shared<InFlight>();
  add_submit_route(bare, services_, in_flight);
  add_sealed_route(bare, services_, store_, in_flight);
  plain::add_plain_routes(bare, services_, store_, in_flight, options.assets, locales_of(options.assets));
  add_complaint_routes(bare, services_);
  add_withdrawal_routes(bare, services_);
  if (!embedding_.empty()) {
    // What a browser asks before a partner's page may ask; the answer is in the headers (Embedding::add_headers).
    bare.add({"OPTIONS", "/api/{*}", 0, http::Answer([](const http::Request& /*request*/) {
                http::Response response;
                response.status = 204;
                return response;
              })});
  }
  add_customer_routes(bare, services_);
  add_desk_routes(bare, services_);
  // An unknown call must not end at a page.
  bare.add({"GET", "/api/{*}", 0,
            http::Answer([](const http::Request& /*request*/) { return error_answer(404, "no_such_route"); })});
  const auto pages = std::make_shared<http::StaticFiles>(options.web);
  // Demo orders carry their second factors.
  const auto assets = std::make_shared<http::StaticFiles>(options.assets, std::vector<std::string>{"demo"});
  bare.add({"GET", "/assets/{*}", 0, http::Answer([assets](const http::Request& request) {
              return assets->answer(request, request.captures[0]);
            })});
  bare.add({"GET", "/openapi.json", 0,
            http::Answer([assets](const http::Request& request) { return assets->answer(request, "openapi.json"); })});
  for (const char* page : {"/", "/orders/{*}", "/requests/{*}"}) {
    bare.add({"GET", page, 0,
              http::Answer([pages](const http::Request& request) { return pages->answer(request, "index.html"); })});
  }
  bare.add({"GET", "/desk", 0, http::Answer([pages](const http::Request& request) {
              http::Response response = pages->answer(request, "desk.html");
              response.set("Content-Security-Policy", kDeskPolicy);
              return response;
            })});
  bare.add({"GET", "/{*}", 0, http::Answer([pages](const http::Request& request) {
              return pages->answer(request, request.captures[0]);
            })});

  for (http::Route route : bare.take()) {
    if (auto* answer = std::get_if<http::Answer>(&route.handle)) {
      route.handle =
          http::Answer([this, inner = std::move(*answer), json = route.body_limit > 0](const http::Request& request) {
            return contained<http::Response>(*services_.log, [&]() -> http::Response {
              // A partner's page may file a request; it has no business at the desk.
              const bool partner = embedding_.comes_from_partner(request) && !request.path.starts_with("/api/v1/desk/");
              if (changes_something(request) && !partner) {
                if (auto refusal = http::refuse_cross_site(request)) return std::move(*refusal);
              }
              if (changes_something(request) && json) {
                if (auto refusal = http::require_json(request)) return std::move(*refusal);
              }
              if (!is_nameable(request)) return not_found();
              return inner(request);
            });
          });
    } else {
      route.handle =
          http::Open([this, inner = std::get<http::Open>(std::move(route.handle))](const http::Request& request) {
            return contained<http::Opened>(*services_.log, [&]() -> http::Opened {
              if (!embedding_.comes_from_partner(request)) {
                if (auto refusal = http::refuse_cross_site(request)) return std::move(*refusal);
              }
              if (!is_nameable(request)) return not_found();
              return inner(request);
            });
          });
    }
    router_.add(std::move(route));
  }
}

std::vector<Chore> App::chores() {
  return {{"unfinished_uploads",
           [this]() -> Outcome<std::int64_t> {
             const Status swept = store_.sweep();
             if (!swept) return swept.failure();
             return std::int64_t{0};
           }},
          {"unused_cases", [this] { return storage::Cases(*services_.database).forget_unused(services_.clock()); }},
          {"due_media", [this] { return remove_due_media(services_); }}};
}

http::Finish App::finish() const {
  return [clock = services_.clock, embedding = embedding_, tls = tls_](const http::Request& request,
                                                                       http::Response& response) {
    embedding.add_headers(request, response);
    // A browser does not believe it where there is no TLS, so a proxy's word is enough.
    if (tls || request.header("X-Forwarded-Proto") == "https")
      response.set("Strict-Transport-Security", "max-age=63072000");
    http::add_security_headers(response);
    if (response.find("Cache-Control") == nullptr) response.set("Cache-Control", "no-store");
    response.set("Date", http::http_date(clock().seconds));
  };
}

http::Observe App::observe() const {
  return [log = services_.log](const http::Request& request, std::string_view pattern, const http::Response& response,
                               std::chrono::microseconds time) {
    // The route and not the path, and no address: a log line says nothing about a person.
    const auto level = response.status >= 500 ? spdlog::level::err : spdlog::level::info;
    log->log(level, R"("event":"request","method":"{}","route":"{}","status":{},"bytes":{},"us":{})",
             http::known_method(request.method), pattern, response.status, response.bytes().size(), time.count());
  };
}

}  // namespace returns::intake
