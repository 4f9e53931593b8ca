#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>

#include "core/digest.h"
#include "native/command/data_options.h"
#include "native/command/open_services.h"
#include "native/command/orders.h"
#include "native/connectors/make.h"
#include "native/connectors/order_pull.h"
#include "native/intake/shop_order.h"
#include "native/intake/slip.h"
#include "native/storage/orders.h"
#include "native/support/base64.h"
#include "native/support/crypto.h"

namespace returns::command {
namespace {

constexpr std::size_t kLongestLine = std::size_t{1} << 20;

struct OrdersOptions {
  intake::OwnDatabase own;
  std::string assets, merchant = "demo", file, order;
  std::vector<std::string> locales;
  std::string connectors, connector;
};

struct Tally {
  std::map<std::string, std::int64_t> outcomes;
  std::int64_t faults = 0;
};

void import_line(const intake::Services& services, const std::string& line, const std::string& place, Tally& tally) {
  const auto say = [&](const std::string& what) {
    ++tally.faults;
    std::cerr << place << ": " << what << '\n';
  };
  if (line.size() > kLongestLine) return say("too_long: an order has at most 1 MiB");
  auto read = intake::read_shop_order(services, line);
  if (const auto* fault = std::get_if<intake::OrderFault>(&read))
    return say(fault->code + (fault->at.empty() ? "" : " at " + fault->at));
  const auto& sent = std::get<storage::ShopOrder>(read);
  const auto put = storage::put_shop_order(*services.database, sent, services.clock());
  if (!put) return say(put.failure().detail);
  if (!intake::stands(*put)) return say(std::string{intake::name_of(*put)} + ": " + sent.order.id);
  ++tally.outcomes[intake::name_of(*put)];
}

int import(const OrdersOptions& options) {
  std::ifstream file;
  if (options.file != "-") {
    file.open(options.file, std::ios::binary);
    if (!file) {
      std::cerr << options.file << ": cannot be read\n";
      return 2;
    }
  }
  std::istream& input = options.file == "-" ? std::cin : file;
  auto opened = open_services(options.own, options.assets, options.merchant);
  if (const auto* fault = std::get_if<std::string>(&opened)) {
    std::cerr << *fault << '\n';
    return 2;
  }
  const auto& services = std::get<intake::Services>(opened);
  Tally tally;
  std::string line;
  for (std::int64_t number = 1; std::getline(input, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find_first_not_of(" \t") == std::string::npos) continue;
    import_line(services, line, options.file + ':' + std::to_string(number), tally);
  }
  for (const char* outcome : {"added", "replaced", "unchanged", "older"})
    std::cout << tally.outcomes[outcome] << ' ' << outcome << ", ";
  std::cout << tally.faults << " with faults\n";
  return tally.faults > 0 ? 1 : 0;
}

int complain(const std::string& what) {
  std::cerr << what << '\n';
  return 2;
}

int pull(const OrdersOptions& options) {
  const auto settings = connectors::read_connector_settings(options.connectors, options.merchant);
  if (const auto* fault = std::get_if<std::string>(&settings)) return complain(*fault);
  const auto& all = std::get<0>(settings);
  const auto one =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == options.connector; });
  if (one == all.end()) return complain(options.connectors + ": no connector is called " + options.connector);
  if (!one->orders)
    return complain(options.connectors + ": " + options.connector
                    + " has no \"orders\", which say how they are to be read");
  auto opened = open_services(options.own, options.assets, options.merchant);
  if (const auto* fault = std::get_if<std::string>(&opened)) return complain(*fault);
  const auto& services = std::get<intake::Services>(opened);
  // The server may be pulling the same.
  const auto turn = services.database->take_turn("orders " + one->name);
  if (!turn) return complain(turn.failure().detail);
  if (!*turn) return complain("the server is pulling these orders just now; try again in a minute");
  const auto connector = connectors::make_connector(*one);
  auto tally =
      connectors::pull_orders(services, *connector, *one, [&](const std::string& order, const std::string& what) {
        std::cerr << one->name << ", order " << order << ": " << what << '\n';
      });
  for (const char* outcome : {"added", "replaced", "unchanged", "older"})
    std::cout << tally.outcomes[outcome] << ' ' << outcome << ", ";
  std::cout << tally.faults << " with faults\n";
  if (!tally.fault.empty())
    return complain(one->name + ": " + tally.fault + (tally.said.empty() ? "" : ": " + tally.said));
  return tally.faults > 0 ? 1 : 0;
}

int token(const OrdersOptions& options) {
  const auto database = open_or_say(options.own);
  const auto random = random_bytes(32);
  if (!database || !random) return 2;
  const std::string made = encode_base64url(*random);
  const Status added = storage::add_shop_token(*database, sha256_hex(made), options.merchant, system_clock()());
  if (!added) {
    std::cerr << added.failure().detail << '\n';
    return 2;
  }
  // Once and never again: the server keeps only a digest.
  std::cout << made << '\n';
  return 0;
}

int revoke(const OrdersOptions& options) {
  const auto database = open_or_say(options.own);
  if (!database) return 2;
  const auto gone = storage::revoke_shop_tokens(*database, options.merchant, system_clock()());
  if (!gone) {
    std::cerr << gone.failure().detail << '\n';
    return 2;
  }
  std::cout << *gone << " tokens are no longer good\n";
  return 0;
}

int slip(const OrdersOptions& options) {
  const auto database = open_or_say(options.own);
  if (!database) return 2;
  const auto order = storage::Orders(*database).load(options.order);
  if (!order) {
    std::cerr << options.order << ": "
              << (order.failure().code == FailureCode::NotFound ? "there is no such order" : order.failure().detail)
              << '\n';
    return 2;
  }
  const auto text = intake::slip_text(order->document, options.locales);
  if (!text) {
    std::cerr << options.order << ": does not fit into a QR code; name fewer languages with --locale\n";
    return 1;
  }
  std::cout << *text << '\n';
  return 0;
}

}  // namespace

void add_orders(CLI::App& app, int& status) {
  CLI::App* orders = app.add_subcommand("orders", "Orders from the shop");
  orders->require_subcommand(1);
  const auto options = std::make_shared<OrdersOptions>();
  CLI::App* command = orders->add_subcommand("import",
                                             "Take orders from a file, one returns.shop_order/1 a line; the "
                                             "server may run meanwhile");
  command->add_option("file", options->file, "The file; - is standard input")->required();
  add_data_options(*command, options->own);
  command->add_option("--assets", options->assets, "Folder with packs and calendars")->required();
  command->add_option("--merchant", options->merchant, "The merchant's id")->capture_default_str();
  command->callback([options, &status] { status = import(*options); });
  CLI::App* pulled = orders->add_subcommand(
      "pull", "Take what is new from a shop system, by the settings of its connector; the server may run meanwhile");
  pulled->add_option("--connectors", options->connectors, "Settings of the shop systems (returns.connectors/1)")
      ->required();
  pulled->add_option("--connector", options->connector, "Which of them")->required();
  add_data_options(*pulled, options->own);
  pulled->add_option("--assets", options->assets, "Folder with packs and calendars")->required();
  pulled->add_option("--merchant", options->merchant, "The merchant's id")->capture_default_str();
  pulled->callback([options, &status] { status = pull(*options); });
  CLI::App* made =
      orders->add_subcommand("token", "Make a token with which the shop may push orders; it is shown once");
  CLI::App* gone = orders->add_subcommand("revoke", "Take back every token of the merchant");
  for (CLI::App* one : {made, gone}) {
    add_data_options(*one, options->own);
    one->add_option("--merchant", options->merchant, "The merchant's id")->capture_default_str();
  }
  CLI::App* printed = orders->add_subcommand("slip",
                                             "What the QR code on an order's parcel slip holds, for kiosks without a "
                                             "network");
  printed->add_option("order", options->order, "The order's number")->required();
  add_data_options(*printed, options->own);
  printed->add_option("--locale", options->locales, "A language of the titles; may be repeated (all that there are)");
  printed->callback([options, &status] { status = slip(*options); });
  made->callback([options, &status] { status = token(*options); });
  gone->callback([options, &status] { status = revoke(*options); });
}

}  // namespace returns::command
