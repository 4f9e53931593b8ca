#pragma once
// Calls to one platform, under one deadline, with their failures sorted as connectors answer them.

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "native/connectors/connector.h"
#include "native/connectors/settings.h"

namespace returns::connectors {

// What went wrong with a call, when it is nothing that the connector itself knows better.
using Trouble = std::variant<Retry, FixByHuman, Refused>;

// How many calls of the longest duration an attempt may take before it gives up; a worker's lease outlives that.
inline constexpr std::int64_t kCallsPerAttempt = 4;

class WebApi {
 public:
  explicit WebApi(const ConnectorSettings& settings) : settings_(settings) {}

  // From now on there are so many seconds for all calls together; none is begun after that. A process that was stopped
  // and goes on does nothing more with a lease that is another's by now.
  void begin(std::int64_t seconds);

  struct Answer {
    std::int64_t status = 0;
    Json body;         // discarded when it was no JSON
    std::string text;  // as it came
  };
  // `path` follows the URL of the settings. Any status below 500, except 408 and 429, is an answer.
  using Headers = std::vector<std::pair<std::string, std::string>>;
  std::variant<Answer, Retry> call(const std::string& method, const std::string& path, const Headers& headers,
                                   const std::string& body) const;

  const ConnectorSettings& settings() const { return settings_; }

 private:
  const ConnectorSettings& settings_;
  std::chrono::steady_clock::time_point deadline_{};
};

// Of an answer that is no success: 401, 403 and 404 are settings, other 4xx are the platform's no. `text` is what the
// platform says of it.
Trouble trouble_of(const WebApi::Answer& answer, const std::string& text);

template <class Result>
Result as(const Trouble& trouble) {
  return std::visit([](const auto& each) { return Result{each}; }, trouble);
}

// The list that was asked for. An answer without it is no "there is none": what is there must not be made again.
const Json* list_of(const Json& value, const char* name);
inline FixByHuman malformed() { return {"malformed"}; }

// Orders that the platform will not give are a setting.
PullResult as_pull(const Trouble& trouble);

// For a query of a URL.
std::string escape_query(const std::string& text);

}  // namespace returns::connectors
