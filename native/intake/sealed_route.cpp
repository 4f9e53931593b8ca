#include "native/intake/sealed_route.h"

#include "native/intake/answers.h"
#include "native/intake/filing.h"
#include "native/intake/sealed_delivery.h"
#include "native/support/crypto.h"
#include "native/support/sealing.h"

namespace returns::intake {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostBytes = std::uint64_t{512} << 20;
constexpr std::string_view kExtension = ".sealed";

http::Response too_large() {
  http::Response response = error_answer(413, "sealed_too_large", {.at = {}, .params = {{"max", kMostBytes}}});
  response.close = true;
  return response;
}

class SealedSink final : public http::BodySink {
 public:
  SealedSink(Services& services, SealedDelivery delivery, fs::path place, std::unique_ptr<OpenFile> file)
      : services_(services),
        delivery_(std::move(delivery)),
        place_(std::move(place)),
        file_(std::move(file)) {}
  ~SealedSink() override {
    file_.reset();
    static_cast<void>(services_.disk->remove(place_));
  }

  std::optional<http::Response> write(std::string_view bytes) override {
    if (size_ + bytes.size() > kMostBytes) return too_large();
    if (Status written = file_->write_at(static_cast<std::int64_t>(size_), bytes); !written)
      return failure_answer(written.failure());
    size_ += bytes.size();
    if (admitted_) return std::nullopt;
    beginning_ += bytes;
    // One byte more than the first piece: then it is known not to be the last.
    if (beginning_.size() <= Unsealer::head_bytes()) return std::nullopt;
    return admit();
  }

  http::Response finish() override {
    if (!admitted_) {
      if (auto refusal = admit()) return std::move(*refusal);
    }
    file_.reset();
    const auto mapped = map_file(place_);
    if (!mapped) return failure_answer(mapped.failure());
    return delivery_.deliver((*mapped)->bytes());
  }

 private:
  std::optional<http::Response> admit() {
    auto refusal = delivery_.admit(beginning_);
    beginning_ = {};
    admitted_ = !refusal;
    if (refusal) refusal->close = true;
    return refusal;
  }

  Services& services_;
  SealedDelivery delivery_;
  fs::path place_;
  std::unique_ptr<OpenFile> file_;
  std::string beginning_;
  std::uint64_t size_ = 0;
  bool admitted_ = false;
};

http::Opened open(Services& services, MediaStore& store, InFlight& in_flight, const http::Request& request) {
  const std::string key{request.header("Idempotency-Key")};
  if (!is_filing_key(key)) return error_answer(400, "missing", {.at = "Idempotency-Key", .params = nullptr});
  if (request.length.value_or(0) > kMostBytes) return too_large();
  const auto id = random_bytes(16);
  if (!id) return failure_answer({FailureCode::Io, "no random bytes"});
  fs::path place = services.data / "uploads" / (to_hex(*id) + std::string{kExtension});
  auto file = services.disk->open(place);
  if (!file) return failure_answer(file.failure());
  SealedDelivery delivery(services, store, in_flight, key, request.address);
  return std::unique_ptr<http::BodySink>(
      std::make_unique<SealedSink>(services, std::move(delivery), std::move(place), std::move(*file)));
}

}  // namespace

void add_sealed_route(http::Router& router, Services& services, MediaStore& store,
                      const std::shared_ptr<InFlight>& in_flight) {
  router.add({"POST", "/api/v1/sealed", 0, http::Open([&services, &store, in_flight](const http::Request& request) {
                return open(services, store, *in_flight, request);
              })});
}

void sweep_sealed(Services& services) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(services.data / "uploads", error)) {
    if (entry.path().extension() == kExtension) static_cast<void>(services.disk->remove(entry.path()));
  }
}

}  // namespace returns::intake
