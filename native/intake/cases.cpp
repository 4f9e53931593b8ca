#include "native/intake/cases.h"

#include <algorithm>

#include "core/text.h"
#include "native/intake/factor.h"
#include "native/support/crypto.h"

namespace returns::intake {

namespace {

Outcome<OpenedCase> open_case(Services& services, const LoadedPack& pack, const char* kind, storage::NewCase added) {
  const auto random = random_bytes(16);
  if (!random) return Failure{FailureCode::Io, "no random bytes"};
  const Pack& read = pack.core.pack();
  OpenedCase opened{.id = "case-" + to_hex(*random),
                    .document = {{"schema", storage::kCaseSchema},
                                 {"kind", kind},
                                 {"policy", {{"id", read.id.text()}, {"version", read.version}}},
                                 {"currency", read.currency}}};
  added.id = opened.id;
  added.merchant = services.merchant;
  added.document = write_json(opened.document);
  const Status stored = storage::Cases(*services.database).open(added, services.clock());
  if (!stored) return stored.failure();
  return opened;
}

}  // namespace

Outcome<OpenedCase> open_complaint(Services& services, const LoadedPack& pack) {
  return open_case(services, pack, "complaint", {});
}

Outcome<OpenedCase> open_withdrawal(Services& services, const LoadedPack& pack,
                                    const std::vector<storage::Factor>& factors) {
  return open_case(services, pack, "withdrawal",
                   {.id = {}, .merchant = {}, .document = {}, .factors = factors, .filed_next = true});
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
