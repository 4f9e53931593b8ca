#pragma once
// A request that a shared device has sealed for the merchant (support/sealing.h), with its files: opened here, and
// filed by the same path as every other.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/http.h"
#include "native/intake/delivered_file.h"
#include "native/intake/in_flight.h"
#include "native/intake/media_store.h"
#include "native/intake/services.h"

namespace returns::intake {

// What is read before anything else. The sender shows whose order it is by a token, or, where the device had no network
// to get one, by the second factor that was typed.
struct SealedHead {
  std::string order, token, factor, language;
  std::size_t request = 0;  // bytes
  std::vector<DeliveredFile> files;
};

class SealedDelivery {
 public:
  // `key` is the idempotency key, `address` whom wrong guesses are counted by.
  SealedDelivery(Services& services, MediaStore& store, InFlight& in_flight, std::string key, std::string address);

  // Judges by a beginning that is longer than the first piece, or by the whole. Nothing: the rest may come.
  std::optional<http::Response> admit(std::string_view beginning);
  // After admit() has let it in: the files, then the request. A short receipt, or why not.
  http::Response deliver(std::string_view bytes);

 private:
  class Plain;
  std::optional<http::Response> prove();
  std::optional<http::Response> take(const DeliveredFile& file, Plain& plain);
  http::Response shortened(http::Response answer) const;

  Services& services_;
  MediaStore& store_;
  InFlight& in_flight_;
  std::string key_;
  std::string address_;
  std::optional<SealedHead> head_;
  std::string order_id_;
};

}  // namespace returns::intake
