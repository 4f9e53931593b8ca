#include "native/storage/place.h"

#include "native/storage/engine.h"

namespace returns::storage {
namespace {

constexpr const char* kFile = "returns.db";

bool is_url(const std::string& text) { return text.starts_with("postgresql://") || text.starts_with("postgres://"); }

}  // namespace

Place Place::of(const std::string& text) {
  if (is_url(text)) {
    Place place{std::filesystem::path{}};
    place.url = text;
    return place;
  }
  std::error_code error;
  const std::filesystem::path path = text;
  return std::filesystem::is_directory(path, error) ? Place{path / kFile} : Place{path};
}

std::string Place::name() const { return on_server() ? postgresql_address(url) : file.string(); }

Place place_of(const std::filesystem::path& data, const std::string& database) {
  return database.empty() ? Place{data / kFile} : Place::of(database);
}

}  // namespace returns::storage
