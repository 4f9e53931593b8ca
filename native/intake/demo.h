#pragma once
// Orders to try the portal with. Their times are written relative to today, "@-3d 10:30" or "@+2d" (a civil day), and
// are worked out when an order is put into the database; one that nobody has used is put in again after half a day,
// so that a window that was open yesterday is open today.

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "native/http.h"
#include "native/intake/services.h"
#include "native/support/json.h"

namespace returns::intake {

// "@-3d 10:30" seen from `now`, in `zone`. Nothing when the text is not of that form.
std::optional<std::string> resolve_relative(std::string_view text, Instant now, Zone zone);
// Every relative time within the document.
Json resolve_times(Json document, Instant now, Zone zone);

class DemoOrders {
 public:
  // Reads assets/demo/orders/*.json and puts them into the database. A text says which file is wrong, and how.
  static std::variant<DemoOrders, std::string> seed(Services& services, const std::filesystem::path& assets);
  void add_routes(http::Router& router, Services& services) const;

 private:
  Json list_ = Json::array();
};

}  // namespace returns::intake
