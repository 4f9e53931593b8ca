// The door of the decision core in the browser. Translates and never decides: documents arrive as bytes in
// buffers that the page filled, answers are read from one buffer; embind carries only numbers.

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

constexpr std::string_view kNotLoaded = R"({"fault":{"code":"not_loaded","document":"pack","at":""}})";

void load() {
  Core::Loaded loaded = Core::load(buffers().in(0), buffers().in(1));
  core() = std::move(loaded.core);
  buffers().answer(std::move(loaded.answer));
}

void plan() {
  buffers().answer(core() ? core()->plan(buffers().in(0), buffers().in(1), buffers().in(2)) : std::string{kNotLoaded});
}
void seal() {
  buffers().answer(core() ? core()->seal(buffers().in(0), buffers().in(1), buffers().in(2)) : std::string{kNotLoaded});
}
void verify() { buffers().answer(core() ? core()->verify(buffers().in(0), buffers().in(1)) : std::string{kNotLoaded}); }

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
  emscripten::function("verify", &verify);
}
