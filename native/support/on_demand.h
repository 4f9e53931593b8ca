#pragma once
// Shared libraries that most processes never use: they are opened at the first call of one of their functions, and with
// them the two dozen others that each brings along (Kerberos, LDAP, GnuTLS, …).

#include <stdexcept>
#include <string>

namespace returns {

// A function of a library; null when the library is not on this machine or lacks it.
void* find_on_demand(const char* library, const char* function);

// Why the library cannot be opened, in the words of the system's loader; empty when it can.
std::string why_not_on_demand(const char* library);

template <class Function>
Function* on_demand(const char* library, const char* name) {
  void* found = find_on_demand(library, name);
  if (found == nullptr) throw std::runtime_error(std::string{library} + " lacks " + name);
  return reinterpret_cast<Function*>(found);
}

}  // namespace returns

// The definition of a C function that calls the one of the library. Hidden, so that the library's own calls stay its
// own. NOLINTBEGIN(cppcoreguidelines-macro-usage, bugprone-macro-parentheses): a list of arguments is no expression
#define RETURNS_ON_DEMAND(library, result, name, parameters, arguments)                 \
  extern "C" __attribute__((visibility("hidden"))) result name parameters {             \
    static const auto function = returns::on_demand<result parameters>(library, #name); \
    return function arguments;                                                          \
  }
// NOLINTEND(cppcoreguidelines-macro-usage, bugprone-macro-parentheses)
