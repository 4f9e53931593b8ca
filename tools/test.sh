# shellcheck shell=bash
# The groups of ./portal test. Sourced by ./portal.
#
# A group runs its checks and leaves a line "passed failed skipped" per check in $counts; a group that
# fails without having counted a failure counts as one.

# shellcheck disable=SC2034  # read by portal
all_groups="format lint layers debug tidy release intake wasm web budget browser embed fuzz"
# Only when named: they fetch servers that are not ours, and take long.
# shellcheck disable=SC2034
more_groups="connectors"

count() { printf '%d %d %d\n' "$1" "$2" "$3" >>"$counts"; }

# check COMMAND…: one check, passed or failed.
check() {
  printf '\n$ %s\n' "$*"
  if "$@"; then count 1 0 0; else
    count 0 1 0
    return 1
  fi
}

# node_tests FILE…: node:test counts; its TAP is what is read, its readable form what is kept in the log.
node_tests() {
  local tap=$counts.tap rc=0
  [ -f "$1" ] || { say "There are no tests here: $1"; return 1; }
  node --test --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$tap" "$@" || rc=$?
  count "$(tap_sum pass)" "$(($(tap_sum fail) + $(tap_sum cancelled)))" "$(($(tap_sum skipped) + $(tap_sum todo)))"
  [ "$(tap_sum pass)" -gt 0 ] || { say "No test passed."; rc=1; }
  return "$rc"
}
tap_sum() { sed -n "s/^# $1 \([0-9]*\)$/\1/p" "$counts.tap" | awk '{n += $1} END {print n + 0}'; }

# native_tests PRESET
native_tests() {
  local junit=$PWD/$counts.xml rc=0 tests failed skipped
  rm -f "$junit"
  ctest --preset "$1" --parallel "$(jobs)" --output-junit "$junit" || rc=$?
  [ -s "$junit" ] || return 1
  tests=$(junit_sum tests) failed=$(junit_sum failures) skipped=$(($(junit_sum skipped) + $(junit_sum disabled)))
  count $((tests - failed - skipped)) "$failed" "$skipped"
  return "$rc"
}
junit_sum() { sed -n "/<testsuite /,/>/s/.*[[:space:]]$1=\"\([0-9]*\)\".*/\1/p" "$junit" | awk '{n += $1} END {print n + 0}'; }

cpp_files() { find core decode native wasm tests \( -name '*.cpp' -o -name '*.h' \) -not -path '*/planted/*' -not -path '*/node_modules/*' | sort; }

clang_format() { cpp_files | xargs clang-format "$@"; }
prettier() { node_modules/.bin/prettier --log-level warn "$1" web 'wasm/*.js' 'tests/**/*.js' 'tools/*.mjs' '*.{js,json}'; }

group_format() {
  local rc=0
  check clang_format --dry-run --Werror || rc=1
  check prettier --check || rc=1
  [ "$rc" -eq 0 ] || advise "./portal format"
  return "$rc"
}
group_lint() {
  local rc=0
  check npm run --silent check:lint || rc=1
  check npm run --silent check:types || rc=1
  check shellcheck -x portal tools/*.sh .ci/run || rc=1
  return "$rc"
}
group_tidy() {
  node tools/tidy.mjs build/debug "$(jobs)" "$counts" && return
  advise "mend what clang-tidy says; where it is wrong: // NOLINT(check-name): the reason"
  return 1
}
group_layers() { node_tests tests/layers/*.test.js; }
group_debug() { native_tests debug; }
group_release() { native_tests release; }
# The built server against real peers: mail servers, receivers of webhooks.
group_intake() { node_tests tests/intake/*.test.js; }
# Against a real Tryton and a real Medusa, which they install below build/connectors.
group_connectors() { node_tests tests/connectors/*.test.js; }
group_wasm() { node_tests tests/wasm/*.test.js; }
group_budget() { node_tests tests/budget/*.test.js; }
group_web() { node_tests web/tests/*.test.js; }
group_browser() { node_tests tests/browser/*.test.js; }
# The example shops install the package: it is made first.
group_embed() { check node web/package.mjs && node_tests tests/embed/*.test.js; }

# Forty seconds each: `./portal fuzz` gives them hours.
group_fuzz() { check tools/fuzz.sh 40; }

# run_group NAME: its outcome in one note, whatever happened in it.
run_group() {
  local rc=0 passed failed skipped
  counts=build/log/counts/$1
  : >"$counts"
  "group_$1" || rc=$?
  [ "$rc" -eq 0 ] || awk '{n += $2} END {exit n == 0}' "$counts" || count 0 1 0
  read -r passed failed skipped < <(sum_counts "$counts")
  note "$(tally "$passed" "$failed" "$skipped")"
  [ "$failed" -eq 0 ]
}
sum_counts() { cat "$@" 2>/dev/null | awk '{p += $1; f += $2; s += $3} END {print p + 0, f + 0, s + 0}'; }
tally() { printf '%d passed, %d failed' "$1" "$2"; [ "$3" -eq 0 ] || printf ', %d skipped' "$3"; }
