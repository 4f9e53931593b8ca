// The built-in packs: they load, they answer every case, and every code they use has its words.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>

#include "core/plan.h"
#include "core/result.h"
#include "tests/unit/support.h"

namespace returns {
namespace {

using test::json;

class Packs : public testing::TestWithParam<std::string> {
 protected:
  const Pack& pack() const { return test::core(GetParam()).pack(); }
};

// Calls `use` for every case: the facts of an item with every value of every column that is not derived.
// Answers and integers are stepped through where a rule can see a difference.
template <class Use>
void each_case(const Pack& pack, const std::vector<std::size_t>& free, Facts& facts, std::size_t depth,
               const Use& use) {
  if (depth == free.size()) return use();
  const Column& column = pack.columns[free[depth]];
  if (column.is_integer()) {
    for (const std::int32_t value : {column.min, 1, 3, 4, column.max}) {
      facts.set(free[depth], value);
      each_case(pack, free, facts, depth + 1, use);
    }
    return;
  }
  for (std::int32_t value = 0; value < static_cast<std::int32_t>(column.values.size()); ++value) {
    facts.set(free[depth], value);
    each_case(pack, free, facts, depth + 1, use);
  }
}

std::string describe(const Pack& pack, const Facts& facts) {
  std::string text;
  for (std::size_t i = 0; i < pack.columns.size(); ++i) {
    if (facts[i] == kUnset) continue;
    const Column& column = pack.columns[i];
    text += column.name + '='
            + (column.is_integer() ? std::to_string(facts[i]) : column.values[static_cast<std::size_t>(facts[i])])
            + ' ';
  }
  return text;
}

std::size_t index(Fact fact) { return static_cast<std::size_t>(fact); }

// Every leaf, category, confirmation, window and packaging answer: no hole falls to the core's own `no_rule`,
// nobody is left without a way forward, and a no always has a person behind it.
TEST_P(Packs, AnswerEveryCase) {
  const Pack& p = pack();
  const auto not_asked = [&](const Question& question) { return static_cast<std::int32_t>(question.options.size()); };
  std::size_t cases = 0;
  Facts facts(p.columns.size());
  facts.set(Fact::Market, 0);
  const std::vector<std::size_t> outer{index(Fact::Category), index(Fact::Confirmed), index(Fact::Gift),
                                       index(Fact::Recall), index(Fact::Promise)};
  for (const Reason& reason : p.reasons) {
    if (!reason.leaf) continue;
    facts.set(Fact::Reason, p.column(Fact::Reason).find(reason.id));
    facts.set(Fact::Ground, reason.ground);
    facts.set_enum(Fact::Fault, reason.fault);
    for (const Goods goods : reason.goods) {
      facts.set_enum(Fact::Goods, goods);
      each_case(p, outer, facts, 0, [&] {
        facts.set(Fact::Quantity, 1);
        const bool late = facts[Fact::Promise] == static_cast<std::int32_t>(Promise::Late);
        for (const std::int32_t days : late ? std::vector<std::int32_t>{1, 3, 4} : std::vector<std::int32_t>{0}) {
          facts.set(Fact::DaysLate, days);
          for (const Question& question : p.questions) facts.set(question.column, not_asked(question));
          std::vector<std::size_t> asked;
          for (const auto* rule : p.question_rules.collect(facts)) {
            const std::size_t column = p.questions[rule->then.question].column;
            if (std::find(asked.begin(), asked.end(), column) == asked.end()) asked.push_back(column);
          }
          ASSERT_LE(asked.size(), 3U) << "too many questions: " << describe(p, facts);
          const auto* window_rule = p.windows.decide(facts);
          std::vector<WindowState> states{WindowState::None};
          if (window_rule != nullptr && window_rule->then.unit != Unit::None) {
            if (goods == Goods::Received || goods == Goods::Unknown) {
              states = goods == Goods::Unknown
                           ? std::vector{WindowState::Unknown}
                           : std::vector{WindowState::Open, WindowState::Closed, WindowState::Unknown};
            } else {
              states = {WindowState::NotStarted};
            }
          }
          for (const WindowState state : states) {
            // Only asked questions have answers.
            std::vector<std::size_t> combos = asked;
            Facts with = facts;
            with.set_enum(Fact::Window, state);
            std::function<void(std::size_t)> answer = [&](std::size_t depth) {
              if (depth < combos.size()) {
                for (std::int32_t value = 0;
                     value + 1 < static_cast<std::int32_t>(p.columns[combos[depth]].values.size()); ++value) {
                  with.set(combos[depth], value);
                  answer(depth + 1);
                }
                return;
              }
              ++cases;
              const Assessment assessment = assess(p, with, Window{});
              ASSERT_NE(assessment.findings.front().code, "no_rule") << describe(p, with);
              Facts judged = with;
              judged.set_enum(Fact::Verdict, assessment.verdict);
              ASSERT_NE(p.settlement.decide(judged), nullptr) << describe(p, judged);
              ASSERT_NE(p.routing.decide(judged), nullptr) << describe(p, judged);
              ASSERT_NE(p.dispositions.decide(judged), nullptr) << describe(p, judged);
              const auto remedies = p.remedies.collect(judged);
              ASSERT_FALSE(remedies.empty()) << describe(p, judged);
              if (assessment.verdict != Verdict::Eligible) {
                // Machine-only refusals are not for people to bear (PIPL art. 24): somebody can be asked.
                const bool person = std::any_of(remedies.begin(), remedies.end(), [&](const auto* rule) {
                  const std::string& id = p.resolutions[rule->then.resolution].id;
                  return id == "human_review" || id == "pharmacist";
                });
                ASSERT_TRUE(person) << describe(p, judged);
              }
            };
            answer(0);
            if (HasFatalFailure()) return;
          }
        }
      });
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_GT(cases, 10'000U);
  RecordProperty("cases", static_cast<int>(cases));
}

// Whatever the request is routed to, somebody must act by a known time and the customer must hear what is next.
TEST_P(Packs, EveryRequestHasClocksAndNextSteps) {
  const Pack& p = pack();
  Facts facts(p.columns.size());
  const std::vector<std::size_t> columns{index(Fact::Verdict), index(Fact::Lane),       index(Fact::Grade),
                                         index(Fact::Channel), index(Fact::Resolution), index(Fact::Extended),
                                         index(Fact::Subject)};
  each_case(p, columns, facts, 0, [&] {
    bool due = false;
    for (const auto* rule : p.clocks.collect(facts)) due = due || rule->then.from == Start::Submitted;
    ASSERT_TRUE(due) << describe(p, facts);
    ASSERT_FALSE(p.next.collect(facts).empty()) << describe(p, facts);
  });
}

// 7DR art. 10 and Consumer Protection Law art. 24 and 25: seven days are the floor.
TEST_P(Packs, NoWindowForGoodsIsUnderSevenDays) {
  for (const auto& rule : pack().windows.rules) {
    // In days, whatever the unit: a working day is at least a day, a month at least 28.
    const std::int32_t days = rule.then.unit == Unit::Hour    ? rule.then.n / 24
                              : rule.then.unit == Unit::Month ? rule.then.n * 28
                                                              : rule.then.n;
    EXPECT_TRUE(rule.then.unit == Unit::None || days >= 7) << rule.id;
  }
}

// A defect never costs the customer freight, a promotion or the packaging test (conflict C1).
TEST_P(Packs, TheSellersFaultCostsTheCustomerNothing) {
  const Pack& p = pack();
  Facts facts(p.columns.size());
  facts.set(Fact::Market, 0);
  for (const Question& question : p.questions)
    facts.set(question.column, static_cast<std::int32_t>(question.options.size()));
  for (const Reason& reason : p.reasons) {
    if (!reason.leaf || (reason.fault != FaultOf::Seller && reason.fault != FaultOf::Carrier)) continue;
    facts.set(Fact::Reason, p.column(Fact::Reason).find(reason.id));
    facts.set(Fact::Ground, reason.ground);
    facts.set_enum(Fact::Fault, reason.fault);
    each_case(p,
              {index(Fact::Category), index(Fact::Goods), index(Fact::Confirmed), index(Fact::Gift),
               index(Fact::Window), index(Fact::Verdict)},
              facts, 0, [&] {
                const auto* rule = p.settlement.decide(facts);
                if (rule == nullptr) return;
                ASSERT_NE(rule->then.return_freight, Payer::Customer) << describe(p, facts);
                ASSERT_FALSE(rule->then.reprice_promotion || rule->then.reprice_shipping || rule->then.deduct_gift)
                    << describe(p, facts);
              });
  }
}

std::set<std::string> keys_of(const Pack& p) {
  std::set<std::string> keys;
  for (const auto& value : p.column(Fact::Category).values) keys.insert("category." + value);
  for (const auto& value : p.column(Fact::Ground).values) keys.insert("ground." + value);
  for (const auto& value : p.column(Fact::Lane).values) keys.insert("lane." + value);
  for (const auto& value : p.column(Fact::Grade).values) keys.insert("grade." + value);
  for (const Reason& reason : p.reasons) keys.insert("reason." + reason.id);
  for (const Question& question : p.questions) {
    keys.insert("question." + question.id);
    for (const std::string& option : question.options) keys.insert("option." + question.id + '.' + option);
  }
  for (const Slot& slot : p.slots) {
    keys.insert("slot." + slot.id);
    keys.insert("slot." + slot.id + ".help");
  }
  for (const ResolutionKind& kind : p.resolutions) keys.insert("resolution." + kind.id);
  for (const auto& rule : p.eligibility.rules) keys.insert("finding." + rule.then.code);
  for (const auto& rule : p.outlooks.rules) {
    if (!rule.then.note.empty()) keys.insert("note." + rule.then.note);
  }
  for (const auto& rule : p.notices.rules) keys.insert("notice." + rule.then.code);
  for (const auto& rule : p.next.rules) keys.insert("next." + rule.then.code);
  for (const auto& rule : p.dispositions.rules) keys.insert("disposition." + rule.then.code);
  for (const auto& rule : p.clocks.rules) keys.insert("stage." + rule.then.stage);
  for (const auto& rule : p.escalations.rules) keys.insert("role." + rule.then.role);
  for (const auto& rule : p.fees.rules) keys.insert("fee." + rule.then.code);
  for (const auto& rule : p.claims.rules) keys.insert("claim." + rule.then.code);
  for (const auto& rule : p.outside.rules) keys.insert("outside." + rule.then.route);
  for (const Topic& topic : p.topics) keys.insert("complaint." + topic.id);
  keys.insert({"finding.no_rule", "note.already_open", "question.gift", "option.gift.returned", "option.gift.kept",
               "advice.promotion_lost", "advice.file_apart"});
  return keys;
}

TEST_P(Packs, EveryCodeHasItsWordsInEveryLanguage) {
  for (const char* locale : {"zh-CN", "en", "de", "ar"}) {
    const json texts =
        json::parse(test::read_text(std::string{RETURNS_ASSETS} + "/locales/" + locale + "/policy.json"));
    for (const std::string& key : keys_of(pack())) EXPECT_TRUE(texts.contains(key)) << locale << ' ' << key;
  }
}

TEST_P(Packs, EveryPictureIsThere) {
  const auto exists = [](const std::string& picture) {
    return picture.empty() || std::filesystem::exists(std::string{RETURNS_ASSETS} + "/pictures/" + picture);
  };
  for (const Question& question : pack().questions) {
    for (const std::string& picture : question.pictures) EXPECT_TRUE(exists(picture)) << picture;
  }
  for (const Slot& slot : pack().slots) EXPECT_TRUE(exists(slot.example)) << slot.example;
}

INSTANTIATE_TEST_SUITE_P(BuiltIn, Packs,
                         testing::Values("cn-pharmacy", "cn-cosmetics", "eu-consumer", "uk-consumer", "us-retail"),
                         [](const auto& param) {
                           std::string name = param.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// A window that rolls and a clock in working days mean what they say for as long as the pack may be used.
TEST_P(Packs, AreReviewedBeforeTheirCalendarEnds) {
  const Calendar& calendar = test::core(GetParam()).calendar();
  EXPECT_TRUE(calendar.covers(pack().review_by)) << write_day(pack().review_by);
  EXPECT_EQ(calendar.id, pack().calendar);
}

// Withdrawal asks for no reason: its leaf is in no state of the goods on offer, and its words are locked.
TEST(Withdrawal, IsInTheUnionAloneAndNeverInTheWizard) {
  for (const char* id : {"cn-pharmacy", "cn-cosmetics", "uk-consumer", "us-retail"})
    EXPECT_FALSE(test::core(id).pack().withdrawal) << id;
  const Pack& p = test::core("eu-consumer").pack();
  ASSERT_TRUE(p.withdrawal);
  const std::int32_t no_reason = p.column(Fact::Ground).find("no_reason");
  for (const Reason& reason : p.reasons) {
    if (reason.leaf && reason.ground == no_reason) {
      EXPECT_EQ(reason.id, p.withdrawal->reason);
      EXPECT_TRUE(reason.goods.empty()) << reason.id;
    }
  }
  const auto text = [&](const std::string& label, std::string_view locale) {
    for (const auto& [language, words] : p.label(label)->text) {
      if (language == locale) return words;
    }
    return std::string{};
  };
  EXPECT_EQ(text(p.withdrawal->open, "en"), "withdraw from contract here");
  EXPECT_EQ(text(p.withdrawal->confirm, "en"), "confirm withdrawal");
  EXPECT_EQ(text(p.withdrawal->open, "de"), "Vertrag widerrufen");
  EXPECT_EQ(text(p.withdrawal->confirm, "de"), "Widerruf bestätigen");
}

// Days that are easily got wrong: observed days, movable feasts, a holiday that only some states have.
TEST(Calendars, KnowTheirRestDays) {
  struct Known {
    const char* pack;
    Day day;
    bool workday;
  };
  for (const Known& known : {
           Known{"uk-consumer", civil(2026, 4, 3), false},    // Good Friday
           Known{"uk-consumer", civil(2026, 12, 28), false},  // for Boxing Day, a Saturday
           Known{"uk-consumer", civil(2027, 12, 27), false},  // for Christmas, a Saturday
           Known{"uk-consumer", civil(2026, 5, 1), true},     // the first Monday, not the first of May
           Known{"us-retail", civil(2026, 7, 3), false},      // Independence Day on a Saturday
           Known{"us-retail", civil(2027, 7, 5), false},      // and on a Sunday
           Known{"us-retail", civil(2026, 11, 26), false},    // Thanksgiving
           Known{"us-retail", civil(2026, 11, 27), true},     // the day after is no federal holiday
           Known{"us-retail", civil(2027, 12, 31), false},    // New Year 2028, a Saturday
           Known{"eu-consumer", civil(2026, 5, 14), false},   // Ascension
           Known{"eu-consumer", civil(2026, 4, 13), false},   // Easter Monday of the Orthodox churches
           Known{"eu-consumer", civil(2025, 10, 3), false},   // Germany
           Known{"eu-consumer", civil(2026, 7, 14), false},   // France
           Known{"eu-consumer", civil(2026, 11, 23), true}, Known{"cn-pharmacy", civil(2026, 2, 23), false},
           Known{"cn-pharmacy", civil(2026, 9, 20), true},  // make-up Sunday
       })
    EXPECT_EQ(test::core(known.pack).calendar().is_workday(known.day), known.workday)
        << known.pack << ' ' << write_day(known.day);
}

TEST(Locales, EveryDemoOrderHasItsStoryAndItsPictures) {
  std::size_t orders = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::string{RETURNS_ASSETS} + "/demo/orders")) {
    const json file = json::parse(test::read_text(entry.path().string()));
    ++orders;
    std::vector<std::string> pictures{file.at("picture")};
    for (const json& line : file.at("order").at("lines")) pictures.push_back(line.at("picture"));
    for (const std::string& picture : pictures)
      EXPECT_TRUE(std::filesystem::exists(std::string{RETURNS_ASSETS} + "/pictures/" + picture)) << picture;
    for (const char* locale : {"zh-CN", "en", "de", "ar"}) {
      const json texts =
          json::parse(test::read_text(std::string{RETURNS_ASSETS} + "/locales/" + locale + "/policy.json"));
      EXPECT_TRUE(texts.contains(file.at("story"))) << locale << ' ' << file.at("story");
      EXPECT_TRUE(file.at("title").contains(locale)) << entry.path() << ' ' << locale;
      for (const json& line : file.at("order").at("lines"))
        EXPECT_TRUE(line.at("title").contains(locale)) << entry.path() << ' ' << locale;
    }
  }
  EXPECT_GE(orders, 14U);
}

TEST(Locales, EveryFaultProblemAndQuoteLineHasItsWords) {
  std::vector<std::string> keys;
#define X(name, text) keys.push_back("fault." text);
  RETURNS_FAULTS(X)
#undef X
#define X(name, text, refuses) keys.insert(keys.end(), {"problem." text, "problem." text ".todo"});
  RETURNS_PROBLEMS(X)
#undef X
#define X(name, text) keys.push_back("quote." text);
  RETURNS_QUOTE_LINES(X)
#undef X
  for (const char* verdict : {"eligible", "needs_review", "ineligible"})
    keys.push_back(std::string{"verdict."} + verdict);
  for (const char* error : {"required", "too_long", "bad_phone", "bad_email", "not_offered", "not_a_leaf",
                            "too_few_files", "too_many", "quantity_too_large", "consent_required", "contact_required"})
    keys.push_back(std::string{"error."} + error);
  for (const char* step : {"items", "reason", "packaging", "details", "evidence", "resolution", "contact", "check"})
    keys.push_back(std::string{"step."} + step);
  for (const char* field : {"items", "reason", "description", "batch", "evidence", "sensitive_media", "resolution",
                            "name", "phone", "email"})
    keys.push_back(std::string{"field."} + field);
  for (const char* locale : {"zh-CN", "en", "de", "ar"}) {
    const json texts =
        json::parse(test::read_text(std::string{RETURNS_ASSETS} + "/locales/" + locale + "/policy.json"));
    for (const std::string& key : keys) EXPECT_TRUE(texts.contains(key)) << locale << ' ' << key;
  }
}

}  // namespace
}  // namespace returns
