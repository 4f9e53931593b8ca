#pragma once
// The headers of tus 1.0.0 (tus.io/protocols/resumable-upload, 2016-03-25), read strictly.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "native/http.h"
#include "native/support/crypto.h"

namespace returns::intake {

inline constexpr std::string_view kTusVersion = "1.0.0";
inline constexpr std::string_view kTusExtensions = "creation,creation-with-upload,termination,expiration,checksum";
inline constexpr std::string_view kTusChecksums = "sha1,sha256";
inline constexpr std::string_view kTusContent = "application/offset+octet-stream";

// A count of bytes: digits only, at most 2^53.
std::optional<std::int64_t> read_count(std::string_view text);

// "filename d29y…,sha256 ZmE…": unique names, values in base 64 or left out. Nothing when it is not of that form.
std::optional<std::map<std::string, std::string>> read_metadata(std::string_view text);

struct Checksum {
  Digest::Kind kind = Digest::Kind::Sha256;
  std::string digest;  // raw
};
// "sha256 <base 64>". Nothing for another algorithm or a digest of another length.
std::optional<Checksum> read_checksum(std::string_view text);

// Every answer of an upload's address says which protocol it speaks.
http::Response tus(http::Response response);

}  // namespace returns::intake
