#include "native/intake/media_check.h"

#include "native/storage/kept_media.h"

namespace returns::intake {

Outcome<MediaCheck> check_media(storage::Database& database, Vault& vault,
                                const std::function<void(const std::string&, const char*)>& tell) {
  const auto media = storage::kept_media(database);
  if (!media) return media.failure();
  MediaCheck check;
  for (const storage::KeptMedium& medium : *media) {
    const auto found = vault.digest(medium.sha256);
    if (!found && found.failure().code != FailureCode::NotFound) return found.failure();
    if (!found) {
      ++check.missing;
      tell(medium.sha256, "missing");
    } else if (found->sha256 != medium.content) {
      ++check.wrong;
      tell(medium.sha256, "wrong");
    } else {
      ++check.right;
    }
  }
  return check;
}

Outcome<std::int64_t> copy_media(storage::Database& database, const std::filesystem::path& folder, Vault& to) {
  const auto media = storage::kept_media(database);
  if (!media) return media.failure();
  std::int64_t taken = 0;
  for (const storage::KeptMedium& medium : *media) {
    const std::filesystem::path from = folder / place_in_vault(medium.sha256);
    const auto here = digest_of_file(from);
    if (!here) return Failure{here.failure().code, from.string() + ": " + here.failure().detail};
    if (here->sha256 != medium.content)
      return Failure{FailureCode::Broken, from.string() + ": is not what came; returns audit verify --files names all"};
    const auto there = to.digest(medium.sha256);
    if (there && there->sha256 == medium.content) continue;
    if (!there && there.failure().code != FailureCode::NotFound) return there.failure();
    if (Status put = to.put(medium.sha256, from, medium.content); !put) return put.failure();
    ++taken;
  }
  return taken;
}

}  // namespace returns::intake
