#include "native/intake/cases.h"

#include <algorithm>

#include "core/text.h"
#include "native/intake/factor.h"
#include "native/support/crypto.h"

namespace returns::intake {

Outcome<storage::NewCase> new_case(Services& services, const LoadedPack& pack, const char* kind,
                                   std::vector<storage::Factor> factors) {
  const auto id = ordered_id(services.clock().seconds);
  if (!id) return Failure{FailureCode::Io, "no random bytes"};
  const Pack& read = pack.core.pack();
  return storage::NewCase{.id = "case-" + *id,
                          .merchant = services.merchant,
                          .document = write_json({{"schema", storage::kCaseSchema},
                                                  {"kind", kind},
                                                  {"policy", {{"id", read.id.text()}, {"version", read.version}}},
                                                  {"currency", read.currency}}),
                          .factors = std::move(factors)};
}

std::vector<storage::Factor> factors_of(const Services& services, const Json& contact) {
  constexpr std::size_t kShortestPhone = 7;
  constexpr std::size_t kLastDigits = 4;
  std::vector<storage::Factor> factors;
  const auto add = [&](const char* kind, const std::string& value) {
    if (auto factor = make_factor(services.secret, kind, value)) factors.push_back(std::move(*factor));
  };
  const std::string phone = fold_factor(text_of(contact, "phone"));
  const bool digits = std::all_of(phone.begin(), phone.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits && phone.size() >= kShortestPhone) add("phone_last4", phone.substr(phone.size() - kLastDigits));
  if (const std::string email = text_of(contact, "email"); is_email(email)) add("email", email);
  return factors;
}

}  // namespace returns::intake
