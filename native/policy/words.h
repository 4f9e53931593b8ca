#pragma once
// What the tools say, in the reader's language: assets/locales/<locale>/tools.json for their own sentences,
// policy.json beside it for the words of the packs.

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "core/params.h"

namespace returns::policy {

// The locale of a language tag as people and environments write it ("de", "de_AT.UTF-8", "zh-Hans"); "en" for others.
std::string locale_of(std::string_view tag);

class Words {
 public:
  // A file that is missing or broken leaves its keys unknown; text() then gives the key itself.
  static Words load(const std::filesystem::path& assets, const std::string& locale);

  const std::string& locale() const { return locale_; }
  bool has(const std::string& key) const { return sentences_.contains(key); }
  std::string text(const std::string& key, const Params& params = {}) const;
  // The sentence, or `otherwise` when there is none.
  std::string text_or(const std::string& key, std::string_view otherwise, const Params& params = {}) const;
  // The name of a vocabulary word: "category.cosmetic" → "Cosmetic"; the word alone when it has no name.
  std::string name(std::string_view family, std::string_view word) const;
  std::set<std::string> keys() const;

 private:
  std::string locale_;
  std::map<std::string, std::string> sentences_;
};

}  // namespace returns::policy
