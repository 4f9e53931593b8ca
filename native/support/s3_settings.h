#pragma once
// Which S3 storage, and with which keys.

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>

#include "native/support/s3_sign.h"

namespace returns {

struct S3Place {
  std::string scheme = "https";
  std::string host;  // of the endpoint, with its port
  std::string bucket;
  std::string prefix;  // of every key; empty, or without slashes at its ends
  std::string region = "us-east-1";
  bool by_host = false;           // bucket.host/key instead of host/bucket/key
  std::filesystem::path ca = {};  // certificates to trust instead of the system's; may be empty

  // "s3://bucket/prefix at https://host": never a key.
  std::string name() const;
};

inline bool is_s3(std::string_view text) { return text.starts_with("s3://"); }

// "s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION&style=host&ca=FILE&plain=yes". A text says what is wrong.
std::variant<S3Place, std::string> read_s3_place(std::string_view text);

// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; otherwise the file that AWS_SHARED_CREDENTIALS_FILE
// names (~/.aws/credentials), its section AWS_PROFILE (default). A text says where there are none.
std::variant<S3Keys, std::string> read_s3_keys();

}  // namespace returns
