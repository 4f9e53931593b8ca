#pragma once
// Which shop systems this installation speaks to: `returns.connectors/1`. The file has no secrets; it says where they
// are. docs/connectors.md explains it.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace returns::connectors {

// How a platform's orders become ours.
struct OrderSettings {
  std::string policy;  // id of the pack
  std::int64_t policy_version = 1;
  std::string market;                             // DE
  std::string category;                           // of goods that no other rule names
  std::map<std::string, std::string> categories;  // the platform's product type, category or SKU → ours
  std::string locale = "en";                      // of the platform's titles
  std::int64_t every = 0;                         // seconds between pulls; 0: only `returns orders pull`
};

struct ConnectorSettings {
  std::string name;      // 1 to 64 of A-Z a-z 0-9 _ . -
  std::string platform;  // tryton, medusa, shopify, saleor, woocommerce
  std::string url;       // http:// or https://, no slash at the end
  std::string user, secret;
  std::string start = "registered";                     // or accept: the event that a return is made for
  std::string link;                                     // https://returns.shop.example/desk#{ticket}; may be empty
  std::filesystem::path ca;                             // certificates to trust instead of the system's; may be empty
  std::int64_t timeout = 30;                            // seconds of one call
  std::int64_t settle = 60;                             // seconds in which the platform ends what it has been asked
  std::int64_t first_wait = 30, longest_wait = 21'600;  // seconds between attempts: doubled until the longest
  std::int64_t attempts = 16;                           // then a person has to look
  std::map<std::string, std::string> reasons;           // our code, its group or "*" → the platform's reason
  std::map<std::string, std::string> options;           // what only this platform has
  std::string merchant;                                 // whose server this is; of no setting
  std::optional<OrderSettings> orders;                  // not set: no orders are pulled
};

// A text says what is wrong, with a JSON pointer. Secrets are read here, once.
std::variant<std::vector<ConnectorSettings>, std::string> read_connector_settings(const std::filesystem::path& file,
                                                                                  const std::string& merchant);

}  // namespace returns::connectors
