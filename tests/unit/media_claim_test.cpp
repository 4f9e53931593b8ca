#include <gtest/gtest.h>

#include "core/wire/inspect.h"
#include "tests/unit/media_samples.h"

namespace returns {
namespace {

using namespace build;

std::string about(const std::string& bytes, std::string_view name, std::string_view type) {
  return problems(look(bytes, name, type));
}

TEST(Claim, OfAnotherTypeIsAHint) {
  EXPECT_EQ(about(png(), "", "image/jpeg"), "type_mismatch");
  EXPECT_EQ(about(png(), "IMG_1.JPG", ""), "type_mismatch");
  EXPECT_EQ(about(png(), "IMG_1.jpg", "image/jpeg"), "type_mismatch");
  EXPECT_EQ(about(png(), "", "text/html"), "type_mismatch");
  EXPECT_EQ(about(film(), "film.mov", ""), "type_mismatch");
  EXPECT_FALSE(refuses(ProblemCode::TypeMismatch));
  EXPECT_TRUE(look(png(), "a.jpg", "").complete);
}

TEST(Claim, OfTheSameTypeByAnyName) {
  for (const char* type :
       {"image/jpeg", "image/jpg", "image/pjpeg", " IMAGE/JPEG ; q=1", "", "application/octet-stream"})
    EXPECT_EQ(about(jpeg(), "", type), "") << type;
  for (const char* name :
       {"", "a.jpg", "a.JPEG", "a.jfif", "a", "a.b.jpe", "photo.backup", ".", "a.", "a.longextension"})
    EXPECT_EQ(about(jpeg(), name, ""), "") << name;
  for (const char* type : {"video/mp4", "video/mp4;codecs=\"avc1.42E01E\"", "video/x-m4v", "video/3gpp"})
    EXPECT_EQ(about(film(), "a.m4v", type), "") << type;
  EXPECT_EQ(about(film({.brand = "3gp4"}), "a.mp4", "video/mp4"), "");
  EXPECT_EQ(about(film({.brand = "qt  "}), "IMG_1.MOV", "video/quicktime"), "");
  EXPECT_EQ(about(heif(), "IMG_1.HEIC", "image/heif"), "");
  EXPECT_EQ(about(recording(), "blob.webm", "video/webm;codecs=vp9,opus"), "");
}

TEST(Claim, AboutWhatIsUnknownAddsNothing) {
  for (const char* bytes : {"<!DOCTYPE html><html>", "<svg xmlns='http://www.w3.org/2000/svg'/>", "MZ\x90 a program",
                            "PK\3\4 an archive", "BM a bitmap", "x"}) {
    const Report report = look(bytes, "photo.jpg", "image/jpeg");
    EXPECT_EQ(problems(report), "unknown_type");
    EXPECT_EQ(report.kind, FileKind::Unknown);
    EXPECT_FALSE(report.complete);
  }
  EXPECT_EQ(about("", "photo.jpg", "image/jpeg"), "empty");
}

TEST(InspectDoor, WritesTheReportCanonically) {
  EXPECT_EQ(
      wire::inspect(media::Bytes(""), "", ""),
      R"({"report":{"schema":"returns.report/1","kind":"unknown","size":0,"width":0,"height":0,"orientation":0,"duration_ms":0,"complete":false,"metadata":[],"problems":[{"code":"empty","verdict":"refuse"}]}})");
  EXPECT_EQ(
      wire::inspect(media::Bytes(jpeg(app1_exif(exif(6, true, false, true))) + "more"), "a.png", ""),
      R"({"report":{"schema":"returns.report/1","type":"image/jpeg","kind":"image","size":188,"width":40,"height":30,"orientation":6,"duration_ms":0,"complete":true,"metadata":["exif","gps"],"problems":[{"code":"trailing_data","verdict":"hint","byte":184},{"code":"type_mismatch","verdict":"hint"}]}})");
}

}  // namespace
}  // namespace returns
