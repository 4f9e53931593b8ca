#include "native/support/s3_settings.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>

#include "native/support/disk.h"

namespace returns {
namespace {

constexpr std::size_t kMostFile = 65'536;

bool all_of(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr std::string_view kBucket = "abcdefghijklmnopqrstuvwxyz0123456789.-";
constexpr std::string_view kPrefix = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-";
constexpr std::string_view kHost = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-:[]";

bool is_this_machine(std::string_view host) {
  const auto named = [&](std::string_view name) {
    return host == name || (host.starts_with(name) && host.substr(name.size()).starts_with(':'));
  };
  return named("localhost") || named("127.0.0.1") || named("[::1]");
}

std::string of_environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread is made
  return value != nullptr ? value : "";
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return std::string{text.substr(first, text.find_last_not_of(" \t\r") - first + 1)};
}

// What one section of such a file says.
std::map<std::string, std::string> section_of(const std::string& text, const std::string& wanted) {
  std::map<std::string, std::string> values;
  std::istringstream lines(text);
  std::string line;
  bool inside = false;
  while (std::getline(lines, line)) {
    line = trimmed(line);
    if (line.empty() || line.front() == '#' || line.front() == ';') continue;
    if (line.front() == '[') {
      inside = line == '[' + wanted + ']';
      continue;
    }
    const auto equals = line.find('=');
    if (inside && equals != std::string::npos)
      values[trimmed(line.substr(0, equals))] = trimmed(line.substr(equals + 1));
  }
  return values;
}

// One "name=value" of the place's query. A text says what is wrong.
std::string set_option(S3Place& place, bool& plain, const std::string& name, const std::string& value) {
  if (name == "endpoint") {
    const auto end = value.find("://");
    place.scheme = value.substr(0, end == std::string::npos ? 0 : end);
    place.host = end == std::string::npos ? "" : value.substr(end + 3);
    if ((place.scheme != "https" && place.scheme != "http") || !all_of(place.host, kHost))
      return "endpoint is no https://HOST or https://HOST:PORT";
    return {};
  }
  if (name == "region" && all_of(value, kBucket)) {
    place.region = value;
    return {};
  }
  if (name == "style" && (value == "path" || value == "host")) {
    place.by_host = value == "host";
    return {};
  }
  if (name == "ca" && !value.empty()) {
    place.ca = value;
    return {};
  }
  if (name == "plain" && value == "yes") {
    plain = true;
    return {};
  }
  return name + " is not known here, or has no such value; there are endpoint, region, style, ca and plain";
}

}  // namespace

std::string S3Place::name() const {
  return "s3://" + bucket + (prefix.empty() ? "" : "/" + prefix) + " at " + scheme + "://" + host;
}

std::variant<S3Place, std::string> read_s3_place(std::string_view text) {
  S3Place place;
  const std::string shown{text.substr(0, text.find('?'))};
  const auto wrong = [&](const std::string& why) { return shown + ": " + why; };
  std::string_view rest = is_s3(text) ? text.substr(5) : std::string_view{};
  std::string_view query;
  if (const auto mark = rest.find('?'); mark != std::string_view::npos) {
    query = rest.substr(mark + 1);
    rest = rest.substr(0, mark);
  }
  const auto slash = std::min(rest.find('/'), rest.size());
  place.bucket = rest.substr(0, slash);
  place.prefix = rest.substr(std::min(slash + 1, rest.size()));
  while (place.prefix.ends_with('/')) place.prefix.pop_back();
  constexpr std::size_t kShortest = 3;
  constexpr std::size_t kLongest = 63;
  if (!all_of(place.bucket, kBucket) || place.bucket.size() < kShortest || place.bucket.size() > kLongest)
    return wrong("no name of a bucket; it is written as s3://BUCKET/PREFIX?endpoint=https://HOST");
  if (!place.prefix.empty()
      && (!all_of(place.prefix, kPrefix) || place.prefix.front() == '/' || place.prefix.find("//") != std::string::npos
          || ('/' + place.prefix + '/').find("/../") != std::string::npos))
    return wrong("a prefix is made of letters, digits, dots, hyphens, underscores and single slashes");
  bool plain = false;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const std::string_view option = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const auto equals = std::min(option.find('='), option.size());
    const std::string fault = set_option(place, plain, std::string{option.substr(0, equals)},
                                         std::string{option.substr(std::min(equals + 1, option.size()))});
    if (!fault.empty()) return wrong(fault);
  }
  if (place.host.empty()) place.host = "s3." + place.region + ".amazonaws.com";
  // What customers photographed would go over the wire for everybody to see.
  if (place.scheme == "http" && !plain && !is_this_machine(place.host))
    return wrong("http:// shows the files to everybody on the way; use https://, or say plain=yes");
  return place;
}

std::variant<S3Keys, std::string> read_s3_keys() {
  S3Keys keys{.id = of_environment("AWS_ACCESS_KEY_ID"),
              .secret = of_environment("AWS_SECRET_ACCESS_KEY"),
              .token = of_environment("AWS_SESSION_TOKEN")};
  if (!keys.id.empty() && !keys.secret.empty()) return keys;
  if (!keys.id.empty() || !keys.secret.empty())
    return std::string{"AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are needed both, and one of them is not there"};
  std::string file = of_environment("AWS_SHARED_CREDENTIALS_FILE");
  if (file.empty()) file = of_environment("HOME") + "/.aws/credentials";
  std::string profile = of_environment("AWS_PROFILE");
  if (profile.empty()) profile = "default";
  const auto text = read_file(file, kMostFile);
  if (!text) return "no keys for the storage: neither AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY nor the file " + file;
  auto values = section_of(*text, profile);
  keys = {.id = values["aws_access_key_id"],
          .secret = values["aws_secret_access_key"],
          .token = values["aws_session_token"]};
  if (keys.id.empty() || keys.secret.empty())
    return file + ": no aws_access_key_id and aws_secret_access_key in its section [" + profile + "]";
  return keys;
}

}  // namespace returns
