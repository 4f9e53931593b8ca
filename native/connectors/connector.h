#pragma once
// One shop system behind one interface. A connector asks the platform and says what came of it; when, how often and by
// whom it is asked is the worker's (worker.h). None of the platforms refuses the same return twice, so the worker
// always looks before it makes one.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "native/connectors/neutral_return.h"

namespace returns::connectors {

// The platform has it, whole.
struct Created {
  std::string remote;  // its id over there
};
// Nothing of it is there.
struct Absent {};
// A first part of it is there: creation takes several calls on this platform, and was cut short.
struct Begun {
  std::string remote;
};
// Nobody can say, or not now: the line, the platform's overload.
struct Retry {
  std::string code;  // http_503, curl_28
  std::string text = {};
};
// It would be taken if somebody mended a setting here or there.
struct FixByHuman {
  std::string code;
  std::string text = {};  // the platform's words, if it has any; for the desk, never for a log
};
// The platform says no to this return.
struct Refused {
  std::string code;
  std::string text = {};
};

using FindResult = std::variant<Absent, Begun, Created, Retry, FixByHuman, Refused>;
using CreateResult = std::variant<Created, Retry, FixByHuman, Refused>;

// Orders as `returns.shop_order/1`, oldest change first.
struct OrderPage {
  std::vector<Json> orders;
  std::string cursor;  // where the next page begins; what was given, when there is nothing new
  bool more = false;
};
using PullResult = std::variant<OrderPage, Retry, FixByHuman>;

class Connector {
 public:
  Connector() = default;
  Connector(const Connector&) = delete;
  Connector& operator=(const Connector&) = delete;
  virtual ~Connector() = default;

  // By our ticket alone. Changes nothing over there.
  virtual FindResult find(const NeutralReturn& wanted) = 0;
  // Precondition: find() said Absent, or Begun with this id, after whoever tried before had the time to end.
  virtual CreateResult create(const NeutralReturn& wanted, const std::string& begun) = 0;
  // `cursor`: empty for all there are, else as a page gave it.
  virtual PullResult orders(const std::string& cursor) = 0;
};

}  // namespace returns::connectors
