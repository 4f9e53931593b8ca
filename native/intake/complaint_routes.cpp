#include "native/intake/complaint_routes.h"

#include <algorithm>

#include "native/intake/access.h"
#include "native/intake/answers.h"
#include "native/intake/cases.h"
#include "native/intake/filing.h"

namespace returns::intake {
namespace {

constexpr std::size_t kBody = 4096;

bool takes_complaints(const LoadedPack& pack) {
  const auto& topics = pack.core.pack().topics;
  return std::any_of(topics.begin(), topics.end(), [](const Topic& topic) { return topic.leaf; });
}

http::Response open_complaint(Services& services, const http::Request& request) {
  const Json body = parse_json(request.body);
  if (!body.is_object()) return error_answer(400, "not_json");
  const LoadedPack* pack = services.policies.newest(text_of(body, "policy"));
  if (pack == nullptr || !takes_complaints(*pack)) return error_answer(400, "not_in_list", {.at = "/policy"});
  if (!pack->usable(services.clock())) return policy_unavailable();
  if (auto refusal = count_stranger(services, request)) return std::move(*refusal);
  // Nothing opens it yet but the token; the contact will, once the complaint is filed with it.
  const auto opened = new_case(services, *pack, "complaint", {});
  if (!opened) return failure_answer(opened.failure());
  const Status stored = storage::Cases(*services.database).open(*opened, services.clock());
  if (!stored) return failure_answer(stored.failure());
  const auto token = Access(services).grant(opened->id);
  if (!token) return failure_answer(token.failure());
  return json_answer(201, {{"case", parse_json(opened->document)}, {"token", *token}});
}

}  // namespace

void add_complaint_routes(http::Router& router, Services& services) {
  router.add({"POST", "/api/v1/complaints", kBody,
              http::Answer([&services](const http::Request& request) { return open_complaint(services, request); })});
}

}  // namespace returns::intake
