#pragma once
// What the handlers work with: one of each per server, made by App.

#include <spdlog/logger.h>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/intake/message_settings.h"
#include "native/intake/message_text.h"
#include "native/intake/policies.h"
#include "native/intake/vault.h"
#include "native/policy/trust.h"
#include "native/storage/database.h"
#include "native/support/clock.h"
#include "native/support/disk.h"
#include "native/support/sealing.h"

namespace returns::intake {

// {"report":{…}} for a file's bytes, the name and the type its sender gives it.
using Inspect = std::function<std::string(std::string_view, std::string_view, std::string_view)>;

struct Services {
  std::filesystem::path data;
  std::string merchant;
  std::string secret;  // 32 bytes; keys every digest of what could be guessed
  Clock clock;
  std::unique_ptr<Disk> disk;
  std::unique_ptr<Vault> vault;
  Inspect inspect;
  Policies policies;
  std::optional<policy::Trust> trust;  // set: every pack in `policies` is signed
  std::vector<SealingKey> sealing;     // opens what shared devices have sealed
  std::unique_ptr<storage::Database> database;
  std::optional<MessageSettings> messages;  // not set: nobody is told anything
  MessageTexts texts;
  std::shared_ptr<spdlog::logger> log;
};

// The secret beside the database, made at the first start (mode 0600).
Outcome<std::string> load_secret(const std::filesystem::path& data, Disk& disk);

// A digest that only this server can make; for rows that must be found again without saying whom they are about.
std::string keyed(const Services& services, std::string_view purpose, std::string_view value);

// Who filed something, for the messages about it: {"email","phone"} as they wrote it, the language of their browser.
storage::Contact contact_of(const Services& services, const Json& said, std::string_view accept_language);

}  // namespace returns::intake
