# What every target of ours compiles with. Flags live on this interface target, never in CMAKE_CXX_FLAGS.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

add_library(returns_options INTERFACE)
target_include_directories(returns_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(returns_options INTERFACE RETURNS_VERSION="${PROJECT_VERSION}")
if(RETURNS_DEVELOPER)
  target_compile_options(returns_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Werror)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 sees overlaps in "x" + std::string that are not there (GCC bug 105651), and, when it optimises, the
    # members of a variant's other alternatives as used uninitialised (GCC bug 80635).
    target_compile_options(returns_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
  endif()
endif()
if(EMSCRIPTEN)
  # Bytes to download decide what the customer waits for, not cycles: one plan is far below a frame.
  # Bulk work is behind a merchant's own door: there (targets with RETURNS_FAST) the cycles decide. With -Oz em++ asks
  # for no inlining at all; a getter in its caller is smaller than the call, and plans take half the time.
  target_compile_options(returns_options INTERFACE
    -flto $<IF:$<BOOL:$<TARGET_PROPERTY:RETURNS_FAST>>,-O3$<SEMICOLON>-msimd128$<SEMICOLON>-fno-vectorize$<SEMICOLON>-fno-slp-vectorize,-Oz$<SEMICOLON>-finline-functions>)
endif()
if(RETURNS_SANITIZE)
  target_compile_options(returns_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
    -g1)  # lines are enough for a stack; what counts and compares (core, decode, tests of pixels) is built with -O1
  target_link_options(returns_options INTERFACE -fsanitize=address,undefined)
endif()
if(RETURNS_FUZZ)
  target_compile_options(returns_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all)
  target_link_options(returns_options INTERFACE -fsanitize=address,undefined)
endif()
if(RETURNS_COVERAGE)
  target_compile_options(returns_options INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(returns_options INTERFACE --coverage)
endif()

# nlohmann/json is header-only. Debian keeps it in /usr/include, which must not be on a cross
# compiler's path: the wasm build sees that one folder through a link of its own.
find_path(RETURNS_NLOHMANN_DIR nlohmann/json.hpp PATHS /usr/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
add_library(returns_nlohmann INTERFACE)
if(EMSCRIPTEN)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/include)
  file(CREATE_LINK ${RETURNS_NLOHMANN_DIR}/nlohmann ${PROJECT_BINARY_DIR}/include/nlohmann SYMBOLIC)
  target_include_directories(returns_nlohmann SYSTEM INTERFACE ${PROJECT_BINARY_DIR}/include)
else()
  target_include_directories(returns_nlohmann SYSTEM INTERFACE ${RETURNS_NLOHMANN_DIR})
endif()
