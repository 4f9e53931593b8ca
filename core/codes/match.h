#pragma once
// Codes that were read from one picture, beside what the order says of the goods it is about.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar.h"
#include "core/codes/read.h"
#include "core/params.h"

namespace returns::codes {

// Match: as ordered. Note: worth knowing. Differs: a person has to look; it is never a refusal, because the text comes
// from the customer's device, and a wrong item is what some people want to show.
enum class Bearing : std::uint8_t { Match, Note, Differs };
std::string_view name(Bearing bearing);

struct Finding {
  std::string code;  // a key under `code.`
  Bearing bearing = Bearing::Note;
  Params params;
};

// A line of the order that the picture may be about.
struct Ordered {
  std::string line;
  std::string gtin, batch, trace_prefix;
  std::optional<Day> expires_on;
  std::string typed_batch;  // what the customer wrote
};

struct Recalled {
  std::string gtin;
  std::vector<std::string> batches;  // empty: every batch
  std::string grade;
};

struct Expected {
  std::vector<Ordered> lines;  // one, unless the picture is of the whole request
  std::vector<Recalled> recalls;
  std::optional<Day> delivered_on;
  Day today;
  bool trace = false;  // the picture is to show the trace code,
  bool batch = false;  // or the batch
};

struct Matched {
  Code code;
  std::optional<std::size_t> line;  // index in Expected::lines
  std::vector<Finding> findings;

  // The batch may be offered as the answer to "which batch?": it was not read from other goods.
  bool offers_batch() const;
};

// Days between delivery and expiry under which goods are said to have been near their end when they came.
inline constexpr std::int32_t kNearExpiryDays = 30;

// One answer a text; a text may begin with its symbology identifier ("]d2").
std::vector<Matched> match(const std::vector<std::string>& texts, const Expected& expected);

}  // namespace returns::codes
