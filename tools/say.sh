# shellcheck shell=bash
# Steps with a number, a clock and a log. Sourced by ./portal.
#
# queue TITLE prepare|check COMMAND… adds a step; run_queue runs them in order, "[ 3/9 ] TITLE  12 s".
# A failed "prepare" ends the run, a failed "check" only the outcome.
# A step's output goes to build/log/NN-title.log; on a terminal its last line is shown while it runs,
# elsewhere a line every half minute says that it is alive. A failing step shows the end of its log.

step_titles=()
step_kinds=()
step_commands=()
step_number=0
is_terminal=false
[ -t 1 ] && [ -z "${CI:-}" ] && [ "${TERM:-dumb}" != dumb ] && is_terminal=true

say() { printf '%s\n' "$*"; }

# stop MESSAGE [WHAT TO DO…]: one message, on standard error, and the end.
stop() {
  printf '\n%s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit 1
}

queue() {
  step_titles+=("$1")
  step_kinds+=("$2")
  shift 2
  step_commands+=("$(printf '%q ' "$@")")
}

took() {
  local seconds=$1
  if [ "$seconds" -lt 60 ]; then
    printf '%d s' "$seconds"
  else
    printf '%d min %02d s' $((seconds / 60)) $((seconds % 60))
  fi
}

# The last line of a log that says something, cut to the width of the terminal.
last_line() { tail -c 2000 "$1" 2>/dev/null | tr '\r' '\n' | tr -cd '\12\40-\176' | grep -v '^ *$' | tail -n 1 | cut -c "1-$2"; }

# A step may say its outcome in a few words: note "12 passed".
note() { printf '  %s' "$*" >"$note_file"; }

# Advice belongs to the step that failed: a command may leave a line in $advice_file.
advise() { printf '%s\n' "$*" >>"$advice_file"; }

running=
forward_signal() {
  trap - INT TERM
  [ -n "$running" ] && kill -TERM -- "-$running" 2>/dev/null
  printf '\nStopped.\n' >&2
  exit 130
}

# run_step TITLE COMMAND: returns what the command returned.
run_step() {
  local title=$1 command=$2 label log started rc=0 beat=0 elapsed columns
  step_number=$((step_number + 1))
  label=$(printf '[%2d/%d ] %s' "$step_number" "${#step_titles[@]}" "$title")
  log=build/log/$(printf '%02d' "$step_number")-$(printf '%s' "$title" | tr -cs 'A-Za-z0-9\n' '-' | tr '[:upper:]' '[:lower:]' | sed 's/-*$//').log
  advice_file=$log.advice
  note_file=$log.note
  : >"$log"
  rm -f "$advice_file" "$note_file"
  started=$SECONDS
  columns=$({ [ "$is_terminal" = true ] && tput cols; } 2>/dev/null || echo 100)
  $is_terminal || printf '%s …\n' "$label"

  # A process group of its own, so that Ctrl-C reaches compilers and browsers too.
  set -m
  (set +m; trap - INT TERM; eval "$command") >"$log" 2>&1 </dev/null 9>&- &
  running=$!
  set +m
  trap forward_signal INT TERM
  while kill -0 "$running" 2>/dev/null; do
    sleep 0.2
    elapsed=$((SECONDS - started))
    if $is_terminal; then
      printf '\r\033[K%s … %s  %s' "$label" "$(took $elapsed)" "$(last_line "$log" $((columns > 70 ? columns - 50 : 20)))"
    elif [ $((elapsed / 30)) -gt "$beat" ]; then
      beat=$((elapsed / 30))
      printf '         … %s  %s\n' "$(took $elapsed)" "$(last_line "$log" 90)"
    fi
  done
  wait "$running" || rc=$?
  running=
  trap - INT TERM

  elapsed=$(took $((SECONDS - started)))
  $is_terminal && printf '\r\033[K%s' "$label"
  $is_terminal || printf '         '
  if [ "$rc" -eq 0 ]; then
    printf '  %s%s\n' "$elapsed" "$(cat "$note_file" 2>/dev/null)"
  else
    printf '  FAILED after %s%s\n\n' "$elapsed" "$(cat "$note_file" 2>/dev/null)"
    tail -n 40 "$log" | sed 's/^/    | /'
    printf '\n  The whole log: %s\n' "$log"
    [ -f "$advice_file" ] && sed 's/^/  What to do: /' "$advice_file"
    printf '\n'
  fi
  rm -f "$advice_file" "$note_file"
  return "$rc"
}

run_queue() {
  local i outcome=0
  for i in "${!step_titles[@]}"; do
    run_step "${step_titles[$i]}" "${step_commands[$i]}" && continue
    outcome=1
    [ "${step_kinds[$i]}" = check ] || return 1
  done
  return "$outcome"
}
