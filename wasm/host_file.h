#pragma once
// A file of the host (a Blob of the browser, a file of Node) that is read where it is looked at: wasm/door.js hangs
// `fileSize` and `readFile` on the module for the length of one call.

#include <emscripten/emscripten.h>

#include <cstddef>
#include <cstdint>

#include "core/media/pages.h"

// Offsets are doubles: a file of the browser may be larger than a 32-bit number.
EM_JS(double, returns_host_size, (), { return Module.fileSize || 0; });
EM_JS(int, returns_host_read, (double at, char* room, int count), { return Module.readFile(at, room, count) ? 1 : 0; });

namespace returns::wasm {

class HostFile final : public media::Source {
 public:
  std::uint64_t size() const override { return size_; }
  bool read(std::uint64_t at, char* room, std::size_t count) override {
    return returns_host_read(static_cast<double>(at), room, static_cast<int>(count)) != 0;
  }

 private:
  std::uint64_t size_ = static_cast<std::uint64_t>(returns_host_size());
};

}  // namespace returns::wasm
