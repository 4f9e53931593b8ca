#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>

#include "core/media/scrub.h"
#include "native/command/commands.h"
#include "native/support/disk.h"

namespace returns::command {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string in, out;
};

int fail(const std::string& file, const std::string& what, const char* todo) {
  std::cerr << file << ": " << what << ". What to do: " << todo << ".\n";
  return 2;
}

// Beside its place first: whoever reads `to` meanwhile, or gave the same name twice, has a whole file.
Status write_file(const fs::path& to, std::string_view bytes) {
  const auto disk = system_disk();
  const fs::path beside = to.string() + ".part";
  {
    auto file = disk->open(beside);
    if (!file) return file.failure();
    if (Status emptied = (*file)->truncate(0); !emptied) return emptied;
    if (Status written = (*file)->write_at(0, bytes); !written) return written;
    if (Status synced = (*file)->sync(); !synced) return synced;
  }
  return disk->rename(beside, fs::absolute(to));
}

int scrub_file(const Options& options) {
  std::error_code error;
  if (!fs::is_regular_file(options.in, error)) return fail(options.in, "there is no such file", "check the name");
  if (fs::is_directory(options.out, error)) return fail(options.out, "this is a folder", "name a file in it");
  const auto mapped = map_file(options.in);
  if (!mapped) return fail(options.in, "it cannot be read", "check the permissions");
  const std::string_view bytes = (*mapped)->bytes();
  const Scrub scrub = plan_scrub(bytes);
  if (scrub.outcome == ScrubOutcome::Broken || scrub.outcome == ScrubOutcome::NotSupported) {
    std::cerr << options.in << ": " << name(scrub.outcome);
    for (const Problem& problem : scrub.problems) std::cerr << ' ' << name(problem.code);
    std::cerr << ". What to do: "
              << (scrub.outcome == ScrubOutcome::Broken ? "get the file again"
                                                        : "save it as JPEG, PNG, WebP or MP4 first")
              << "; nothing was written.\n";
    return 1;
  }
  if (!write_file(options.out, scrubbed(bytes, scrub.edits)))
    return fail(options.out, "it cannot be written", "check the folder and the room left");
  std::cout << options.out << ": " << name(scrub.outcome);
  for (const std::string& mark : scrub.removed) std::cout << ' ' << mark;
  std::cout << '\n';
  return 0;
}

}  // namespace

void add_scrub(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* scrub = app.add_subcommand("scrub", "Copy a photo or film without place, device, owner, times and notes");
  scrub->add_option("IN", options->in, "JPEG, PNG, WebP, MP4, QuickTime or 3GPP")->required();
  scrub->add_option("OUT", options->out, "where the copy goes; may be IN")->required();
  scrub->callback([options, &status] { status = scrub_file(*options); });
}

}  // namespace returns::command
