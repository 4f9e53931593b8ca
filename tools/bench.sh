#!/usr/bin/env bash
# Runs every benchmark of the release build, one after the other.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

found=false
while IFS= read -r program; do
  found=true
  printf '\n%s\n' "$program"
  "$program" "$@"
done < <(find build/release/tests -name '*_bench' -type f -executable | sort)
$found || {
  printf 'The release build has no benchmarks (build/release/tests/…/*_bench).\n' >&2
  exit 1
}

printf '\ntests/bench/doors.mjs (WebAssembly in Node)\n'
node tests/bench/doors.mjs
