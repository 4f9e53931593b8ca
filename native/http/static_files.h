#pragma once
// Files of one folder, as they are on the disk: type by extension, validator, and the variant that a build has
// compressed beside the file (x.js.br, x.js.gz) when the client takes it. Texts without one are packed when first read.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "native/http.h"

namespace returns::http {

class StaticFiles {
 public:
  // `hidden` names top folders that are not shown.
  explicit StaticFiles(const std::filesystem::path& root, std::vector<std::string> hidden = {});

  // `path` is relative to the folder. 404 for everything that is not a plain file within it.
  Response answer(const Request& request, std::string_view path) const;

 private:
  struct Content {
    std::filesystem::file_time_type changed;
    std::uintmax_t size = 0;
    std::shared_ptr<const std::string> bytes;
    std::string tag;
    std::shared_ptr<const std::string> packed;  // by gzip; nullptr where that is not worth it
  };
  std::optional<Content> load(const std::filesystem::path& file) const;

  std::filesystem::path root_;
  std::vector<std::string> hidden_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, Content> cache_;
};

}  // namespace returns::http
