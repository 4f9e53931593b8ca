#pragma once
// The keys that open what shared devices have sealed, in files that only their owner may read.

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "native/policy/trust.h"
#include "native/support/sealing.h"

namespace returns::intake {

// Makes the file; one that is there already is never overwritten. A text says what is wrong.
std::variant<SealingKey, std::string> make_sealing_key(const std::filesystem::path& file);
std::variant<SealingKey, std::string> read_sealing_key(const std::filesystem::path& file);

// All of `files`, in a demonstration with a key of its own in `data`, which it keeps: devices may hold what is sealed
// for it. Puts that key into `trust`; otherwise the key that devices are told of must be among those read.
std::variant<std::vector<SealingKey>, std::string> sealing_keys(const std::vector<std::filesystem::path>& files,
                                                                const std::filesystem::path& data, bool demo,
                                                                std::optional<policy::Trust>& trust);

}  // namespace returns::intake
