#pragma once
// Medusa 2 by its admin routes, with a secret key that stays on the server: its store route takes a return from anyone
// who has an order's id, and has no place for ours. Our ticket is in the return's metadata.
//
// A return is made in three calls (begin, items, confirm), and holds the order's one change meanwhile. One that was cut
// short is taken back and made anew: what of its items was heard cannot be told.

#include <optional>
#include <string>
#include <variant>

#include "native/connectors/connector.h"
#include "native/connectors/web_api.h"

namespace returns::connectors {

class Medusa : public Connector {
 public:
  explicit Medusa(const ConnectorSettings& settings) : api_(settings) {}

  FindResult find(const NeutralReturn& wanted) override;
  CreateResult create(const NeutralReturn& wanted, const std::string& begun) override;
  PullResult orders(const std::string& cursor) override;

 private:
  std::variant<Json, Trouble> ask(const std::string& method, const std::string& path, const Json& body);
  // Leaves nothing of it, so that the order can be changed by others again.
  std::optional<Trouble> take_back(const std::string& begun);

  WebApi api_;
};

}  // namespace returns::connectors
