#include "native/support/s3_sign.h"

#include <algorithm>

#include "core/digest.h"
#include "native/support/crypto.h"

namespace returns {
namespace {

constexpr const char* kAlgorithm = "AWS4-HMAC-SHA256";

// "20130524T000000Z"
std::string stamp_of(Instant now) {
  constexpr std::size_t kSeconds = 19;
  std::string text = write_instant(now, Zone{}).substr(0, kSeconds);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text + 'Z';
}

}  // namespace

std::vector<std::string> sign_s3(const S3Request& request, const S3Keys& keys, const std::string& region, Instant now) {
  const std::string stamp = stamp_of(now);
  const std::string day = stamp.substr(0, 8);
  auto headers = request.headers;
  headers.emplace_back("x-amz-content-sha256", request.content_sha256);
  headers.emplace_back("x-amz-date", stamp);
  if (!keys.token.empty()) headers.emplace_back("x-amz-security-token", keys.token);
  std::vector<std::string> lines;
  lines.reserve(headers.size() + 1);
  for (const auto& [name, value] : headers) lines.push_back(std::string(name).append(": ").append(value));
  headers.emplace_back("host", request.host);
  std::sort(headers.begin(), headers.end());
  std::string canonical = request.method + '\n' + request.path + "\n\n";
  std::string names;
  for (const auto& [name, value] : headers) {
    canonical.append(name).append(":").append(value).append("\n");
    names += (names.empty() ? "" : ";") + name;
  }
  canonical += '\n' + names + '\n' + request.content_sha256;
  const std::string scope = day + '/' + region + "/s3/aws4_request";
  const std::string text = std::string{kAlgorithm} + '\n' + stamp + '\n' + scope + '\n' + sha256_hex(canonical);
  std::string key = "AWS4" + keys.secret;
  for (const std::string& part : {day, region, std::string{"s3"}, std::string{"aws4_request"}})
    key = hmac_sha256(key, part);
  lines.push_back("authorization: " + std::string{kAlgorithm} + " Credential=" + keys.id + '/' + scope
                  + ",SignedHeaders=" + names + ",Signature=" + to_hex(hmac_sha256(key, text)));
  return lines;
}

}  // namespace returns
