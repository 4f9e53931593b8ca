#pragma once
// A statement of withdrawal, judged by the server alone: nothing in it is a claim that could be forged. One about an
// order that the sender has shown to know is computed by the core; any other is taken as it stands, for a person to
// find out what it is about. Neither is ever refused for what it says.

#include <string>
#include <variant>
#include <vector>

#include "native/intake/judge.h"

namespace returns::intake {

struct Stated {
  std::string policy;  // the pack to answer by when no order is found
  Json statement;      // returns.withdrawal/1
};

// What a statement about an order that nobody has open still lacks: [{"step","path","code"}].
Json missing_of(const Json& statement);

// What cannot be taken at all: no statement, unknown members, no name, nowhere to send the acknowledgement to.
std::variant<Stated, Refusal> read_stated(const std::string& body);

// NOLINTNEXTLINE(bugprone-exception-escape): a null of nlohmann allocates nothing
struct TakenStatement {
  Json acknowledgement = nullptr;
  Json quote = nullptr, deadlines = nullptr;  // what follows; only of a known order
  Json flags = Json::array();                 // what a person has to look at
  std::string computed;                       // the core's returns.withdrawal_request/1; empty for an unknown order
  std::vector<storage::RequestLine> lines;
};

std::variant<TakenStatement, Refusal> take_statement(const LoadedPack& pack, const storage::StoredOrder& order,
                                                     const Json& statement, Instant received);
TakenStatement take_unknown(const LoadedPack& pack, const Json& statement, const std::string& body_hash,
                            Instant received);

}  // namespace returns::intake
