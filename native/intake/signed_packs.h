#pragma once
// Which packs a server may use: only those whose signature holds, once it was told whom to trust.

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "native/intake/policies.h"
#include "native/policy/signature.h"
#include "native/storage/pack_versions.h"

namespace returns::intake {

struct RefusedPack {
  std::filesystem::path file;
  policy::Refusal refusal;
};

struct Screened {
  std::vector<PackFile> accepted;              // with `until`
  std::vector<storage::PackVersion> versions;  // what to remember once the accepted ones are in use
  std::vector<RefusedPack> refused;
};

// `history`: what this server accepted before. Older versions may stand beside the newest, because orders keep the pack
// of their day; but when the newest that was ever accepted is not there, none of that pack is.
Screened screen_packs(std::vector<PackFile> files, const policy::Trust& trust, Instant now,
                      const storage::PackVersions::Accepted& history);

// For demonstrations: signs every pack with a key that lives as long as this call, and gives the trust that goes with
// it. What is shown is how signatures travel and are checked; whom to trust is told by the server itself, so nothing
// is proved by it.
std::optional<policy::Trust> sign_for_demo(std::vector<PackFile>& files, Instant now);

}  // namespace returns::intake
