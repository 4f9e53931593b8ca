#include "native/command/data_options.h"

#include <iostream>

namespace returns::command {

void add_data_options(CLI::App& command, intake::OwnDatabase& own, const char* help) {
  command.add_option("--data", own.data, help)->required();
  command
      .add_option("--database", own.database,
                  "postgresql://USER@HOST:PORT/DATABASE instead of a file in the folder; with a password in it, say it "
                  "in the environment")
      ->envname("RETURNS_DATABASE");
  command
      .add_option("--media", own.media,
                  "s3://BUCKET/PREFIX?endpoint=https://HOST instead of the folder's media; the keys are taken from the "
                  "environment or from ~/.aws/credentials")
      ->envname("RETURNS_MEDIA");
}

std::unique_ptr<storage::Database> open_or_say(const intake::OwnDatabase& own) {
  auto database = intake::open_existing(own);
  if (database) return std::move(*database);
  std::cerr << database.failure().detail << '\n';
  return nullptr;
}

}  // namespace returns::command
