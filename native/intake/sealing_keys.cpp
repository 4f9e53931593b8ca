#include "native/intake/sealing_keys.h"

#include <algorithm>

#include "native/policy/key_file.h"

namespace returns::intake {
namespace {

namespace fs = std::filesystem;

std::string said(const policy::Problem& problem) {
  if (problem.code == "sign.key_exists") return "there is a file of this name already; a key is never overwritten";
  if (problem.code == "sign.key_open")
    return "others than you may read or change this key; chmod 600, or make a new one";
  if (problem.code == "no_such_file") return "there is no such file";
  return "cannot be read or written";
}

std::string fault(const fs::path& file, const std::string& what) { return file.string() + ": " + what; }

}  // namespace

std::variant<SealingKey, std::string> make_sealing_key(const fs::path& file) {
  auto key = SealingKey::generate();
  const auto pem = key ? key->write_pem() : std::nullopt;
  if (!pem) return fault(file, "the cryptographic library failed");
  const auto written = policy::write_secret(file, pem->text());
  if (!written) return fault(file, said(written.problem()));
  return std::move(*key);
}

std::variant<SealingKey, std::string> read_sealing_key(const fs::path& file) {
  const auto pem = policy::read_secret(file);
  if (!pem) return fault(file, said(pem.problem()));
  auto key = SealingKey::read_pem(pem->text());
  if (!key) return fault(file, "not a private key on P-256 (PKCS#8 in PEM); `returns outbox keygen` makes one");
  return std::move(*key);
}

std::variant<std::vector<SealingKey>, std::string> sealing_keys(const std::vector<fs::path>& files,
                                                                const fs::path& data, bool demo,
                                                                std::optional<policy::Trust>& trust) {
  std::vector<SealingKey> keys;
  for (const fs::path& file : files) {
    auto key = read_sealing_key(file);
    if (auto* why = std::get_if<std::string>(&key)) return std::move(*why);
    keys.push_back(std::get<SealingKey>(std::move(key)));
  }
  if (demo && keys.empty() && trust && trust->sealing.empty()) {
    const fs::path file = data / "sealing.pem";
    std::error_code error;
    auto key = fs::exists(file, error) ? read_sealing_key(file) : make_sealing_key(file);
    if (auto* why = std::get_if<std::string>(&key)) return std::move(*why);
    keys.push_back(std::get<SealingKey>(std::move(key)));
    trust->sealing = keys.back().public_point();
  }
  const bool opens = !trust || trust->sealing.empty()
                     || std::any_of(keys.begin(), keys.end(),
                                    [&](const SealingKey& key) { return key.public_point() == trust->sealing; });
  if (!opens)
    return std::string{"the trust file has devices seal for a key that is not here; name its file with --sealing-key"};
  return keys;
}

}  // namespace returns::intake
