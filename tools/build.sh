# shellcheck shell=bash
# Configures and builds by the presets of CMakePresets.json. Sourced by ./portal.

# A compiler of ours may need 2 GB (Boost.Beast with sanitizers): fewer jobs on a machine that has less.
jobs() {
  local cores memory
  cores=$(nproc 2>/dev/null || echo 2)
  memory=$(awk '/MemAvailable/ {print int($2 / 2000000)}' /proc/meminfo 2>/dev/null || echo 2)
  [ "${memory:-2}" -ge 1 ] || memory=1
  printf '%d' $((cores < memory ? cores : memory))
}

# build_preset PRESET [TARGET…]
build_preset() {
  local preset=$1
  shift
  if ! configure "$preset"; then
    advise "a library or tool is not found or too old; the lines above name it. After a compiler change: rm -r build/$preset"
    return 1
  fi
  cmake --build "build/$preset" --parallel "$(jobs)" ${1:+--target "$@"} && return
  advise "mend the first error above; ./portal build builds again from there"
  return 1
}

# A build folder that was moved, or made by another compiler that is gone, is made anew rather than explained.
configure() {
  cmake --preset "$1" && return
  [ -f "build/$1/CMakeCache.txt" ] || return 1
  say "Configuring failed with what is in build/$1; once more without it."
  rm -rf "build/$1/CMakeCache.txt" "build/$1/CMakeFiles"
  cmake --preset "$1"
}

# For the WebAssembly: the native build has the libraries from their packages.
fetch_sources() {
  tools/sources.sh && return
  advise "check the network and the Debian mirror, then run ./portal again; what is already in build/sources is kept"
  return 1
}

build_web() { node web/build.mjs --check; }
