// The door of the decision core in the browser, in two sizes: what a customer's form needs, and (RETURNS_DESK) all of
// it, for those who prove, verify, explain, compare, and for the page on which a contract is withdrawn from. The small
// one takes only packs that come with their proof (docs/adr/0014). Translates and never decides: documents arrive as
// bytes in buffers that the page filled, answers are read from one buffer; embind carries only numbers.

#include <emscripten/bind.h>

#include "core/wire/doors.h"
#include "wasm/buffers.h"

namespace {

using returns::wasm::Buffers;
using returns::wire::Core;

Buffers& buffers() {
  static Buffers instance;
  return instance;
}

std::optional<Core>& core() {
  static std::optional<Core> instance;
  return instance;
}

#ifdef RETURNS_DESK
// Today's pack, beside the one of the purchase.
std::optional<Core>& today() {
  static std::optional<Core> instance;
  return instance;
}
#endif

constexpr std::string_view kNotLoaded = R"({"fault":{"code":"not_loaded","document":"pack","at":""}})";

void keep(std::optional<Core>& slot, Core::Loaded loaded) {
  slot = std::move(loaded.core);
  buffers().answer(std::move(loaded.answer));
}
void load() {
#ifdef RETURNS_DESK
  keep(core(), Core::load(buffers().in(0), buffers().in(1)));
#else
  keep(core(), Core::load_proved(buffers().in(0), buffers().in(1), buffers().in(2)));
#endif
}

// The doors that take an order, something about it, and now.
using Door = std::string (Core::*)(std::string_view, std::string_view, std::string_view) const;
void ask(Door door) {
  buffers().answer(core() ? ((*core()).*door)(buffers().in(0), buffers().in(1), buffers().in(2))
                          : std::string{kNotLoaded});
}
void plan() { ask(&Core::plan); }
void seal() { ask(&Core::seal); }
#ifdef RETURNS_DESK
void load_today() { keep(today(), Core::load(buffers().in(0), buffers().in(1))); }
void explain() { ask(&Core::explain); }
void withdraw() { ask(&Core::withdraw); }
void compare() {
  buffers().answer(core() && today()
                       ? returns::wire::compare(*core(), *today(), buffers().in(0), buffers().in(1), buffers().in(2))
                       : std::string{kNotLoaded});
}
void verify() { buffers().answer(core() ? core()->verify(buffers().in(0), buffers().in(1)) : std::string{kNotLoaded}); }
#endif

unsigned reserve(unsigned slot, unsigned size) { return buffers().reserve(slot, size); }
unsigned answer_at() { return buffers().answer_at(); }
unsigned answer_size() { return buffers().answer_size(); }

}  // namespace

EMSCRIPTEN_BINDINGS(returns_core) {
  emscripten::function("reserve", &reserve);
  emscripten::function("answerAt", &answer_at);
  emscripten::function("answerSize", &answer_size);
  emscripten::function("load", &load);
  emscripten::function("plan", &plan);
  emscripten::function("seal", &seal);
#ifdef RETURNS_DESK
  emscripten::function("verify", &verify);
  emscripten::function("explain", &explain);
  emscripten::function("withdraw", &withdraw);
  emscripten::function("loadToday", &load_today);
  emscripten::function("compare", &compare);
#endif
}
