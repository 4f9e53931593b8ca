#!/usr/bin/env bash
# Runs every fuzz target for the given number of seconds; what it finds is kept in build/fuzz/found.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

seconds=$1
outcome=0
found=false
while IFS= read -r program; do
  found=true
  name=$(basename "$program")
  corpus=build/fuzz/corpus/$name
  mkdir -p "$corpus" build/fuzz/found
  inputs=("$corpus")
  [ ! -d "tests/fuzz/seeds/$name" ] || inputs+=("tests/fuzz/seeds/$name")
  printf '\n%s, %s s\n' "$name" "$seconds"
  "$program" -max_total_time="$seconds" -rss_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="build/fuzz/found/$name-" "${inputs[@]}" || outcome=1
done < <(find build/fuzz/tests -name '*_fuzz' -type f -executable | sort)
$found || {
  printf 'There are no fuzz targets (build/fuzz/tests/…/*_fuzz).\n' >&2
  exit 1
}
[ "$outcome" -eq 0 ] || printf '\nInputs that failed are in build/fuzz/found; add each as a case under tests/regression.\n' >&2
exit "$outcome"
