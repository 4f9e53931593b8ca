#pragma once
// What the customer has said so far. Everything is optional: a draft is asked about, not judged.

#include <algorithm>
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

inline constexpr std::size_t kMaxDescription = 2000;  // code points
inline constexpr std::size_t kMaxName = 100;
inline constexpr std::size_t kMaxEvidence = 60;

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

// A code that a reader found in a picture. It is read in the browser, where anything may have been written in its
// place: the server reads the text again, but not the picture.
struct ScannedCode {
  std::string symbology;  // identifier of ISO/IEC 15424; may be empty
  std::string text;
};

inline constexpr std::size_t kMaxCodes = 8;         // in one picture
inline constexpr std::size_t kMaxCodeText = 4'096;  // bytes

struct EvidenceFile {
  std::string slot;
  std::string line;  // order line; empty for slots of the whole request
  std::string file;  // the name it had on the customer's device
  std::string sha256;
  Report report;
  std::optional<std::vector<ScannedCode>> codes;  // nothing: nobody looked; empty: none was found
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
