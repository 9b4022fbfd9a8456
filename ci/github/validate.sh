#!/usr/bin/env bash
# What action.yml runs: finds or downloads archweave, checks the model, says how it went.
# Inputs are variables: MODEL, FAIL_ON, SINCE, BASELINE, VERSION, SARIF; outputs go to GITHUB_OUTPUT.
set -euo pipefail

temporary=${RUNNER_TEMP:-$(mktemp -d)}
releases=${ARCHWEAVE_RELEASES:-https://github.com/archweave/archweave/releases}

# Ends the step with a message that GitHub shows.
fail() {
  echo "::error title=archweave::$1"
  exit 2
}

# The name that a release has for this machine.
platform() {
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) echo x86_64-unknown-linux-gnu ;;
    Linux-aarch64 | Linux-arm64) echo aarch64-unknown-linux-gnu ;;
    Darwin-x86_64) echo x86_64-apple-darwin ;;
    Darwin-arm64) echo aarch64-apple-darwin ;;
    *) fail "there is no release for $(uname -s) $(uname -m); build archweave and put it on the PATH" ;;
  esac
}

# Downloads a release and verifies it against the checksum beside it.
download() {
  local file from folder=$temporary/archweave-release
  file=archweave-$(platform).tar.gz
  if [ -n "$1" ]; then from=$releases/download/v${1#v}; else from=$releases/latest/download; fi
  mkdir -p "$folder"
  for name in "$file" "$file.sha256"; do
    curl --fail --silent --show-error --location --retry 3 --output "$folder/$name" "$from/$name" >&2 ||
      fail "cannot download $from/$name; name an existing version, or put archweave on the PATH"
  done
  # Only the sum itself is taken from the file, never a name.
  local sum
  sum=$(head -c 64 "$folder/$file.sha256")
  (cd "$folder" && echo "$sum  $file" | sha256 --check --status -) ||
    fail "the checksum of $from/$file is not the one in $file.sha256; nothing of it was run"
  tar -xzf "$folder/$file" -C "$folder" archweave
  archweave=$folder/archweave
}

sha256() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

if [ -z "${VERSION:-}" ] && command -v archweave >/dev/null 2>&1; then
  archweave=archweave
else
  download "${VERSION:-}"
fi

sarif=${SARIF:-archweave.sarif}
report=$temporary/archweave.json
rm -f "$report"
arguments=(validate "${MODEL:-.}" --fail-on "${FAIL_ON:-error}"
  --format github --format "sarif=$sarif" --format "json=$report")
# GitHub names a commit of zeros where a branch is new.
case "${SINCE:-}" in
  *[!0]*) arguments+=(--since "$SINCE") ;;
esac
[ -z "${BASELINE:-}" ] || arguments+=(--baseline "$BASELINE")

status=0
"$archweave" "${arguments[@]}" || status=$?
[ "$status" -lt 2 ] || fail "the model was not checked; the log says why"

# A line of this shape is a count: a text of the model cannot break a line of JSON.
number() { sed -n "s/^    \"$1\": \([0-9]*\),\{0,1\}\$/\1/p" "$report" | head -n 1; }
{
  echo "errors=$(number error)"
  echo "warnings=$(number warning)"
  echo "sarif=$sarif"
} >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$status"
