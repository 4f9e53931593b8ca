#pragma once
// The doors of the decision core. Every door takes any bytes and gives JSON: an answer, or a fault with its
// place. Nothing throws, nothing is printed, nothing is remembered but the pack. Documents: docs/documents.md.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/calendar.h"
#include "core/policy/pack.h"

namespace returns::wire {

// A loaded pack with its calendar. Immutable; copies share it, and threads may use it at the same time.
class Core {
 public:
  struct Loaded;
  // Answer: {"pack":{…summary},"proof":{…}} or {"fault":…}; `core` is there exactly when there is no fault. A pack that
  // is not proved (core/prove) does not load: fault `not_proved` with `findings`.
  static Loaded load(std::string_view pack, std::string_view calendar);
  // For builds without the prover. `claimed` is the proof that `load` of this version answered for these very bytes, or
  // else this is the fault `not_proved` (docs/adr/0014).
  static Loaded load_proved(std::string_view pack, std::string_view calendar, std::string_view claimed);
  // {"schema":"returns.proof/1","core":…,"pack":…,"calendar":…}: which version proved which bytes (SHA-256).
  static std::string proof(std::string_view pack, std::string_view calendar);
  // Without proof: for tools that show an author what such a pack does. Never for customers.
  static Core unproved(Pack pack, Calendar calendar);

  // {"plan":…} or {"fault":…}
  std::string plan(std::string_view order, std::string_view draft, std::string_view now) const;
  // {"plan":…,"trace":[…]} or {"fault":…}: the same plan, and why.
  std::string explain(std::string_view order, std::string_view draft, std::string_view now) const;
  // {"request":…} or {"fault":…}; a draft that lacks something is the fault `incomplete` with `missing`.
  std::string seal(std::string_view order, std::string_view draft, std::string_view now) const;
  // {"withdrawal":…} or {"fault":…}; with {"request":…} and {"acknowledgement":…} beside it once it is confirmed.
  std::string withdraw(std::string_view order, std::string_view statement, std::string_view now) const;
  // Of a sealed return, complaint or withdrawal: {"verification":{"same":true}}, or what differs, or why the draft
  // would have been refused.
  std::string verify(std::string_view order, std::string_view request) const;

  const Pack& pack() const { return state_->pack; }
  const Calendar& calendar() const { return state_->calendar; }

 private:
  struct State {
    Pack pack;
    Calendar calendar;
  };
  explicit Core(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

// The same case by the pack of the purchase, which decides, and by today's: {"comparison":…} or {"fault":…}.
std::string compare(const Core& purchase, const Core& today, std::string_view order, std::string_view draft,
                    std::string_view now);

struct Core::Loaded {
  std::optional<Core> core;
  std::string answer;
};

}  // namespace returns::wire
