#pragma once
// A return as every platform is told of it: references and codes, no money. What it is worth is the answer of the
// people at the desk, and the platform's own books say it.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "native/support/json.h"

namespace returns::connectors {

struct ReturnLine {
  std::string line;  // the platform's reference of the order's line
  std::int64_t quantity = 0;
  std::string reason;  // our code, quality.spoiled
};

struct NeutralReturn {
  std::string request;  // our ticket: what the platform's record is found again by
  std::string order;    // the platform's reference of the order
  std::string resolution;
  std::vector<ReturnLine> lines;
  std::string words;  // the customer's own; UTF-8, any length
};

struct Filed {
  std::string ticket, connector;
  std::string order;                          // the order's document
  std::string body;                           // the request as it counts: ours where it differs from the browser's
  std::map<std::string, std::int64_t> units;  // by line of our order
};

// Our references are the platform's too, unless the order has others for this connector:
// "remote":{"connector":"erp","order":"S-77"}, and in a line "remote":{"line":"1201"}.
NeutralReturn neutral_return_of(const Filed& filed);

// A reason as the platform calls it: of the code, of its group ("quality" for quality.spoiled), of "*"; else nothing.
std::string mapped_reason(const std::map<std::string, std::string>& reasons, const std::string& code);

// For people who work on the platform, in codes and the customer's words: ticket, resolution, lines, words, link.
// At most `most` code points; the full text stays with us.
std::string note_of(const NeutralReturn& wanted, const std::string& link, std::size_t most);

}  // namespace returns::connectors
