#pragma once
// AWS Signature Version 4 for S3: what a request's headers say so that the storage knows who asks and that nothing was
// changed on the way (docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).

#include <string>
#include <utility>
#include <vector>

#include "core/calendar.h"

namespace returns {

struct S3Keys {
  std::string id, secret;
  std::string token = {};  // of keys that are good for a while
};

struct S3Request {
  std::string method;
  std::string host;            // with its port, as the Host header says it
  std::string path;            // from the first slash; every byte that is not A-Z a-z 0-9 - . _ ~ / is escaped already
  std::string content_sha256;  // of the body, hexadecimal
  std::vector<std::pair<std::string, std::string>> headers = {};  // more to be signed, names in lower case
};

// Lines for the request besides Host: x-amz-date, x-amz-content-sha256, Authorization and those of `headers`.
std::vector<std::string> sign_s3(const S3Request& request, const S3Keys& keys, const std::string& region, Instant now);

}  // namespace returns
