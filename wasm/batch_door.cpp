// The door of bulk decisions: loaded by a merchant's tools only, apart from the decision core that customers load.

#include <emscripten/bind.h>

#include <optional>

#include "core/wire/batch.h"
#include "wasm/buffers.h"

namespace {

using returns::wasm::Buffers;
using returns::wire::Bulk;
using returns::wire::Core;

Buffers& buffers() {
  static Buffers instance;
  return instance;
}

std::optional<Bulk>& bulk() {
  static std::optional<Bulk> instance;
  return instance;
}

constexpr std::string_view kNotLoaded = R"({"fault":{"code":"not_loaded","document":"pack","at":""}})";

void load() {
  Core::Loaded loaded = Core::load(buffers().in(0), buffers().in(1));
  bulk().reset();
  if (loaded.core) bulk().emplace(*std::move(loaded.core));
  buffers().answer(std::move(loaded.answer));
}

void layout() { buffers().answer(bulk() ? returns::wire::batch_layout(bulk()->core()) : std::string{kNotLoaded}); }
void decide() {
  buffers().answer(bulk() ? bulk()->decide(buffers().in(0), buffers().take_answer()) : std::string{kNotLoaded});
}

unsigned reserve(unsigned slot, unsigned size) { return buffers().reserve(slot, size); }
unsigned answer_at() { return buffers().answer_at(); }
unsigned answer_size() { return buffers().answer_size(); }

}  // namespace

EMSCRIPTEN_BINDINGS(returns_batch) {
  emscripten::function("reserve", &reserve);
  emscripten::function("answerAt", &answer_at);
  emscripten::function("answerSize", &answer_size);
  emscripten::function("load", &load);
  emscripten::function("layout", &layout);
  emscripten::function("decideBatch", &decide);
}
