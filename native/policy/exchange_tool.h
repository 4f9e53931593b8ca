#pragma once
// `policy export` and `policy import`.

#include <string>
#include <vector>

#include "core/calendar.h"
#include "native/policy/exchange.h"
#include "native/policy/tool.h"

namespace returns::policy {

struct ExportOptions {
  std::string pack;
  Standard to = Standard::SchemaOrg;
  std::string link;  // the merchant's page on returns
  std::string out;   // empty: standard output
};

struct ImportOptions {
  std::string file;
  Standard from = Standard::SchemaOrg;
  std::string id = "imported";
  std::vector<std::string> markets;  // for sources that name none
  std::string currency;              // likewise
  std::string out;
};

// The document goes to standard output and what is lost to standard error; with `out` the document goes there and what
// is lost to standard output; for a program both are one answer.
Or<int> export_pack(const Tool& tool, const ExportOptions& options);
Or<int> import_pack(const Tool& tool, const ImportOptions& options, Instant now);

}  // namespace returns::policy
