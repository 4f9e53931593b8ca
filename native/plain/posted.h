#pragma once
// What came with a form, and what it changes in a draft. Only what the plan asks on the step can be changed; the core
// judges every value.

#include <string>
#include <string_view>
#include <vector>

#include "native/http/multipart.h"
#include "native/support/json.h"

namespace returns::plain {

class Posted {
 public:
  explicit Posted(std::vector<http::Part> parts) : parts_(std::move(parts)) {}

  // The first field of the name; empty when there is none. A NUL, which nothing of ours holds, is left out.
  std::string field(std::string_view name) const;
  bool has(std::string_view name) const;
  const std::vector<http::Part>& parts() const { return parts_; }

 private:
  std::vector<http::Part> parts_;
};

// The draft with the answers to the step's fields; files are not among them, but files that were to go are gone.
// `draft` is one that the core has made `plan` of.
Json answered(Json draft, const Json& plan, const Json& step, const Posted& posted);

}  // namespace returns::plain
