#pragma once
// `policy simulate`: past requests, line by line, decided by a pack, or by two to see what changes.

#include <string>

#include "native/policy/tally.h"
#include "native/policy/tool.h"

namespace returns::policy {

struct SimulateOptions {
  std::string pack;
  std::string against;  // empty: one pack alone
  std::string file;     // JSON Lines; "-" is standard input
  unsigned jobs = 0;    // threads; 0: as many as the machine has cores
};

struct RefusedLine {
  std::uint64_t line = 0;
  std::string code;    // tools.line.<code>
  std::string member;  // of the line, may be empty
};

struct Simulated {
  std::uint64_t lines = 0, refused = 0, planned = 0;  // planned: went through an order and a plan
  std::vector<RefusedLine> examples;                  // the first few that were refused
  std::vector<Tally> tallies;                         // by pack
  Changes changes;
  unsigned jobs = 1;
  // Nanoseconds: reading the file, and over all threads parsing, deciding (one pack), counting and planning.
  std::uint64_t reading = 0, parsing = 0, deciding = 0, counting = 0, planning = 0, wall = 0;
};

// Progress goes to `tool.err` when that is a terminal.
Or<Simulated> simulate_file(const Tool& tool, const LoadedPack& pack, const LoadedPack* against,
                            const SimulateOptions& options);
Or<int> simulate(const Tool& tool, const SimulateOptions& options);

}  // namespace returns::policy
