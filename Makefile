# Each target sets up what it needs. `make help` tells them all.
SHELL := /bin/sh
PY := .venv/bin/python
export DJANGO_SETTINGS_MODULE := kith.config.settings

.PHONY: help .venv .venv-test demo test test-long test-postgres check bench services services-stop locks tidy

help: ## what can be made
	@grep -hE '^[a-z.-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

.venv: .venv/.run ## the environment, with the kith command in it

.venv/.run: requirements/run.txt .ci/venv .ci/link.py
	@.ci/venv run

.venv-test: .venv/.test

.venv/.test: requirements/test.txt .ci/venv .ci/link.py
	@.ci/venv test

demo: .venv/.run ## a living demo community at http://localhost:8000 (PORT=8001 DATA=folder for others)
	@.venv/bin/kith demo $(if $(PORT),--port $(PORT)) $(if $(DATA),--data $(DATA))

test: .venv/.test ## the tests, under three minutes (KITH_DEPTH=ci for all of them)
	@.ci/test $(ARGS)

test-long: .venv/.test ## the tests at their deepest: hours
	@KITH_DEPTH=long .ci/test $(ARGS)

test-postgres: .venv/.test ## what asks the database, on PostgreSQL (ARGS="kith/groups" for a part)
	@.ci/test-postgres $(ARGS)

check: .venv/.test ## style, types, arrows, migrations
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	.venv/bin/kith check
	$(PY) .ci/addresses.py

bench: .venv/.test ## what is fast and what is not (BENCH=circle for a part)
	@$(PY) -m bench $(BENCH)

services: ## PostgreSQL and Redis for the tests, on private ports, in a folder of their own
	@.ci/services start

services-stop: ## stop them and remove their folder
	@.ci/services stop

locks: ## compile requirements/ anew from pyproject.toml (needs uv and the network)
	@.ci/locks

tidy: .venv/.test ## let ruff put the code in order
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
