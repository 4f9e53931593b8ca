#!/usr/bin/env bash
# Fetches the sources of the picture decoders for the WebAssembly build, from the same Debian release as the libraries
# of the native build, into build/sources/NAME. What is there already is left alone; nothing on the system changes.
#
#   tools/sources.sh [DIRECTORY]     prints one line a step; build/sources unless another is named
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

names="libjpeg-turbo zlib libspng libwebp"
into=$(mkdir -p "${1:-build/sources}" && cd "${1:-build/sources}" && pwd)

stop() {
  printf '%s\n' "$1" >&2
  shift
  printf '  What to do: %s\n' "$@" >&2
  exit 1
}

# Two builds in one folder may both want them.
if command -v flock >/dev/null; then
  exec 8>"$into/.lock"
  flock 8
fi
missing=
for name in $names; do [ -f "$into/$name/.complete" ] || missing+="$name "; done
[ -n "$missing" ] || exit 0

for tool in apt-get dpkg-source; do
  command -v "$tool" >/dev/null || stop "The sources of $missing are fetched with $tool, which is not here." \
    "on Debian: apt-get install dpkg-dev" \
    "elsewhere: unpack the sources of Debian 12 as $into/NAME and make an empty file $into/NAME/.complete in each"
done

# The system's own mirrors, asked for sources; other people's repositories are left out.
release=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-bookworm}")
apt=$into/apt
rm -rf "$apt"
mkdir -p "$apt/parts" "$apt/lists/partial" "$apt/cache/archives/partial"
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  [ -f "$file" ] || continue
  sed -nE "s/^[[:space:]]*deb(-src)?[[:space:]]+((\[[^]]*\][[:space:]]+)?[^[:space:]]+[[:space:]]+$release([-\/][^[:space:]]*)?[[:space:]].*main.*)/deb-src \2/p" "$file"
done | sort -u >"$apt/parts/system.list"
for file in /etc/apt/sources.list.d/*.sources; do
  [ -f "$file" ] || continue
  # Paragraphs are parted by empty lines; comments go first, they may be anywhere.
  sed '/^#/d' "$file" | awk -v RS= -v release="$release" '
    match($0, "(^|\n)Suites:[^\n]*[ \t]" release "([-/ \t\n]|$)") && !/(^|\n)Enabled:[ \t]*no/ {
      sub(/(^|\n)Types:[^\n]*/, "&"); gsub(/(^|\n)Types:[^\n]*/, "\nTypes: deb-src"); sub(/^\n+/, ""); print $0 "\n"
    }'
done >"$apt/parts/system.sources"
if [ ! -s "$apt/parts/system.list" ] && [ ! -s "$apt/parts/system.sources" ]; then
  printf 'deb-src http://deb.debian.org/debian %s main\ndeb-src http://deb.debian.org/debian-security %s-security main\n' \
    "$release" "$release" >"$apt/parts/system.list"
fi
options=(-q -o "Dir::Etc::sourcelist=/dev/null" -o "Dir::Etc::sourceparts=$apt/parts" -o "Dir::State::lists=$apt/lists"
  -o "Dir::Cache=$apt/cache" -o Acquire::Retries=3 -o APT::Get::List-Cleanup=0 -o Acquire::Languages=none
  -o APT::Sandbox::User=root -o Acquire::IndexTargets::deb-src::DEP-11::DefaultEnabled=false)

printf 'Source lists of Debian %s\n' "$release"
apt-get "${options[@]}" update || printf 'A list could not be had; trying with the others.\n'

number=0
for name in $missing; do
  number=$((number + 1))
  printf 'Source %d of %d: %s\n' "$number" "$(wc -w <<<"$missing")" "$name"
  rm -rf "${into:?}/$name" "$apt/work"
  mkdir -p "$apt/work"
  # The version the native build links, where that is known: browser and server then read a picture alike to the bit.
  case $name in
    libjpeg-turbo) package=libjpeg62-turbo-dev ;;
    zlib) package=zlib1g-dev ;;
    *) package=$name-dev ;;
  esac
  version=$(dpkg-query -W -f '${source:Version}' "$package" 2>/dev/null || true)
  (cd "$apt/work" && { { [ -n "$version" ] && apt-get "${options[@]}" source "$name=$version"; } ||
    apt-get "${options[@]}" source "$name"; }) || stop "The source of $name could not be had." \
    "check the network and that the mirror has sources: apt-get ${options[*]} update" \
    "or unpack the source of Debian's $name as $into/$name and make an empty file .complete in it"
  find "$apt/work" -mindepth 1 -maxdepth 1 -type d -exec mv {} "$into/$name" \;
  [ -d "$into/$name" ] || stop "apt-get source unpacked nothing for $name." "look at $apt/work"
  : >"$into/$name/.complete"
done
rm -rf "$apt"
