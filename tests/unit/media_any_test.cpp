// What holds of every container, whatever is done to its files.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/thinned.h"
#include "tests/unit/media_samples.h"

namespace returns {
namespace {

using namespace build;

void expect_lawful(const std::string& bytes, const std::string& what) {
  const Report report = look(bytes);
  ASSERT_EQ(report.size, static_cast<std::int64_t>(bytes.size())) << what;
  const auto has = [&](ProblemCode code) {
    return std::any_of(report.problems.begin(), report.problems.end(),
                       [&](const Problem& problem) { return problem.code == code; });
  };
  ASSERT_FALSE(report.complete
               && (has(ProblemCode::Truncated) || has(ProblemCode::UnknownType) || has(ProblemCode::Empty)))
      << what;
  // A file that is not whole says why.
  ASSERT_TRUE(report.complete || !report.problems.empty()) << what;
  ASSERT_EQ(report.type.empty(), report.kind == FileKind::Unknown) << what;
  for (const Problem& problem : report.problems)
    ASSERT_TRUE(!problem.byte || (*problem.byte >= 0 && *problem.byte <= report.size))
        << what << ' ' << problems(report);
}

TEST(AnyMedia, SamplesAreWhole) {
  for (const Sample& sample : samples()) {
    const Report report = look(sample.bytes);
    EXPECT_TRUE(report.complete) << sample.what;
    EXPECT_EQ(problems(report), "") << sample.what;
    EXPECT_TRUE(report.kind == FileKind::Document || report.kind == FileKind::Audio || report.width > 0) << sample.what;
  }
}

TEST(AnyMedia, CutAtAnyLengthIsNeverWhole) {
  for (const Sample& sample : samples()) {
    // The line end behind a PDF's mark is the only byte that nobody misses.
    const std::size_t needed = sample.bytes.size() - (sample.bytes.starts_with("%PDF") ? 1 : 0);
    for (std::size_t size = 0; size < needed; ++size) {
      const std::string cut = sample.bytes.substr(0, size);
      expect_lawful(cut, sample.what + std::string(" cut at ") + std::to_string(size));
      EXPECT_FALSE(look(cut).complete) << sample.what << " cut at " << size;
    }
  }
}

TEST(AnyMedia, AnyByteChangedToAnythingHasAReport) {
  for (const Sample& sample : samples()) {
    std::string changed = sample.bytes;
    for (std::size_t at = 0; at < changed.size(); ++at) {
      for (int value = 0; value < 256; value += test::thinned(1, 15)) {
        changed[at] = static_cast<char>(value);
        expect_lawful(changed, sample.what + std::string(" changed at ") + std::to_string(at));
      }
      changed[at] = sample.bytes[at];
    }
  }
}

TEST(AnyMedia, LargeFieldsAnywhereHaveAReport) {
  for (const Sample& sample : samples()) {
    for (const unsigned width : {2U, 4U, 8U}) {
      for (std::size_t at = 0; at + width <= sample.bytes.size(); ++at) {
        for (const char fill : {'\xFF', '\x7F', '\0'}) {
          std::string changed = sample.bytes;
          changed.replace(at, width, width, fill);
          expect_lawful(changed, sample.what + std::string(" filled at ") + std::to_string(at));
        }
      }
    }
  }
}

TEST(AnyMedia, BytesMissingInsideHaveAReport) {
  for (const Sample& sample : samples()) {
    for (std::size_t at = 0; at < sample.bytes.size(); ++at) {
      std::string shorter = sample.bytes;
      shorter.erase(at, 1);
      expect_lawful(shorter, sample.what + std::string(" without byte ") + std::to_string(at));
      expect_lawful(sample.bytes.substr(at), sample.what + std::string(" from byte ") + std::to_string(at));
    }
  }
}

TEST(AnyMedia, AppendedFilesAreSeen) {
  for (const Sample& sample : samples()) {
    const Report report = look(sample.bytes + "PK\3\4 an archive with a program");
    EXPECT_EQ(problems(report), "trailing_data@" + std::to_string(sample.bytes.size())) << sample.what;
    EXPECT_TRUE(report.complete) << sample.what;
  }
}

// Boxes and elements in each other to any depth are no deeper for the readers.
TEST(AnyMedia, DepthCostsNothing) {
  std::string boxes, elements;
  for (int depth = 0; depth < 3000; ++depth) boxes = box("moov", boxes);
  for (int depth = 0; depth < 3000; ++depth) elements = element(0xA0, elements.size() < 0x3F00 ? elements : "");
  expect_lawful(ftyp("isom") + boxes, "boxes");
  expect_lawful(ftyp("heic") + box("meta", zeros(4) + boxes), "boxes in a picture");
  expect_lawful(ebml_head("webm") + element(0x18538067, elements), "elements");
}

}  // namespace
}  // namespace returns
