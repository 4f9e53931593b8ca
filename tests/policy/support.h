#pragma once
// Packs and cases for tests of the policy tools.

#include <gtest/gtest.h>
#include <filesystem>
#include <fstream>
#include <string>

#include "native/policy/answer.h"
#include "native/policy/locate.h"

namespace returns::policy::test {

inline const LoadedPack& pack(const std::string& id) {
  static std::map<std::string, LoadedPack> loaded;
  const auto known = loaded.find(id);
  if (known != loaded.end()) return known->second;
  auto read = load_pack(RETURNS_ASSETS, id);
  if (!read) throw std::runtime_error(id + ": " + read.problem().code);
  return loaded.emplace(id, std::move(*read)).first->second;
}

inline Or<Situation> situation(const std::string& id, const Json& document) {
  const wire::Core& core = pack(id).core;
  auto read = read_case(document, core.pack(), "case.json", "");
  if (!read) return read.problem();
  return expand(*read, core.pack(), core.calendar(), "case.json");
}

// The code and place of the problem, or "none".
template <class T>
std::string problem(const Or<T>& of) {
  return of ? "none" : of.problem().code + " at " + of.problem().at;
}

// A folder of its own, gone with the object.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "policy-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string write(const std::string& name, const std::string& text) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace returns::policy::test
