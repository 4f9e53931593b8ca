#include "native/intake/sender.h"

#include <spdlog/spdlog.h>
#include <algorithm>
#include <chrono>

#include "native/http.h"
#include "native/support/base64.h"
#include "native/support/crypto.h"
#include "native/support/curl.h"
#include "native/support/json.h"

namespace returns::intake {
namespace {

constexpr std::chrono::milliseconds kBetween{500};
constexpr std::int64_t kLeaseSlack = 60;  // seconds that a lease outlives the longest attempt

struct Attempt {
  std::string way;
  Sent sent;
};

// Signed as the Standard Webhooks specification says: over id, time and body, so that none of them can be changed and
// an old call cannot be played again.
Sent call(const Hook& hook, const std::string& id, std::string body, Instant now, const Wire& wire) {
  const std::string time = std::to_string(now.seconds);
  std::string name = "msg_" + id;
  const std::string signature = encode_base64(hmac_sha256(hook.secret, name + '.' + time + '.' + body));
  Post request{.url = hook.url,
               .headers = {{"webhook-id", name},
                           {"webhook-timestamp", time},
                           {"webhook-signature", "v1," + signature},
                           {"Idempotency-Key", name}},
               .body = std::move(body)};
  if (!hook.token.empty()) request.headers.emplace_back("Authorization", "Bearer " + hook.token);
  return post(request, wire);
}

// "Sun, 22 Nov 2026 18:38:20 +0000"
std::string mail_date(Instant at) {
  std::string date = http::http_date(at.seconds);
  date.replace(date.size() - 3, 3, "+0000");
  return date;
}

Mail mail_of(const MailServer& server, const storage::OutboxMessage& message, MessageTexts::Written written) {
  return {.url = server.url,
          .starttls = server.starttls && server.url.starts_with("smtp://"),
          .user = server.user,
          .password = server.password,
          .from = server.from,
          .from_name = server.from_name,
          .to = message.contact.email,
          .id = message.id + server.from.substr(server.from.find('@')),
          .date = mail_date(message.at),
          .subject = std::move(written.subject),
          .body = std::move(written.body)};
}

Attempt attempt(const storage::OutboxMessage& message, const MessageSettings& settings, const MessageTexts& texts,
                Instant now) {
  const Wire wire{.timeout = settings.timeout, .ca = settings.ca};
  if (message.channel == "webhook") {
    if (!settings.webhook) return {"webhook", {.never = true, .fault = "not_set_up"}};
    return {"webhook", call(*settings.webhook, message.id, webhook_body(message), now, wire)};
  }
  if (settings.mail && !message.contact.email.empty())
    return {"email", send_mail(mail_of(*settings.mail, message, texts.write(message, settings)), wire)};
  if (settings.sms && !message.contact.phone.empty()) {
    Json body = {
        {"id", "msg_" + message.id}, {"to", message.contact.phone}, {"text", texts.write(message, settings).brief}};
    return {"sms", call(*settings.sms, message.id, write_json(body), now, wire)};
  }
  return {"", {.never = true, .fault = "no_address"}};
}

}  // namespace

std::int64_t wait_after(std::int64_t attempts, const MessageSettings& settings) {
  std::int64_t wait = settings.first_wait;
  for (std::int64_t done = 1; done < attempts && wait < settings.longest_wait; ++done) wait *= 2;
  return std::min(wait, settings.longest_wait);
}

Sender::Sender(storage::Database& database, Clock clock, std::shared_ptr<spdlog::logger> log, MessageSettings settings,
               MessageTexts texts)
    : database_(database),
      clock_(std::move(clock)),
      log_(std::move(log)),
      settings_(std::move(settings)),
      texts_(std::move(texts)),
      thread_([this] { run(); }) {}

Sender::~Sender() {
  {
    const std::scoped_lock lock(mutex_);
    end_ = true;
  }
  ending_.notify_all();
  thread_.join();
}

void Sender::run() {
  // Whoever held a lease has been killed; unless others send too, whose leases are theirs: then each runs out by
  // itself.
  if (!database_.is_shared()) {
    if (const Status released = storage::Outbox(database_).release(); !released)
      log_->warn(R"("event":"outbox_failed","cause":"{}")", released.failure().detail);
  }
  std::unique_lock lock(mutex_);
  while (!end_) {
    lock.unlock();
    const bool busy = send_one();
    lock.lock();
    if (!busy) ending_.wait_for(lock, kBetween, [this] { return end_; });
  }
}

bool Sender::send_one() {
  storage::Outbox outbox(database_);
  const auto message = outbox.lease(clock_(), 2 * settings_.timeout + kLeaseSlack);
  if (!message) {
    log_->warn(R"("event":"outbox_failed","cause":"{}")", message.failure().detail);
    return false;
  }
  if (!*message) return false;
  const storage::OutboxMessage& due = **message;
  const Attempt tried = attempt(due, settings_, texts_, clock_());
  storage::Outbox::Tried noted{.way = tried.way, .fault = tried.sent.fault, .again_at = {}};
  const bool last = tried.sent.never || due.attempts >= settings_.attempts;
  if (!tried.sent.taken && !last) noted.again_at = Instant{clock_().seconds + wait_after(due.attempts, settings_)};
  const Status settled = outbox.settle(due, noted, clock_());
  // Which message, and never to whom.
  log_->log(tried.sent.taken || !last ? spdlog::level::info : spdlog::level::err,
            R"("event":"message","id":"{}","kind":"{}","channel":"{}","way":"{}","attempt":{},"outcome":"{}")", due.id,
            due.kind, due.channel, tried.way, due.attempts, tried.sent.taken ? "sent" : tried.sent.fault);
  if (!settled) log_->warn(R"("event":"outbox_failed","cause":"{}")", settled.failure().detail);
  return static_cast<bool>(settled);
}

}  // namespace returns::intake
