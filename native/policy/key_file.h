#pragma once
// Private keys in files: written once, for the owner alone, and read only while nobody else can.

#include <filesystem>
#include <string>
#include <string_view>

#include "native/policy/problem.h"
#include "native/support/ed25519.h"

namespace returns::policy {

// The first line of a file, or of standard input for "-". Empty `file`: no passphrase.
Or<Secret> read_passphrase(const std::string& file);

// A new file (mode 0600); one that is there already is never overwritten.
Or<bool> write_secret(const std::filesystem::path& file, std::string_view text);
// Refuses a file that others than its owner may read or write.
Or<Secret> read_secret(const std::filesystem::path& file);

// Writes a new file (mode 0600); one that is there already is never overwritten.
Or<bool> write_key(const std::filesystem::path& file, const SigningKey& key, const Secret& passphrase);

// Refuses a file that others than its owner may read or write.
Or<SigningKey> read_key(const std::filesystem::path& file, const Secret& passphrase);

}  // namespace returns::policy
