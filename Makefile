# Two commands do all the set-up: `make run` and `make test`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test web bench docs

WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

help: ## Lists these commands.
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 14

run: web ## Builds, seeds a bare repository from the example and serves it on 127.0.0.1:8080 (PORT=..., PROFILE=release).
	@.ci/run-example

test: ## Passes every check, like CI; installs the Debian packages it needs where it may.
	@.ci/test

web: web/dist/.built ## Builds the web application and GraphiQL, if their sources changed.

# npm ci only where the lock file is not the one that was installed.
web/node_modules/.installed: web/package-lock.json
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# One stamp for both builds: each empties its own folder only.
web/dist/.built: web/node_modules/.installed $(WEB_SOURCES)
	cd web && npm run --silent build
	@touch $@

bench: ## Measures speed and memory at 1,000, 10,000 and 100,000 elements (docs/benchmarks.md).
	cargo run --release -p archweave-benchmark

docs: ## Writes the generated reference pages and the README's picture again.
	@.ci/docs
