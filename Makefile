# `make` alone lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
export PYTHON
# Byte code is kept: every process starts faster.
unexport PYTHONDONTWRITEBYTECODE
# Processes that share the tests.
TEST_PROCESSES ?= 2

VENV := .venv/bin
RUN := .venv/.installed-run
DEV := .venv/.installed-dev
PO := $(wildcard tracker/translations/*/LC_MESSAGES/messages.po)
MO := $(PO:.po=.mo)

.PHONY: help run test test-fast check bench chaos translations screenshots requirements clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

run: $(RUN) $(MO) ## serve on http://127.0.0.1:8000 (PORT changes it), with the reminder clock
	@exec $(VENV)/flask serve

test: $(DEV) $(MO) ## the whole suite: SQLite, PostgreSQL and a real browser
	@scripts/install_test_parts.sh
	@$(VENV)/python -m pytest -n $(TEST_PROCESSES)

test-fast: $(DEV) $(MO) ## the quick part of the suite: no browser, SQLite only
	@$(VENV)/python -m pytest -n $(TEST_PROCESSES) -m "not browser and not postgresql and not slow"

check: $(DEV) $(MO) ## format, lint, import contracts, translations, templates, migrations
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	$(VENV)/lint-imports --no-logo
	$(VENV)/python scripts/translations.py check
	$(VENV)/python scripts/lint_templates.py
	scripts/check_migrations.sh

bench: $(DEV) $(MO) ## what the main pages cost, beside a bare Flask page; how fast mail leaves, beside smtplib
	@$(VENV)/python -m bench

chaos: $(DEV) $(MO) ## kill and stop processes by the thousand while 10,000 mails leave; a quarter of an hour each
	@scripts/install_test_parts.sh
	@$(VENV)/python -m tests.chaos.run --database sqlite
	@$(VENV)/python -m tests.chaos.run --database postgresql

translations: $(DEV) ## gather the French sentences of the code into the catalogues
	@$(VENV)/python scripts/translations.py update

screenshots: $(DEV) $(MO) ## picture every page for the README
	@$(VENV)/python scripts/screenshots.py

requirements: ## pin anew what requirements.in and requirements-dev.in name (needs uv)
	@command -v uv >/dev/null || { echo "Pinning needs uv: 'pipx install uv'." >&2; exit 1; }
	@for name in requirements requirements-dev; do \
	    uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	        --no-header -o $$name.txt $$name.in; \
	done

clean: ## remove what can be made again; instance/ and its data stay
	@rm -rf .venv .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results $(MO)
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN): requirements.txt scripts/install_requirements.sh
	@scripts/install_requirements.sh requirements.txt
	@touch $@

# requirements-dev.txt holds requirements.txt too.
$(DEV): requirements-dev.txt scripts/install_requirements.sh
	@scripts/install_requirements.sh requirements-dev.txt
	@touch $(RUN) $@

ifneq ($(MO),)
$(MO) &: $(PO) | $(RUN)
	@$(VENV)/python scripts/translations.py compile
	@touch $(MO)
endif
