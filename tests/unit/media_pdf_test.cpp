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

std::string with(const std::string& objects) {
  std::string out = pdf();
  return out.insert(out.find("1 0 obj"), objects);
}
std::int32_t pages(const std::string& objects) { return look(with(objects)).pages; }

TEST(Pdf, PagesAreTheCountOfTheTreesRoot) {
  EXPECT_EQ(look(pdf()).pages, 0);
  EXPECT_EQ(pages("<</Type/Pages/Kids[3 0 R]/Count 1>>"), 1);
  EXPECT_EQ(pages("<< /Count 12 /Kids [3 0 R 4 0 R]\r\n/Type /Pages >>"), 12);
  EXPECT_EQ(pages("<</Count 7/Resources<</Font<</F 9 0 R>>>>/Type/Pages>>"), 7);
  EXPECT_EQ(pages("<</Type/Pages/Count 3>><</Type/Pages/Count 8/Kids[2 0 R]>><</Type/Pages/Count 5>>"), 8);
}

TEST(Pdf, OtherCountsAreNotPages) {
  EXPECT_EQ(pages("<</Type/Outlines/Count 40>><</Type/Pages/Count 2>><</Type/Outlines/Count 50>>"), 2);
  EXPECT_EQ(pages("<</Type/PagesOf/Count 2>>"), 0);
  EXPECT_EQ(pages("<</Type/Page/Count 2>>"), 0);
  EXPECT_EQ(pages("<</Type/Pages/Count -2>>"), 0);
  EXPECT_EQ(pages("<</Type/Pages/Count>>"), 0);
  EXPECT_EQ(pages("<</Type/Pages/Count 99999999999999999999>>"), 1'000'000);
}

TEST(Pdf, PagesAreCountedInLinearTime) {
  std::string many;
  for (int i = 0; i < 200'000; ++i) many += "/Type/Pages<<";
  EXPECT_EQ(pages(many), 0);
  many = std::string(1'000'000, '<');
  for (int i = 0; i < 100'000; ++i) many += "/Type/Pages>";
  EXPECT_EQ(pages(many), 0);
}

}  // namespace
}  // namespace returns
