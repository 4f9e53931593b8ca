#pragma once
// Whole pages of the form without scripts.

#include <string>
#include <vector>

#include "native/http.h"
#include "native/plain/view.h"

namespace returns::plain {

// What goes with every page of a conversation, in hidden fields: this server keeps nothing of it.
struct Carried {
  std::string token;       // opens the order
  std::string key;         // idempotency key of the request that will be filed
  std::string shown = {};  // on the last page: what the customer saw, as a digest
};

// With the headers of a page that has neither scripts nor anything of others.
http::Response page(const Words& words, int status, const std::string& title, const Html& main);

struct LookUp {
  std::string number;  // as typed
  std::string error;   // a key of a sentence, or empty
  std::vector<std::string> languages;
};
http::Response look_up_page(const Words& words, int status, const LookUp& look_up);

// A step with its questions; `said`: sentences that stand first.
http::Response step_page(const View& view, const Carried& carried, const Json& step,
                         const std::vector<std::string>& said);
// Everything said so far, each with the way back to it, and the button that sends.
http::Response check_page(const View& view, const Carried& carried, const std::vector<std::string>& said);
http::Response receipt_page(const Words& words, const Json& receipt, const Json& plan);

}  // namespace returns::plain
