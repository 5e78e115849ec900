# Two commands on a fresh machine: `make demo` and `make test`. Everything is set up in .venv/ of this checkout.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && { echo "$$p"; break; }; done)

# Prefect and its parts report to nobody.
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false

.PHONY: help setup demo test lint format specimens pictures lock clean

help: ## Say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) ## Install everything into .venv (needs only Python 3.11-3.13)

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11, 3.12 or 3.13 was found. Install one, or say: make $(MAKECMDGOALS) PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip check
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP) ## Load the specimen PDFs and print the wards' items side by side
	$(BIN)/shingikai demo

test: $(STAMP) lint ## Check style, types and layers, then run all tests
	$(BIN)/python -m pytest

lint: $(STAMP) ## Check style, types and import layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP) ## Put the source into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

specimens: $(STAMP) ## Make the specimen PDFs of data/samples anew
	$(BIN)/python -m specimens.make

pictures: demo ## Make the pictures of the READMEs anew
	$(BIN)/python -m docs.pictures

lock: ## Resolve the dependencies anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-annotate --no-header --upgrade --extra dev pyproject.toml -o requirements.lock

clean: ## Remove the environment and the caches; data/ is left alone
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
