# The toolchain file of whichever em++ is on PATH: Debian's package, an emsdk, Homebrew's. Each knows where its own is.
find_program(RETURNS_EM_CONFIG em-config)
if(NOT RETURNS_EM_CONFIG)
  message(FATAL_ERROR "Emscripten is not on PATH. On Debian: apt-get install emscripten; with an emsdk: source its emsdk_env.sh.")
endif()
execute_process(COMMAND ${RETURNS_EM_CONFIG} EMSCRIPTEN_ROOT
                OUTPUT_VARIABLE emscripten_root OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
include(${emscripten_root}/cmake/Modules/Platform/Emscripten.cmake)

# Debian's Emscripten keeps the JavaScript parser that it links with where only Debian's Node looks.
if(EXISTS /usr/share/nodejs)
  set(CMAKE_CXX_LINKER_LAUNCHER ${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs CACHE STRING "Program that starts the linker")
endif()
