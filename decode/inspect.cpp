#include "decode/inspect.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "core/media/bytes.h"
#include "core/pixels/advice.h"
#include "core/pixels/measure.h"
#include "core/pixels/shrink.h"
#include "core/pixels/verdict.h"
#include "core/wire/inspect.h"
#include "core/wire/writer.h"
#include "decode/decode.h"
#include "decode/pdf_streams.h"

namespace returns::decode {
namespace {

constexpr std::int32_t kLargestFrame = 4096;
// A picture of 100 million pixels, well kept. What is larger is judged by its container alone, here as there.
constexpr media::Offset kLargestPicture = media::Offset{64} * 1024 * 1024;

// What is refused by its container is not worth decoding, and may not be safe to.
bool worth_a_look(const Report& report) {
  return report.kind == FileKind::Image && report.complete && report.width > 0 && report.height > 0
         && std::none_of(report.problems.begin(), report.problems.end(),
                         [](const Problem& problem) { return refuses(problem.code); });
}

// "640x480"
std::optional<pixels::Size> read_size(std::string_view text) {
  pixels::Size size;
  const char* const end = text.data() + text.size();
  const auto width = std::from_chars(text.data(), end, size.width);
  if (width.ec != std::errc{} || width.ptr == end || *width.ptr != 'x') return std::nullopt;
  const auto height = std::from_chars(width.ptr + 1, end, size.height);
  if (height.ec != std::errc{} || height.ptr != end) return std::nullopt;
  if (size.width < 1 || size.height < 1 || size.width > kLargestFrame || size.height > kLargestFrame)
    return std::nullopt;
  return size;
}

// Adds measures and hints to the report of a picture.
void look(const media::Bytes& file, Report& report, Progress progress) {
  const bool hidden = report.kind == FileKind::Document && report.complete && report.pages == 0;
  if (!(hidden || worth_a_look(report)) || file.size() > kLargestPicture) return;
  std::string whole;
  std::string_view bytes = file.run(0);
  if (bytes.size() < file.size()) bytes = whole = file.copy(static_cast<std::size_t>(file.size()));
  if (hidden) {
    report.pages = pages_in_streams(bytes);
    return;
  }
  const Decoded decoded = decode_picture(report.type, bytes, progress);
  if (decoded.outcome == Outcome::Damaged) report.problems.push_back({ProblemCode::Damaged, {}});
  if (decoded.outcome != Outcome::Done) return;
  report.pixels = pixels::measure(decoded.picture.plane());
  pixels::judge(*report.pixels, report.problems);
}

}  // namespace

std::string inspect(std::string_view bytes, std::string_view name, std::string_view claimed_type, Progress progress) {
  return wire::inspect(media::Bytes(bytes), name, claimed_type,
                       [&](const media::Bytes& file, Report& report) { look(file, report, progress); });
}

std::string inspect(media::Source& file, std::string_view name, std::string_view claimed_type, Progress progress) {
  media::Pages pages(file);
  std::string answer = wire::inspect(media::Bytes(pages), name, claimed_type,
                                     [&](const media::Bytes& paged, Report& report) { look(paged, report, progress); });
  return pages.failed() ? R"({"fault":{"code":"unreadable"}})" : answer;
}

std::string inspect(std::string_view bytes, std::string_view name, std::string_view claimed_type) {
  return inspect(bytes, name, claimed_type, nullptr);
}

std::string advise(std::string_view frame, std::string_view size_text) {
  wire::Writer writer;
  const auto size = read_size(size_text);
  const std::size_t pixels = size ? static_cast<std::size_t>(size->width) * static_cast<std::size_t>(size->height) : 0;
  if (!size || (frame.size() != pixels && frame.size() != pixels * 4)) {
    writer.begin_object().key("fault").begin_object().member("code", "bad_frame").end_object().end_object();
    return writer.take();
  }
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(frame.data());
  std::vector<std::uint8_t> luma;
  if (frame.size() != pixels) {
    luma.resize(pixels);
    for (std::size_t i = 0; i < pixels; ++i)
      luma[i] = pixels::luma_of(bytes[4 * i], bytes[4 * i + 1], bytes[4 * i + 2]);
    bytes = luma.data();
  }
  const pixels::FrameAdvice advice = pixels::advise({bytes, size->width, size->height, size->width});
  writer.begin_object().member("advice", pixels::name(advice.advice)).member("sharpness", advice.sharpness);
  writer.end_object();
  return writer.take();
}

}  // namespace returns::decode
