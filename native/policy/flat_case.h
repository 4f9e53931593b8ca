#pragma once
// Cases on lines, straight to rows of numbers: no tree, no copy, nothing allocated per line. Of one or two packs at
// once; a word that only one of them knows spoils the row of the other alone.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/batch.h"
#include "core/policy/pack.h"
#include "native/policy/word_index.h"

namespace returns::policy {

// What the members of a case mean, for the packs that are compared.
class FlatVocabulary {
 public:
  // The packs must outlive it; one or two.
  explicit FlatVocabulary(std::vector<const Pack*> packs);

  struct Member {
    enum class Kind : std::uint8_t {
      Skipped,  // said of the case, or follows from the rest: nothing to decide by
      Word,     // a value of a list
      Integer,  // a number in a range
      Plan,     // the case fixes moments: it needs an order and a plan
      Request,  // the line is no case but a sealed request with its order
    };
    Kind kind = Kind::Skipped;
    WordIndex words = {};
    std::vector<std::vector<std::int32_t>> values = {};  // by pack, by word: the value in the row, or out of range
    std::int32_t min = 0, max = 0;
    std::vector<std::int32_t> at = {};  // by pack: place in the row, or -1
  };
  const Member* find(std::string_view name) const {
    const std::int32_t index = names_.find(name);
    return index == WordIndex::kNone ? nullptr : &members_[static_cast<std::size_t>(index)];
  }
  const WordIndex& names() const { return names_; }
  const std::vector<Member>& members() const { return members_; }
  // The columns of a row of that pack, as Batch::make takes them, and what a case that says nothing has there.
  const std::vector<std::size_t>& columns(std::size_t pack) const { return columns_[pack]; }
  const std::vector<std::int32_t>& usual(std::size_t pack) const { return usual_[pack]; }
  // Place of category and reason in the rows of the first pack: what changes are sorted by.
  std::size_t category() const { return category_; }
  std::size_t reason() const { return reason_; }

 private:
  void add_column(std::size_t pack, const BatchColumn& column, std::size_t at);
  Member& member(std::string_view name, Member::Kind kind);

  std::vector<const Pack*> packs_;
  WordIndex names_;
  std::vector<Member> members_;
  std::vector<std::vector<std::size_t>> columns_;
  std::vector<std::vector<std::int32_t>> usual_;
  std::size_t category_ = 0, reason_ = 0;
};

// Why a line is not a row.
enum class FlatFault : std::uint8_t {
  None,
  NeedsPlan,  // no fault: it goes through an order and a plan
  NotJson,
  NotAnObject,
  UnknownMember,
  UnknownValue,
  OutOfRange,
  NoReason,
};

// One per thread.
class FlatReader {
 public:
  // Lines without escapes, blanks between tokens and nesting are read by a scan of our own, which knows the words it
  // waits for; everything else, and everything that is wrong, by simdjson. `scans` false: simdjson alone.
  explicit FlatReader(const FlatVocabulary& vocabulary, bool scans = true);
  ~FlatReader();
  FlatReader(const FlatReader&) = delete;
  FlatReader& operator=(const FlatReader&) = delete;

  // Bytes that must be readable after the end of a line (simdjson reads in blocks).
  static std::size_t padding();
  // Fills one row per pack. After a fault the rows are unspecified, and member() is the name at fault.
  FlatFault read(std::string_view line, const std::vector<std::int32_t*>& rows);
  const std::string& member() const { return member_; }

 private:
  struct Parser;
  FlatFault faulty(FlatFault fault, std::string_view name);
  // The member whose name begins at `at`, which is expected there in the line; nullptr when it has to be looked up.
  const FlatVocabulary::Member* member_at(const char*& at, const char* end, std::size_t position);
  // False when the line is not as simple as that; then nothing is known about it.
  bool scan(std::string_view line, const std::vector<std::int32_t*>& rows);
  FlatFault parse(std::string_view line, const std::vector<std::int32_t*>& rows);

  const FlatVocabulary& vocabulary_;
  std::unique_ptr<Parser> parser_;
  std::vector<std::int32_t> expected_;  // which member stood where in the line before: lines of one file are alike
  bool scans_;
  std::string member_;
};

}  // namespace returns::policy
