#pragma once
// libcurl's handles, owned; only those who include curl.h include this.

#include <curl/curl.h>
#include <memory>
#include <string>

namespace returns {

struct CurlCleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
using CurlHandle = std::unique_ptr<CURL, CurlCleanup>;
using CurlList = std::unique_ptr<curl_slist, CurlCleanup>;
using CurlMime = std::unique_ptr<curl_mime, CurlCleanup>;

inline void append(CurlList& list, const std::string& line) {
  list.reset(curl_slist_append(list.release(), line.c_str()));
}

// Once per process, before the first handle; it is not safe while other threads run curl.
inline bool curl_ready() {
  static const bool done = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return done;
}

}  // namespace returns
