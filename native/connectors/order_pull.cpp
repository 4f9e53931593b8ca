#include "native/connectors/order_pull.h"

#include <exception>

#include "native/intake/shop_order.h"
#include "native/storage/connector_returns.h"

namespace returns::connectors {
namespace {

std::string order_id(const Json& sent) {
  const Json* order = member(sent, "order");
  return order != nullptr ? text_of(*order, "id") : std::string{};
}

// What is wrong with it, or empty.
std::string take(const intake::Services& services, const Json& sent, PullTally& tally) {
  const auto read = intake::read_shop_order(services, write_json(sent));
  if (const auto* fault = std::get_if<intake::OrderFault>(&read))
    return fault->code + (fault->at.empty() ? "" : " at " + fault->at);
  const auto put = storage::put_shop_order(*services.database, std::get<storage::ShopOrder>(read), services.clock());
  if (!put) return put.failure().detail;
  if (!intake::stands(*put)) return intake::name_of(*put);
  ++tally.outcomes[intake::name_of(*put)];
  if (*put == storage::OrderPut::Added || *put == storage::OrderPut::Replaced) ++tally.taken;
  return {};
}

PullResult page_from(Connector& connector, const std::string& place) {
  try {
    return connector.orders(place);
  } catch (const std::exception&) {
    // An answer that no reader here expects.
    return Retry{"malformed"};
  }
}

}  // namespace

PullTally pull_orders(const intake::Services& services, Connector& connector, const ConnectorSettings& settings,
                      const std::function<void(const std::string&, const std::string&)>& say) {
  PullTally tally;
  storage::ConnectorReturns rows(*services.database);
  const auto begin = rows.place(settings.name);
  if (!begin) {
    tally.fault = begin.failure().detail;
    return tally;
  }
  std::string place = begin->place;
  for (bool more = true; more;) {
    const PullResult pulled = page_from(connector, place);
    if (const auto* retry = std::get_if<Retry>(&pulled)) {
      tally.fault = retry->code;
      tally.said = retry->text;
      return tally;
    }
    if (const auto* fix = std::get_if<FixByHuman>(&pulled)) {
      tally.fault = fix->code;
      tally.said = fix->text;
      return tally;
    }
    const auto& page = std::get<OrderPage>(pulled);
    for (const Json& sent : page.orders) {
      const std::string wrong = take(services, sent, tally);
      if (wrong.empty()) continue;
      ++tally.faults;
      say(order_id(sent), wrong);
    }
    // A platform that gives the same page for ever ends here.
    more = page.more && page.cursor != place;
    place = page.cursor;
    if (const Status kept = rows.set_place(settings.name, place, services.clock()); !kept) {
      tally.fault = kept.failure().detail;
      return tally;
    }
  }
  return tally;
}

}  // namespace returns::connectors
