#pragma once
// Cases, `returns.case/1`: one situation as a person writes it or the prover finds it, by the names of facts. A case
// is turned into an order and a draft and goes through the same door as a customer's. Format: docs/policy-tools.md.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/calendar.h"
#include "core/policy/pack.h"
#include "native/policy/problem.h"
#include "native/support/json.h"

namespace returns::policy {

struct Case {
  std::string name;
  std::string at;                                // JSON pointer of the case in its file
  std::map<std::string, std::string> words;      // facts with a closed list, as stated
  std::map<std::string, std::int64_t> integers;  // days_late, quantity, value
  std::optional<Instant> now, signed_at;
  std::optional<Day> promised_by;
  Json expect = Json::object();

  // The stated word, or `otherwise`.
  std::string word(const std::string& fact, std::string_view otherwise) const;
  std::int64_t integer(const std::string& fact, std::int64_t otherwise) const;
};

// Facts that the core derives from others: a case may state them, and then they are checked, not used.
bool is_derived(std::string_view fact);

// Checked against the pack's vocabulary: an unknown member or value is a problem that lists what is allowed.
Or<Case> read_case(const Json& document, const Pack& pack, const std::string& file, const std::string& at);

// One `returns.case/1`, or a whole `returns.cases/1`.
Or<std::vector<Case>> read_cases(const std::string& file, const Pack& pack);

}  // namespace returns::policy
