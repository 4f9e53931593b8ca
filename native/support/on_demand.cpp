#include "native/support/on_demand.h"

#include <dlfcn.h>
#include <map>
#include <mutex>

namespace returns {
namespace {

struct Opened {
  void* library = nullptr;
  std::string problem;
};

// Never closed: its functions are kept.
const Opened& opened(const char* name) {
  static std::mutex mutex;
  static std::map<std::string, Opened> known;
  const std::scoped_lock lock(mutex);
  const auto [at, fresh] = known.try_emplace(name);
  if (!fresh) return at->second;
  at->second.library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (at->second.library == nullptr) {
    const char* said = dlerror();
    at->second.problem = said != nullptr ? said : "cannot be opened";
  }
  return at->second;
}

}  // namespace

void* find_on_demand(const char* library, const char* function) {
  void* const from = opened(library).library;
  return from != nullptr ? dlsym(from, function) : nullptr;
}

std::string why_not_on_demand(const char* library) { return opened(library).problem; }

}  // namespace returns
