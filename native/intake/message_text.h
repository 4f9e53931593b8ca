#pragma once
// What a message says. Sentences come from assets/locales/*/messages.json; here are only the names put into them.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "native/intake/message_settings.h"
#include "native/storage/outbox.h"

namespace returns::intake {

class MessageTexts {
 public:
  // Every language that has a folder below `assets`/locales; a text says which lacks which sentence.
  static std::variant<MessageTexts, std::string> load(const std::filesystem::path& assets);

  struct Written {
    std::string subject, body;  // UTF-8; lines end with \n
    std::string brief;          // for a telephone: the subject and where to read more
  };
  Written write(const storage::OutboxMessage& message, const MessageSettings& settings) const;

  // The language of these that the Accept-Language header (RFC 9110) wants first; empty when it wants none of them.
  std::string negotiate(std::string_view accept_language) const;

 private:
  using Sentences = std::map<std::string, std::string>;
  std::map<std::string, Sentences> locales_;
};

// What the merchant's own systems are told: which ticket, what happened, when. Nothing about a person.
std::string webhook_body(const storage::OutboxMessage& message);

// "{name}" replaced by its value; values are never searched for placeholders.
std::string fill(std::string_view pattern, const std::map<std::string, std::string>& values);

}  // namespace returns::intake
