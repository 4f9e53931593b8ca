#pragma once
// What every policy tool has: its assets, its words, and whether a person or a program reads its answer.

#include <filesystem>
#include <functional>
#include <ostream>
#include <string>

#include "native/policy/locate.h"
#include "native/policy/problem.h"
#include "native/policy/screen.h"
#include "native/policy/words.h"

namespace returns::policy {

// What a tool ends with; the command's exit status.
inline constexpr int kInOrder = 0;
inline constexpr int kNotInOrder = 1;  // the pack, a case or a comparison is not as it should be
inline constexpr int kNotDone = 2;     // the question could not be answered

struct ToolOptions {
  std::string assets;  // empty: looked for
  std::string lang;    // empty: LC_ALL, LC_MESSAGES, LANG, else English
  bool json = false;
};

struct Tool {
  std::filesystem::path assets;
  Words words;
  bool json = false;
  std::ostream& out;
  std::ostream& err;

  Screen screen() const { return Screen::of_stdout(out); }
  // One document on one line, the whole answer for a program.
  void answer(const Json& document) const { out << write_json(document) << '\n'; }
  std::string text(const std::string& key, const Params& params = {}) const {
    return words.text("tools." + key, params);
  }
};

// Loads the pack that the user named; one that is not proved is used with a note on standard error.
Or<LoadedPack> pack_for(const Tool& tool, const std::string& name);

// Runs the tool; what stops it is said on standard error (and, for a program, on standard output).
int run_tool(const ToolOptions& options, std::ostream& out, std::ostream& err,
             const std::function<Or<int>(const Tool&)>& body);

}  // namespace returns::policy
