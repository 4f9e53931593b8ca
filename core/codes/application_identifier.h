#pragma once
// The application identifiers of GS1 as data: what stands behind each, and which may stand together.
// Source: GS1 Barcode Syntax Dictionary (https://github.com/gs1/gs1-syntax-dictionary), GS1 General Specifications 3.2.

#include <optional>
#include <string_view>

namespace returns::codes {

struct ApplicationIdentifier {
  std::string_view id;    // as it stands in the text that was looked up: "01", "3103"
  std::string_view spec;  // components, see the table
  char needs = 0;         // a group of identifiers of which one has to be there as well; 0: none

  // The length follows from the first two digits, and no separator is needed behind it (General Specifications 7.8.5).
  bool predefined() const;
};

// What `text` begins with.
std::optional<ApplicationIdentifier> find_identifier(std::string_view text);

// The identifiers of a group, separated by blanks.
std::string_view needed_by(char group);

// Two identifiers that contradict each other.
bool excludes(std::string_view a, std::string_view b);

// Those by which a Digital Link names a thing: the first of its path.
bool is_primary_key(std::string_view identifier);

}  // namespace returns::codes
