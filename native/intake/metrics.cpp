#include "native/intake/metrics.h"

#include <algorithm>

#include "native/intake/answers.h"
#include "native/storage/connector_returns.h"
#include "native/storage/outbox.h"

namespace returns::intake {
namespace {

// "0.0025": whole digits, for a sum of microseconds must not lose any.
std::string seconds_text(std::int64_t microseconds) {
  constexpr std::int64_t kSecond = 1'000'000;
  std::string digits = std::to_string(microseconds % kSecond + kSecond).substr(1);
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  return std::to_string(microseconds / kSecond) + '.' + digits;
}

void describe(std::string& text, const std::string& name, const char* type, const char* help, const char* unit = "") {
  text += "# TYPE " + name + ' ' + type + '\n';
  if (*unit != '\0') text += "# UNIT " + name + ' ' + unit + '\n';
  text += "# HELP " + name + ' ' + help + '\n';
}

void sample(std::string& text, const std::string& name, std::int64_t value) {
  text += name + ' ' + std::to_string(value) + '\n';
}

}  // namespace

void Metrics::count(const http::Request& request, std::string_view route, int status, std::chrono::microseconds time) {
  const std::string method{http::known_method(request.method)};
  const std::string family = std::to_string(status / 100) + "xx";
  const std::scoped_lock lock(mutex_);
  ++requests_[{method, std::string{route}, family}];
  Durations& durations = durations_[std::string{route}];
  const auto* const bucket = std::lower_bound(kBounds.begin(), kBounds.end(), time.count());
  ++durations.buckets.at(static_cast<std::size_t>(bucket - kBounds.begin()));
  durations.sum += time.count();
  if (method == "POST" && route == "/api/v1/requests")
    ++submissions_[status == 201 ? "filed" : status == 200 ? "replayed" : status < 500 ? "refused" : "failed"];
  if (route.starts_with("/api/v1/media") && status < 300)
    upload_bytes_ += static_cast<std::int64_t>(request.length.value_or(0));
}

std::string Metrics::text(const Now& now) const {
  const std::scoped_lock lock(mutex_);
  std::string text;
  describe(text, "returns_http_requests", "counter", "Answers by method, route and class of status.");
  for (const auto& [labels, count] : requests_) {
    const auto& [method, route, family] = labels;
    std::string series = R"(returns_http_requests_total{method=")";
    series.append(method).append(R"(",route=")").append(route).append(R"(",status=")").append(family).append(R"("})");
    sample(text, series, count);
  }
  describe(text, "returns_http_request_duration_seconds", "histogram",
           "From the end of the head of a request to its answer.", "seconds");
  for (const auto& [route, durations] : durations_) {
    const std::string label = R"({route=")" + route + '"';
    std::int64_t sum = 0;
    for (std::size_t index = 0; index < durations.buckets.size(); ++index) {
      sum += durations.buckets.at(index);
      const std::string bound = index < kBounds.size() ? seconds_text(kBounds.at(index)) : "+Inf";
      std::string series = "returns_http_request_duration_seconds_bucket";
      series.append(label).append(R"(,le=")").append(bound).append(R"("})");
      sample(text, series, sum);
    }
    sample(text, "returns_http_request_duration_seconds_count" + label + '}', sum);
    text += "returns_http_request_duration_seconds_sum" + label + "} " + seconds_text(durations.sum) + '\n';
  }
  describe(text, "returns_submissions", "counter", "Requests that customers submitted, by what became of them.");
  for (const auto& [outcome, count] : submissions_)
    sample(text, R"(returns_submissions_total{outcome=")" + outcome + R"("})", count);
  describe(text, "returns_upload_bytes", "counter", "Bytes of files that were taken.", "bytes");
  sample(text, "returns_upload_bytes_total", upload_bytes_);
  describe(text, "returns_messages_waiting", "gauge", "Messages that have not been sent yet.");
  sample(text, "returns_messages_waiting", now.waiting);
  describe(text, "returns_messages_failed", "gauge", "Messages that were given up.");
  sample(text, "returns_messages_failed", now.failed);
  describe(text, "returns_messages_oldest_age_seconds", "gauge", "How long the oldest of them waits.", "seconds");
  sample(text, "returns_messages_oldest_age_seconds", now.oldest);
  describe(text, "returns_connector_waiting", "gauge", "Returns that a shop system is to have and does not yet.");
  sample(text, "returns_connector_waiting", now.returns_waiting);
  describe(text, "returns_connector_failed", "gauge", "Returns that wait for a person, or that a shop system refused.");
  sample(text, "returns_connector_failed", now.returns_failed);
  describe(text, "returns_scheduler_runs", "counter", "Rounds of the scheduler since the start.");
  sample(text, "returns_scheduler_runs_total", now.scheduler_runs);
  describe(text, "returns_database_up", "gauge", "1 when the database answers.");
  sample(text, "returns_database_up", now.database ? 1 : 0);
  describe(text, "returns_start_time_seconds", "gauge", "When the server was started.", "seconds");
  sample(text, "returns_start_time_seconds", started_.seconds);
  return text + "# EOF\n";
}

void add_metrics_routes(http::Router& router, const Metrics& metrics, storage::Database& database, const Clock& clock,
                        const std::function<std::int64_t()>& scheduler_runs) {
  router.add({"GET", "/metrics", 0, http::Answer([&, clock, scheduler_runs](const http::Request& /*request*/) {
                Metrics::Now now{.at = clock(), .scheduler_runs = scheduler_runs()};
                const auto waiting = storage::Outbox(database).waiting();
                now.database = static_cast<bool>(waiting);
                if (waiting) {
                  now.waiting = waiting->count;
                  now.failed = waiting->failed;
                  if (waiting->oldest)
                    now.oldest = std::max<std::int64_t>(0, now.at.seconds - waiting->oldest->seconds);
                }
                if (const auto returns = storage::ConnectorReturns(database).waiting()) {
                  now.returns_waiting = returns->count;
                  now.returns_failed = returns->failed;
                }
                http::Response response;
                response.set("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
                response.body = metrics.text(now);
                return response;
              })});
  router.add({"GET", "/readyz", 0, http::Answer([&](const http::Request& /*request*/) {
                const auto answers = storage::Outbox(database).waiting();
                return answers ? json_answer(200, {{"ready", true}}) : failure_answer(answers.failure());
              })});
}

}  // namespace returns::intake
