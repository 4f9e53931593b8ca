#pragma once
// Which other origins may have the portal in their pages, and what they are told. Without any, nothing here changes an
// answer: the portal stays on its own pages.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/http.h"

namespace returns::http {

// "https://shop.example", "http://localhost:8080": scheme, host and port as a browser writes them, and nothing else.
bool is_origin(std::string_view text);

class Embedding {
 public:
  Embedding() = default;
  // Every text must be an origin.
  explicit Embedding(std::vector<std::string> origins) : origins_(std::move(origins)) {}

  bool empty() const { return origins_.empty(); }
  const std::vector<std::string>& origins() const { return origins_; }
  // The request says that a page of one of these origins asks.
  bool comes_from_partner(const Request& request) const;
  // Partners may read what they ask of the API; what is the same for everybody may be read by everybody; the page for
  // frames names who may frame it. Before add_security_headers, which leaves alone what is set here.
  void add_headers(const Request& request, Response& response) const;

 private:
  std::vector<std::string> origins_;
};

}  // namespace returns::http
