#include "tests/intake/shop.h"

#include <stdlib.h>
#include <fstream>
#include <stdexcept>

#include "core/digest.h"
#include "decode/inspect.h"
#include "native/intake/factor.h"
#include "native/support/base64.h"
#include "tests/unit/media_build.h"
#include "tests/unit/support.h"

namespace returns::test {
namespace {

json plain(const Json& document) { return json::parse(document.dump()); }

}  // namespace

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "returns-intake-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void Folder::write(const std::string& name, std::string_view bytes) const {
  std::filesystem::create_directories((path_ / name).parent_path());
  std::ofstream(path_ / name, std::ios::binary) << bytes;
}

std::string picture(const std::string& name) { return build::jpeg(build::segment(0xC4, name), 4000, 3000); }

Shop::Shop(intake::AppOptions options, http::Limits limits)
    : limits_(limits),
      media_(options.media),
      assets_(options.assets.empty() ? RETURNS_ASSETS : options.assets),
      trust_(options.trust),
      embedding_(options.embedding),
      demo_(options.demo) {
  now_ = read_instant(kStart)->seconds;
  web_.write("index.html", "<!doctype html><title>portal</title>");
  open();
}

void Shop::open() {
  intake::AppOptions options;
  options.data = data_.path();
  options.database = database_;
  options.web = web_.path();
  options.assets = assets_;
  options.trust = trust_;
  options.media = media_;
  options.embedding = embedding_;
  options.demo = demo_;
  options.clock = [clock = clock_] { return Instant{*clock}; };
  if (disk_) options.disk = disk_();
  auto opened = intake::App::open(std::move(options));
  if (const auto* fault = std::get_if<std::string>(&opened)) throw std::runtime_error(*fault);
  app_ = std::get<std::unique_ptr<intake::App>>(std::move(opened));
  server_ = std::make_unique<http::Server>(app_->router(), limits_, app_->finish(), app_->observe());
  if (const auto fault = server_->start("127.0.0.1", 0)) throw std::runtime_error(*fault);
}

void Shop::stop() {
  server_.reset();
  app_.reset();
}

void Shop::restart() {
  stop();
  open();
}

std::string Shop::now() const { return write_instant(Instant{now_}, Zone{480}); }

Json Shop::add_order(const std::string& id, std::int64_t units, const std::string& supplier) {
  json purchase = order({line("L1", "rx_medicine", static_cast<int>(units), 3990), line("L2", "cosmetic", 1, 12000)});
  purchase["lines"][0]["sku"] = "K-1";
  purchase["lines"][1]["sku"] = "K-2";
  if (!supplier.empty()) purchase["lines"][0]["supplier"] = supplier;
  return add(id, Json::parse(purchase.dump()));
}

Json Shop::add_shipped_order(const std::string& id, std::int64_t units, std::int64_t shipping) {
  const json purchase = order({line("L1", "rx_medicine", static_cast<int>(units), 3990)}, json::array(), shipping);
  return add(id, Json::parse(purchase.dump()));
}

Json Shop::add(const std::string& id, const Json& purchase) {
  Json document = purchase;
  document["id"] = id;
  storage::NewOrder added{.id = id,
                          .lookup_key = intake::fold_number(id),
                          .merchant = "demo",
                          .customer = "customer of " + id,
                          .document = document.dump(),
                          .factors = {},
                          .seeded_at = {}};
  const auto secret = read_file(data() / "secret.key", 32);
  for (const auto& [kind, value] :
       {std::pair{"phone_last4", "4821"}, std::pair{"email", "ann@example.com"}, std::pair{"postcode", "310012"}}) {
    added.factors.push_back(*intake::make_factor(*secret, kind, value));
  }
  const Status put = storage::Orders(database()).put(added);
  if (!put) throw std::runtime_error(put.failure().detail);
  return document;
}

Reply Shop::ask(const std::string& method, const std::string& target, const Headers& headers, std::string_view body) {
  return Client(port()).ask(method, target, headers, body);
}

Reply Shop::post(const std::string& target, const Json& body, const Headers& more) {
  Headers headers = {{"Content-Type", "application/json"}};
  headers.insert(headers.end(), more.begin(), more.end());
  return ask("POST", target, headers, body.dump());
}

std::string Shop::token(const std::string& id, Json* order) {
  const Json answer = post("/api/v1/orders/lookup", {{"order", id}, {"factor", "4821"}}).json();
  if (order != nullptr) *order = answer.at("order");
  return answer.at("token").get<std::string>();
}

Sealed Shop::seal(const Json& order_document, int quantity, const std::string& tag) {
  const json order = plain(order_document);
  json draft = test::draft({item("L1", quantity, "quality.spoiled")});
  draft["order"] = order.at("id");
  draft = complete(order, draft);
  Sealed sealed;
  for (json& file : draft["evidence"]) {
    const std::string name = tag + '-' + std::to_string(sealed.files.size()) + ".jpg";
    const std::string bytes = picture(name);
    file["name"] = name;
    file["sha256"] = sha256_hex(bytes);
    file["report"] = json::parse(decode::inspect(bytes, name, "image/jpeg")).at("report");
    sealed.files.emplace_back(name, bytes);
  }
  sealed.body = reseal(order_document, Json::parse(draft.dump()));
  return sealed;
}

std::string Shop::reseal(const Json& order, Json draft) {
  const std::string answer = core("cn-pharmacy").seal(order.dump(), draft.dump(), now());
  constexpr std::string_view kHead = R"({"request":)";
  if (!answer.starts_with(kHead)) throw std::runtime_error(answer);
  return answer.substr(kHead.size(), answer.size() - kHead.size() - 1);
}

std::string signed_again(Json request) {
  request.erase("digest");
  const std::string bare = write_json(request);
  request["digest"] = sha256_hex(bare);
  return write_json(request);
}

Headers tus_headers(const std::string& token, const Headers& more) {
  Headers headers = {{"Tus-Resumable", "1.0.0"}, {"Authorization", "Bearer " + token}};
  headers.insert(headers.end(), more.begin(), more.end());
  return headers;
}

std::string metadata(const std::string& name, const std::string& type, const std::string& bytes) {
  return "filename " + encode_base64(name) + ",filetype " + encode_base64(type) + ",sha256 "
         + encode_base64(sha256_hex(bytes));
}

Reply Shop::upload(const std::string& token, const std::string& name, const std::string& bytes,
                   const std::string& type) {
  return ask("POST", "/api/v1/media",
             tus_headers(token, {{"Upload-Length", std::to_string(bytes.size())},
                                 {"Upload-Metadata", metadata(name, type, bytes)},
                                 {"Content-Type", "application/offset+octet-stream"}}),
             bytes);
}

void Shop::upload_all(const std::string& token, const Sealed& sealed) {
  for (const auto& [name, bytes] : sealed.files) {
    const Reply reply = upload(token, name, bytes);
    if (reply.status != 201) throw std::runtime_error(name + ": " + std::to_string(reply.status) + ' ' + reply.body);
  }
}

Reply Shop::submit(const std::string& token, const std::string& key, const std::string& body) {
  return ask("POST", "/api/v1/requests",
             {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + token}, {"Idempotency-Key", key}},
             body);
}

std::vector<std::string> Shop::query(const std::string& sql) {
  auto rows = database().read([&](storage::Session& session) -> Outcome<std::vector<std::string>> {
    std::vector<std::string> values;
    std::string value;
    soci::indicator given = soci::i_null;
    soci::statement statement = (session.prepare << sql, soci::into(value, given));
    statement.execute();
    while (statement.fetch()) values.push_back(given == soci::i_ok ? value : "NULL");
    return values;
  });
  if (!rows) throw std::runtime_error(rows.failure().detail);
  return *rows;
}

}  // namespace returns::test
