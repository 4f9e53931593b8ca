#include "native/policy/seen_file.h"

#include "core/digest.h"
#include "core/wire/cursor.h"
#include "native/policy/locate.h"
#include "native/support/disk.h"

namespace returns::policy {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 20;
constexpr std::size_t kMost = 1000;

std::int64_t version_of(std::string_view text) {
  std::int64_t version = 0;
  if (text.empty() || text.size() > 10 || text.front() == '0') return 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    version = version * 10 + (c - '0');
  }
  return version;
}

}  // namespace

Or<SeenFile> read_seen(const std::string& file, const std::string& merchant) {
  SeenFile seen{.merchant = merchant, .packs = {}};
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return seen;
  const auto text = read_text(file, kMostBytes);
  if (!text) return text.problem();
  const Result<wire::Value> value = wire::parse(*text, Document::Request);
  if (!value) return Problem{"sign.seen", file, value.fault().at};
  wire::Trouble trouble{.document = Document::Request};
  const wire::Cursor root(*value, trouble);
  root.only({"schema", "merchant", "packs"});
  if (root.member("schema").text() != "returns.seen/1") root.member("schema").fail(FaultCode::WrongSchema);
  const std::string whose = root.member("merchant").id();
  root.member("packs").each_member(kMost, [&](std::string_view pack, const wire::Cursor& versions) {
    versions.each_member(kMost, [&](std::string_view number, const wire::Cursor& digest) {
      const std::int64_t version = version_of(number);
      std::string digest_text = digest.text();
      if (version == 0 || !is_sha256_hex(digest_text)) return digest.fail(FaultCode::WrongType);
      seen.packs[std::string{pack}][version] = std::move(digest_text);
    });
  });
  if (trouble.first) return Problem{"sign.seen", file, trouble.first->at};
  if (whose != merchant) return Problem{"sign.other_merchant", file, "/merchant", {{"value", whose}}};
  return seen;
}

std::string write_seen(const SeenFile& seen) {
  Json packs = Json::object();
  for (const auto& [pack, versions] : seen.packs) {
    for (const auto& [version, digest] : versions) packs[pack][std::to_string(version)] = digest;
  }
  return Json({{"schema", "returns.seen/1"}, {"merchant", seen.merchant}, {"packs", packs}}).dump(1) + '\n';
}

Or<bool> replace_file(const std::filesystem::path& file, std::string_view bytes) {
  const auto disk = system_disk();
  const std::filesystem::path whole = std::filesystem::absolute(file);
  const std::filesystem::path draft = whole.string() + ".new";
  const auto failed = [&](const Failure& failure) {
    return Problem{"unwritable", file.string(), {}, {{"detail", failure.detail}}};
  };
  if (const Status removed = disk->remove(draft); !removed) return failed(removed.failure());
  auto opened = disk->open(draft);
  if (!opened) return failed(opened.failure());
  if (const Status written = (*opened)->write_at(0, bytes); !written) return failed(written.failure());
  if (const Status synced = (*opened)->sync(); !synced) return failed(synced.failure());
  // Nothing here is secret, and others have to read it.
  std::error_code error;
  std::filesystem::permissions(draft, std::filesystem::perms(0644), error);
  if (const Status renamed = disk->rename(draft, whole); !renamed) return failed(renamed.failure());
  return true;
}

}  // namespace returns::policy
