#include "native/http/static_files.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/digest.h"
#include "native/http/coding.h"
#include "native/support/disk.h"
#include "native/support/gzip.h"

namespace returns::http {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = std::size_t{64} << 20;

constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".wasm", "application/wasm"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".xml", "application/xml"},
    {".pdf", "application/pdf"},
}};

std::string_view type_of(const fs::path& file) {
  const std::string extension = file.extension().string();
  const auto* found =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& entry) { return entry.first == extension; });
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

// Below this a packet is not saved.
constexpr std::size_t kWorthPacking = 1024;

bool is_text(std::string_view type) {
  return type.starts_with("text/") || type.find("json") != std::string_view::npos
         || type.find("xml") != std::string_view::npos;
}

// No way up, no hidden file, no second spelling of a separator.
bool is_plain(std::string_view path) {
  if (path.empty() || path.find('\\') != std::string_view::npos || path.find('\0') != std::string_view::npos)
    return false;
  while (true) {
    const std::size_t end = path.find('/');
    const std::string_view segment = path.substr(0, end);
    if (segment.empty() || segment.front() == '.') return false;
    if (end == std::string_view::npos) return true;
    path.remove_prefix(end + 1);
  }
}

// app-K3J2H1GF.js, v/1.4.2-0A1B2C3D/: the name changes with the content.
bool is_stamped(std::string_view name) {
  const std::size_t dash = name.rfind('-');
  if (dash == std::string_view::npos || name.size() - dash != 9) return false;
  const std::string_view stamp = name.substr(dash + 1);
  return std::all_of(stamp.begin(), stamp.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

// The file's own name is stamped, or that of a folder it lies in.
bool is_immutable(const fs::path& path) {
  if (is_stamped(path.stem().string())) return true;
  const fs::path folder = path.parent_path();
  return std::any_of(folder.begin(), folder.end(), [](const fs::path& part) { return is_stamped(part.string()); });
}

bool matches(std::string_view wanted, const std::string& tag) {
  return wanted == "*" || wanted.find(tag) != std::string_view::npos;
}

Response missing() {
  Response response;
  response.status = 404;
  response.set("Content-Type", "text/plain; charset=utf-8");
  response.body = "404\n";
  return response;
}

}  // namespace

StaticFiles::StaticFiles(const fs::path& root, std::vector<std::string> hidden)
    : root_(fs::weakly_canonical(root)),
      hidden_(std::move(hidden)) {}

std::optional<StaticFiles::Content> StaticFiles::load(const fs::path& file) const {
  std::error_code error;
  const auto changed = fs::last_write_time(file, error);
  const auto size = error ? 0 : fs::file_size(file, error);
  if (error || !fs::is_regular_file(file, error)) return std::nullopt;
  {
    const std::scoped_lock lock(mutex_);
    const auto cached = cache_.find(file.string());
    if (cached != cache_.end() && cached->second.changed == changed && cached->second.size == size)
      return cached->second;
  }
  auto bytes = read_file(file, kMostBytes);
  if (!bytes) return std::nullopt;
  Content content{.changed = changed,
                  .size = size,
                  .bytes = nullptr,
                  .tag = '"' + sha256_hex(*bytes).substr(0, 32) + '"',
                  .packed = nullptr};
  if (size >= kWorthPacking && is_text(type_of(file))) {
    std::string packed = gzip(*bytes);
    if (!packed.empty()) content.packed = std::make_shared<const std::string>(std::move(packed));
  }
  content.bytes = std::make_shared<const std::string>(std::move(*bytes));
  const std::scoped_lock lock(mutex_);
  cache_[file.string()] = content;
  return content;
}

Response StaticFiles::answer(const Request& request, std::string_view path) const {
  const std::string_view top = path.substr(0, path.find('/'));
  if (!is_plain(path) || std::find(hidden_.begin(), hidden_.end(), top) != hidden_.end()) return missing();
  std::error_code error;
  const fs::path file = fs::canonical(root_ / fs::path(path), error);
  // A link that leads out of the folder leads nowhere.
  if (error || std::mismatch(root_.begin(), root_.end(), file.begin(), file.end()).first != root_.end())
    return missing();
  const auto plain = load(file);
  if (!plain) return missing();

  std::optional<Content> chosen = plain;
  Response response;
  const std::string_view accepted = request.header("Accept-Encoding");
  for (const auto& [coding, extension] : {std::pair{"br", ".br"}, std::pair{"gzip", ".gz"}}) {
    if (!takes(accepted, coding)) continue;
    const fs::path packed = file.string() + extension;
    const auto variant = load(packed);
    // One that is older than its file was left behind by an earlier build.
    if (!variant || variant->changed < plain->changed) continue;
    chosen = variant;
    response.set("Content-Encoding", coding);
    break;
  }
  if (response.find("Content-Encoding") == nullptr && plain->packed && takes(accepted, "gzip")) {
    chosen->bytes = plain->packed;
    chosen->tag.insert(chosen->tag.size() - 1, "-gz");
    response.set("Content-Encoding", "gzip");
  }
  response.set("Content-Type", std::string{type_of(file)});
  response.set("ETag", chosen->tag);
  response.set("Vary", "Accept-Encoding");
  response.set("Cache-Control", is_immutable(fs::path(path)) ? "public, max-age=31536000, immutable" : "no-cache");
  if (matches(request.header("If-None-Match"), chosen->tag)) {
    response.status = 304;
    return response;
  }
  response.shared_body = chosen->bytes;
  return response;
}

}  // namespace returns::http
