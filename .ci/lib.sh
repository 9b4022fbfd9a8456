# Shared by the scripts in this folder: named checks, and system packages.
# shellcheck shell=bash

passed=0
failed=0
skipped=0
failures=()
skips=()

# Checks whether a command is there.
has() { command -v "$1" >/dev/null 2>&1; }

# Whether missing tools are failures.
strict() { [ "${CI:-}" = true ]; }

# check NAME COMMAND...: runs the command and counts it; the others go on if it fails.
check() {
  local name=$1 started=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  if "$@" </dev/null; then
    passed=$((passed + 1))
    printf -- '-- %s: ok (%ss)\n' "$name" "$((SECONDS - started))"
  else
    failed=$((failed + 1))
    failures+=("$name")
    printf -- '-- %s: FAILED (%ss)\n' "$name" "$((SECONDS - started))"
    return 0
  fi
}

# skip REASON: something could not be checked here.
skip() {
  skipped=$((skipped + 1))
  skips+=("$1")
  printf '\n== skipped: %s\n' "$1"
}

# missing REASON: a tool is not there; that fails in CI.
missing() {
  if strict; then
    failed=$((failed + 1))
    failures+=("$1")
    printf '\n== FAILED: %s\n' "$1"
  else
    skip "$1"
  fi
}

# The command in front of apt-get: nothing for root, sudo where it asks no password, else no way.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

# Runs apt-get; while another process holds the package lock, waits for it.
apt() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq -y "$@" </dev/null
}

# install PACKAGE...: installs those Debian packages that are not there. Succeeds if all are there in the end.
install() {
  local wanted=() package try
  for package in "$@"; do
    is_installed "$package" || wanted+=("$package")
  done
  [ ${#wanted[@]} -eq 0 ] && return 0
  if ! has apt-get || ! as_root true; then
    echo "not installed, and no right to install: ${wanted[*]}"
    return 1
  fi
  echo "installing ${wanted[*]}"
  for try in 1 2 3 4 5; do
    # The list's own lock is not covered by DPkg::Lock::Timeout, so the whole is tried again.
    if apt update && apt install --no-install-recommends "${wanted[@]}"; then return 0; fi
    echo "try $try did not work; again in 15 seconds"
    sleep 15
  done
  return 1
}

is_installed() {
  has dpkg-query && [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}
