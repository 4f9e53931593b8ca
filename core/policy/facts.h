#pragma once
// Facts: what the core knows about an item before any rule speaks. Each fact is a column that decision
// tables may test. All are finite sets, or integers in a stated range; "not known" is a value of its own.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace returns {

// X(enumerator, column name, values); no values: the pack's vocabulary gives them, or it is an integer.
#define RETURNS_FACTS(X)                                       \
  X(Category, "category", "")                                  \
  X(Market, "market", "")                                      \
  X(Reason, "reason", "")                                      \
  X(Ground, "ground", "")                                      \
  X(Fault, "fault", "seller carrier buyer none")               \
  X(Goods, "goods", "not_shipped in_transit received unknown") \
  X(Confirmed, "confirmed", "yes no unknown")                  \
  X(Gift, "gift", "yes no")                                    \
  X(Recall, "recall", "listed not_listed unknown")             \
  X(Promise, "promise", "kept late unknown none")              \
  X(DaysLate, "days_late", "")                                 \
  X(Quantity, "quantity", "")                                  \
  X(Window, "window", "open closed unknown not_started none")  \
  X(Verdict, "verdict", "eligible needs_review ineligible")    \
  X(Lane, "lane", "")                                          \
  X(Grade, "grade", "")                                        \
  X(Channel, "channel", "platform phone email social")         \
  X(Resolution, "resolution", "")                              \
  X(Value, "value", "")                                        \
  X(Extended, "extended", "yes no")                            \
  X(Subject, "subject", "")

enum class Fact : std::uint8_t {
#define X(name, text, values) name,
  RETURNS_FACTS(X)
#undef X
};
inline constexpr std::size_t kFactCount = static_cast<std::size_t>(Fact::Subject) + 1;

// Enumerators in the order of the value lists above: the number is what a table sees.
enum class FaultOf : std::uint8_t { Seller, Carrier, Buyer, None };
enum class Goods : std::uint8_t { NotShipped, InTransit, Received, Unknown };
enum class Confirmed : std::uint8_t { Yes, No, Unknown };
enum class Recall : std::uint8_t { Listed, NotListed, Unknown };
enum class Promise : std::uint8_t { Kept, Late, Unknown, None };
enum class WindowState : std::uint8_t { Open, Closed, Unknown, NotStarted, None };
enum class Verdict : std::uint8_t { Eligible, NeedsReview, Ineligible };  // later is worse
enum class Channel : std::uint8_t { Platform, Phone, Email, Social };
enum class Extended : std::uint8_t { Yes, No };

inline constexpr std::int32_t kMaxDaysLate = 3650;
inline constexpr std::int32_t kMaxQuantity = 999;
// Minor units; what an item cost beyond this counts as this much.
inline constexpr std::int32_t kMaxValue = 2'000'000'000;

// One column as a pack sees it.
struct Column {
  std::string name;
  std::vector<std::string> values;  // empty for integer columns
  std::int32_t min = 0;             // integer columns: the range, both ends included
  std::int32_t max = 0;

  bool is_integer() const { return values.empty(); }
  // Index of a value, or -1.
  std::int32_t find(std::string_view value) const;
};

// The name of value `index` of a fact with a closed list.
std::string_view value_name(Fact fact, std::size_t index);
template <class Enum>
std::string_view value_name(Fact fact, Enum value) {
  return value_name(fact, static_cast<std::size_t>(value));
}

// The built-in columns, in the order of Fact; those the pack fills have no values yet.
std::vector<Column> built_in_columns();

// Values by column: built-in facts first, then one answer per question of the pack. kUnset is a value
// that was not computed; no rule may look at it (the columns a table may use are fixed by its kind).
inline constexpr std::int32_t kUnset = std::numeric_limits<std::int32_t>::min();
class Facts {
 public:
  explicit Facts(std::size_t columns) : values_(columns, kUnset) {}
  std::int32_t operator[](std::size_t column) const { return values_[column]; }
  std::int32_t operator[](Fact fact) const { return values_[static_cast<std::size_t>(fact)]; }
  void set(std::size_t column, std::int32_t value) { values_[column] = value; }
  void set(Fact fact, std::int32_t value) { values_[static_cast<std::size_t>(fact)] = value; }
  template <class Enum>
  void set_enum(Fact fact, Enum value) {
    set(fact, static_cast<std::int32_t>(value));
  }
  bool operator==(const Facts&) const = default;

 private:
  std::vector<std::int32_t> values_;
};

}  // namespace returns
