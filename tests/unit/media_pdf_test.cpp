#include <gtest/gtest.h>

#include "tests/unit/media_samples.h"

namespace returns {
namespace {

using namespace build;

TEST(Pdf, IsADocumentThatEndsWithItsMark) {
  const Report report = look(pdf());
  EXPECT_EQ(picture(report), "application/pdf 0x0 0");
  EXPECT_EQ(report.kind, FileKind::Document);
  EXPECT_TRUE(report.complete);
  EXPECT_EQ(problems(report), "");
  EXPECT_EQ(look("\xEF\xBB\xBF\r\n" + pdf()).type, "application/pdf");
  EXPECT_EQ(look("GET / HTTP/1.1\n" + pdf()).type, "");  // other bytes in front make polyglots
}

TEST(Pdf, WithoutItsMarkIsTruncated) {
  const std::string whole = pdf();
  const std::size_t mark = whole.find("%%EOF");
  for (const std::size_t size : {std::size_t{9}, mark, mark + 4})
    EXPECT_EQ(problems(look(whole.substr(0, size))), "truncated@" + std::to_string(size));
  EXPECT_TRUE(look(whole.substr(0, mark + 5)).complete);  // only the line end is gone
}

TEST(Pdf, ASavedChangeHasAMarkOfItsOwn) {
  const std::string change = "2 0 obj\n<<>>\nendobj\n";
  EXPECT_EQ(problems(look(pdf() + change)), "truncated@" + std::to_string(pdf().size() + change.size()));
  EXPECT_EQ(problems(look(pdf() + change + "%%EOF")), "");
}

TEST(Pdf, DataBehindTheMarkIsAHint) {
  EXPECT_EQ(problems(look(pdf() + "PK\3\4")), "trailing_data@" + std::to_string(pdf().size()));
}

TEST(Pdf, EncryptionIsAnEntryNotAWord) {
  const auto found = [](const std::string& entry) { return problems(look(pdf(entry))).substr(0, 9); };
  EXPECT_EQ(found("/Encrypt 12 0 R"), "encrypted");
  EXPECT_EQ(found("/Encrypt\r\n12  0\nR"), "encrypted");
  EXPECT_EQ(found("/Encrypt<</Filter/Standard>>"), "encrypted");
  EXPECT_EQ(found("/EncryptMetadata true"), "");
  EXPECT_EQ(found("(see /Encrypt in the manual)"), "");
  EXPECT_EQ(found("/EncryptMetadata false/Encrypt 9 0 R"), "encrypted");
  EXPECT_TRUE(look(pdf("/Encrypt 12 0 R")).complete);
}

TEST(Pdf, XmpIsNamed) { EXPECT_EQ(metadata(look(pdf("<?xpacket begin"))), "xmp"); }

}  // namespace
}  // namespace returns
