#include "native/command/outbox.h"

#include <spdlog/sinks/null_sink.h>
#include <iostream>
#include <map>
#include <memory>

#include "decode/inspect.h"
#include "native/command/data_options.h"
#include "native/command/open_services.h"
#include "native/intake/filing.h"
#include "native/intake/sealed_delivery.h"
#include "native/intake/sealing_keys.h"
#include "native/policy/seen_file.h"
#include "native/support/crypto.h"

namespace returns::command {
namespace {

constexpr std::string_view kMagic = "returns.outbox/1\n";
constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kLongestHead = 4096;
constexpr std::size_t kMostTrust = 65'536;

struct OutboxOptions {
  std::string file, trust;
  intake::OwnDatabase own;
  std::string assets, merchant = "demo";
  std::vector<std::string> keys;
};

int complain(const std::string& text) {
  std::cerr << text << '\n';
  return 2;
}

int keygen(const OutboxOptions& options) {
  auto text = read_file(options.trust, kMostTrust);
  if (!text) return complain(options.trust + ": " + text.failure().detail);
  auto trust = policy::read_trust(*text);
  if (const auto* fault = std::get_if<policy::TrustFault>(&trust))
    return complain(options.trust + ": " + fault->at + ": " + fault->why);
  const auto made = intake::make_sealing_key(options.file);
  if (const auto* fault = std::get_if<std::string>(&made)) return complain(*fault);
  auto& changed = std::get<policy::Trust>(trust);
  changed.sealing = std::get<SealingKey>(made).public_point();
  if (const auto written = policy::replace_file(options.trust, policy::write_trust(changed)); !written)
    return complain(options.trust + ": cannot be written");
  std::cout << "Key " << std::get<SealingKey>(made).id() << ". The private key is in " << options.file
            << ": give it to the server with --sealing-key, and keep it as long as a device may hold what is sealed "
               "for it. The public key is in "
            << options.trust << ".\n";
  return 0;
}

// The entries of an exported file, one after another.
class Entries {
 public:
  explicit Entries(std::string_view bytes) : rest_(bytes) {
    broken_ = !rest_.starts_with(kMagic);
    if (!broken_) rest_.remove_prefix(kMagic.size());
  }
  struct Entry {
    std::string key;
    std::string_view sealed;
  };
  std::optional<Entry> next() {
    if (broken_ || rest_.empty()) return std::nullopt;
    broken_ = true;
    if (rest_.size() < kLengthBytes) return std::nullopt;
    std::size_t length = 0;
    for (const char c : rest_.substr(0, kLengthBytes)) length = length << 8U | static_cast<unsigned char>(c);
    rest_.remove_prefix(kLengthBytes);
    if (length > kLongestHead || length > rest_.size()) return std::nullopt;
    const Json head = parse_json(rest_.substr(0, length));
    rest_.remove_prefix(length);
    const auto size = integer_of(head, "size").value_or(-1);
    if (size < 0 || static_cast<std::uint64_t>(size) > rest_.size()) return std::nullopt;
    Entry entry{text_of(head, "key"), rest_.substr(0, static_cast<std::size_t>(size))};
    rest_.remove_prefix(entry.sealed.size());
    if (!intake::is_filing_key(entry.key)) return std::nullopt;
    broken_ = false;
    return entry;
  }
  bool broken() const { return broken_; }

 private:
  std::string_view rest_;
  bool broken_ = false;
};

int import(const OutboxOptions& options) {
  const auto mapped = map_file(options.file);
  if (!mapped) return complain(options.file + ": " + mapped.failure().detail);
  auto opened = open_services(options.own, options.assets, options.merchant);
  if (const auto* fault = std::get_if<std::string>(&opened)) return complain(*fault);
  auto& services = std::get<intake::Services>(opened);
  services.inspect = [](auto bytes, auto name, auto type) { return decode::inspect(bytes, name, type); };
  services.log = std::make_shared<spdlog::logger>("returns", std::make_shared<spdlog::sinks::null_sink_mt>());
  std::optional<policy::Trust> nobody;
  const std::vector<std::filesystem::path> files(options.keys.begin(), options.keys.end());
  auto keys = intake::sealing_keys(files, options.own.data, false, nobody);
  if (const auto* fault = std::get_if<std::string>(&keys)) return complain(*fault);
  services.sealing = std::get<std::vector<SealingKey>>(std::move(keys));
  intake::MediaStore store(services);
  intake::InFlight in_flight;
  std::map<std::string, int> tally;
  Entries entries((*mapped)->bytes());
  while (const auto entry = entries.next()) {
    intake::SealedDelivery delivery(services, store, in_flight, entry->key, "import");
    auto answer = delivery.admit(entry->sealed);
    if (!answer) answer = delivery.deliver(entry->sealed);
    const Json said = parse_json(answer->body);
    if (answer->status == 201 || answer->status == 200) {
      ++tally[answer->status == 201 ? "filed" : "known"];
      std::cout << entry->key << ' ' << text_of(said, "ticket") << '\n';
      continue;
    }
    ++tally["faults"];
    const Json* error = member(said, "error");
    std::cerr << entry->key << ": " << (error != nullptr ? text_of(*error, "code") : std::string{"failed"}) << '\n';
  }
  if (entries.broken()) {
    ++tally["faults"];
    std::cerr << options.file << ": not a whole file of an outbox\n";
  }
  std::cout << tally["filed"] << " filed, " << tally["known"] << " known before, " << tally["faults"]
            << " with faults\n";
  return tally["faults"] > 0 ? 1 : 0;
}

}  // namespace

void add_outbox(CLI::App& app, int& status) {
  CLI::App* outbox = app.add_subcommand("outbox", "What shared devices have sealed for the merchant");
  outbox->require_subcommand(1);
  const auto options = std::make_shared<OutboxOptions>();
  CLI::App* made = outbox->add_subcommand(
      "keygen", "Make the key that opens what shared devices seal, and put its public half into a trust file");
  made->add_option("KEY", options->file, "File for the private key (PKCS#8 in PEM); never overwritten")->required();
  made->add_option("--trust", options->trust, "The merchant's trust file (returns policy keygen)")->required();
  made->callback([options, &status] { status = keygen(*options); });
  CLI::App* taken = outbox->add_subcommand(
      "import", "File what a device has exported; the server may run meanwhile, and nothing is filed twice");
  taken->add_option("FILE", options->file, "The exported file (returns.outbox/1)")->required();
  add_data_options(*taken, options->own);
  taken->add_option("--assets", options->assets, "Folder with packs and calendars")->required();
  taken->add_option("--merchant", options->merchant, "The merchant's id")->capture_default_str();
  taken->add_option("--sealing-key", options->keys, "Key that opens it; may be repeated")->required();
  taken->callback([options, &status] { status = import(*options); });
}

}  // namespace returns::command
