#include "native/intake/signed_packs.h"

#include <algorithm>
#include <map>
#include <utility>

namespace returns::intake {
namespace {

constexpr std::int64_t kDay = 86'400;

class Screening {
 public:
  Screening(const policy::Trust& trust, Instant now, const storage::PackVersions::Accepted& history)
      : trust_(trust),
        now_(now),
        history_(history) {}

  Screened run(std::vector<PackFile> files) {
    for (PackFile& file : files) check(std::move(file));
    for (auto& [pack, candidates] : candidates_) check_line(pack, candidates);
    return std::move(out_);
  }

 private:
  struct Candidate {
    PackFile file;
    policy::Statement statement;
  };

  // Each by itself; what it says of the past is looked at when all are known.
  void check(PackFile file) {
    auto verified = policy::verify_pack(file.bytes, file.signature, trust_, {.now = now_});
    if (auto* refusal = std::get_if<policy::Refusal>(&verified)) {
      out_.refused.push_back({file.file, std::move(*refusal)});
      return;
    }
    auto& statement = std::get<policy::Statement>(verified);
    std::vector<Candidate>& line = candidates_[statement.pack];
    line.push_back({std::move(file), std::move(statement)});
  }

  // All versions of one pack: first the newest that was ever accepted and what came after it, oldest first. Only when
  // one of them stands may older ones stand beside it.
  void check_line(const std::string& pack, std::vector<Candidate>& line) {
    const auto remembered = history_.find(pack);
    policy::Seen seen = remembered != history_.end() ? remembered->second : policy::Seen{};
    const std::int64_t newest = seen.empty() ? 0 : seen.rbegin()->first;
    std::stable_sort(line.begin(), line.end(), [&](const Candidate& a, const Candidate& b) {
      return std::pair{a.statement.version < newest, a.statement.version}
             < std::pair{b.statement.version < newest, b.statement.version};
    });
    auto older = seen.empty() ? policy::Older::Allowed : policy::Older::Refused;
    for (Candidate& candidate : line) {
      const policy::Statement& statement = candidate.statement;
      if (auto refusal = policy::refuse_by_history(statement, seen, older)) {
        out_.refused.push_back({candidate.file.file, std::move(*refusal)});
        continue;
      }
      if (statement.version >= newest) older = policy::Older::Allowed;
      seen[statement.version] = statement.digest;
      out_.versions.push_back({pack, statement.version, statement.digest, statement.key});
      candidate.file.until = std::min(statement.until, trust_.find(statement.key)->not_after);
      out_.accepted.push_back(std::move(candidate.file));
    }
  }

  const policy::Trust& trust_;
  const Instant now_;
  const storage::PackVersions::Accepted& history_;
  std::map<std::string, std::vector<Candidate>> candidates_;
  Screened out_;
};

}  // namespace

Screened screen_packs(std::vector<PackFile> files, const policy::Trust& trust, Instant now,
                      const storage::PackVersions::Accepted& history) {
  return Screening(trust, now, history).run(std::move(files));
}

std::optional<policy::Trust> sign_for_demo(std::vector<PackFile>& files, Instant now) {
  const auto key = SigningKey::generate();
  if (!key) return std::nullopt;
  // Devices at a demonstration may be off by weeks; a demonstration does not run for a year.
  const Instant from{now.seconds - 30 * kDay};
  const Instant until{now.seconds + 366 * kDay};
  for (PackFile& file : files) {
    const Json document = parse_json(file.bytes);
    const auto signature = policy::sign_pack({.merchant = "demo",
                                              .pack = text_of(document, "id"),
                                              .version = integer_of(document, "version").value_or(0),
                                              .digest = {},
                                              .from = from,
                                              .until = until,
                                              .previous = {},
                                              .key = {}},
                                             file.bytes, *key);
    if (!signature) return std::nullopt;
    file.signature = *signature;
    file.until = until;
  }
  const std::string public_key = key->public_key();
  return policy::Trust{
      .merchant = "demo",
      .keys = {{.id = policy::key_id(public_key), .public_key = public_key, .not_before = from, .not_after = until}}};
}

}  // namespace returns::intake
