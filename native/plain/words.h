#pragma once
// What the form without scripts says, in one language: sentences of the same catalogues that the shell reads, amounts
// and dates as people write them. ICU does here what Intl does in a browser.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

#include "native/support/json.h"

namespace returns::plain {

using Param = std::variant<std::string, std::int64_t>;
using Params = std::map<std::string, Param>;
using Sentences = std::map<std::string, std::string>;

// The sentences of all languages, each read when it is first spoken.
class Catalogues {
 public:
  explicit Catalogues(std::filesystem::path assets) : assets_(std::move(assets)) {}
  // `locale` names a folder of assets/locales. What cannot be read has no sentences.
  std::shared_ptr<const Sentences> of(const std::string& locale);

 private:
  std::filesystem::path assets_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Sentences>> read_;
};

class Words {
 public:
  Words(std::string locale, std::shared_ptr<const Sentences> sentences)
      : locale_(std::move(locale)),
        sentences_(std::move(sentences)) {}

  const std::string& locale() const { return locale_; }
  bool right_to_left() const { return locale_.starts_with("ar"); }
  // Whose goods and which money the sentences are about, and today's date for them (RFC 3339).
  void set_about(const Json& order, std::string currency, std::string now);

  bool has(const std::string& key) const { return sentences_->contains(key); }
  // An ICU message; a key without a sentence gives itself, so that a gap is seen.
  std::string t(const std::string& key, const Params& params = {}) const;
  // A sentence that the core asks for: its parameters are codes, minor units and dates.
  std::string say(const std::string& key, const Json& params) const;
  // `next.ship_back` for `ship_back` and for `next.ship_back`.
  std::string coded(const std::string& family, const Json& coded) const;

  std::string money(std::int64_t minor) const;
  // A civil day or an instant; an instant with the wall clock it was written with.
  std::string date(std::string_view instant) const;
  std::string size(std::int64_t bytes) const;
  // {"n":3,"unit":"day"}: "3 days"
  std::string span(const Json& span) const;
  // A text that the shop gives in several languages.
  std::string local(const Json& text) const;
  std::string title_of(const std::string& id) const;
  // "Vitamin C × 2"
  std::string titled(const std::string& id, std::int64_t quantity) const;
  // What the shop would send in place of a line; empty when it names no such thing.
  std::string exchange_of(const std::string& id, const std::string& exchange) const;

 private:
  std::string param(const std::string& name, const Json& value) const;
  const Json* line(const std::string& id) const;

  std::string locale_;
  std::shared_ptr<const Sentences> sentences_;
  Json order_ = nullptr;
  std::string currency_ = "XXX";  // no currency (ISO 4217), until it is known whose amounts these are
  std::string now_;
};

}  // namespace returns::plain
