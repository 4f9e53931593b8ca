// The door of the media core in the browser: loaded with the first file, apart from the decision core.

#include <emscripten/bind.h>
#include <emscripten/emscripten.h>

#include <cstdint>
#include <string_view>

#include "core/digest.h"
#include "core/media/pages.h"
#include "core/wire/codes.h"
#include "core/wire/scrub.h"
#include "core/wire/taken.h"
#include "decode/inspect.h"
#include "wasm/buffers.h"
#include "wasm/host_file.h"

// Whoever waits may hang a function on the module (wasm/door.js).
EM_JS(void, tell_progress, (int thousandths), {
  if (Module.onProgress) Module.onProgress(thousandths);
});

namespace {

void tell(std::int32_t thousandths) { tell_progress(thousandths); }

returns::wasm::Buffers& buffers() {
  static returns::wasm::Buffers instance;
  return instance;
}

void inspect() {
  buffers().answer(returns::decode::inspect(buffers().in(0), buffers().in(1), buffers().in(2), tell));
  buffers().release(0);
}

void scrub() {
  buffers().answer(returns::wire::scrub(buffers().in(0)));
  buffers().release(0);
}

// Of a file that stays where it is (wasm/host_file.h).
void inspect_file() {
  returns::wasm::HostFile file;
  buffers().answer(returns::decode::inspect(file, buffers().in(1), buffers().in(2), tell));
}
void scrub_file() {
  returns::wasm::HostFile file;
  buffers().answer(returns::wire::scrub(file));
}

// {"sha256":…}; a film of 100 MB takes a second, so it is told how far it is.
void digest_file() {
  returns::wasm::HostFile file;
  returns::media::Pages pages(file);
  returns::Sha256 digest;
  std::uint64_t at = 0;
  for (std::string_view run = pages.run(0); !run.empty(); run = pages.run(at)) {
    digest.add(run);
    at += run.size();
    if (at % (std::uint64_t{4} << 20U) == 0) tell(static_cast<std::int32_t>(at * 1000 / file.size()));
  }
  buffers().answer(pages.failed() ? R"({"fault":{"code":"unreadable"}})" : R"({"sha256":")" + digest.hex() + R"("})");
}

// Texts of codes that a reader found, the order and its pack.
void codes() { buffers().answer(returns::wire::codes(buffers().in(0), buffers().in(1), buffers().in(2))); }

// A picture and the order.
void taken() { buffers().answer(returns::wire::taken(buffers().in(0), buffers().in(1))); }

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
  emscripten::function("inspectFile", &inspect_file);
  emscripten::function("scrubFile", &scrub_file);
  emscripten::function("digestFile", &digest_file);
  emscripten::function("advise", &advise);
  emscripten::function("codes", &codes);
  emscripten::function("taken", &taken);
}
