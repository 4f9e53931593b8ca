#include <iostream>
#include <memory>

#include "native/command/commands.h"
#include "native/intake/backup.h"
#include "native/support/clock.h"

namespace returns::command {
namespace {

struct BackupOptions {
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

}  // namespace

void add_backup(CLI::App& app, int& status) {
  const auto options = std::make_shared<BackupOptions>();
  CLI::App* backup = app.add_subcommand("backup", "Copy a server's folder while it works, with a digest of every file");
  backup->add_option("--data", options->data, "The server's folder")->required();
  backup->add_option("out", options->folder, "Where the backup goes; made, or an empty folder")->required();
  backup->callback([options, &status] {
    status = report("Backed up", intake::make_backup(options->data, options->folder, system_clock()(), *system_disk()));
  });
  CLI::App* restore = app.add_subcommand(
      "restore", "Make a server's folder of a backup; done only when every digest, count and the audit log hold");
  restore->add_option("backup", options->folder, "The folder that `returns backup` wrote")->required();
  restore->add_option("--data", options->data, "The new server's folder; made, or an empty folder")->required();
  restore->callback([options, &status] {
    status = report("Restored and verified", intake::restore_backup(options->folder, options->data, *system_disk()));
  });
}

}  // namespace returns::command
