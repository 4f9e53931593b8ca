# shellcheck shell=bash
# Puts on the machine what is missing: Debian packages through apt-get, npm packages from the lock file. Sourced by ./portal.

# missing_packages LIST: each entry is "package" or "package=command", present when the command is, wherever it came from
# (Node from its own site, Emscripten from an emsdk).
missing_packages() {
  local entry package command installed
  installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null | sed -n 's/ installed$//p')
  for entry in $1; do
    package=${entry%%=*}
    command=${entry#"$package"}
    command=${command#=}
    if [ -n "$command" ] && command -v "$command" >/dev/null; then continue; fi
    grep -qx "$package" <<<"$installed" || printf '%s ' "$package"
  done
}

# Says before anything runs who will install: nobody needed, root, or sudo (which may ask for a password, so not in a step).
prepare_install() {
  missing=
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    check_commands "$1"
    return
  fi
  missing=$(missing_packages "$1")
  [ -n "$missing" ] || return 0
  as_root=
  [ "$(id -u)" -eq 0 ] && return
  as_root=sudo
  command -v sudo >/dev/null || stop "Packages are missing, and only root may install them; there is no sudo." \
    "As root: apt-get install --no-install-recommends $missing" "Then run ./portal again."
  sudo -n true 2>/dev/null && return
  [ -t 0 ] || stop "Packages are missing, and sudo would have to ask for a password, but there is no terminal." \
    "As root: apt-get install --no-install-recommends $missing" "Then run ./portal again."
  say "Packages are missing; sudo may ask for your password to install: $missing"
  sudo -v || stop "sudo refused." "As root: apt-get install --no-install-recommends $missing"
}

# Not a Debian: what can be seen is checked, the libraries are left to CMake, which names the one it does not find.
check_commands() {
  local entry command absent=
  for entry in $1; do
    command=${entry#*=}
    [ "$command" != "$entry" ] || continue
    command -v "$command" >/dev/null || absent+="$command "
  done
  [ -z "$absent" ] || stop "This system has no apt-get, and these programs are missing: $absent" \
    "Install them, and the libraries of these Debian packages, in your system's way:" "$(xargs -n 1 <<<"$1" | cut -d = -f 1 | xargs)"
}

install_packages() {
  local get=(${as_root:+"$as_root"} env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  # A machine that is thrown away afterwards need not survive a power cut in the middle: twice as fast.
  [ -z "${CI:-}" ] || get+=(-o Dpkg::Options::=--force-unsafe-io)
  note "$(wc -w <<<"$missing") packages"
  "${get[@]}" update || say "The package lists could not be renewed; trying with those at hand."
  # shellcheck disable=SC2086
  "${get[@]}" install --no-install-recommends $missing && return
  advise "check the network and the Debian mirror (apt-get update), or install by hand: apt-get install --no-install-recommends $missing"
  return 1
}

check_node() {
  local version
  version=$(node -p 'process.versions.node') || stop "node does not start." "Try: node --version"
  [ "$(printf '18.20\n%s\n' "$version" | sort -V | head -n 1)" = 18.20 ] ||
    stop "Node $version is too old; 18.20 or newer is needed." "Debian 12 has it: apt-get install nodejs npm"
}

npm_stamp=node_modules/.portal-stamp
npm_state() { { cat package.json package-lock.json; node --version 2>/dev/null; } | sha256sum | cut -d ' ' -f 1; }
npm_is_current() { [ "$(cat "$npm_stamp" 2>/dev/null)" = "$(npm_state)" ]; }

install_npm() {
  if npm ci --no-audit --no-fund --prefer-offline --ignore-scripts=false; then
    npm_state >"$npm_stamp"
    return
  fi
  advise "check that the npm registry can be reached: npm ping. Behind a proxy: npm config set proxy, cafile."
  return 1
}
