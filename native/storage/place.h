#pragma once
// Where a database is: a file of SQLite's, or a server of PostgreSQL's.

#include <filesystem>
#include <string>

namespace returns::storage {

struct Place {
  Place(std::filesystem::path at) : file(std::move(at)) {}  // NOLINT(google-explicit-constructor)

  // "postgresql://…" (libpq's connection URI), the file itself, or the folder that has it as returns.db.
  static Place of(const std::string& text);

  bool on_server() const { return !url.empty(); }
  // For messages: the path, or the server's address without user, password and options.
  std::string name() const;

  std::filesystem::path file;
  std::string url = {};  // not empty: then there is no file. May have a password in it.
};

// A server's own: `database` where one is given (--database), else the file in its folder.
Place place_of(const std::filesystem::path& data, const std::string& database);

}  // namespace returns::storage
