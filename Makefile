# SIGOBito: the same commands for people and for CI. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export PORT BIND DB DEMO FORCE ARGS LINT ODOO_HOME PYTHON

.PHONY: help run test setup db lint format i18n bench clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: ## set up, load the demo region, serve it on http://localhost:8069 (PORT=8070, BIND=0.0.0.0)
	@scripts/run.sh

test: ## set up, lint, run all tests (ARGS="-k agenda" for some, LINT=0 without linters)
	@scripts/test.sh

setup: ## install everything, start nothing (ODOO_HOME=/path uses your Odoo 19 checkout)
	@scripts/setup.sh all

db: ## a database with our addons: DB=name DEMO=0|1 (FORCE=1 replaces it)
	@scripts/setup.sh run && scripts/db.sh

lint: ## all linters over all files (or: scripts/lint.sh ruff|pylint|oca|prettier|eslint|shell)
	@scripts/setup.sh all && scripts/lint.sh

format: ## let the formatters rewrite what they can (or: scripts/format.sh FILE…)
	@scripts/setup.sh all && scripts/format.sh

i18n: ## regenerate templates and es.po of all addons (one: scripts/i18n.sh sigobito_base)
	@scripts/setup.sh run && scripts/i18n.sh

bench: ## run the measurements of tests/bench
	@scripts/setup.sh run && scripts/bench.sh

clean: ## stop the private cluster and remove everything that was made here, databases included
	@scripts/clean.sh
