#include "native/policy/simulate.h"

#include <array>
#include <sstream>

#include "native/policy/flat_case.h"
#include "native/policy/lines.h"
#include "tests/policy/support.h"

namespace returns::policy {
namespace {

// Chance that is the same in every run.
class Dice {
 public:
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>((state_ >> 33U) % n);
  }

 private:
  std::uint64_t state_ = 20261122;
};

// Any case of the pack: every fact at random. Many contradict themselves.
Json any_case(const Pack& pack, Dice& dice) {
  Json made = Json::object();
  for (const BatchColumn& column : batch_columns(pack)) {
    if (column.name == "signed_at" || column.name == "now" || column.name == "timing" || column.name == "resolution"
        || column.name == "value")
      continue;
    if (column.name == "days_late") {
      if (made["promise"] == "late") made["days_late"] = 1 + dice.below(10);
    } else if (column.values.empty()) {
      made[column.name] = 1 + dice.below(3);
    } else {
      made[column.name] = column.values[dice.below(column.values.size())];
    }
  }
  const auto& windows = pack.column(Fact::Window).values;
  made["window"] = windows[dice.below(windows.size())];
  return made;
}

Tool quiet(std::ostream& out) { return Tool{RETURNS_ASSETS, Words::load(RETURNS_ASSETS, "en"), false, out, out}; }

Or<Simulated> simulated(const std::string& pack, const std::string& against, const std::string& text,
                        unsigned jobs = 1) {
  const test::Folder folder;
  std::ostringstream out;
  const LoadedPack& first = test::pack(pack);
  const LoadedPack* second = against.empty() ? nullptr : &test::pack(against);
  return simulate_file(quiet(out), first, second,
                       {.pack = pack, .against = against, .file = folder.write("lines.jsonl", text), .jobs = jobs});
}

// What a line is decided to be flat is what the plan of the whole case says.
TEST(Simulate, AFlatRowIsDecidedAsThePlanOfItsCase) {
  for (const char* id : {"cn-pharmacy", "cn-cosmetics", "eu-consumer", "us-retail"}) {
    const wire::Core& core = test::pack(id).core;
    Dice dice;
    int compared = 0;
    for (int i = 0; i < 3000 && compared < 150; ++i) {
      const Json line = any_case(core.pack(), dice);
      const auto whole = test::situation(id, line);
      if (!whole) continue;  // it contradicts itself
      ++compared;
      const auto flat = simulated(id, "", write_json(line) + "\n");
      ASSERT_TRUE(flat) << flat.problem().code;
      ASSERT_EQ(flat->refused, 0U) << line;
      const auto& verdicts = flat->tallies[0].verdicts;
      EXPECT_EQ(verdicts[static_cast<std::size_t>(whole->plan.verdict)], 1U) << id << ' ' << line;
      ASSERT_TRUE(whole->plan.lane);
      EXPECT_EQ(flat->tallies[0].lanes[*whole->plan.lane], 1U) << id << ' ' << line;
    }
    EXPECT_GE(compared, 30) << id;
  }
}

// The scan of our own reads nothing otherwise than simdjson does, in lines that are whole and in lines that are broken.
TEST(Simulate, TheScanAndSimdjsonReadTheSame) {
  const Pack& a = test::pack("cn-pharmacy").core.pack();
  const Pack& b = test::pack("us-retail").core.pack();
  const FlatVocabulary vocabulary({&a, &b});
  FlatReader scanning(vocabulary), plain(vocabulary, false);
  Dice dice;
  const std::string marks = "{}[]\":,0123456789-.eE \\x\xC3\t";
  int good = 0, faulty = 0;
  for (int i = 0; i < 60'000; ++i) {
    Json made = any_case(a, dice);
    if (dice.below(8) == 0) made["name"] = "x";
    std::string line = made.dump();
    for (std::size_t changes = dice.below(4); changes > 0; --changes) {
      const std::size_t at = dice.below(line.size());
      switch (dice.below(3)) {
        case 0: line[at] = marks[dice.below(marks.size())]; break;
        case 1: line.insert(at, 1, marks[dice.below(marks.size())]); break;
        default: line.erase(at, 1 + dice.below(3));
      }
    }
    std::array<std::vector<std::int32_t>, 4> rows;
    for (std::size_t r = 0; r < 4; ++r) rows[r].resize(vocabulary.columns(r % 2).size());
    const std::size_t size = line.size();
    line.append(FlatReader::padding(), ' ');
    const std::string_view text(line.data(), size);
    const FlatFault one = scanning.read(text, {rows[0].data(), rows[1].data()});
    const FlatFault other = plain.read(text, {rows[2].data(), rows[3].data()});
    ASSERT_EQ(one, other) << text;
    if (one == FlatFault::None) {
      ASSERT_EQ(rows[0], rows[2]) << text;
      ASSERT_EQ(rows[1], rows[3]) << text;
    }
    ++(one == FlatFault::None ? good : faulty);
  }
  EXPECT_GT(good, 10'000);
  EXPECT_GT(faulty, 10'000);
}

TEST(Simulate, ManyThreadsCountAsOne) {
  const Pack& pack = test::pack("cn-pharmacy").core.pack();
  Dice dice;
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += write_json(any_case(pack, dice)) + "\n";
  const auto one = simulated("cn-pharmacy", "cn-cosmetics", text, 1);
  const auto four = simulated("cn-pharmacy", "cn-cosmetics", text, 4);
  ASSERT_TRUE(one && four);
  EXPECT_EQ(one->lines, 20'000U);
  EXPECT_EQ(four->lines, one->lines);
  for (std::size_t p = 0; p < 2; ++p) {
    EXPECT_EQ(four->tallies[p].verdicts, one->tallies[p].verdicts);
    EXPECT_EQ(four->tallies[p].hits, one->tallies[p].hits);
  }
  EXPECT_EQ(four->changes.rows, one->changes.rows);
  EXPECT_GT(one->changes.verdict, 0U);
}

TEST(Simulate, APackAgainstItselfChangesNothing) {
  const Pack& pack = test::pack("us-retail").core.pack();
  Dice dice;
  std::string text;
  for (int i = 0; i < 2000; ++i) text += write_json(any_case(pack, dice)) + "\n";
  const auto done = simulated("us-retail", "us-retail", text);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->changes.lines, 2000U);
  EXPECT_EQ(done->changes.any, 0U);
}

TEST(Simulate, WhatIsWrongInALineIsNamedAndTheOthersCount) {
  const std::string good = R"({"reason":"changed.not_needed"})";
  const std::string text = good + "\n" + R"({"reason":"changed.not_needed","colour":"red"})" + "\r\n\n"
                           + R"({"reason":"nonsense"})" + "\n{\"reason\":\n[]\n" + R"({"quantity":0,"reason":"x"})"
                           + "\n{}\n" + good + " x\n" + good;
  const auto done = simulated("cn-cosmetics", "", text);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->lines, 9U);
  std::string said;
  for (const RefusedLine& line : done->examples) said += std::to_string(line.line) + ' ' + line.code + '\n';
  EXPECT_EQ(said,
            "2 line.member\n4 line.value\n5 line.not_json\n6 line.not_an_object\n7 line.range\n8 line.no_reason\n"
            "9 line.not_json\n");
  EXPECT_EQ(done->tallies[0].verdicts[0], 2U);
}

TEST(Simulate, MomentsAndSealedRequestsGoThroughAPlan) {
  const test::Folder folder;
  const Json order = {{"schema", "returns.order/1"},
                      {"id", "O-1"},
                      {"merchant", "m"},
                      {"market", "CN"},
                      {"currency", "CNY"},
                      {"policy", {{"id", "older"}, {"version", 7}}},
                      {"placed_at", "2026-11-05T10:00:00+08:00"},
                      {"delivery", {{"state", "delivered"}, {"signed_at", "2026-11-07T10:00:00+08:00"}}},
                      {"tenders", {{{"id", "T1"}, {"kind", "card"}, {"paid", 5000}}}},
                      {"lines",
                       {{{"id", "L1"},
                         {"category", "cosmetic"},
                         {"quantity", 1},
                         {"unit_price", 5000},
                         {"exclusion_confirmed", "no"}}}}};
  const Json draft = {{"schema", "returns.draft/1"},
                      {"order", "O-1"},
                      {"items",
                       {{{"line", "L1"},
                         {"quantity", 1},
                         {"reason", "changed.not_needed"},
                         {"answers", {{"seal", "broken"}, {"outer_box", "intact"}}}}}}};
  const Json request = {{"schema", "returns.request/1"}, {"sealed_at", "2026-11-09T09:00:00+08:00"}, {"draft", draft}};
  const Json moments = {{"reason", "changed.not_needed"},
                        {"now", "2026-11-09T09:00:00+08:00"},
                        {"signed_at", "2026-10-07T10:00:00+08:00"}};
  const auto done = simulated("cn-cosmetics", "",
                              write_json({{"order", order}, {"request", request}}) + "\n" + write_json(moments) + "\n"
                                  + R"({"order":{},"request":{}})");
  ASSERT_TRUE(done);
  EXPECT_EQ(done->planned, 3U);
  EXPECT_EQ(done->tallies[0].verdicts[2], 2U) << "an open seal, and a window that is over";
  ASSERT_EQ(done->examples.size(), 1U);
  EXPECT_EQ(done->examples[0].code, "line.request");
}

TEST(Lines, EveryLineIsGivenOutOnceWhateverThePieces) {
  const test::Folder folder;
  for (const std::size_t length : {0U, 1U, 100U, 1000U}) {
    std::string text;
    std::uint64_t lines = 0;
    while (text.size() < 3 * Lines::kPiece) {
      text += std::string(length, 'x') + "\n";
      if (++lines > 2'000'000) break;
    }
    text += "last";
    const auto read = Lines::open(folder.write("l", text), 64);
    ASSERT_NE(read, nullptr);
    std::string again;
    Piece piece;
    std::uint64_t next = 1;
    while (read->next(piece)) {
      EXPECT_EQ(piece.first_line, next);
      ASSERT_GE(piece.bytes.size(), piece.size + 64);
      const std::string_view part(piece.bytes.data(), piece.size);
      next += static_cast<std::uint64_t>(std::count(part.begin(), part.end(), '\n'));
      again += part;
    }
    EXPECT_EQ(again, text + "\n");
    EXPECT_EQ(next, lines + 2);
  }
}

TEST(Lines, ALineWithoutEndStopsTheRun) {
  const test::Folder folder;
  const auto read = Lines::open(folder.write("l", "{}\n" + std::string(Lines::kLongest + Lines::kPiece, 'x')), 64);
  Piece piece;
  while (read->next(piece)) {
  }
  EXPECT_EQ(read->too_long(), 2U);
}

TEST(WordIndex, FindsWhatWasAddedAndNothingElse) {
  WordIndex index;
  std::vector<std::string> words;
  for (int i = 0; i < 500; ++i) words.push_back("answer.word_" + std::to_string(i));
  words.emplace_back();
  words.emplace_back("a");
  for (const std::string& word : words) index.add(word);
  for (std::size_t i = 0; i < words.size(); ++i) EXPECT_EQ(index.find(words[i]), static_cast<std::int32_t>(i));
  EXPECT_EQ(index.add("a"), static_cast<std::int32_t>(words.size() - 1));
  EXPECT_EQ(index.find("answer.word_500"), WordIndex::kNone);
}

}  // namespace
}  // namespace returns::policy
