#pragma once
// How this installation tells customers and the merchant's own systems what happened: `returns.messages/1`, a file
// because it holds passwords.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace returns::intake {

struct MailServer {
  std::string url;       // smtp://host:587 or smtps://host:465
  bool starttls = true;  // of smtp://: no TLS, no mail
  std::string user, password;
  std::string from;       // the address alone
  std::string from_name;  // may be empty
};

struct Hook {
  std::string url;     // http:// or https://
  std::string secret;  // raw bytes; signs what is sent
  std::string token;   // of a bearer; may be empty
};

struct MessageSettings {
  std::optional<MailServer> mail;
  std::optional<Hook> sms, webhook;
  std::string shop;                                     // how the shop calls itself, in every message
  std::string link;                                     // https://returns.shop.example/requests/{ticket}; may be empty
  std::string locale = "en";                            // of customers who were not heard to speak another
  std::filesystem::path ca;                             // certificates to trust instead of the system's; may be empty
  std::int64_t first_wait = 30, longest_wait = 21'600;  // seconds between attempts: doubled until the longest
  std::int64_t attempts = 16;                           // about two days with the waits above
  std::int64_t timeout = 30;                            // seconds of one attempt

  // What the outbox has to be filled with.
  std::vector<std::string> channels() const;
};

// A text says what is wrong and where.
std::variant<MessageSettings, std::string> read_message_settings(const std::filesystem::path& file);

}  // namespace returns::intake
