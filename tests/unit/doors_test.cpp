#include "core/wire/doors.h"

#include <gtest/gtest.h>

#include "core/digest.h"
#include "tests/unit/support.h"

namespace returns {
namespace {

using test::complete;
using test::core;
using test::draft;
using test::item;
using test::json;
using test::kNow;
using test::line;
using test::order;

const json kOrder = order({line("L1", "rx_medicine", 2, 3990), line("L2", "cosmetic", 1, 12000)});

json fault_of(const std::string& answer) { return json::parse(answer).at("fault"); }

using test::sealed_bytes;

std::string good_request() {
  static const std::string request = sealed_bytes(kOrder, complete(kOrder, draft({item("L1", 1, "quality.spoiled")})));
  return request;
}

TEST(Doors, EveryFaultNamesItsPlace) {
  const wire::Core& c = core("cn-pharmacy");
  const std::string good = draft({}).dump();
  struct Case {
    std::string order, draft, now, code, document, at;
  };
  json wrong_line = draft({item("L9", 1, "quality.spoiled")});
  json twice = draft({item("L1", 1, "quality.spoiled"), item("L1", 1, "quality.spoiled")});
  json misspelt = draft({});
  misspelt["descripton"] = "x";
  json other_order = draft({});
  other_order["order"] = "O-2";
  json bad_category = kOrder;
  bad_category["lines"][1]["category"] = "weapon";
  json bad_day = kOrder;
  bad_day["promised_by"] = "2026-02-30";
  json other_pack = kOrder;
  other_pack["policy"]["version"] = 2;
  json negative = kOrder;
  negative["lines"][0]["unit_price"] = -1;
  json too_much_off = kOrder;
  too_much_off["discounts"] = json::array({{{"id", "D1"}, {"off", 999999}}});
  json fraction = kOrder;
  fraction["lines"][0]["unit_price"] = 39.9;
  const std::vector<Case> cases{
      {"", good, kNow, "not_json", "order", ""},
      {kOrder.dump(), "{\"schema\":", kNow, "not_json", "draft", "/schema"},
      {kOrder.dump(), "[]", kNow, "wrong_type", "draft", ""},
      {kOrder.dump(), good, "yesterday", "bad_instant", "now", ""},
      {kOrder.dump(), wrong_line.dump(), kNow, "no_such_line", "draft", "/items/0/line"},
      {kOrder.dump(), twice.dump(), kNow, "duplicate_id", "draft", "/items/1/line"},
      {kOrder.dump(), misspelt.dump(), kNow, "unknown_member", "draft", "/descripton"},
      {kOrder.dump(), other_order.dump(), kNow, "wrong_order", "draft", "/order"},
      {kOrder.dump(), R"({"schema":"returns.draft/1","order":"O-1","order":"O-1"})", kNow, "duplicate_key", "draft",
       "/order"},
      {kOrder.dump(), "\"\xff\"", kNow, "not_utf8", "draft", ""},
      {kOrder.dump(), std::string(100, '['), kNow, "too_deep", "draft", std::string{}},
      {bad_category.dump(), good, kNow, "not_in_list", "order", "/lines/1/category"},
      {bad_day.dump(), good, kNow, "bad_day", "order", "/promised_by"},
      {other_pack.dump(), good, kNow, "wrong_pack", "order", "/policy"},
      {negative.dump(), good, kNow, "out_of_range", "order", "/lines/0/unit_price"},
      {too_much_off.dump(), good, kNow, "out_of_range", "order", "/discounts/0/off"},
      {fraction.dump(), good, kNow, "not_an_integer", "order", "/lines/0/unit_price"},
  };
  for (const Case& one : cases) {
    const json fault = fault_of(c.plan(one.order, one.draft, one.now));
    EXPECT_EQ(fault.at("code"), one.code) << fault;
    EXPECT_EQ(fault.at("document"), one.document) << fault;
    if (one.code != "too_deep") {
      EXPECT_EQ(fault.at("at"), one.at) << fault;
    }
    EXPECT_EQ(c.seal(one.order, one.draft, one.now), c.plan(one.order, one.draft, one.now)) << "both doors read alike";
  }
}

// Found by plan_fuzz: what cannot be quoted in JSON must not be quoted.
TEST(Doors, AFaultIsJsonWhateverNowWas) {
  const wire::Core& c = core("cn-pharmacy");
  for (const std::string& now : {std::string{"2026-11-09T09:00:00+08:0\x97"
                                             "0"},
                                 std::string(200, 'x'), std::string{"\xe8\x8d"}, std::string{"\0", 1}}) {
    const json fault = fault_of(c.plan(kOrder.dump(), draft({}).dump(), now));
    EXPECT_EQ(fault.at("document"), "now");
  }
}

TEST(Doors, EveryTruncationIsAnswered) {
  const wire::Core& c = core("cn-pharmacy");
  const std::string full_order = kOrder.dump();
  const std::string full_draft = complete(kOrder, draft({item("L1", 1, "quality.spoiled")})).dump();
  for (std::size_t length = 0; length < full_order.size(); ++length)
    ASSERT_EQ(fault_of(c.plan(full_order.substr(0, length), full_draft, kNow)).at("document"), "order");
  for (std::size_t length = 0; length < full_draft.size(); ++length)
    ASSERT_EQ(fault_of(c.plan(full_order, full_draft.substr(0, length), kNow)).at("document"), "draft");
  const std::string request = good_request();
  for (std::size_t length = 0; length < request.size(); length += 7)
    ASSERT_EQ(fault_of(c.verify(full_order, request.substr(0, length))).at("document"), "request");
}

TEST(Doors, EveryByteOfADraftMayBeWrong) {
  const wire::Core& c = core("cn-pharmacy");
  const std::string full_order = kOrder.dump();
  const std::string full = complete(kOrder, draft({item("L2", 1, "changed.not_needed")})).dump();
  for (std::size_t i = 0; i < full.size(); ++i) {
    for (const char byte : {'\0', '"', '}', '9', '\x80', '\xff'}) {
      std::string broken = full;
      broken[i] = byte;
      const json answer = json::parse(c.seal(full_order, broken, kNow));
      ASSERT_TRUE(answer.contains("fault") || answer.contains("request"));
    }
  }
}

TEST(Doors, AnIncompleteDraftIsNotSealedAndSaysWhatIsMissing) {
  const json fault =
      fault_of(core("cn-pharmacy").seal(kOrder.dump(), draft({item("L1", 1, "quality.spoiled")}).dump(), kNow));
  EXPECT_EQ(fault.at("code"), "incomplete");
  EXPECT_FALSE(fault.at("missing").empty());
  EXPECT_EQ(fault.at("at"), fault.at("missing").at(0).at("path"));
}

TEST(Doors, WhatIsSealedIsVerified) {
  EXPECT_EQ(core("cn-pharmacy").verify(kOrder.dump(), good_request()), R"({"verification":{"same":true}})");
}

TEST(Doors, SealingTwiceGivesTheSameBytes) {
  const json complete_draft = complete(kOrder, draft({item("L1", 1, "quality.spoiled")}));
  EXPECT_EQ(sealed_bytes(kOrder, complete_draft), sealed_bytes(kOrder, complete_draft));
}

TEST(Doors, TheDigestCoversEverythingBeforeIt) {
  const std::string request = good_request();
  const std::string digest = json::parse(request).at("digest");
  const std::string tail = ",\"digest\":\"" + digest + "\"}";
  ASSERT_TRUE(request.ends_with(tail));
  EXPECT_EQ(sha256_hex(request.substr(0, request.size() - tail.size()) + "}"), digest);
}

// What a forger would change, and the path that must be named.
TEST(Doors, EveryForgeryIsNamed) {
  struct Forgery {
    const char* path;
    json value;
    const char* named;
  };
  const std::vector<Forgery> forgeries{
      {"/decision/verdict", "ineligible", "/decision/verdict"},
      {"/decision/items/0/findings/0/code", "anything", "/decision/items/0/findings/0/code"},
      {"/decision/grade", "ordinary", "/decision/grade"},
      {"/quote/refund", 999900, "/quote/refund"},
      {"/quote/lines/0/amount", 999900, "/quote/lines/0/amount"},
      {"/quote/tenders/0/amount", 999900, "/quote/tenders/0/amount"},
      {"/evidence/0/sha256", std::string(64, 'f'), "/evidence/0/sha256"},
      {"/policy/digest", std::string(64, '0'), "/policy/digest"},
      {"/order/digest", std::string(64, '0'), "/order/digest"},
      {"/core", "9.9.9", "/core"},
      {"/digest", std::string(64, '0'), "/digest"},
      {"/extra", "member", "/extra"},
  };
  for (const Forgery& forgery : forgeries) {
    // ordered_json keeps the order of keys: the forger changes one value and nothing else.
    auto forged = nlohmann::ordered_json::parse(good_request());
    forged[nlohmann::ordered_json::json_pointer(forgery.path)] = forgery.value;
    const json verification = json::parse(core("cn-pharmacy").verify(kOrder.dump(), forged.dump())).at("verification");
    EXPECT_EQ(verification.at("same"), false) << forgery.path;
    bool named = false;
    for (const json& difference : verification.at("differences"))
      named = named || difference.at("path") == forgery.named;
    EXPECT_TRUE(named) << forgery.path << " in " << verification.at("differences");
    EXPECT_EQ(verification.at("computed"), json::parse(good_request())) << "the verifier's own answer is given in full";
  }
}

TEST(Doors, ARequestInOtherBytesIsNotTheSame) {
  const std::string spaced = " " + good_request();
  EXPECT_EQ(json::parse(core("cn-pharmacy").verify(kOrder.dump(), spaced)).at("verification").at("same"), false);
}

TEST(Doors, UnitsTakenMeanwhileAreNotSealedAgain) {
  json taken = kOrder;
  taken["lines"][0]["held"] = json::array({{{"quantity", 2}, {"ticket", "20261108-AAAAA-001"}, {"state", "open"}}});
  const json fault = fault_of(core("cn-pharmacy").verify(taken.dump(), good_request()));
  EXPECT_EQ(fault.at("code"), "incomplete");
  EXPECT_EQ(fault.at("missing").at(0).at("code"), "quantity_too_large");
  // QT12: a cancelled request frees its units.
  taken["lines"][0]["held"][0]["state"] = "cancelled";
  EXPECT_EQ(core("cn-pharmacy").verify(taken.dump(), good_request()), R"({"verification":{"same":true}})");
}

// The library refuses a number beyond any double in words of its own; the module without floating point reads it as
// any other fraction. Both must say the same.
TEST(Doors, ANumberBeyondAnyDoubleIsNoInteger) {
  for (const char* number : {"1e999", "-1e999", "1.5", "1e3", "123456789012345678901234567890.5"}) {
    const std::string pack = std::string{"{\"version\":"} + number + "}";
    const json fault = fault_of(wire::Core::load(pack, test::calendar_text("cn")).answer);
    EXPECT_EQ(fault.at("code"), "not_an_integer") << number;
    EXPECT_EQ(fault.at("at"), "/version") << number;
    EXPECT_FALSE(fault.contains("byte")) << number;
  }
}

TEST(Doors, AProofIsForTheseBytesAndThisVersion) {
  const std::string pack = test::pack_text("cn-pharmacy");
  const std::string calendar = test::calendar_text("cn");
  const std::string proof = wire::Core::proof(pack, calendar);
  const std::string answer = wire::Core::load(pack, calendar).answer;
  EXPECT_TRUE(answer.ends_with(",\"proof\":" + proof + "}")) << answer;
  const wire::Core::Loaded loaded = wire::Core::load_proved(pack, calendar, proof);
  ASSERT_TRUE(loaded.core.has_value()) << loaded.answer;
  EXPECT_EQ(loaded.core->plan(kOrder.dump(), draft({}).dump(), kNow),
            core("cn-pharmacy").plan(kOrder.dump(), draft({}).dump(), kNow));

  const std::string other = proof.substr(0, proof.size() - 1);
  for (const std::string& stated : {std::string{}, other, proof + " ", wire::Core::proof(pack + " ", calendar)})
    EXPECT_EQ(fault_of(wire::Core::load_proved(pack, calendar, stated).answer).at("code"), "not_proved") << stated;
  EXPECT_EQ(fault_of(wire::Core::load_proved(pack + "\n", calendar, proof).answer).at("code"), "not_proved");
  EXPECT_EQ(fault_of(wire::Core::load_proved(pack, calendar + "\n", proof).answer).at("code"), "not_proved");
}

TEST(Doors, APackThatIsNotOneDoesNotLoad) {
  const std::string pack = test::pack_text("cn-pharmacy");
  const std::string calendar = test::calendar_text("cn");
  for (std::size_t length = 0; length < pack.size(); length += 997)
    ASSERT_FALSE(wire::Core::load(pack.substr(0, length), calendar).core.has_value());
  EXPECT_EQ(fault_of(wire::Core::load(pack, "{}").answer).at("document"), "calendar");
  json misspelt = json::parse(pack);
  misspelt["tables"]["eligibility"]["rules"][0]["whenn"] = json::object();
  EXPECT_EQ(fault_of(wire::Core::load(misspelt.dump(), calendar).answer).at("at"), "/tables/eligibility/rules/0/whenn");
  json unknown_source = json::parse(pack);
  unknown_source["tables"]["windows"]["rules"][0]["source"] = "nowhere";
  EXPECT_EQ(fault_of(wire::Core::load(unknown_source.dump(), calendar).answer).at("at"),
            "/tables/windows/rules/0/source");
}

}  // namespace
}  // namespace returns
