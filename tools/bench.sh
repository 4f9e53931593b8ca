#!/usr/bin/env bash
# Runs every benchmark: those of the native release build, what a call of each door costs in WebAssembly, how cost grows
# with the rules, the comparison with other rule engines, and how the built pages do on a slow phone (packages for both are
# installed here and for nothing else).
# Arguments go to Google Benchmark. A goal that is missed fails the run.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

outcome=0
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

printf '\nLaws of the quote over a million orders of each kind (RapidCheck)\n'
RC_PARAMS='max_success=1000000' build/release/tests/unit_tests --gtest_filter='QuoteRandom.*' --gtest_brief=1 || outcome=1

printf '\ntests/bench/doors.mjs (WebAssembly in Node)\n'
node tests/bench/doors.mjs

printf '\ntests/bench/scaling.js (WebAssembly in Node)\n'
node tests/bench/scaling.js || outcome=1

printf '\ntests/bench/peers.js (WebAssembly in Node, and other rule engines)\n'
stamp=tests/bench/node_modules/.stamp
state=$({ cat tests/bench/package.json tests/bench/package-lock.json && node --version; } | sha256sum | cut -d ' ' -f 1)
if [ "$(cat "$stamp" 2>/dev/null)" != "$state" ]; then
  npm ci --prefix tests/bench --no-audit --no-fund --prefer-offline --ignore-scripts
  printf '%s' "$state" >"$stamp"
fi
node tests/bench/peers.js || outcome=1

printf '\ntests/bench/responsiveness.js (the built pages in Chromium, the processor slowed four times)\n'
node tests/bench/responsiveness.js || outcome=1

printf '\ntests/bench/lighthouse.js (Lighthouse on the built pages)\n'
node tests/bench/lighthouse.js || outcome=1

printf '\ntests/bench/pixels.js (WebAssembly in Node, and the libraries a page would use)\n'
node tests/bench/pixels.js || outcome=1

printf '\ntests/bench/metadata.mjs (what photos say, beside exifr and exiv2; where RETURNS_CORPORA names some)\n'
node tests/bench/metadata.mjs || outcome=1

printf '\ntests/bench/codes (labels drawn into pictures of twelve megapixels; sample folders where RETURNS_CORPORA names them)\n'
node tests/bench/codes/labels.mjs || outcome=1
node tests/bench/codes/samples.mjs || outcome=1

printf '\nThe intake: every split of a file in two, 1,000 kills, the timing of look-ups\n'
RETURNS_EVERY_SPLIT=1 TMPDIR=/dev/shm build/release/tests/intake/intake_tests --gtest_filter='TusSplits.*' --gtest_brief=1 || outcome=1
KILLS=1000 node --test --test-reporter=spec tests/intake/kill.test.js || outcome=1
node tests/bench/lookup-timing.mjs || outcome=1

printf '\ntests/bench/slow-clients.mjs (500 slow clients, and one who is not)\n'
node tests/bench/slow-clients.mjs || outcome=1

printf '\ntests/bench/intake.mjs (submissions, beside Fastify and better-sqlite3)\n'
# From source, against the headers of the system: its own installer would fetch a binary.
[ -f tests/bench/node_modules/better-sqlite3/build/Release/better_sqlite3.node ] ||
  npm rebuild better-sqlite3 --prefix tests/bench --build-from-source --nodedir=/usr
node tests/bench/intake.mjs || outcome=1
printf '\nThe gallery: every state in every language and theme\n'
GALLERY=all node --test --test-reporter=spec tests/browser/gallery.test.js || outcome=1
exit "$outcome"
