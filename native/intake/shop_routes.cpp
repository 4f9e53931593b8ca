#include "native/intake/shop_routes.h"

#include "core/digest.h"
#include "native/intake/answers.h"
#include "native/intake/shop_order.h"

namespace returns::intake {
namespace {

constexpr std::size_t kBody = std::size_t{1} << 20;
constexpr std::string_view kBearer = "Bearer ";

http::Response push(Services& services, const http::Request& request) {
  auto read = read_shop_order(services, request.body);
  if (const auto* fault = std::get_if<OrderFault>(&read)) return error_answer(400, fault->code, {.at = fault->at});
  const auto& sent = std::get<storage::ShopOrder>(read);
  // The address must say the same as the document: whoever sees only one of
  // them must not be misled.
  if (sent.order.id != request.captures[0]) return error_answer(400, "other_order", {.at = "/order/id"});
  const auto put = storage::put_shop_order(*services.database, sent, services.clock());
  if (!put) return failure_answer(put.failure());
  if (!stands(*put)) return error_answer(409, name_of(*put), {.at = "/order"});
  return json_answer(*put == storage::OrderPut::Added ? 201 : 200,
                     {{"order", sent.order.id}, {"version", sent.version}, {"outcome", name_of(*put)}});
}

http::Response unauthorised() {
  http::Response response = error_answer(401, "token_invalid");
  response.set("WWW-Authenticate", "Bearer");
  return response;
}

}  // namespace

void add_shop_routes(http::Router& router, Services& services) {
  router.add({"PUT", "/api/v1/shop/orders/{}", kBody, http::Answer([&services](const http::Request& request) {
                const std::string_view header = request.header("Authorization");
                if (!header.starts_with(kBearer)) return unauthorised();
                // Only the digest is stored, so its comparison by the database tells nothing about the token.
                const auto known = storage::knows_shop_token(
                    *services.database, sha256_hex(header.substr(kBearer.size())), services.merchant);
                if (!known) return failure_answer(known.failure());
                return *known ? push(services, request) : unauthorised();
              })});
}

}  // namespace returns::intake
