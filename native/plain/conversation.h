#pragma once
// The form without scripts, page by page. The browser carries everything that was said; each page is planned anew by
// the core, and what is sent in the end goes the way of every other request.

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "native/intake/in_flight.h"
#include "native/intake/media_store.h"
#include "native/intake/services.h"
#include "native/plain/pages.h"
#include "native/plain/posted.h"
#include "native/plain/words.h"

namespace returns::plain {

// Bytes of one form with its files.
inline constexpr std::int64_t kMostForm = std::int64_t{128} << 20;

class Conversation {
 public:
  Conversation(intake::Services& services, intake::MediaStore& store, std::shared_ptr<intake::InFlight> in_flight,
               const std::filesystem::path& assets, std::vector<std::string> locales)
      : services_(services),
        store_(store),
        in_flight_(std::move(in_flight)),
        catalogues_(assets),
        locales_(std::move(locales)) {}

  // The first page. An empty locale, or one that is not offered: what the browser prefers.
  http::Response begin(const std::string& locale, std::string_view accept_language);
  // The page after a form. `address` is whom wrong guesses are counted by.
  http::Response next(const Posted& posted, const std::string& address, std::string_view accept_language);
  // Whether the token opens an order: before files are taken.
  bool opens(const std::string& token) const;
  // A page that says why a form could not be read.
  http::Response refuse(int status, const std::string& key, const std::string& locale,
                        std::string_view accept_language);

 private:
  struct Stand;
  using StandOr = std::variant<std::unique_ptr<Stand>, http::Response>;

  Words words(const std::string& locale, std::string_view accept_language);
  http::Response look_up(const Words& words, int status, const std::string& number, const std::string& error);
  http::Response open(const Words& words, const Posted& posted, const std::string& address);
  StandOr stand(const Words& words, const std::string& token, const std::string& key, const std::string& draft);
  static http::Response show(Stand& stand, const std::string& screen, bool tried);
  http::Response send(Stand& stand, const std::string& seen);
  void take_files(Stand& stand, const Json& step, const Posted& posted);
  std::variant<std::string, http::Response> order_of(const std::string& token) const;

  intake::Services& services_;
  intake::MediaStore& store_;
  std::shared_ptr<intake::InFlight> in_flight_;
  Catalogues catalogues_;
  std::vector<std::string> locales_;
};

}  // namespace returns::plain
