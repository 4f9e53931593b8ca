#include "native/plain/conversation.h"

#include <algorithm>

#include "core/digest.h"
#include "native/intake/access.h"
#include "native/intake/answers.h"
#include "native/intake/delivered_file.h"
#include "native/intake/factor.h"
#include "native/intake/filing.h"
#include "native/intake/submit_route.h"
#include "native/storage/cases.h"
#include "native/storage/requests.h"
#include "native/storage/uploads.h"
#include "native/support/crypto.h"

namespace returns::plain {
namespace {

constexpr std::size_t kTyped = 200;
constexpr const char* kFirst = "items";

// Nothing is in the request but who asks: guesses are counted and tokens judged by that.
http::Request asked_by(const std::string& address, const std::string& token) {
  return {.method = "POST",
          .path = "/plain",
          .address = address,
          .headers = {{"Authorization", "Bearer " + token}},
          .body = {},
          .length = std::nullopt,
          .captures = {}};
}

// Why something was not taken, as a sentence.
std::string sentence_of(const Words& words, const http::Response& refusal) {
  const Json body = parse_json(refusal.body);
  const Json* error = member(body, "error");
  const std::string code = error != nullptr ? text_of(*error, "code") : std::string{};
  const Json* given = error != nullptr ? member(*error, "params") : nullptr;
  Json params = given != nullptr && given->is_object() ? *given : Json::object();
  params["status"] = refusal.status;
  for (const char* family : {"plain.", "refusal.", "fault."}) {
    if (words.has(family + code)) return words.say(family + code, params);
  }
  return words.say("refusal.other", params);
}

// What the customer agrees to by sending: the answer for every item, the way chosen, the whole amount.
std::string shown(const Json& plan, const Json& draft) {
  Json seen = Json::array();
  for (const Json& item : array_of(plan, "items"))
    seen.push_back({{"line", text_of(item, "line")}, {"verdict", text_of(item, "verdict")}});
  for (const Json& way : array_of(plan, "resolutions")) {
    if (text_of(way, "code") == text_of(draft, "resolution")) seen.push_back(way);
  }
  return sha256_hex(write_json(seen));
}

Json empty_draft(const Json& order) { return {{"schema", "returns.draft/1"}, {"order", text_of(order, "id")}}; }

std::string plain_name(std::string name) {
  constexpr std::size_t kLongest = 255;
  // Some browsers once sent the whole path.
  if (const std::size_t slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
  if (name.size() > kLongest) {
    // Never in the middle of a character.
    std::size_t end = kLongest;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
    name.resize(end);
  }
  return name;
}

}  // namespace

// Where a conversation stands: the order as it is now, the draft, the plan for it.
struct Conversation::Stand {
  const Words base;
  Words words;
  const intake::LoadedPack& pack;
  std::string order_id, order_text, now;
  Json order = nullptr, draft = nullptr, plan = nullptr;
  Carried carried;
  std::vector<std::string> said;

  Stand(const Words& spoken, const intake::LoadedPack& loaded) : base(spoken), words(spoken), pack(loaded) {}

  // False: the core does not take this draft; the former one stays.
  bool replan(Json wanted) {
    const Json answer = parse_json(pack.core.plan(order_text, write_json(wanted), now));
    const Json* found = member(answer, "plan");
    if (found == nullptr) {
      if (const Json* fault = member(answer, "fault"); fault != nullptr) fault_ = *fault;
      return false;
    }
    draft = std::move(wanted);
    plan = *found;
    words = base;
    words.set_about(order, text_of(plan, "currency"), now);
    return true;
  }
  std::string fault() const { return words.coded("fault", fault_); }

  View view(bool tried) const { return {words, order, draft, plan, tried}; }

 private:
  Json fault_ = nullptr;
};

Words Conversation::words(const std::string& locale, std::string_view accept_language) {
  std::string chosen = locale;
  if (std::find(locales_.begin(), locales_.end(), chosen) == locales_.end())
    chosen = services_.texts.negotiate(accept_language);
  if (chosen.empty()) chosen = "en";
  return {chosen, catalogues_.of(chosen)};
}

http::Response Conversation::begin(const std::string& locale, std::string_view accept_language) {
  return look_up(words(locale, accept_language), 200, {}, {});
}

http::Response Conversation::refuse(int status, const std::string& key, const std::string& locale,
                                    std::string_view accept_language) {
  const Words spoken = words(locale, accept_language);
  Html main;
  main.element("h1", spoken.t("plain.not_taken")).raw("<div class=\"error-summary\" role=\"alert\">");
  main.element("p", spoken.t(key, {{"size", spoken.size(kMostForm)}}))
      .close("div")
      .element("p", spoken.t("plain.go_back"));
  return page(spoken, status, spoken.t("plain.not_taken"), main);
}

http::Response Conversation::look_up(const Words& words, int status, const std::string& number,
                                     const std::string& error) {
  return look_up_page(words, status, {.number = number, .error = error, .languages = locales_});
}

std::variant<std::string, http::Response> Conversation::order_of(const std::string& token) const {
  return intake::Access(services_).order_of(asked_by({}, token));
}

bool Conversation::opens(const std::string& token) const {
  return !token.empty() && std::holds_alternative<std::string>(order_of(token));
}

http::Response Conversation::next(const Posted& posted, const std::string& address, std::string_view accept_language) {
  const Words spoken = words(posted.field("locale"), accept_language);
  const std::string action = posted.field("do");
  const std::string token = posted.field("token");
  if (action == "open" || token.empty()) return open(spoken, posted, address);
  auto found = stand(spoken, token, posted.field("key"), posted.field("draft"));
  if (auto* page = std::get_if<http::Response>(&found)) return std::move(*page);
  Stand& stand = *std::get<std::unique_ptr<Stand>>(found);
  const std::string screen = posted.field("screen");
  if (const Json* step = step_named(stand.plan, screen); step != nullptr && screen != "check") {
    if (!stand.replan(answered(stand.draft, stand.plan, Json(*step), posted))) stand.said.push_back(stand.fault());
    // The plan is another now, and so is the step.
    if (const Json* again = step_named(stand.plan, screen); again != nullptr) take_files(stand, Json(*again), posted);
  }
  if (action == "send") return send(stand, posted.field("shown"));
  if (action.starts_with("go ")) return show(stand, action.substr(3), false);
  const Json& steps = array_of(stand.plan, "steps");
  std::size_t at = 0;
  while (at < steps.size() && step_id(stand.plan, steps[at]) != screen) ++at;
  if (action == "back") {
    if (at == 0 || at == steps.size()) return look_up(spoken, 200, stand.order_id, {});
    return show(stand, step_id(stand.plan, steps[at - 1]), false);
  }
  const bool stays = action == "upload" || !stand.said.empty();
  const bool lacks = at < steps.size() && !missing_of(stand.plan, steps[at]).empty();
  if (stays || lacks || at + 1 >= steps.size()) return show(stand, screen, !stays);
  return show(stand, step_id(stand.plan, steps[at + 1]), false);
}

http::Response Conversation::open(const Words& words, const Posted& posted, const std::string& address) {
  const std::string number = posted.field("number");
  const std::string factor = posted.field("factor");
  const bool typed = !number.empty() && number.size() <= kTyped && !factor.empty() && factor.size() <= kTyped;
  if (!typed) return look_up(words, 400, number.substr(0, typed ? kTyped : 0), "lookup.not_found");
  const std::string folded = intake::fold_number(number);
  intake::Access access(services_);
  auto proven = access.prove(asked_by(address, {}), "order " + folded, factor,
                             [&](storage::Orders& orders) { return orders.lock_of_order(folded); });
  if (const auto* refusal = std::get_if<http::Response>(&proven)) {
    const char* key = refusal->status == 404   ? "lookup.not_found"
                      : refusal->status == 429 ? "lookup.too_often"
                                               : "lookup.failed";
    return look_up(words, refusal->status, number, key);
  }
  const auto token = access.grant(std::get<std::string>(proven));
  const auto random = random_bytes(16);
  if (!token || !random) return look_up(words, 503, number, "lookup.failed");
  auto found = stand(words, *token, to_hex(*random), {});
  if (auto* page = std::get_if<http::Response>(&found)) return std::move(*page);
  return show(*std::get<std::unique_ptr<Stand>>(found), kFirst, false);
}

Conversation::StandOr Conversation::stand(const Words& words, const std::string& token, const std::string& key,
                                          const std::string& draft) {
  auto order_id = order_of(token);
  if (const auto* refusal = std::get_if<http::Response>(&order_id))
    return look_up(words, refusal->status, {}, refusal->status == 401 ? "plain.again" : "lookup.failed");
  const auto order = storage::Orders(*services_.database).load(std::get<std::string>(order_id));
  if (!order || storage::is_case(order->document)) return look_up(words, 503, {}, "lookup.failed");
  const Json* policy = member(order->document, "policy");
  const intake::LoadedPack* pack =
      policy == nullptr ? nullptr
                        : services_.policies.find(text_of(*policy, "id"), integer_of(*policy, "version").value_or(0));
  const Instant now = services_.clock();
  if (pack == nullptr || !pack->usable(now)) return look_up(words, 503, {}, "lookup.failed");
  auto stand = std::make_unique<Stand>(words, *pack);
  stand->order_id = std::get<std::string>(order_id);
  stand->order = order->document;
  stand->order_text = write_json(order->document);
  stand->now = write_instant(now, pack->core.pack().zone);
  const auto fresh = random_bytes(16);
  stand->carried = {.token = token,
                    .key = intake::is_filing_key(key) ? key : to_hex(fresh.value_or(std::string(16, '0')))};
  if (!draft.empty() && stand->replan(parse_json(draft))) return stand;
  if (!draft.empty()) stand->said.push_back(words.t("plain.again"));
  if (!stand->replan(empty_draft(stand->order))) return look_up(words, 503, {}, "lookup.failed");
  return stand;
}

http::Response Conversation::show(Stand& stand, const std::string& screen, bool tried) {
  const Json& steps = array_of(stand.plan, "steps");
  const Json* step = step_named(stand.plan, screen);
  if (step == nullptr) {
    // It no longer applies: the first that lacks something, or the last.
    for (const Json& one : steps) {
      if (step == nullptr && !missing_of(stand.plan, one).empty()) step = &one;
    }
    if (step == nullptr && !steps.empty()) step = &steps.back();
  }
  stand.carried.shown = shown(stand.plan, stand.draft);
  if (step == nullptr || text_of(*step, "id") == "check")
    return check_page(stand.view(tried), stand.carried, stand.said);
  return step_page(stand.view(tried), stand.carried, *step, stand.said);
}

void Conversation::take_files(Stand& stand, const Json& step, const Posted& posted) {
  Json draft = stand.draft;
  const Json& slots = array_of(stand.plan, "slots");
  const Json& fields = array_of(step, "fields");
  if (std::none_of(fields.begin(), fields.end(), [](const Json& field) { return text_of(field, "kind") == "files"; }))
    return;
  bool changed = false;
  for (const http::Part& part : posted.parts()) {
    if (!part.name.starts_with(kFiles) || part.filename.empty() || part.bytes.empty()) continue;
    const auto slot = std::find_if(slots.begin(), slots.end(),
                                   [&](const Json& one) { return std::string{kFiles} + slot_name(one) == part.name; });
    if (slot == slots.end()) continue;
    const intake::DeliveredFile file{.sha256 = sha256_hex(part.bytes),
                                     .name = plain_name(part.filename),
                                     .type = part.type.substr(0, 255),
                                     .size = static_cast<std::int64_t>(part.bytes.size())};
    std::string_view left = part.bytes;
    auto taken = intake::take_file(services_, store_, stand.order_id, file, [&](std::size_t most) {
      const std::string_view piece = left.substr(0, most);
      left.remove_prefix(piece.size());
      return piece;
    });
    const auto reports = storage::Uploads(*services_.database).reports(stand.order_id, file.sha256);
    if (const auto* refusal = std::get_if<http::Response>(&taken)) {
      stand.said.push_back(file.name + ": " + sentence_of(stand.words, *refusal));
    } else if (!reports || reports->empty()) {
      stand.said.push_back(file.name + ": " + stand.words.t("lookup.failed"));
    } else {
      Json entry = {{"slot", text_of(*slot, "slot")}};
      if (const std::string line = text_of(*slot, "line"); !line.empty()) entry["line"] = line;
      entry["name"] = file.name;
      entry["sha256"] = file.sha256;
      entry["report"] = parse_json(reports->back());
      draft["evidence"].push_back(std::move(entry));
      changed = true;
    }
  }
  if (changed && !stand.replan(std::move(draft))) stand.said.push_back(stand.fault());
}

http::Response Conversation::send(Stand& stand, const std::string& seen) {
  // Pressed twice, or the answer was lost: what was filed is said again. A new seal would bear another moment.
  const auto known = storage::Requests(*services_.database).find_by_key(stand.carried.key);
  if (known && *known && (*known)->order_id == stand.order_id)
    return receipt_page(stand.words, parse_json((*known)->receipt), stand.plan);
  if (shown(stand.plan, stand.draft) != seen) {
    // Another request for the order came between, or a day ended: nothing is sent that was not looked at.
    stand.said.push_back(stand.words.t("plain.changed"));
    return show(stand, "check", true);
  }
  const Json sealed = parse_json(stand.pack.core.seal(stand.order_text, write_json(stand.draft), stand.now));
  const Json* request = member(sealed, "request");
  if (request == nullptr) return show(stand, {}, true);
  const http::Response answer = intake::file_request(services_, *in_flight_,
                                                     {.order_id = stand.order_id,
                                                      .key = stand.carried.key,
                                                      .body = write_json(*request),
                                                      .language = stand.words.locale()});
  if (answer.status == 200 || answer.status == 201)
    return receipt_page(stand.words, parse_json(answer.body), stand.plan);
  stand.said.push_back(sentence_of(stand.words, answer));
  return show(stand, "check", true);
}

}  // namespace returns::plain
