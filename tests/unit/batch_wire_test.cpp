#include "core/wire/batch.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/batch.h"
#include "tests/unit/support.h"

namespace returns {
namespace {

using test::json;

std::string bytes_of(const std::vector<std::uint32_t>& words) {
  std::string bytes;
  for (const std::uint32_t word : words) {
    for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<char>(word >> shift & 0xFF));
  }
  return bytes;
}

std::int32_t word(const std::string& bytes, std::size_t index) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i > 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[index * 4 + i - 1]);
  return static_cast<std::int32_t>(value);
}

const wire::Core& core() { return test::core("cn-pharmacy"); }
const json& layout() {
  static const json all = json::parse(wire::batch_layout(core())).at("batch");
  return all;
}
std::uint32_t mark() {
  return static_cast<std::uint32_t>(std::stoul(layout().at("digest").get<std::string>().substr(0, 8), nullptr, 16));
}
const json& named(const char* list, const std::string& name) {
  const json& all = layout().at(list);
  return *std::find_if(all.begin(), all.end(), [&](const json& entry) { return entry.at("name") == name; });
}

// A row by names: what is not given has its first value; answers are `not_asked`.
std::vector<std::uint32_t> question(const std::vector<std::string>& tables, const json& row) {
  std::vector<std::uint32_t> words{0x31424452, mark(), 1, 0, static_cast<std::uint32_t>(tables.size())};
  std::vector<std::uint32_t> values;
  for (const json& column : layout().at("columns")) {
    const std::string name = column.at("name");
    if (name == "signed_at" || name == "now") continue;
    words.push_back(column.at("id").get<std::uint32_t>());
    if (!column.contains("values")) {
      values.push_back(row.value(name, column.at("min").get<std::uint32_t>()));
      continue;
    }
    const auto options = column.at("values").get<std::vector<std::string>>();
    const std::string wanted = row.value(name, name.starts_with("answer.") ? options.back() : options.front());
    values.push_back(static_cast<std::uint32_t>(std::find(options.begin(), options.end(), wanted) - options.begin()));
  }
  words[3] = static_cast<std::uint32_t>(values.size());
  for (const std::string& table : tables) words.push_back(named("tables", table).at("id").get<std::uint32_t>());
  words.insert(words.end(), values.begin(), values.end());
  return words;
}

TEST(BatchBuffer, SaysWhatAPlanSays) {
  const json order = test::order({test::line("L1", "rx_medicine", 2, 3990)});
  const json draft = test::complete(order, test::draft({test::item("L1", 1, "quality.spoiled")}));
  const json plan = test::plan(order, draft);
  json row{{"category", "rx_medicine"},
           {"reason", "quality.spoiled"},
           {"goods", "received"},
           {"confirmed", "no"},
           {"gift", "no"},
           {"recall", "not_listed"},
           {"promise", "none"},
           {"timing", "open"},
           {"channel", "platform"},
           {"extended", "no"}};
  for (const auto& [question, answer] : draft.at("items")[0].at("answers").items()) row["answer." + question] = answer;
  const std::string answer = wire::decide_batch(core(), bytes_of(question({"eligibility", "settlement"}, row)));
  ASSERT_EQ(word(answer, 0), 0x31414452) << answer;
  EXPECT_EQ(word(answer, 2), 1);
  const std::size_t stride = static_cast<std::size_t>(word(answer, 3)), head = 5 + 3 * 2;
  ASSERT_EQ(answer.size(), (head + stride) * 4);
  EXPECT_EQ(word(answer, head), Batch::kAnswered);
  const json& item = plan.at("items")[0];
  const std::array verdicts{"eligible", "needs_review", "ineligible"};
  EXPECT_EQ(verdicts.at(static_cast<std::size_t>(word(answer, head + 1))), item.at("verdict"));

  const json& rules = named("tables", "eligibility").at("rules");
  std::vector<std::string> said, found;
  for (const json& finding : item.at("findings")) said.push_back(finding.at("rule"));
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if ((static_cast<std::uint32_t>(word(answer, head + 2 + i / 32)) >> (i % 32) & 1U) != 0) found.push_back(rules[i]);
  }
  EXPECT_EQ(found, said);
  EXPECT_FALSE(said.empty());
}

TEST(BatchBuffer, WhatIsWrongIsNamedWithItsPlace) {
  const std::vector<std::uint32_t> right = question({"eligibility"}, json::object());
  const auto fault = [](const std::string& bytes) {
    const json answer = json::parse(wire::decide_batch(core(), bytes), nullptr, false);
    if (answer.is_discarded()) return std::string{"an answer"};
    const json& said = answer.at("fault");
    EXPECT_EQ(said.at("document"), "batch");
    return said.at("code").get<std::string>() + ' ' + said.at("at").get<std::string>();
  };
  const auto with = [&](std::size_t index, std::uint32_t value) {
    std::vector<std::uint32_t> words = right;
    words[index] = value;
    return fault(bytes_of(words));
  };
  EXPECT_EQ(fault(bytes_of(right)), "an answer");
  EXPECT_EQ(fault(""), "missing ");
  EXPECT_EQ(fault(bytes_of(right).substr(0, 18)), "missing ");
  EXPECT_EQ(fault(bytes_of(right) + "x"), "missing ");
  EXPECT_EQ(fault(bytes_of(right) + "xxxx"), "out_of_range /rows");
  EXPECT_EQ(with(0, 0x31414452), "wrong_schema /magic");
  EXPECT_EQ(with(1, mark() ^ 1), "wrong_pack /mark");
  EXPECT_EQ(with(2, 2), "out_of_range /rows");
  EXPECT_EQ(with(2, 0xFFFFFFFF), "too_large /rows") << "the answer would be";
  EXPECT_EQ(with(3, 0), "missing /columns");
  EXPECT_EQ(with(3, 0xFFFFFFFF), "too_large /columns");
  EXPECT_EQ(with(4, 0xFFFFFFFF), "too_large /tables");
  EXPECT_EQ(with(3, 900), "missing /columns");
  EXPECT_EQ(with(5, 0xFFFFFFFF), "out_of_range /columns/0");
  EXPECT_EQ(with(6, right[5]), "duplicate_id /columns/1");
}

TEST(BatchBuffer, NoRowsAreAnAnswerWithoutRows) {
  std::vector<std::uint32_t> words = question({"eligibility"}, json::object());
  words.resize(words.size() - words[3]);
  words[2] = 0;
  const std::string answer = wire::decide_batch(core(), bytes_of(words));
  ASSERT_EQ(word(answer, 0), 0x31414452) << answer;
  EXPECT_EQ(answer.size(), 8U * 4);
}

// Rows stand anywhere in memory.
TEST(BatchBuffer, NeedNotBeAligned) {
  const std::string bytes = bytes_of(question({"eligibility", "routing", "clocks"}, json::object()));
  const std::string moved = 'x' + bytes;
  EXPECT_EQ(wire::decide_batch(core(), std::string_view{moved}.substr(1)), wire::decide_batch(core(), bytes));
}

}  // namespace
}  // namespace returns
