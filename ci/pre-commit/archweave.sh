#!/bin/sh
# Runs archweave for the pre-commit framework. The framework keeps a copy of this repository for each
# version that is asked for; the executable is built there once, when it is needed first.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
installed=$here/target/pre-commit
if [ ! -x "$installed/bin/archweave" ]; then
  if ! command -v cargo >/dev/null 2>&1; then
    echo "archweave is built with cargo, which is not installed: get Rust from https://rustup.rs," >&2
    echo "or install archweave and use the hooks archweave-validate-system and archweave-fmt-system" >&2
    exit 1
  fi
  echo "building archweave, once; this takes some minutes" >&2
  # Git tells its hooks about the repository they run for; the build is none of its business.
  (unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE
    cd "$here" && cargo install --quiet --locked --path server --root "$installed" --target-dir "$here/target") >&2
fi
exec "$installed/bin/archweave" "$@"
