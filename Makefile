# The table of contents. `make help` prints it.
# Needs Python 3.11 or newer, make and a package index; everything else is put into .venv on first use.

SHELL = /bin/bash
.SHELLFLAGS = -euo pipefail -c
.DEFAULT_GOAL = help
MAKEFLAGS += --no-print-directory

VENV ?= .venv
PORT ?= 8000
DATA ?= data
DEMO ?= 1
WORKERS ?= auto
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)

BIN = $(VENV)/bin
UV = uv==0.13.9
RUNTIME = $(VENV)/.runtime
DEVELOPMENT = $(VENV)/.development
ASSETS = $(VENV)/.assets

# uv installs in seconds what takes pip minutes; where uv cannot, pip does.
install = { $(BIN)/uv pip install --quiet --python $(BIN)/python $(1) 2>/dev/null \
	|| $(BIN)/python -m pip install --quiet --disable-pip-version-check $(1); }

## Every day

help: ## this page
	@awk 'BEGIN { FS = ":.*## " } \
		/^## / { printf "\n%s\n", substr($$0, 4) } \
		/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup ## start everything and the demo: PORT=8000 DATA=data DEMO=0 for an empty install
	@exec $(BIN)/coterie serve --port $(PORT) --data $(DATA) $(if $(filter 0,$(DEMO)),,--demo)

test: setup $(DEVELOPMENT) ## lint, types, contracts and all tests, on both databases: WORKERS=2
	@failed=0; if $(BIN)/python -m tests.postgres; then \
		TEST_DATABASE=postgres $(BIN)/pytest --numprocesses $(WORKERS) --quiet || failed=1; fi; \
	$(BIN)/pytest --numprocesses $(WORKERS) && exit $$failed

setup: $(RUNTIME) $(ASSETS) ## only the environment and the assets

## House rules, one by one (`make test` holds them all)

lint: $(DEVELOPMENT) ## ruff: every rule, and the form
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(DEVELOPMENT) ## mypy, strict
	@COTERIE_DATA=$$(mktemp -d) $(BIN)/mypy

contracts: $(DEVELOPMENT) ## who may import whom
	@$(BIN)/lint-imports --no-cache

## Now and then

migrate: setup ## bring the database in DATA to this version
	@COTERIE_DATA=$(DATA) DJANGO_SETTINGS_MODULE=coterie.settings $(BIN)/python -m django migrate

demo: setup ## fill DATA with the demo's story
	@$(BIN)/coterie demo --data $(DATA)

bench: setup ## measure everything against its floor
	@$(BIN)/coterie bench all

screens: setup $(DEVELOPMENT) ## pictures of the main paths, into screens/
	@$(BIN)/python -m tests.screens

docs: setup $(DEVELOPMENT) ## write the reference pages and docs/openapi.json anew from the code
	@$(BIN)/python -m docs.reference

trust: setup $(DEVELOPMENT) ## the promises and their figures
	@TRUST_MOMENTS=50 $(BIN)/pytest -m "trust or race" -rP -p no:randomly

ci: ## what the server runs: installs what is lacking, then `make test` with nothing skipped
	@.ci/run

# What the targets above stand on.

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Coterie needs Python 3.11 or newer: none was found" >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)" >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV) 2>/dev/null || true

$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what Coterie runs on" >&2
	@$(call install,-r requirements.lock)
	@touch $@

SOURCES = $(shell find frontend coterie/locale -name node_modules -prune -o -name '*.mo' -prune -o -type f -print 2>/dev/null)

$(ASSETS): $(RUNTIME) $(SOURCES)
	@echo "Building pages' assets" >&2
	@$(call install,--no-deps --editable .)
	@touch $@

$(DEVELOPMENT): requirements-dev.lock | $(BIN)/python
	@echo "Installing what the tests need" >&2
	@$(call install,-r requirements-dev.lock)
	@touch $@

.PHONY: help run test setup lint types contracts migrate demo bench screens docs trust ci
