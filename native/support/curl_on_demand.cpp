// The functions of libcurl that we call. Only those who send messages, ask shops or keep files on S3 need the library.

#include <curl/curl.h>
#include <cstdarg>

#include "native/support/on_demand.h"

// libcurl checks the types of their arguments by macros of the same names.
#undef curl_easy_setopt
#undef curl_easy_getinfo

namespace {
constexpr const char* kCurl = "libcurl.so.4";
}  // namespace

#define CURL_FUNCTION(result, name, parameters, arguments) RETURNS_ON_DEMAND(kCurl, result, name, parameters, arguments)

// Asked before any other: who gets no handle calls nothing else.
extern "C" __attribute__((visibility("hidden"))) CURLcode curl_global_init(long flags) {
  if (!returns::why_not_on_demand(kCurl).empty()) return CURLE_FAILED_INIT;
  return returns::on_demand<CURLcode(long)>(kCurl, "curl_global_init")(flags);
}

CURL_FUNCTION(CURL*, curl_easy_init, (), ())
CURL_FUNCTION(void, curl_easy_cleanup, (CURL * curl), (curl))
CURL_FUNCTION(void, curl_easy_reset, (CURL * curl), (curl))
CURL_FUNCTION(CURLcode, curl_easy_perform, (CURL * curl), (curl))
CURL_FUNCTION(const char*, curl_easy_strerror, (CURLcode code), (code))
CURL_FUNCTION(curl_mime*, curl_mime_init, (CURL * easy), (easy))
CURL_FUNCTION(void, curl_mime_free, (curl_mime * mime), (mime))
CURL_FUNCTION(curl_mimepart*, curl_mime_addpart, (curl_mime * mime), (mime))
CURL_FUNCTION(CURLcode, curl_mime_data, (curl_mimepart * part, const char* data, size_t size), (part, data, size))
CURL_FUNCTION(CURLcode, curl_mime_type, (curl_mimepart * part, const char* type), (part, type))
CURL_FUNCTION(CURLcode, curl_mime_encoder, (curl_mimepart * part, const char* encoding), (part, encoding))
CURL_FUNCTION(curl_slist*, curl_slist_append, (curl_slist * list, const char* data), (list, data))
CURL_FUNCTION(void, curl_slist_free_all, (curl_slist * list), (list))

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wvarargs"  // the enumerations are the library's own parameters

// One argument follows, and the option says of which type (CURLOPTTYPE_…).
extern "C" __attribute__((visibility("hidden"))) CURLcode curl_easy_setopt(CURL* curl, CURLoption option, ...) {
  static const auto set = returns::on_demand<CURLcode(CURL*, CURLoption, ...)>(kCurl, "curl_easy_setopt");
  constexpr int kTypeSpan = 10'000;
  std::va_list arguments;
  va_start(arguments, option);
  CURLcode result = CURLE_BAD_FUNCTION_ARGUMENT;
  switch (option / kTypeSpan * kTypeSpan) {
    // NOLINTBEGIN(bugprone-branch-clone): they take different types
    case CURLOPTTYPE_LONG: result = set(curl, option, va_arg(arguments, long)); break;
    case CURLOPTTYPE_OFF_T: result = set(curl, option, va_arg(arguments, curl_off_t)); break;
    default:
      result = set(curl, option, va_arg(arguments, void*));
      break;
      // NOLINTEND(bugprone-branch-clone)
  }
  va_end(arguments);
  return result;
}

// What follows is where the answer is put.
extern "C" __attribute__((visibility("hidden"))) CURLcode curl_easy_getinfo(CURL* curl, CURLINFO info, ...) {
  static const auto get = returns::on_demand<CURLcode(CURL*, CURLINFO, ...)>(kCurl, "curl_easy_getinfo");
  std::va_list arguments;
  va_start(arguments, info);
  const CURLcode result = get(curl, info, va_arg(arguments, void*));
  va_end(arguments);
  return result;
}

#pragma GCC diagnostic pop
