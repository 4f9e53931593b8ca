#include "native/command/open_services.h"

namespace returns::command {

std::variant<intake::Services, std::string> open_services(const std::filesystem::path& data,
                                                          const std::filesystem::path& assets,
                                                          const std::string& merchant) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(data / "returns.db", error))
    return (data / "returns.db").string() + ": there is no database; start the server once";
  intake::Services services;
  services.data = data;
  services.merchant = merchant;
  services.clock = system_clock();
  services.disk = system_disk();
  auto secret = intake::load_secret(data, *services.disk);
  if (!secret) return (data / "secret.key").string() + ": " + secret.failure().detail;
  services.secret = std::move(*secret);
  auto database = storage::Database::open(data / "returns.db");
  if (!database) return (data / "returns.db").string() + ": " + database.failure().detail;
  services.database = std::move(*database);
  auto files = intake::read_pack_files(assets);
  if (auto* fault = std::get_if<std::string>(&files)) return std::move(*fault);
  auto policies = intake::Policies::load(assets, std::get<std::vector<intake::PackFile>>(std::move(files)));
  if (auto* fault = std::get_if<std::string>(&policies)) return std::move(*fault);
  services.policies = std::get<intake::Policies>(std::move(policies));
  return services;
}

}  // namespace returns::command
