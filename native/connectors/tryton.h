#pragma once
// Tryton 6.0 with the module sale_complaint, by JSON-RPC: a request becomes a complaint about a sale, in draft, with
// the return of its lines as the action. Our ticket is its reference. Approving and processing it stay with the people
// who work there.

#include <optional>
#include <string>
#include <variant>

#include "native/connectors/connector.h"
#include "native/connectors/web_api.h"

namespace returns::connectors {

class Tryton : public Connector {
 public:
  explicit Tryton(const ConnectorSettings& settings) : api_(settings) {}

  FindResult find(const NeutralReturn& wanted) override;
  CreateResult create(const NeutralReturn& wanted, const std::string& begun) override;
  PullResult orders(const std::string& cursor) override;

 private:
  // The result of a method, or what went wrong. Signs in when it has to.
  std::variant<Json, Trouble> rpc(const std::string& method, Json params);
  struct Rows {
    std::int64_t offset = 0, limit = 0;
  };
  std::variant<Json, Trouble> search(const std::string& model, Json domain, Rows rows, Json order, Json fields);
  std::optional<Trouble> sign_in();
  FindResult look(const NeutralReturn& wanted);

  WebApi api_;
  std::string session_;  // of the Authorization header
};

}  // namespace returns::connectors
