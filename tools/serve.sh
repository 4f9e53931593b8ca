#!/usr/bin/env bash
# Starts the demo on the first free port from PORT (8080), with its data in DATA (build/data), and says where it is
# once it answers.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

port=${PORT:-8080}
if ! [[ $port =~ ^[1-9][0-9]{0,4}$ ]] || [ "$port" -gt 65535 ]; then
  printf 'PORT is "%s"; it must be a number from 1 to 65535.\n' "$port" >&2
  exit 2
fi
taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
first=$port
while taken "$port"; do
  port=$((port + 1))
  if [ "$port" -ge $((first + 100)) ] || [ "$port" -gt 65535 ]; then
    printf 'Every port from %s on is taken. Choose another: PORT=9000 ./portal serve\n' "$first" >&2
    exit 1
  fi
done
[ "$port" -eq "$first" ] || printf 'Port %s is taken; using %s.\n' "$first" "$port"

answers() {
  (
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
    head -n 1 <&3 | grep -q ' 200 '
  ) 2>/dev/null
}

data=${DATA:-build/data}
log=build/server-$port.log
mkdir -p "$data"
build/release/native/returns serve --data "$data" --web web/dist --assets assets --demo --port "$port" >"$log" 2>&1 &
server=$!
trap 'kill -TERM "$server" 2>/dev/null; wait "$server" || true; exit 0' INT TERM
ready=false
for _ in $(seq 200); do
  kill -0 "$server" 2>/dev/null || break
  if answers; then
    ready=true
    break
  fi
  sleep 0.1
done
if $ready; then
  printf '\n  The returns portal:  http://localhost:%s/\n  What it stores:      %s\n  What it does:        %s\n  Stop:                Ctrl-C\n\n' "$port" "$data" "$log"
fi
status=0
wait "$server" || status=$?
printf 'The server has ended (%s). Its last words, from %s:\n' "$status" "$log" >&2
tail -n 20 "$log" >&2
[ "$status" -ne 2 ] || printf 'Another folder for the data: DATA=build/other ./portal serve\n' >&2
exit "$status"
