#!/usr/bin/env bash
# Runs every fuzz target for the given number of seconds, as many at once as there are cores. What they learn is kept
# beside the compiler's cache, for the next run and for other clones; what they find is in build/fuzz/found.
#   tools/fuzz.sh SECONDS [TARGET…]
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

corpora=${XDG_CACHE_HOME:-$HOME/.cache}/returns-fuzz
seeds=build/fuzz/seeds
logs=build/fuzz/log

# One target: its log, and a line of what it came to.
if [ "$1" = --one ]; then
  seconds=$2 program=$3
  name=$(basename "$program")
  mkdir -p "$corpora/$name"
  inputs=("$corpora/$name")
  [ ! -d "$seeds/$name" ] || inputs+=("$seeds/$name")
  if ! "$program" -max_total_time="$seconds" -rss_limit_mb=1024 -timeout=25 -print_final_stats=1 \
    -artifact_prefix="build/fuzz/found/$name-" "${inputs[@]}" >"$logs/$name" 2>&1; then
    printf '%s: FAILED\n' "$name"
    tail -n 40 "$logs/$name"
    exit 1
  fi
  printf '%s: %s runs in %s s, %s inputs kept\n' "$name" \
    "$(sed -n 's/^stat::number_of_executed_units: *//p' "$logs/$name")" "$seconds" "$(find "$corpora/$name" -type f | wc -l)"
  exit
fi

seconds=$1
shift
rm -rf "$seeds" "$logs"
mkdir -p build/fuzz/found "$logs"
build/fuzz/tests/fuzz/make_seeds "$seeds"
programs=()
if [ $# -gt 0 ]; then
  for name in "$@"; do programs+=("build/fuzz/tests/fuzz/$name"); done
else
  mapfile -t programs < <(find build/fuzz/tests -name '*_fuzz' -type f -executable | sort)
fi
[ "${#programs[@]}" -gt 0 ] || {
  printf 'There are no fuzz targets (build/fuzz/tests/…/*_fuzz).\n' >&2
  exit 1
}
printf '%s\n' "${programs[@]}" | xargs -P "$(nproc)" -n 1 tools/fuzz.sh --one "$seconds" && exit
printf '\nInputs that failed are in build/fuzz/found; add each as a case of a test.\n' >&2
exit 1
