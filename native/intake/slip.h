#pragma once
// What a parcel slip's QR code holds, so that a kiosk without a network knows the order: "RETURNS1:", then the order's
// document without pictures, deflated (RFC 1951), in base 45. It is no proof of anything: the intake judges by its own
// order, and asks for the second factor, which the slip does not carry.

#include <optional>
#include <string>
#include <vector>

#include "native/support/json.h"

namespace returns::intake {

// Titles in these languages alone, where the order has one of them; in all that it has when the list is empty.
// Nothing: the order does not fit into a QR code (4,296 characters, ISO/IEC 18004).
std::optional<std::string> slip_text(Json order, const std::vector<std::string>& locales);

}  // namespace returns::intake
