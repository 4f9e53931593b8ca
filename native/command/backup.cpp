#include <iostream>
#include <memory>

#include "native/command/commands.h"
#include "native/command/data_options.h"
#include "native/intake/backup.h"
#include "native/support/clock.h"

namespace returns::command {
namespace {

struct BackupOptions {
  intake::OwnDatabase own;
  std::string data, folder;
};

int report(const char* done, const Outcome<intake::BackupSummary>& summary) {
  if (!summary) {
    std::cerr << summary.failure().detail << '\n';
    return summary.failure().code == FailureCode::Broken ? 1 : 2;
  }
  std::cout << done << ": " << summary->requests << " requests, " << summary->media << " files of customers, "
            << summary->audit_entries << " entries of the audit log, " << summary->bytes << " bytes.\n"
            << "Digest of the manifest: " << summary->digest << '\n';
  return 0;
}

int make(const BackupOptions& options) {
  const intake::OwnDatabase& own = options.own;
  const Status right = intake::check_place(own);
  if (!right || own.place().on_server()) {
    if (right)
      std::cerr << own.place().name() << ": is no file to be copied. Back it up with pg_dump, and then copy "
                << own.data.string() << " (docs/postgresql.md)\n";
    else
      std::cerr << right.failure().detail << '\n';
    return 2;
  }
  const auto disk = system_disk();
  const auto vault = intake::open_vault(own.data, own.media, *disk);
  if (const auto* fault = std::get_if<std::string>(&vault)) {
    std::cerr << *fault << '\n';
    return 2;
  }
  return report("Backed up", intake::make_backup(own.data, *std::get<std::unique_ptr<intake::Vault>>(vault),
                                                 options.folder, system_clock()(), *disk));
}

}  // namespace

void add_backup(CLI::App& app, int& status) {
  const auto options = std::make_shared<BackupOptions>();
  CLI::App* backup = app.add_subcommand("backup", "Copy a server's folder while it works, with a digest of every file");
  add_data_options(*backup, options->own);
  backup->add_option("out", options->folder, "Where the backup goes; made, or an empty folder")->required();
  backup->callback([options, &status] { status = make(*options); });
  CLI::App* restore = app.add_subcommand(
      "restore", "Make a server's folder of a backup; done only when every digest, count and the audit log hold");
  restore->add_option("backup", options->folder, "The folder that `returns backup` wrote")->required();
  restore->add_option("--data", options->data, "The new server's folder; made, or an empty folder")->required();
  restore->callback([options, &status] {
    status = report("Restored and verified", intake::restore_backup(options->folder, options->data, *system_disk()));
  });
}

}  // namespace returns::command
