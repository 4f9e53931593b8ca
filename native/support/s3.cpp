#include "native/support/s3.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <thread>

#include "core/digest.h"
#include "native/support/clock.h"
#include "native/support/curl_handle.h"

namespace returns {
namespace {

constexpr int kTries = 3;
constexpr std::chrono::milliseconds kFirstWait{200};
constexpr long kConnectSeconds = 5;
// Of a transfer: slower than this for so long is standing still.
constexpr long kSlowBytes = 1024;
constexpr long kSlowSeconds = 15;
// Of a question without a body.
constexpr long kShortSeconds = 10;
constexpr long kOnceSeconds = 5;
constexpr std::size_t kMostTold = 4096;

// The body that is sent, from where it stands.
struct Source {
  std::string_view bytes;
  std::size_t at = 0;
};

std::size_t read_body(char* into, std::size_t size, std::size_t count, void* from) {
  auto& source = *static_cast<Source*>(from);
  const std::size_t part = std::min(size * count, source.bytes.size() - source.at);
  std::memcpy(into, source.bytes.data() + source.at, part);
  source.at += part;
  return part;
}

// Curl goes back when it has to send again what an old connection swallowed.
int seek_body(void* from, curl_off_t offset, int origin) {
  auto& source = *static_cast<Source*>(from);
  if (origin != SEEK_SET || offset < 0 || static_cast<std::size_t>(offset) > source.bytes.size())
    return CURL_SEEKFUNC_CANTSEEK;
  source.at = static_cast<std::size_t>(offset);
  return CURL_SEEKFUNC_OK;
}

// "AccessDenied" of <Code>AccessDenied</Code>; nothing but letters and digits of a stranger's text is kept.
std::string code_of(const std::string& told) {
  const auto begin = told.find("<Code>");
  const auto end = told.find("</Code>");
  if (begin == std::string::npos || end == std::string::npos || end < begin) return {};
  std::string code = told.substr(begin + 6, end - begin - 6).substr(0, 64);
  std::erase_if(code,
                [](char c) { return !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9'); });
  return code;
}

}  // namespace

struct S3::Call {
  std::string method, key;
  std::string_view body = {};
  std::string body_sha256 = sha256_hex("");
  long seconds = 0;  // for all of it; 0: as long as it moves
  const std::function<Status()>* begin = nullptr;
  const std::function<Status(std::string_view)>* take = nullptr;
};

struct S3::Answer {
  CURLcode result = CURLE_OK;
  long status = 0;
  std::int64_t length = -1;
  std::string told;                // the body of what is no success
  std::optional<Failure> refused;  // by whoever takes the bytes

  bool may_pass() const {
    if (refused) return false;
    return result != CURLE_OK ? result != CURLE_PEER_FAILED_VERIFICATION && result != CURLE_SSL_CACERT_BADFILE
                              : status >= 500 || status == 429 || status == 408;
  }
};

// Connections are kept with their handles: a handshake for every file would cost more than the file.
struct S3::Pool {
  std::mutex mutex;
  std::vector<CurlHandle> idle;

  CurlHandle take() {
    const std::scoped_lock lock(mutex);
    if (idle.empty()) return CurlHandle(curl_ready() ? curl_easy_init() : nullptr);
    CurlHandle handle = std::move(idle.back());
    idle.pop_back();
    curl_easy_reset(handle.get());
    return handle;
  }
  void give(CurlHandle handle) {
    constexpr std::size_t kMost = 16;
    const std::scoped_lock lock(mutex);
    if (idle.size() < kMost) idle.push_back(std::move(handle));
  }
};

namespace {

struct Sink {
  CURL* curl;
  const std::function<Status(std::string_view)>* take;
  std::string* told;
  std::optional<Failure>* refused;
};

std::size_t write_body(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& sink = *static_cast<Sink*>(into);
  const std::string_view piece{bytes, size * count};
  long status = 0;
  curl_easy_getinfo(sink.curl, CURLINFO_RESPONSE_CODE, &status);  // NOLINT(cppcoreguidelines-pro-type-vararg)
  if (status != 200 || sink.take == nullptr) {
    sink.told->append(piece.substr(0, kMostTold - std::min(kMostTold, sink.told->size())));
    return piece.size();
  }
  if (Status taken = (*sink.take)(piece); !taken) {
    *sink.refused = taken.failure();
    return 0;
  }
  return piece.size();
}

}  // namespace

S3::S3(S3Place place, S3Keys keys)
    : place_(std::move(place)),
      keys_(std::move(keys)),
      pool_(std::make_unique<Pool>()) {}

S3::~S3() = default;

// NOLINTBEGIN(cppcoreguidelines-pro-type-vararg): curl's options are variadic
S3::Answer S3::perform(const Call& call) const {
  Answer answer;
  CurlHandle curl = pool_->take();
  if (!curl) {
    answer.result = CURLE_FAILED_INIT;
    return answer;
  }
  const std::string host = place_.by_host ? place_.bucket + '.' + place_.host : place_.host;
  const std::string path = (place_.by_host ? "/" : '/' + place_.bucket + '/')
                           + (place_.prefix.empty() ? "" : place_.prefix + '/') + call.key;
  const S3Request request{.method = call.method, .host = host, .path = path, .content_sha256 = call.body_sha256};
  CurlList headers;
  for (const std::string& line : sign_s3(request, keys_, place_.region, system_clock()())) append(headers, line);
  append(headers, "Expect:");
  append(headers, "Content-Type: application/octet-stream");
  const std::string url = place_.scheme + "://" + host + path;
  Source source{call.body};
  Sink sink{curl.get(), call.take, &answer.told, &answer.refused};
  CURL* handle = curl.get();
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  if (call.seconds > 0) curl_easy_setopt(handle, CURLOPT_TIMEOUT, call.seconds);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, kSlowBytes);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, kSlowSeconds);
  if (!place_.ca.empty()) {
    curl_easy_setopt(handle, CURLOPT_CAINFO, place_.ca.c_str());
    curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
  }
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, write_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &sink);
  if (call.method == "PUT") {
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, read_body);
    curl_easy_setopt(handle, CURLOPT_READDATA, &source);
    curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, seek_body);
    curl_easy_setopt(handle, CURLOPT_SEEKDATA, &source);
  } else if (call.method == "HEAD") {
    curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
  } else {
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, call.method.c_str());
  }
  answer.result = curl_easy_perform(handle);
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.status);
  curl_off_t length = -1;
  curl_easy_getinfo(handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  answer.length = length;
  if (answer.result == CURLE_OK) pool_->give(std::move(curl));
  return answer;
}
// NOLINTEND(cppcoreguidelines-pro-type-vararg)

S3::Answer S3::repeat(const Call& call) const {
  auto wait = kFirstWait;
  for (int attempt = 1;; ++attempt) {
    if (call.begin != nullptr) {
      if (Status begun = (*call.begin)(); !begun) {
        Answer answer;
        answer.refused = begun.failure();
        return answer;
      }
    }
    Answer answer = perform(call);
    if (!answer.may_pass() || attempt == kTries) return answer;
    std::this_thread::sleep_for(wait);
    wait *= 4;
  }
}

Failure S3::failure_of(const Call& call, const Answer& answer) const {
  if (answer.refused) return *answer.refused;
  const std::string what = place_.name() + ": " + call.method + ": ";
  if (answer.result != CURLE_OK) {
    const FailureCode code = answer.may_pass() ? FailureCode::Busy : FailureCode::Io;
    return {code, what + curl_easy_strerror(answer.result)};
  }
  const std::string code = code_of(answer.told);
  const std::string said = what + "HTTP " + std::to_string(answer.status) + (code.empty() ? "" : " " + code);
  if (answer.may_pass()) return {FailureCode::Busy, said};
  if (code == "NoSuchBucket") return {FailureCode::Io, said + "; make the bucket, or name another"};
  if (answer.status == 404) return {FailureCode::NotFound, said};
  if (answer.status == 401 || answer.status == 403)
    return {FailureCode::Io, said + "; the key must be right and allowed to put, get, remove and list objects there"};
  return {FailureCode::Io, said};
}

Status S3::put(const std::string& key, std::string_view bytes, const std::string& sha256) {
  const Call call{.method = "PUT", .key = key, .body = bytes, .body_sha256 = sha256};
  const Answer answer = repeat(call);
  if (answer.result == CURLE_OK && answer.status >= 200 && answer.status < 300) return Done{};
  return failure_of(call, answer);
}

Outcome<std::optional<std::int64_t>> S3::size(const std::string& key) {
  const Call call{.method = "HEAD", .key = key, .seconds = kShortSeconds};
  const Answer answer = repeat(call);
  if (answer.result == CURLE_OK && answer.status == 200 && answer.length >= 0)
    return std::optional<std::int64_t>{answer.length};
  if (answer.result == CURLE_OK && answer.status == 404) return std::optional<std::int64_t>{};
  return failure_of(call, answer);
}

Status S3::get(const std::string& key, const std::function<Status()>& begin,
               const std::function<Status(std::string_view)>& take) {
  const Call call{.method = "GET", .key = key, .begin = &begin, .take = &take};
  const Answer answer = repeat(call);
  if (answer.result == CURLE_OK && answer.status == 200) return Done{};
  return failure_of(call, answer);
}

Status S3::remove(const std::string& key, bool patient) {
  const Call call{.method = "DELETE", .key = key, .seconds = patient ? kShortSeconds : kOnceSeconds};
  const Answer answer = patient ? repeat(call) : perform(call);
  const bool gone = answer.status == 404 && code_of(answer.told) != "NoSuchBucket";
  if (answer.result == CURLE_OK && (gone || (answer.status >= 200 && answer.status < 300))) return Done{};
  return failure_of(call, answer);
}

}  // namespace returns
