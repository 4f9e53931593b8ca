// The door of the media core in the browser: loaded with the first file, apart from the decision core.

#include <emscripten/bind.h>
#include <emscripten/emscripten.h>

#include "core/wire/codes.h"
#include "core/wire/scrub.h"
#include "decode/inspect.h"
#include "wasm/buffers.h"

// Whoever waits may hang a function on the module (wasm/door.js).
EM_JS(void, tell_progress, (int thousandths), {
  if (Module.onProgress) Module.onProgress(thousandths);
});

namespace {

returns::wasm::Buffers& buffers() {
  static returns::wasm::Buffers instance;
  return instance;
}

void inspect() {
  buffers().answer(returns::decode::inspect(buffers().in(0), buffers().in(1), buffers().in(2),
                                            [](std::int32_t thousandths) { tell_progress(thousandths); }));
  buffers().release(0);
}

void scrub() {
  buffers().answer(returns::wire::scrub(buffers().in(0)));
  buffers().release(0);
}

// Texts of codes that a reader found, the order and its pack.
void codes() { buffers().answer(returns::wire::codes(buffers().in(0), buffers().in(1), buffers().in(2))); }

// A frame of a preview and its size; the buffer stays, the next frame is as large.
void advise() { buffers().answer(returns::decode::advise(buffers().in(0), buffers().in(1))); }

unsigned reserve(unsigned slot, unsigned size) { return buffers().reserve(slot, size); }
unsigned answer_at() { return buffers().answer_at(); }
unsigned answer_size() { return buffers().answer_size(); }

}  // namespace

EMSCRIPTEN_BINDINGS(returns_media) {
  emscripten::function("reserve", &reserve);
  emscripten::function("answerAt", &answer_at);
  emscripten::function("answerSize", &answer_size);
  emscripten::function("inspect", &inspect);
  emscripten::function("scrub", &scrub);
  emscripten::function("advise", &advise);
  emscripten::function("codes", &codes);
}
