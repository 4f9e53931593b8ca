#include "native/command/open_services.h"

#include "native/intake/secret_check.h"

namespace returns::command {

std::variant<intake::Services, std::string> open_services(const intake::OwnDatabase& own,
                                                          const std::filesystem::path& assets,
                                                          const std::string& merchant) {
  auto database = intake::open_existing(own);
  if (!database) return database.failure().detail;
  intake::Services services;
  services.database = std::move(*database);
  services.data = own.data;
  services.merchant = merchant;
  services.clock = system_clock();
  services.disk = system_disk();
  auto vault = intake::open_vault(own.data, own.media, *services.disk);
  if (auto* fault = std::get_if<std::string>(&vault)) return std::move(*fault);
  services.vault = std::get<std::unique_ptr<intake::Vault>>(std::move(vault));
  auto secret = intake::load_secret(own.data, *services.disk);
  if (!secret) return (own.data / "secret.key").string() + ": " + secret.failure().detail;
  services.secret = std::move(*secret);
  if (Status same = intake::check_secret(*services.database, services.secret, own.data); !same)
    return same.failure().detail;
  auto files = intake::read_pack_files(assets);
  if (auto* fault = std::get_if<std::string>(&files)) return std::move(*fault);
  auto policies = intake::Policies::load(assets, std::get<std::vector<intake::PackFile>>(std::move(files)));
  if (auto* fault = std::get_if<std::string>(&policies)) return std::move(*fault);
  services.policies = std::get<intake::Policies>(std::move(policies));
  return services;
}

}  // namespace returns::command
