PYTHON ?= python3
BIN := .venv/bin

.PHONY: test lint

.venv/developer: requirements.txt requirements-dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet -r requirements-dev.txt
	touch $@

test: .venv/developer
	$(BIN)/python -m pytest

lint: .venv/developer
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
