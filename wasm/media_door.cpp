// The door of the media core in the browser: loaded with the first file, apart from the decision core.

#include <emscripten/bind.h>

#include "core/wire/inspect.h"
#include "wasm/buffers.h"

namespace {

returns::wasm::Buffers& buffers() {
  static returns::wasm::Buffers instance;
  return instance;
}

void inspect() {
  buffers().answer(returns::wire::inspect(buffers().in(0), buffers().in(1), buffers().in(2)));
  buffers().release(0);
}

unsigned reserve(unsigned slot, unsigned size) { return buffers().reserve(slot, size); }
unsigned answer_at() { return buffers().answer_at(); }
unsigned answer_size() { return buffers().answer_size(); }

}  // namespace

EMSCRIPTEN_BINDINGS(returns_media) {
  emscripten::function("reserve", &reserve);
  emscripten::function("answerAt", &answer_at);
  emscripten::function("answerSize", &answer_size);
  emscripten::function("inspect", &inspect);
}
