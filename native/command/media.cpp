#include <iostream>
#include <memory>

#include "native/command/commands.h"
#include "native/command/data_options.h"
#include "native/intake/media_check.h"
#include "native/support/file_lock.h"
#include "native/support/s3_settings.h"

namespace returns::command {
namespace {

int complain(const std::string& text) {
  std::cerr << text << '\n';
  return 2;
}

// The folder's files stay: whoever has seen them at their new place removes them.
int copy(const intake::OwnDatabase& own) {
  if (!is_s3(own.media)) return complain("--media: say where they go, as s3://BUCKET/PREFIX?endpoint=https://HOST");
  const auto lock = FileLock::try_take(own.data / "lock", FileLock::Kind::Alone);
  if (!lock) return complain(own.data.string() + ": a server works in this folder; stop it first");
  const auto database = open_or_say(own);
  if (!database) return 2;
  const auto disk = system_disk();
  auto vault = intake::storage_vault(own.media, [](const std::string& fault) { complain(fault); });
  if (const auto* fault = std::get_if<std::string>(&vault)) return complain(*fault);
  const auto taken =
      intake::copy_media(*database, own.data / "media", *std::get<std::unique_ptr<intake::Vault>>(vault));
  if (!taken) return complain(taken.failure().detail);
  if (Status noted = intake::note_media_place(own.data, own.media, *disk); !noted)
    return complain(noted.failure().detail);
  std::cout << *taken << " files copied. From now on say --media with every command; " << (own.data / "media").string()
            << " is not used any more.\n";
  return 0;
}

}  // namespace

void add_media(CLI::App& app, int& status) {
  CLI::App* media = app.add_subcommand("media", "Where the files of customers lie");
  media->require_subcommand(1);
  const auto own = std::make_shared<intake::OwnDatabase>();
  CLI::App* command = media->add_subcommand(
      "copy", "Copy the folder's files into the storage that --media names, each compared, and use that from now on");
  add_data_options(*command, *own);
  command->callback([own, &status] { status = copy(*own); });
}

}  // namespace returns::command
