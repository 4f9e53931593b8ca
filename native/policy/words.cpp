#include "native/policy/words.h"

#include "native/policy/message.h"
#include "native/support/disk.h"
#include "native/support/json.h"

namespace returns::policy {

namespace {
constexpr std::size_t kMostBytes = std::size_t{4} << 20;
}

std::string locale_of(std::string_view tag) {
  const std::string_view language = tag.substr(0, 2);
  if (language == "zh") return "zh-CN";
  return language == "de" || language == "ar" ? std::string{language} : "en";
}

Words Words::load(const std::filesystem::path& assets, const std::string& locale) {
  Words words;
  words.locale_ = locale;
  for (const char* file : {"policy.json", "tools.json"}) {
    const auto text = read_file(assets / "locales" / locale / file, kMostBytes);
    if (!text) continue;
    const Json sentences = parse_json(*text);
    if (!sentences.is_object()) continue;
    for (const auto& [key, sentence] : sentences.items()) {
      if (sentence.is_string()) words.sentences_[key] = sentence.get<std::string>();
    }
  }
  return words;
}

std::string Words::text(const std::string& key, const Params& params) const { return text_or(key, key, params); }

std::string Words::text_or(const std::string& key, std::string_view otherwise, const Params& params) const {
  const auto found = sentences_.find(key);
  return found == sentences_.end() ? std::string{otherwise} : format_message(found->second, params, locale_);
}

std::string Words::name(std::string_view family, std::string_view word) const {
  return text_or(std::string{family} + '.' + std::string{word}, word);
}

std::set<std::string> Words::keys() const {
  std::set<std::string> keys;
  for (const auto& [key, sentence] : sentences_) keys.insert(key);
  return keys;
}

}  // namespace returns::policy
