#pragma once
// Identifiers that cannot be swapped by mistake, and the ticket number.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/calendar.h"

namespace returns {

template <class Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string text) : text_(std::move(text)) {}
  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  std::string text_;
};

using OrderId = Id<struct OrderTag>;
using LineId = Id<struct LineTag>;
using PackId = Id<struct PackTag>;

// A ticket number, YYYYMMDD-<who>-<sequence> (requirement R73 of the merchant's feedback rules). `who` is a
// pseudonym of five Crockford base-32 digits: a ticket is read out on the phone and stands in e-mails, so it
// must not carry the customer's account number. `sequence` is 1…999.
struct Ticket {
  Day day;
  std::string who;
  std::int32_t sequence = 0;
  friend bool operator==(const Ticket&, const Ticket&) = default;
};

std::string write_ticket(const Ticket& ticket);
// Forgives what people do to a number: spaces, lower case, O for 0, I and L for 1, missing or other dashes.
std::optional<Ticket> read_ticket(std::string_view text);

}  // namespace returns
