#include "native/intake/media_routes.h"

#include <algorithm>

#include "core/digest.h"
#include "core/text.h"
#include "native/intake/access.h"
#include "native/intake/answers.h"
#include "native/intake/transfer.h"
#include "native/intake/tus_headers.h"
#include "native/support/crypto.h"

namespace returns::intake {
namespace {

constexpr const char* kPath = "/api/v1/media/";
constexpr std::size_t kMostMetadata = 4096;
constexpr std::size_t kLongestName = 255;

class MediaRoutes {
 public:
  MediaRoutes(Services& services, MediaStore& store) : services_(services), store_(store) {}

  http::Response options() const {
    http::Response response;
    response.status = 204;
    response.set("Tus-Version", std::string{kTusVersion})
        .set("Tus-Extension", std::string{kTusExtensions})
        .set("Tus-Checksum-Algorithm", std::string{kTusChecksums});
    response.set("Tus-Max-Size", std::to_string(store_.limits().video_bytes));
    return tus(std::move(response));
  }

  http::Opened create(const http::Request& request) {
    auto order = open_order(request);
    if (auto* refusal = std::get_if<http::Response>(&order)) return std::move(*refusal);
    auto described = describe(request, std::get<std::string>(order));
    if (auto* refusal = std::get_if<http::Response>(&described)) return std::move(*refusal);
    auto& upload = std::get<storage::Upload>(described);
    const std::string_view type = request.header("Content-Type");
    const bool with_body = type == kTusContent;
    auto checksum = checksum_of(request);
    if (auto* refusal = std::get_if<http::Response>(&checksum)) return std::move(*refusal);

    if (Status swept = store_.sweep(); !swept) return tus(failure_answer(swept.failure()));
    const auto created = storage::Uploads(*services_.database).create(upload, store_.limits().quota);
    if (!created) return tus(failure_answer(created.failure()));
    if (!*created)
      return tus(error_answer(
          413, "quota",
          {.at = {}, .params = {{"files", store_.limits().quota.files}, {"bytes", store_.limits().quota.bytes}}}));
    http::Response answer;
    answer.status = 201;
    answer.set("Location", kPath + upload.id).set("Upload-Expires", http::http_date(upload.expires_at.seconds));
    if (!with_body) return tus(std::move(answer.set("Upload-Offset", "0")));
    auto slot = store_.slot(upload.id);
    const std::scoped_lock lock(slot->mutex);
    if (!store_.take_across(upload.id, *slot)) return tus(failure_answer({FailureCode::Busy, "upload"}));
    return Transfer::open(store_, services_, slot, upload, std::get<std::optional<Checksum>>(std::move(checksum)),
                          std::move(answer));
  }

  http::Opened patch(const http::Request& request) {
    auto order = open_order(request);
    if (auto* refusal = std::get_if<http::Response>(&order)) return std::move(*refusal);
    if (request.header("Content-Type") != kTusContent) return tus(error_answer(415, "not_tus_type"));
    const auto offset = read_count(request.header("Upload-Offset"));
    if (!offset) return tus(error_answer(400, "missing", {.at = "Upload-Offset"}));
    auto checksum = checksum_of(request);
    if (auto* refusal = std::get_if<http::Response>(&checksum)) return std::move(*refusal);

    auto slot = store_.slot(request.captures[0]);
    const std::scoped_lock lock(slot->mutex);
    auto found = find(request, std::get<std::string>(order), *slot);
    if (auto* refusal = std::get_if<http::Response>(&found)) return std::move(*refusal);
    const auto& upload = std::get<storage::Upload>(found);
    if (*offset != upload.received) {
      http::Response response =
          error_answer(409, "wrong_offset", {.at = "Upload-Offset", .params = {{"offset", upload.received}}});
      response.set("Upload-Offset", std::to_string(upload.received));
      return tus(std::move(response));
    }
    if (request.length
        && static_cast<std::int64_t>(std::min<std::uint64_t>(*request.length, std::uint64_t{1} << 53))
               > upload.length - upload.received) {
      return tus(error_answer(413, "longer_than_announced", {.at = {}, .params = {{"length", upload.length}}}));
    }
    if (upload.finished) return tus(progress(upload, 204));
    return Transfer::open(store_, services_, slot, upload, std::get<std::optional<Checksum>>(std::move(checksum)),
                          std::nullopt);
  }

  http::Response head(const http::Request& request) {
    return with_upload(request, [&](const storage::Upload& upload) {
      http::Response response = progress(upload, 200);
      response.set("Upload-Length", std::to_string(upload.length));
      if (!upload.metadata.empty()) response.set("Upload-Metadata", upload.metadata);
      return response;
    });
  }

  http::Response terminate(const http::Request& request) {
    return with_upload(request, [&](const storage::Upload& upload) {
      if (upload.finished) {
        const auto withdrawn = storage::Uploads(*services_.database).withdraw(upload.id);
        if (!withdrawn) return failure_answer(withdrawn.failure());
        // It is no upload any more but proof in a request, and goes when the request's retention says so.
        if (!*withdrawn) return error_answer(409, "upload_finished");
      } else if (Status removed = store_.remove(upload.id); !removed) {
        return failure_answer(removed.failure());
      }
      http::Response response;
      response.status = 204;
      return response;
    });
  }

 private:
  using OrderOr = std::variant<std::string, http::Response>;
  using UploadOr = std::variant<storage::Upload, http::Response>;

  OrderOr open_order(const http::Request& request) {
    if (request.header("Tus-Resumable") != kTusVersion) {
      http::Response response = error_answer(412, "tus_version");
      response.set("Tus-Version", std::string{kTusVersion});
      return tus(std::move(response));
    }
    OrderOr order = Access(services_).order_of(request);
    if (auto* refusal = std::get_if<http::Response>(&order)) *refusal = tus(std::move(*refusal));
    return order;
  }

  static std::variant<std::optional<Checksum>, http::Response> checksum_of(const http::Request& request) {
    const std::string_view header = request.header("Upload-Checksum");
    if (header.empty()) return std::optional<Checksum>{};
    auto checksum = read_checksum(header);
    if (!checksum)
      return tus(error_answer(400, "bad_checksum", {.at = "Upload-Checksum", .params = {{"allowed", kTusChecksums}}}));
    return checksum;
  }

  // Under the slot's lock. An upload of another order is as absent as one that never was.
  UploadOr find(const http::Request& request, const std::string& order_id, UploadSlot& slot) {
    if (slot.interrupt) slot.interrupt();
    auto upload = store_.find(request.captures[0], slot);
    if (!upload) return tus(failure_answer(upload.failure()));
    if (!*upload || (*upload)->order_id != order_id) return tus(not_found());
    if (!(*upload)->finished && (*upload)->expires_at <= services_.clock())
      return tus(error_answer(410, "upload_expired"));
    return std::move(**upload);
  }

  template <class Work>
  http::Response with_upload(const http::Request& request, Work work) {
    auto order = open_order(request);
    if (auto* refusal = std::get_if<http::Response>(&order)) return std::move(*refusal);
    auto slot = store_.slot(request.captures[0]);
    const std::scoped_lock lock(slot->mutex);
    auto found = find(request, std::get<std::string>(order), *slot);
    if (auto* refusal = std::get_if<http::Response>(&found)) return std::move(*refusal);
    return tus(work(std::get<storage::Upload>(found)));
  }

  static http::Response progress(const storage::Upload& upload, int status) {
    http::Response response;
    response.status = status;
    response.set("Upload-Offset", std::to_string(upload.received));
    if (!upload.finished) response.set("Upload-Expires", http::http_date(upload.expires_at.seconds));
    return response;
  }

  UploadOr describe(const http::Request& request, const std::string& order_id) {
    if (!request.header("Upload-Defer-Length").empty())
      return tus(error_answer(400, "length_needed", {.at = "Upload-Length"}));
    const auto length = read_count(request.header("Upload-Length"));
    if (!length || *length == 0) return tus(error_answer(400, "missing", {.at = "Upload-Length"}));
    const std::string_view header = request.header("Upload-Metadata");
    const auto metadata = header.size() <= kMostMetadata ? read_metadata(header) : std::nullopt;
    if (!metadata) return tus(error_answer(400, "bad_metadata", {.at = "Upload-Metadata"}));
    const auto get = [&](const char* name) {
      const auto found = metadata->find(name);
      return found == metadata->end() ? std::string{} : found->second;
    };
    const std::string sha256 = get("sha256");
    if (!is_sha256_hex(sha256)) return tus(error_answer(400, "missing", {.at = "Upload-Metadata/sha256"}));
    const std::string name = get("filename");
    const std::string type = get("filetype");
    // Encoded in base64 it can be anything, and a database holds texts.
    const auto is_text = [](std::string_view one) {
      return one.find('\0') == std::string_view::npos && invalid_utf8(one) == std::string_view::npos;
    };
    if (name.size() > kLongestName || type.size() > kLongestName || !is_text(name) || !is_text(type)
        || !is_text(header)) {
      return tus(error_answer(400, "bad_metadata", {.at = "Upload-Metadata/filename"}));
    }
    const std::int64_t most = type.starts_with("video/") ? store_.limits().video_bytes : store_.limits().file_bytes;
    if (*length > most)
      return tus(error_answer(413, "file_too_large", {.at = "Upload-Length", .params = {{"max", most}}}));
    const auto id = random_bytes(16);
    if (!id) return tus(failure_answer({FailureCode::Io, "no random bytes"}));
    const Instant now = services_.clock();
    storage::Upload upload;
    upload.id = to_hex(*id);
    upload.order_id = order_id;
    upload.name = name;
    upload.claimed_type = type;
    upload.claimed_sha256 = sha256;
    upload.metadata = std::string{header};
    upload.length = *length;
    upload.created_at = now;
    upload.expires_at = Instant{now.seconds + store_.limits().upload_seconds};
    return upload;
  }

  Services& services_;
  MediaStore& store_;
};

}  // namespace

void add_media_routes(http::Router& router, Services& services, MediaStore& store) {
  const auto routes = std::make_shared<MediaRoutes>(services, store);
  const std::string one = std::string{kPath} + "{}";
  for (const std::string& path : {std::string{"/api/v1/media"}, one}) {
    router.add(
        {"OPTIONS", path, 0, http::Answer([routes](const http::Request& /*request*/) { return routes->options(); })});
  }
  router.add({"POST", "/api/v1/media", 0,
              http::Open([routes](const http::Request& request) { return routes->create(request); })});
  router.add({"PATCH", one, 0, http::Open([routes](const http::Request& request) { return routes->patch(request); })});
  router.add({"HEAD", one, 0, http::Answer([routes](const http::Request& request) { return routes->head(request); })});
  router.add(
      {"DELETE", one, 0, http::Answer([routes](const http::Request& request) { return routes->terminate(request); })});
}

}  // namespace returns::intake
