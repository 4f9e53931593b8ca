#include <utility>

#include "core/digest.h"
#include "native/intake/vault.h"
#include "native/support/crypto.h"
#include "native/support/s3.h"

namespace returns::intake {
namespace {

namespace fs = std::filesystem;

class S3Vault final : public Vault {
 public:
  S3Vault(S3Place place, S3Keys keys, SayFault say)
      : storage_(std::move(place), std::move(keys)),
        say_(std::move(say)) {}

  Status put(const std::string& sha256, const fs::path& from, const std::string& content) override {
    const auto mapped = map_file(from);
    if (!mapped) return mapped.failure();
    return told(storage_.put(key(sha256), (*mapped)->bytes(), content));
  }
  bool leaves_source() const override { return true; }
  Outcome<std::optional<std::int64_t>> size(const std::string& sha256) override {
    return told(storage_.size(key(sha256)));
  }
  Outcome<std::string> read(const std::string& sha256, std::size_t limit) override {
    std::string bytes;
    const Status got = fetch(
        sha256,
        [&]() -> Status {
          bytes.clear();
          return Done{};
        },
        [&](std::string_view piece) -> Status {
          if (bytes.size() + piece.size() > limit) return Failure{FailureCode::Broken, "larger than expected"};
          bytes += piece;
          return Done{};
        });
    if (!got) return got.failure();
    return bytes;
  }
  Outcome<Copied> copy(const std::string& sha256, const fs::path& to, Disk& disk) override {
    std::error_code error;
    fs::create_directories(to.parent_path(), error);
    if (error) return Failure{FailureCode::Io, "make folder: " + error.message()};
    auto file = disk.open(to);
    if (!file) return file.failure();
    auto copied = sum(sha256, file->get());
    if (copied) {
      if (Status synced = (*file)->sync(); !synced) return synced.failure();
    } else {
      static_cast<void>(disk.remove(to));
    }
    return copied;
  }
  Outcome<Copied> digest(const std::string& sha256) override { return sum(sha256, nullptr); }
  Status remove(const std::string& sha256) override { return told(storage_.remove(key(sha256), false)); }

 private:
  static std::string key(const std::string& sha256) { return place_in_vault(sha256).string(); }

  template <class T>
  Outcome<T> told(Outcome<T> outcome) const {
    if (!outcome && outcome.failure().code != FailureCode::NotFound && say_) say_(outcome.failure().detail);
    return outcome;
  }

  Status fetch(const std::string& sha256, const std::function<Status()>& begin,
               const std::function<Status(std::string_view)>& take) {
    return told(storage_.get(key(sha256), begin, take));
  }

  Outcome<Copied> sum(const std::string& sha256, OpenFile* file) {
    Copied copied;
    Digest digest(Digest::Kind::Sha256);
    const Status got = fetch(
        sha256,
        [&]() -> Status {
          copied = {};
          digest = Digest(Digest::Kind::Sha256);
          return file != nullptr ? file->truncate(0) : Status{Done{}};
        },
        [&](std::string_view piece) -> Status {
          digest.add(piece);
          if (file != nullptr) {
            if (Status written = file->write_at(copied.size, piece); !written) return written;
          }
          copied.size += static_cast<std::int64_t>(piece.size());
          return Done{};
        });
    if (!got) return got.failure();
    copied.sha256 = to_hex(digest.finish());
    return copied;
  }

  S3 storage_;
  SayFault say_;
};

}  // namespace

std::variant<std::unique_ptr<Vault>, std::string> storage_vault(const std::string& media, SayFault say) {
  auto place = read_s3_place(media);
  if (auto* fault = std::get_if<std::string>(&place)) return std::move(*fault);
  auto keys = read_s3_keys();
  if (auto* fault = std::get_if<std::string>(&keys)) return std::move(*fault);
  return std::unique_ptr<Vault>(std::make_unique<S3Vault>(std::get<S3Place>(std::move(place)),
                                                          std::get<S3Keys>(std::move(keys)), std::move(say)));
}

Status try_vault(const std::string& media) {
  if (media.empty()) return Done{};
  auto place = read_s3_place(media);
  if (auto* fault = std::get_if<std::string>(&place)) return Failure{FailureCode::Io, std::move(*fault)};
  auto keys = read_s3_keys();
  if (auto* fault = std::get_if<std::string>(&keys)) return Failure{FailureCode::Io, std::move(*fault)};
  S3 storage(std::get<S3Place>(std::move(place)), std::get<S3Keys>(std::move(keys)));
  const std::string probe = "returns-probe";
  if (Status put = storage.put(probe, probe, sha256_hex(probe)); !put) return put;
  return storage.remove(probe, true);
}

}  // namespace returns::intake
