// The outbox without a network: what is queued when, who holds a message, in which words it is written.

#include <gtest/gtest.h>

#include "native/intake/message_text.h"
#include "native/intake/sender.h"
#include "native/storage/outbox.h"
#include "native/storage/requests.h"
#include "native/storage/tickets.h"
#include "native/support/curl.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

using storage::Outbox;

struct Filed {
  Shop shop;
  std::string ticket;
  Instant now{*read_instant(kStart)};

  explicit Filed(const std::vector<std::string>& channels = {"customer", "webhook"}) {
    EXPECT_TRUE(Outbox(shop.database()).use_channels(channels));
    Json order = shop.add_order();
    const std::string token = shop.token("O-1", &order);
    const Sealed sealed = shop.seal(order);
    shop.upload_all(token, sealed);
    ticket = text_of(shop.submit(token, "key-00000001", sealed.body).json(), "ticket");
    EXPECT_FALSE(ticket.empty());
  }
  Instant after(std::int64_t seconds) const { return Instant{now.seconds + seconds}; }
  storage::TicketChange change(const std::string& kind) const {
    storage::TicketChange change;
    change.ticket = ticket;
    change.kind = kind;
    change.actor = "mei";
    return change;
  }
  std::vector<std::string> kinds() {
    return shop.query(
        "SELECT v.kind || '>' || o.channel FROM outbox o JOIN ticket_events v ON v.id = o.event ORDER BY "
        "o.position, o.channel");
  }
};

TEST(Outbox, FillsWithTheChangeThatCausesIt) {
  Filed filed;
  EXPECT_EQ(filed.kinds(), (std::vector<std::string>{"registered>customer", "registered>webhook"}));
  storage::Tickets tickets(filed.shop.database());
  ASSERT_TRUE(tickets.change(filed.change("note"), filed.now));
  ASSERT_TRUE(tickets.change(filed.change("customer_message"), filed.now));
  ASSERT_TRUE(tickets.change(filed.change("accept"), filed.now));
  // A change that comes too late leaves no message behind.
  auto late = filed.change("refuse");
  late.seen_revision = 1;
  EXPECT_FALSE(tickets.change(late, filed.now));
  EXPECT_EQ(filed.kinds(), (std::vector<std::string>{"registered>customer", "registered>webhook",
                                                     "customer_message>webhook", "accept>customer", "accept>webhook"}));
}

TEST(Outbox, StaysEmptyWhereNothingIsSetUp) {
  Filed filed(std::vector<std::string>{});
  EXPECT_TRUE(filed.kinds().empty());
}

TEST(Outbox, GivesAMessageToOneAndKeepsTheOrderOfATicket) {
  Filed filed({"customer"});
  ASSERT_TRUE(storage::Tickets(filed.shop.database()).change(filed.change("accept"), filed.now));
  Outbox outbox(filed.shop.database());
  const auto first = outbox.lease(filed.now, 60);
  ASSERT_TRUE(first && *first);
  EXPECT_EQ((*first)->kind, "registered");
  // The second waits for the first, whoever asks.
  EXPECT_FALSE(*outbox.lease(filed.now, 60));
  ASSERT_TRUE(outbox.settle(**first, {.way = "email", .fault = "smtp_451", .again_at = filed.after(30)}, filed.now));
  EXPECT_FALSE(*outbox.lease(filed.after(29), 60));
  const auto again = outbox.lease(filed.after(30), 60);
  ASSERT_TRUE(again && *again);
  EXPECT_EQ((*again)->id, (*first)->id);
  EXPECT_EQ((*again)->attempts, 2);
  ASSERT_TRUE(outbox.settle(**again, {.way = "email", .fault = "", .again_at = {}}, filed.after(31)));
  const auto second = outbox.lease(filed.after(31), 60);
  ASSERT_TRUE(second && *second);
  EXPECT_EQ((*second)->kind, "accept");
  EXPECT_NE((*second)->id, (*first)->id);
}

TEST(Outbox, ALeaseThatRanOutSettlesNothing) {
  Filed filed({"customer"});
  Outbox outbox(filed.shop.database());
  const auto slow = outbox.lease(filed.now, 60);
  ASSERT_TRUE(slow && *slow);
  EXPECT_FALSE(*outbox.lease(filed.after(59), 60));
  const auto next = outbox.lease(filed.after(60), 60);
  ASSERT_TRUE(next && *next);
  EXPECT_EQ((*next)->id, (*slow)->id);
  const Status settled = outbox.settle(**slow, {.way = "email", .fault = "", .again_at = {}}, filed.after(61));
  ASSERT_FALSE(settled);
  EXPECT_EQ(settled.failure().code, FailureCode::Conflict);
  EXPECT_TRUE(outbox.settle(**next, {.way = "email", .fault = "", .again_at = {}}, filed.after(61)));
  const auto waiting = outbox.waiting();
  ASSERT_TRUE(waiting);
  EXPECT_EQ(waiting->count, 0);
}

TEST(Outbox, WaitsTwiceAsLongEachTime) {
  intake::MessageSettings settings;
  std::int64_t total = 0;
  for (const std::int64_t wanted : {30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15360, 21600, 21600}) {
    static std::int64_t attempt = 0;
    EXPECT_EQ(intake::wait_after(++attempt, settings), wanted);
    total += wanted;
  }
  EXPECT_EQ(intake::wait_after(1'000'000, settings), 21'600);
  EXPECT_GT(total, 43'200);
}

class Texts : public ::testing::Test {
 protected:
  void SetUp() override {
    auto loaded = intake::MessageTexts::load(RETURNS_ASSETS);
    ASSERT_TRUE(std::holds_alternative<intake::MessageTexts>(loaded)) << std::get<std::string>(loaded);
    texts = std::get<intake::MessageTexts>(std::move(loaded));
    settings.shop = "Kangning";
    settings.link = "https://r.example/requests/{ticket}";
    message.ticket = "20261109-K7Q2M-001";
    message.order_id = "O-1";
    message.text = "said by a person {ticket}";
    message.money = 12345;
    message.order = R"({"currency":"JPY","lines":[{"id":"L1","title":{"de":"Creme"}}]})";
    message.receipt = R"({"received_at":"2026-11-09T09:00:00+08:00"})";
  }
  intake::MessageTexts texts;
  intake::MessageSettings settings;
  storage::OutboxMessage message;
};

TEST_F(Texts, EveryKindHasItsWordsInEveryLanguage) {
  for (const std::string locale : {"zh-CN", "en", "de", "ar"}) {
    message.contact.locale = locale;
    std::vector<std::string> subjects;
    for (const std::string kind : {"registered", "accept", "refuse", "ask", "approve", "close", "cancelled"}) {
      message.kind = kind;
      const auto written = texts.write(message, settings);
      EXPECT_NE(written.subject.find(kind == "approve" ? "12345 JPY" : message.ticket), std::string::npos)
          << locale << ' ' << kind << ' ' << written.subject;
      EXPECT_NE(written.body.find("https://r.example/requests/20261109-K7Q2M-001"), std::string::npos);
      EXPECT_EQ(written.body.find("\n\n\n"), std::string::npos);
      // Only what a person said may have a brace in it.
      std::string body = written.body;
      if (const std::size_t said = body.find(message.text); said != std::string::npos) body.erase(said, 25);
      EXPECT_EQ(body.find_first_of("{}"), std::string::npos) << body;
      EXPECT_EQ(std::count(subjects.begin(), subjects.end(), written.subject), 0) << written.subject;
      subjects.push_back(written.subject);
    }
  }
}

TEST_F(Texts, WhatIsEmptyLeavesNoHole) {
  message.kind = "accept";
  message.text.clear();
  settings.link.clear();
  EXPECT_EQ(texts.write(message, settings).body.find("\n\n\n"), std::string::npos);
  EXPECT_EQ(texts.write(message, settings).brief, texts.write(message, settings).subject);
}

TEST_F(Texts, AnAcknowledgementSaysWhatWasStatedAndWhen) {
  message.kind = "registered";
  message.contact.locale = "de";
  message.receipt =
      R"({"received_at":"2026-11-09T09:00:00+08:00","acknowledgement":{"name":"Ann","order":"O-1","lines":[{"line":"L1","quantity":2}]}})";
  const std::string body = texts.write(message, settings).body;
  for (const char* part : {"2026-11-09 09:00:00 UTC+08:00", "Name: Ann", "Bestellung: O-1", "Ware: Creme × 2"})
    EXPECT_NE(body.find(part), std::string::npos) << part << " in\n" << body;
  EXPECT_EQ(body.find("Grund:"), std::string::npos);
}

TEST_F(Texts, TheLanguageIsTheOneThatIsWantedMost) {
  const auto of = [&](const char* header) { return texts.negotiate(header); };
  EXPECT_EQ(of("de-AT,de;q=0.9,en;q=0.8"), "de");
  EXPECT_EQ(of("fr-FR, ar;q=0.3, en;q=0.7"), "en");
  EXPECT_EQ(of("zh-Hant-TW"), "zh-CN");
  EXPECT_EQ(of("fr, de;q=0"), "");
  EXPECT_EQ(of(""), "");
  EXPECT_EQ(of(",,;q=,q=q;q=9.9.9,"), "");
  message.kind = "close";
  settings.locale = "de";
  EXPECT_NE(texts.write(message, settings).subject.find("abgeschlossen"), std::string::npos);
}

TEST(MailHeader, IsPlainOrInEncodedWordsThatCutNoCharacter) {
  EXPECT_EQ(encode_header("Request 1"), "Request 1");
  EXPECT_EQ(encode_header("Größe"), "=?UTF-8?B?R3LDtsOfZQ==?=");
  // What looks like an encoded word, and what could begin a header of its own, is encoded.
  EXPECT_TRUE(encode_header("=?UTF-8?Q?x?=").starts_with("=?UTF-8?B?"));
  EXPECT_EQ(encode_header("a\r\nBcc: b@c.example").find("\nBcc"), std::string::npos);
  const std::string cut = encode_header(std::string(44, 'x') + "购买商品七日无理由退货暂行办法购买商品七日无理由");
  std::size_t words = 0;
  for (std::size_t at = 0; at < cut.size();) {
    const std::size_t end = std::min(cut.find("\r\n ", at), cut.size());
    EXPECT_LE(end - at, 75U);
    ++words;
    at = end + 3;
  }
  EXPECT_EQ(words, 3U);
}

TEST(Mail, GoesToNoAddressThatCouldBeACommand) {
  for (const std::string to : {"a@b.example\r\nRCPT TO:<c@d.example>", "a b@c.example", "<a@b.example>", ""}) {
    Mail mail;
    mail.url = "smtp://127.0.0.1:1";
    mail.to = to;
    const Sent sent = send_mail(mail, {});
    EXPECT_TRUE(sent.never) << to;
    EXPECT_EQ(sent.fault, "bad_address");
  }
}

TEST(Outbox, WhatFailedForGoodIsSentAgainWhenSomebodyAsks) {
  Filed filed({"customer"});
  Outbox outbox(filed.shop.database());
  const auto leased = outbox.lease(filed.now, 60);
  ASSERT_TRUE(leased && *leased);
  const std::string id = (*leased)->id;
  const auto refused = outbox.send_again(filed.ticket, id, "mei", filed.now);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.failure().code, FailureCode::NotFound) << "it has not failed yet";
  ASSERT_TRUE(outbox.settle(**leased, {.way = "email", .fault = "smtp_550", .again_at = std::nullopt}, filed.now));
  EXPECT_FALSE(*outbox.lease(filed.after(1'000'000), 60)) << "nobody tries it by himself";
  EXPECT_FALSE(outbox.send_again("20261109-AAAAA-001", id, "mei", filed.now)) << "it is another ticket's";
  ASSERT_TRUE(outbox.send_again(filed.ticket, id, "mei", filed.after(50)));
  const auto again = outbox.lease(filed.after(50), 60);
  ASSERT_TRUE(again && *again);
  EXPECT_EQ((*again)->id, id) << "receivers tell doubles by it";
  EXPECT_EQ((*again)->attempts, 1);
  ASSERT_TRUE(outbox.settle(**again, {.way = "email", .fault = "", .again_at = std::nullopt}, filed.after(51)));
  EXPECT_FALSE(outbox.send_again(filed.ticket, id, "mei", filed.after(60))) << "it was sent";
  EXPECT_EQ(filed.shop.query("SELECT detail FROM audit WHERE kind = 'message_again'").size(), 1U);
}

}  // namespace
}  // namespace returns::test
