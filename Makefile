# Everything a person does with this repository. Each target sets up what it needs first.

bin := .venv/bin
# Tests wait half of their time: four workers keep two cores busy.
WORKERS ?= 4
# Compiling every module anew would cost each process seconds; caches are ignored by git.
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.PHONY: run test check bench campaign screenshots migrate openapi grpc events coverage lock clean help setup-run setup-test

run: setup-run  ## Start the platform with three condominiums and simulated stations charging
	@exec $(bin)/sigec demo

test: check  ## Run every test, on SQLite and PostgreSQL, with NATS and Redis
	$(bin)/pytest -n $(WORKERS) --dist worksteal

check: setup-test  ## Check format, rules, types, the import contracts and the web app
	$(bin)/ruff format --check --quiet .
	$(bin)/ruff check --quiet .
	$(bin)/mypy
	$(bin)/lint-imports --no-logo
	@tools/npm.sh run --silent check

bench: setup-test  ## Measure load, durability and scale; each benchmark prints a table
	$(bin)/python -m benchmarks

campaign: setup-test  ## Run hours of faults, chance and fast time; goes on where it stopped
	$(bin)/pytest -m campaign -o faulthandler_timeout=3600

screenshots: setup-test  ## Take pictures of every screen of the demo that runs, into .data/screenshots
	$(bin)/python tools/screenshots.py

migrate: setup-run  ## Bring the database of SIGEC_DATABASE_URL to this version's schema
	$(bin)/sigec migrate

openapi: setup-test  ## Write openapi.json and the web app's types from the REST code
	$(bin)/sigec openapi > openapi.json
	@tools/npm.sh run --silent api

grpc: setup-test  ## Write the messages of gRPC from proto/
	@$(bin)/python -m tools.grpc_stubs

events: setup-test  ## Write docs/events.md from the catalogue of events
	@$(bin)/python -m tools.event_docs

coverage: setup-test  ## Write docs/ocpp-coverage.md from the route tables and the tests
	@$(bin)/python -m tools.ocpp_coverage

lock: setup-test  ## Write locks/ after a change of pyproject.toml (UPGRADE=--upgrade for newer versions)
	tools/lock.sh $(UPGRADE)

clean:  ## Remove what set-up and tools made; data in .data stays
	rm -rf .venv frontend/node_modules src/sigec/web/static .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup-run:
	@tools/setup.sh run

setup-test:
	@tools/setup.sh test
