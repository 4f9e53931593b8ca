#include "native/intake/sealed_delivery.h"

#include <algorithm>

#include "core/digest.h"
#include "native/intake/access.h"
#include "native/intake/answers.h"
#include "native/intake/factor.h"
#include "native/intake/filing.h"
#include "native/intake/submit_route.h"
#include "native/support/sealing.h"

namespace returns::intake {
namespace {

constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kLongestText = 255;

http::Response malformed(const std::string& at = {}) { return error_answer(400, "sealed_malformed", {.at = at}); }

http::Response answer_of(std::optional<SealFault> fault) {
  if (fault == SealFault::UnknownKey) return error_answer(409, "sealing_key_unknown");
  if (fault == SealFault::Refused) return error_answer(400, "sealed_refused");
  return malformed();
}

bool is_short(const std::string& text) { return text.size() <= kLongestText && text.find('\0') == std::string::npos; }

std::optional<SealedHead> read_head(std::string_view text, const MediaLimits& limits) {
  const Json json = parse_json(text);
  if (text_of(json, "schema") != "returns.sealed_head/1") return std::nullopt;
  SealedHead head{.order = text_of(json, "order"),
                  .token = text_of(json, "token"),
                  .factor = text_of(json, "factor"),
                  .language = text_of(json, "language"),
                  .request = 0,
                  .files = {}};
  const auto request = integer_of(json, "request");
  if (!is_short(head.order) || !is_short(head.token) || !is_short(head.factor) || !is_short(head.language) || !request
      || *request <= 0 || *request > static_cast<std::int64_t>(kFilingBody))
    return std::nullopt;
  head.request = static_cast<std::size_t>(*request);
  for (const Json& entry : array_of(json, "files")) {
    DeliveredFile file{.sha256 = text_of(entry, "sha256"),
                       .name = text_of(entry, "name"),
                       .type = text_of(entry, "type"),
                       .size = integer_of(entry, "size").value_or(0)};
    const bool well = is_sha256_hex(file.sha256) && is_short(file.name) && is_short(file.type) && file.size > 0
                      && file.size <= std::max(limits.file_bytes, limits.video_bytes);
    if (!well) return std::nullopt;
    head.files.push_back(std::move(file));
  }
  return head;
}

}  // namespace

// The plaintext as it comes out of the container, in whatever pieces it is asked for.
class SealedDelivery::Plain {
 public:
  Plain(const Services& services, const std::string& key, std::string_view bytes)
      : unsealer_(services.sealing, services.merchant, key, bytes) {}

  // At most `most` of the bytes that come next; nothing when there are no more.
  std::string_view some(std::size_t most) {
    while (at_ == piece_.size()) {
      auto next = unsealer_.next();
      if (!next) return {};
      piece_ = std::move(*next);
      at_ = 0;
    }
    const std::string_view part = std::string_view{piece_}.substr(at_, most);
    at_ += part.size();
    return part;
  }
  // Exactly `count` bytes, or nothing.
  std::optional<std::string> exactly(std::size_t count) {
    std::string out;
    while (out.size() < count) {
      const std::string_view part = some(count - out.size());
      if (part.empty()) return std::nullopt;
      out += part;
    }
    return out;
  }
  std::optional<SealedHead> head(const MediaLimits& limits) {
    const auto length = exactly(kLengthBytes);
    if (!length) return std::nullopt;
    std::size_t size = 0;
    for (const char c : *length) size = size << 8U | static_cast<unsigned char>(c);
    // It must be known whose this is before the rest is taken.
    if (size > kSealedPiece - kLengthBytes) return std::nullopt;
    const auto text = exactly(size);
    return text ? read_head(*text, limits) : std::nullopt;
  }
  // Everything was read, and the container was whole.
  bool ended() { return some(1).empty() && unsealer_.done(); }
  std::optional<SealFault> fault() const { return unsealer_.fault(); }

 private:
  Unsealer unsealer_;
  std::string piece_;
  std::size_t at_ = 0;
};

SealedDelivery::SealedDelivery(Services& services, MediaStore& store, InFlight& in_flight, std::string key,
                               std::string address)
    : services_(services),
      store_(store),
      in_flight_(in_flight),
      key_(std::move(key)),
      address_(std::move(address)) {}

std::optional<http::Response> SealedDelivery::admit(std::string_view beginning) {
  Plain plain(services_, key_, beginning);
  head_ = plain.head(store_.limits());
  if (!head_) return answer_of(plain.fault());
  return prove();
}

std::optional<http::Response> SealedDelivery::prove() {
  http::Request request{.method = "POST",
                        .path = "/api/v1/sealed",
                        .address = address_,
                        .headers = {{"Authorization", "Bearer " + head_->token}},
                        .body = {},
                        .length = std::nullopt,
                        .captures = {}};
  Access access(services_);
  auto order = access.order_of(request);
  if (std::holds_alternative<http::Response>(order) && !head_->factor.empty()) {
    const std::string folded = fold_number(head_->order);
    order = access.prove(request, "order " + folded, head_->factor,
                         [&](storage::Orders& orders) { return orders.lock_of_order(folded); });
  }
  if (auto* refusal = std::get_if<http::Response>(&order)) return std::move(*refusal);
  order_id_ = std::get<std::string>(std::move(order));
  return std::nullopt;
}

http::Response SealedDelivery::deliver(std::string_view bytes) {
  Plain plain(services_, key_, bytes);
  if (!plain.head(store_.limits())) return answer_of(plain.fault());
  auto body = plain.exactly(head_->request);
  if (!body) return answer_of(plain.fault());
  for (const DeliveredFile& file : head_->files) {
    if (auto refusal = take(file, plain)) return std::move(*refusal);
  }
  if (!plain.ended()) return answer_of(plain.fault());
  return shortened(file_request(services_, in_flight_,
                                {.order_id = order_id_, .key = key_, .body = *body, .language = head_->language}));
}

std::optional<http::Response> SealedDelivery::take(const DeliveredFile& file, Plain& plain) {
  auto taken = take_file(services_, store_, order_id_, file, [&](std::size_t most) { return plain.some(most); });
  if (auto* refusal = std::get_if<http::Response>(&taken)) return std::move(*refusal);
  if (std::get<Delivered>(taken) == Delivered::Cut) return answer_of(plain.fault());
  return std::nullopt;
}

// The device could not read what it sent; it is told that it has arrived, and not what was decided.
http::Response SealedDelivery::shortened(http::Response answer) const {
  if (answer.status != 200 && answer.status != 201) return answer;
  const Json receipt = parse_json(answer.body);
  answer.body = write_json({{"schema", "returns.sealed_receipt/1"},
                            {"ticket", text_of(receipt, "ticket")},
                            {"idempotency_key", key_},
                            {"received_at", text_of(receipt, "received_at")}});
  return answer;
}

}  // namespace returns::intake
