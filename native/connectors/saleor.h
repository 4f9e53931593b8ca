#pragma once
// Saleor's GraphQL. It has no request for a return: `orderFulfillmentReturnProducts` carries one out, there and then,
// which is for people at the desk to do. So a request becomes a note on the order's time line, and an entry of its
// private metadata under our ticket, which is there once however often it is written.
//
// Tried against the published schema only, never against a real shop (docs/connectors.md).

#include <string>
#include <variant>

#include "native/connectors/connector.h"
#include "native/connectors/web_api.h"

namespace returns::connectors {

class Saleor : public Connector {
 public:
  explicit Saleor(const ConnectorSettings& settings) : api_(settings) {}

  FindResult find(const NeutralReturn& wanted) override;
  CreateResult create(const NeutralReturn& wanted, const std::string& begun) override;
  PullResult orders(const std::string& cursor) override;

 private:
  std::variant<Json, Trouble> ask(const std::string& query, Json variables);

  WebApi api_;
};

}  // namespace returns::connectors
