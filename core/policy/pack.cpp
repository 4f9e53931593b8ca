#include "core/policy/pack.h"

#include <algorithm>
#include <array>

namespace returns {

std::string_view name(Unit unit) {
  constexpr std::array<std::string_view, 5> kNames{"hour", "day", "workday", "month", "none"};
  return kNames[static_cast<std::size_t>(unit)];
}

std::string_view name(Payer payer) {
  constexpr std::array<std::string_view, 3> kNames{"merchant", "customer", "none"};
  return kNames[static_cast<std::size_t>(payer)];
}

std::string_view name(Start start) {
  constexpr std::array<std::string_view, 5> kNames{"submitted", "goods_received", "inspected", "investigated",
                                                   "decided"};
  return kNames[static_cast<std::size_t>(start)];
}

std::string_view name(Who who) { return who == Who::Merchant ? "merchant" : "customer"; }

const Reason* Pack::reason(std::string_view wanted) const {
  const auto found =
      std::find_if(reasons.begin(), reasons.end(), [&](const Reason& reason) { return reason.id == wanted; });
  return found == reasons.end() ? nullptr : &*found;
}

const Source* Pack::source(std::string_view wanted) const {
  const auto found =
      std::find_if(sources.begin(), sources.end(), [&](const Source& source) { return source.id == wanted; });
  return found == sources.end() ? nullptr : &*found;
}

const Label* Pack::label(std::string_view wanted) const {
  const auto found = std::find_if(labels.begin(), labels.end(), [&](const Label& entry) { return entry.id == wanted; });
  return found == labels.end() ? nullptr : &*found;
}

namespace {

template <class Then>
TableView view(std::string_view name, Stage stage, const Rules<Then>& rules) {
  TableView view{name, stage, rules.hit, &rules.table, {}};
  for (const Rule<Then>& rule : rules.rules) view.rules.push_back(&rule);
  return view;
}

}  // namespace

std::vector<TableView> tables_of(const Pack& pack) {
  return {
#define X(member, text, Then, stage) view(text, Stage::stage, pack.member),
      RETURNS_TABLES(X)
#undef X
  };
}

}  // namespace returns
