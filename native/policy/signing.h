#pragma once
// The tools around signed packs: make a key, sign a pack, check one (docs/pack-signatures.md).

#include <string>

#include "core/calendar.h"
#include "native/policy/signature.h"
#include "native/policy/tool.h"

namespace returns::policy {

struct KeygenOptions {
  std::string key;         // file to make
  std::string trust;       // trust file that gets the public key; made when it is not there
  std::string merchant;    // for a new trust file
  std::string not_before;  // empty: now
  std::string not_after;   // empty: two years later
  std::string passphrase_file;
};

struct SignOptions {
  std::string pack, key, trust;
  std::string from;      // empty: now
  std::string until;     // empty: the end of the pack's review_by, in its own zone
  std::string previous;  // the pack published before
  bool first = false;    // there is none
  std::string out;       // empty: pack.sig.json beside the pack
  std::string passphrase_file;
};

struct VerifyOptions {
  std::string pack, trust;
  std::string signature;  // empty: pack.sig.json beside the pack
  std::string seen;       // file that remembers what was accepted; empty: nothing is remembered
  std::string at;         // empty: now
};

// `now` is the clock's; tests give their own.
Or<int> keygen(const Tool& tool, const KeygenOptions& options, Instant now);
Or<int> sign(const Tool& tool, const SignOptions& options, Instant now);
Or<int> verify(const Tool& tool, const VerifyOptions& options, Instant now);

}  // namespace returns::policy
