#include <iostream>
#include <memory>
#include <string>

#include "core/codes/read.h"
#include "core/text.h"
#include "native/command/commands.h"
#include "native/support/json.h"

namespace returns::command {
namespace {

// Keyboards have no group separator: {GS} and \x1d are taken for one.
std::string with_separators(std::string text) {
  for (const std::string& spelling : {std::string{"{GS}"}, std::string{"\\x1d"}}) {
    for (std::size_t at = text.find(spelling); at != std::string::npos; at = text.find(spelling, at))
      text.replace(at, spelling.size(), 1, codes::kSeparator);
  }
  return text;
}

void put(Json& out, const char* key, const std::string& value) {
  if (!value.empty()) out[key] = value;
}

Json described(const codes::Code& code) {
  Json out{{"kind", codes::name(code.kind)}};
  put(out, "text", code.text);
  put(out, "gtin", code.gtin);
  put(out, "batch", code.batch);
  put(out, "serial", code.serial);
  put(out, "trace", code.trace);
  put(out, "sscc", code.sscc);
  put(out, "gln", code.gln);
  if (code.expires_on) out["expires_on"] = write_day(*code.expires_on);
  if (code.made_on) out["made_on"] = write_day(*code.made_on);
  if (code.unmarked) out["unmarked"] = true;
  if (code.fault)
    out["fault"] = {{"code", codes::name(code.fault->trouble)},
                    {"identifier", code.fault->identifier},
                    {"value", code.fault->value}};
  return out;
}

struct Options {
  std::string text, symbology;
  int year = 0;
};

}  // namespace

void add_code(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* code = app.add_subcommand("code", "Take the text of a bar code apart: GTIN, GS1, Digital Link, trace code");
  code->add_option("text", options->text, "as a reader gives it; {GS} stands for the separator (FNC1)")->required();
  code->add_option("--symbology", options->symbology, "identifier of ISO/IEC 15424: ]d2, ]C1, ]Q3, ]e0, ]E0");
  code->add_option("--year", options->year, "decides the century of dates")
      ->default_val(2026)
      ->check(CLI::Range(2000, 2099));
  code->callback([options, &status] {
    if (invalid_utf8(options->text) != std::string_view::npos) {
      std::cerr << "The text is not UTF-8. What to do: give it as the reader shows it, with {GS} for separators.\n";
      status = 2;
      return;
    }
    const codes::Code read = codes::read_code(options->symbology, with_separators(options->text), options->year);
    std::cout << write_json(described(read)) << '\n';
    status = read.fault ? 1 : 0;
  });
}

}  // namespace returns::command
