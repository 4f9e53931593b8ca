#include "native/plain/plain_route.h"

#include "native/plain/conversation.h"
#include "native/support/crypto.h"

namespace returns::plain {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExtension = ".form";
// Where the token stands among the first fields, files come after it.
constexpr std::size_t kHead = std::size_t{256} << 10;
constexpr std::size_t kMostParts = 600;

// A form on its way: kept as a file, since it may bring photos, and read when all of it is there.
class FormSink final : public http::BodySink {
 public:
  FormSink(std::shared_ptr<Conversation> conversation, intake::Services& services, const http::Request& request,
           std::string boundary, fs::path place, std::unique_ptr<OpenFile> file)
      : conversation_(std::move(conversation)),
        services_(services),
        address_(request.address),
        language_(request.header("Accept-Language")),
        boundary_(std::move(boundary)),
        place_(std::move(place)),
        file_(std::move(file)) {}
  ~FormSink() override {
    file_.reset();
    static_cast<void>(services_.disk->remove(place_));
  }

  std::optional<http::Response> write(std::string_view bytes) override {
    if (size_ + static_cast<std::int64_t>(bytes.size()) > kMostForm) return refuse(413, "plain.too_large");
    if (Status written = file_->write_at(size_, bytes); !written) return refuse(503, "lookup.failed");
    size_ += static_cast<std::int64_t>(bytes.size());
    if (admitted_) return std::nullopt;
    beginning_ += bytes;
    if (beginning_.size() <= kHead) return std::nullopt;
    // Only who has opened an order may bring more than a few answers.
    const Posted posted(http::first_parts(beginning_, boundary_, kMostParts));
    if (!conversation_->opens(posted.field("token"))) return refuse(401, "plain.again");
    admitted_ = true;
    beginning_ = {};
    return std::nullopt;
  }

  http::Response finish() override {
    file_.reset();
    const auto mapped = map_file(place_);
    if (!mapped) return *refuse(503, "lookup.failed");
    auto parts =
        http::read_multipart((*mapped)->bytes().substr(0, static_cast<std::size_t>(size_)), boundary_, kMostParts);
    if (!parts) return *refuse(400, "plain.unreadable");
    return conversation_->next(Posted(std::move(*parts)), address_, language_);
  }

 private:
  std::optional<http::Response> refuse(int status, const char* key) {
    http::Response response = conversation_->refuse(status, key, {}, language_);
    response.close = true;
    return response;
  }

  std::shared_ptr<Conversation> conversation_;
  intake::Services& services_;
  std::string address_, language_, boundary_;
  fs::path place_;
  std::unique_ptr<OpenFile> file_;
  std::string beginning_;
  std::int64_t size_ = 0;
  bool admitted_ = false;
};

http::Opened open(const std::shared_ptr<Conversation>& conversation, intake::Services& services,
                  const http::Request& request) {
  const std::string_view language = request.header("Accept-Language");
  std::string boundary = http::multipart_boundary(request.header("Content-Type"));
  if (boundary.empty()) return conversation->refuse(415, "plain.unreadable", {}, language);
  if (request.length.value_or(0) > static_cast<std::uint64_t>(kMostForm)) {
    http::Response response = conversation->refuse(413, "plain.too_large", {}, language);
    response.close = true;
    return response;
  }
  const auto id = random_bytes(16);
  if (!id) return conversation->refuse(503, "lookup.failed", {}, language);
  fs::path place = services.data / "uploads" / (to_hex(*id) + std::string{kExtension});
  auto file = services.disk->open(place);
  if (!file) return conversation->refuse(503, "lookup.failed", {}, language);
  return std::unique_ptr<http::BodySink>(std::make_unique<FormSink>(
      conversation, services, request, std::move(boundary), std::move(place), std::move(*file)));
}

}  // namespace

void add_plain_routes(http::Router& router, intake::Services& services, intake::MediaStore& store,
                      const std::shared_ptr<intake::InFlight>& in_flight, const fs::path& assets,
                      std::vector<std::string> locales) {
  const auto conversation = std::make_shared<Conversation>(services, store, in_flight, assets, std::move(locales));
  router.add({"GET", "/plain", 0, http::Answer([conversation](const http::Request& request) {
                return conversation->begin({}, request.header("Accept-Language"));
              })});
  router.add({"GET", "/plain/{}", 0, http::Answer([conversation](const http::Request& request) {
                return conversation->begin(request.captures[0], request.header("Accept-Language"));
              })});
  router.add({"POST", "/plain", 0, http::Open([conversation, &services](const http::Request& request) {
                return open(conversation, services, request);
              })});
}

void sweep_forms(intake::Services& services) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(services.data / "uploads", error)) {
    if (entry.path().extension() == kExtension) static_cast<void>(services.disk->remove(entry.path()));
  }
}

}  // namespace returns::plain
