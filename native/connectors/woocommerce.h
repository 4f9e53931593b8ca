#pragma once
// WooCommerce's REST API, version 3. It has no request for a return, and its refunds pay out: they are never called. A
// request becomes a private note of the order, which begins with our ticket.
//
// Tried against the published schema only, never against a real shop (docs/connectors.md).

#include <string>
#include <variant>

#include "native/connectors/connector.h"
#include "native/connectors/web_api.h"

namespace returns::connectors {

class WooCommerce : public Connector {
 public:
  explicit WooCommerce(const ConnectorSettings& settings) : api_(settings) {}

  FindResult find(const NeutralReturn& wanted) override;
  CreateResult create(const NeutralReturn& wanted, const std::string& begun) override;
  PullResult orders(const std::string& cursor) override;

 private:
  std::variant<Json, Trouble> ask(const std::string& method, const std::string& path, const Json& body);

  WebApi api_;
};

}  // namespace returns::connectors
