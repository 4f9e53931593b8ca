#pragma once
// Shopify's Admin GraphQL: a request becomes a return that waits for the merchant's yes (`returnRequest`). A return has
// no field of ours, so our ticket begins the customer's note of each of its lines, which has 300 characters.
//
// Tried against the published schema only, never against a real shop (docs/connectors.md).

#include <string>
#include <variant>

#include "native/connectors/connector.h"
#include "native/connectors/web_api.h"

namespace returns::connectors {

class Shopify : public Connector {
 public:
  explicit Shopify(const ConnectorSettings& settings) : api_(settings) {}

  FindResult find(const NeutralReturn& wanted) override;
  CreateResult create(const NeutralReturn& wanted, const std::string& begun) override;
  PullResult orders(const std::string& cursor) override;

 private:
  std::variant<Json, Trouble> ask(const std::string& query, Json variables);

  WebApi api_;
};

}  // namespace returns::connectors
