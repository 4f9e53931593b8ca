#pragma once
// What a command needs that works in a server's folder beside it.

#include <filesystem>
#include <string>
#include <variant>

#include "native/intake/own_database.h"
#include "native/intake/services.h"

namespace returns::command {

// The database, the secret and the packs of a server that was started before; a text says what is missing.
std::variant<intake::Services, std::string> open_services(const intake::OwnDatabase& own,
                                                          const std::filesystem::path& assets,
                                                          const std::string& merchant);

}  // namespace returns::command
