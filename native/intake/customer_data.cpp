#include "native/intake/customer_data.h"

#include <array>
#include <string_view>

#include "native/intake/media_store.h"
#include "native/storage/erasure.h"
#include "native/storage/tickets.h"
#include "native/support/copy.h"

namespace returns::intake {
namespace {

namespace fs = std::filesystem;

template <std::size_t Size>
Json only(const Json& value, const std::array<const char*, Size>& names) {
  Json kept = Json::object();
  for (const char* name : names) {
    if (const Json* found = member(value, name); found != nullptr) kept[name] = *found;
  }
  return kept;
}

// "files/<ticket>-<position>.jpg": the customer's own name may be no name of a file.
std::string file_name(const std::string& ticket, std::size_t position, const std::string& type) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kEndings = {{{"image/jpeg", ".jpg"},
                                                                                      {"image/png", ".png"},
                                                                                      {"image/webp", ".webp"},
                                                                                      {"image/gif", ".gif"},
                                                                                      {"video/mp4", ".mp4"},
                                                                                      {"video/quicktime", ".mov"},
                                                                                      {"application/pdf", ".pdf"}}};
  std::string name = "files/" + ticket + '-' + std::to_string(position + 1);
  for (const auto& [known, ending] : kEndings)
    if (known == type) name += ending;
  return name;
}

Outcome<std::int64_t> export_files(Vault& vault, Json& request, const fs::path& out, Disk& disk) {
  std::int64_t count = 0;
  Json& files = request["files"];
  for (std::size_t position = 0; position < files.size(); ++position) {
    Json& file = files[position];
    if (member(file, "removed_at") != nullptr) continue;
    const std::string name = file_name(text_of(request, "ticket"), position, text_of(file, "type"));
    const auto copied = vault.copy(text_of(file, "sha256"), out / name, disk);
    if (!copied) return Failure{copied.failure().code, name + ": " + copied.failure().detail};
    file["file"] = name;
    ++count;
  }
  return count;
}

Status make_folder(const fs::path& out) {
  std::error_code error;
  if (fs::exists(out, error) && (!fs::is_directory(out, error) || !fs::is_empty(out, error)))
    return Failure{FailureCode::Conflict, out.string() + ": is there and not an empty folder"};
  fs::create_directories(out, error);
  if (!error) fs::permissions(out, fs::perms::owner_all, error);
  if (error) return Failure{FailureCode::Io, out.string() + ": " + error.message()};
  return Done{};
}

Outcome<std::vector<std::string>> open_tickets(Services& services, const std::vector<std::string>& orders) {
  std::vector<std::string> open;
  for (const std::string& order : orders) {
    const auto record = storage::record_of_order(*services.database, order);
    if (!record) return record.failure();
    for (const Json& request : array_of(*record, "requests")) {
      const Json* work = member(request, "work");
      if (work != nullptr && text_of(*work, "stage") != "closed") open.push_back(text_of(request, "ticket"));
    }
  }
  return open;
}

// Its row is gone in a transaction that has not ended: it is read as it was.
Status unlink_upload(Services& services, const MediaStore& store, const std::string& id) {
  storage::Uploads uploads(*services.database);
  const auto upload = uploads.find(id);
  if (!upload) return upload.failure();
  if (*upload) {
    const auto known = uploads.knows_media((*upload)->claimed_sha256);
    if (!known) return known.failure();
    if (!*known) {
      if (Status gone = store.unlink_taken(**upload); !gone) return gone;
    }
  }
  return store.remove_files(id);
}

}  // namespace

Outcome<std::vector<std::string>> chosen_orders(Services& services, storage::OrderChoice choice) {
  if (!choice.customer.empty()) choice.customer = keyed(services, "customer", choice.customer);
  auto orders = storage::orders_of(*services.database, choice);
  if (orders && orders->empty()) return Failure{FailureCode::NotFound, "there is no such order"};
  return orders;
}

Outcome<Exported> export_customer(Services& services, const std::vector<std::string>& orders, const fs::path& out) {
  if (Status made = make_folder(out); !made) return made.failure();
  Exported exported;
  Json all = Json::array();
  for (const std::string& id : orders) {
    auto record = storage::record_of_order(*services.database, id);
    if (!record) return record.failure();
    for (Json& request : (*record)["requests"]) {
      const auto files = export_files(*services.vault, request, out, *services.disk);
      if (!files) return files.failure();
      exported.files += *files;
      ++exported.requests;
    }
    all.push_back(std::move(*record));
    ++exported.orders;
  }
  const Json document = {{"schema", "returns.customer/1"},
                         {"made_at", write_instant(services.clock(), Zone{})},
                         {"orders", std::move(all)}};
  auto file = services.disk->open(out / "customer.json");
  if (!file) return file.failure();
  if (Status written = (*file)->write_at(0, document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
      !written)
    return written.failure();
  if (Status synced = (*file)->sync(); !synced) return synced.failure();
  return exported;
}

std::string erased_request(const std::string& body) {
  constexpr std::array<const char*, 6> kKept = {"schema", "core", "policy", "sealed_at", "decision", "quote"};
  constexpr std::array<const char*, 2> kDraft = {"complaint", "resolution"};
  constexpr std::array<const char*, 3> kItem = {"line", "quantity", "reason"};
  const Json document = parse_json(body);
  Json kept = only(document, kKept);
  kept["erased"] = true;
  if (const Json* draft = member(document, "draft"); draft != nullptr) {
    kept["draft"] = only(*draft, kDraft);
    Json items = Json::array();
    for (const Json& item : array_of(*draft, "items")) items.push_back(only(item, kItem));
    kept["draft"]["items"] = std::move(items);
  }
  return write_json(kept);
}

std::string erased_receipt(const std::string& body) {
  constexpr std::array<const char*, 7> kKept = {"schema",   "ticket",    "received_at", "status",
                                                "decision", "deadlines", "quote"};
  constexpr std::array<const char*, 1> kVerified = {"same"};
  constexpr std::array<const char*, 1> kStated = {"lines"};
  const Json document = parse_json(body);
  Json kept = only(document, kKept);
  kept["erased"] = true;
  if (const Json* verification = member(document, "verification"); verification != nullptr)
    kept["verification"] = only(*verification, kVerified);
  if (const Json* acknowledgement = member(document, "acknowledgement"); acknowledgement != nullptr)
    kept["acknowledgement"] = only(*acknowledgement, kStated);
  return write_json(kept);
}

Outcome<ErasedCustomer> erase_customer(Services& services, const std::vector<std::string>& orders) {
  ErasedCustomer result;
  auto open = open_tickets(services, orders);
  if (!open) return open.failure();
  result.open = std::move(*open);
  if (!result.open.empty()) return result;
  const MediaStore store(services);
  for (const std::string& order : orders) {
    const storage::Erasure erasure{
        .order_id = order,
        .request = erased_request,
        .receipt = erased_receipt,
        .unlink_medium = [&](const std::string& sha256) { return services.vault->remove(sha256); },
        .unlink_upload = [&](const std::string& id) { return unlink_upload(services, store, id); }};
    const auto erased = storage::erase(*services.database, erasure, services.clock());
    if (!erased) return erased.failure();
    // Filed since the look above.
    if (!erased->open.empty()) {
      result.open = erased->open;
      return result;
    }
    ++result.orders;
    result.requests += erased->requests;
    result.files += erased->files;
  }
  const auto emptied = services.database->empty_journal();
  if (!emptied) return emptied.failure();
  result.journal_empty = *emptied;
  return result;
}

}  // namespace returns::intake
