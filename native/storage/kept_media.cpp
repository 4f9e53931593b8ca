#include "native/storage/kept_media.h"

#include <map>

#include "native/support/json.h"

namespace returns::storage {

Outcome<std::vector<KeptMedium>> kept_media(Database& database) {
  return database.read([](Session& sql) -> Outcome<std::vector<KeptMedium>> {
    // The log says what was cut out; the latest counts, as the file was put there anew.
    std::map<std::string, std::string> kept;
    std::string detail;
    sql.rows(
        "SELECT detail FROM audit WHERE kind = 'media_scrubbed' ORDER BY id",
        [&] {
          const Json said = parse_json(detail);
          kept[text_of(said, "sha256")] = text_of(said, "kept");
        },
        soci::into(detail));
    std::vector<KeptMedium> media;
    std::string sha256;
    sql.rows(
        "SELECT sha256 FROM media WHERE sha256 NOT IN (SELECT sha256 FROM media_removed) ORDER BY sha256",
        [&] {
          const auto cut = kept.find(sha256);
          media.push_back({.sha256 = sha256, .content = cut != kept.end() ? cut->second : sha256});
        },
        soci::into(sha256));
    return media;
  });
}

}  // namespace returns::storage
