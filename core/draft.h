#pragma once
// What the customer has said so far. Everything is optional: a draft is asked about, not judged.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/id.h"
#include "core/policy/facts.h"
#include "core/report.h"

namespace returns {

// Names of consents that the core asks for.
inline constexpr std::string_view kSensitiveMedia = "sensitive_media";
inline constexpr std::string_view kLongerInvestigation = "longer_investigation";
// No pictures can be taken: what they would show is told in the description, and a person decides.
inline constexpr std::string_view kInWords = "in_words";
// With the amount behind it: whoever agrees to one sum has not agreed to another.
inline constexpr std::string_view kPayDifference = "pay_difference.";

// Answers that the core asks for itself.
inline constexpr std::string_view kExchange = "exchange";  // id of an order line's exchange, or
inline constexpr std::string_view kSameItem = "same";

inline constexpr std::size_t kMaxDescription = 2000;  // code points
inline constexpr std::size_t kMaxName = 100;
inline constexpr std::size_t kMaxEvidence = 60;
inline constexpr std::size_t kMaxMarks = 20;     // on one picture
inline constexpr std::size_t kMaxCodes = 8;      // on one picture
inline constexpr std::size_t kMaxCode = 512;     // bytes
inline constexpr std::size_t kMaxNote = 800;     // bytes
inline constexpr std::int32_t kMarkSide = 1000;  // of a picture

struct DraftItem {
  std::size_t line = 0;  // index in the order
  std::int32_t quantity = 0;
  std::string reason;
  std::vector<std::pair<std::string, std::string>> answers;  // sorted by name

  std::string_view answer(std::string_view question) const {
    for (const auto& [name, value] : answers) {
      if (name == question) return value;
    }
    return {};
  }
};

// What a mark on a picture looks like; the order of kMarkKinds.
enum class MarkKind : std::uint8_t { Box, Ring, Arrow };
inline constexpr std::array<std::string_view, 3> kMarkKinds{"box", "ring", "arrow"};

// Where to look, in thousandths of the upright picture's sides: the corner or the tail of an arrow, and how far it is
// from there to the opposite corner or the tip.
struct Mark {
  MarkKind kind = MarkKind::Box;
  std::int32_t x = 0, y = 0, w = 0, h = 0;
  std::string note;
};

struct EvidenceFile {
  std::string slot;
  std::string line;  // order line; empty for slots of the whole request
  std::string file;  // the name it had on the customer's device
  std::string sha256;
  Report report;
  std::vector<std::string>
      codes;                // as a reader on the customer's device found them, and the customer said they are right
  std::vector<Mark> marks;  // beside the picture, whose bytes stay as they are
};

struct Contact {
  std::string name, phone, email;
};

struct Draft {
  OrderId order;                         // empty: a complaint about no order
  std::optional<std::string> complaint;  // its subject, empty while none is chosen; not there: a return
  Channel channel = Channel::Platform;
  std::vector<DraftItem> items;
  std::string description;
  std::string resolution;
  std::vector<EvidenceFile> evidence;
  Contact contact;
  std::vector<std::string> consents;

  bool consents_to(std::string_view what) const {
    return std::find(consents.begin(), consents.end(), what) != consents.end();
  }
};

}  // namespace returns
