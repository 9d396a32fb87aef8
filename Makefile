PYTHON ?= python3
BIN := .venv/bin

.PHONY: app test test-all lint lint-javascript bench ready report screenshots

.venv/app: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet -r requirements.txt
	touch $@

.venv/developer: .venv/app requirements-dev.txt
	$(BIN)/pip install --quiet -r requirements-dev.txt
	touch $@

app: .venv/app
	$(BIN)/streamlit run streamlit_app.py

test: .venv/developer
	$(BIN)/python -m pytest -n 2 --dist worksteal

# The everyday tests and those marked `nightly`.
test-all: .venv/developer
	$(BIN)/python -m pytest -n 2 --dist worksteal -m ""

lint: .venv/developer lint-javascript
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

NODE := $(shell command -v npm)
ifneq ($(NODE),)
lint-javascript: node_modules
	npm run --silent lint

node_modules: package.json package-lock.json
	npm ci --silent
	touch $@
else ifeq ($(CI),true)
lint-javascript:
	@echo "eslint and tsc need Node, which is not here." && false
else
lint-javascript:
	@echo "eslint and tsc are skipped: they need Node, which is not here."
endif

# OpenBLAS picks its kernels for the processor itself, whatever the surroundings ask for, as the other libraries do theirs.
bench: .venv/developer
	env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 $(BIN)/python -m benchmarks.step_time

# The networks in playground/ready/networks; reader, code_of_2 and so on may also be made alone, by their names.
ready: .venv/app
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m playground.ready

report: .venv/developer
	$(BIN)/python -m playground.report

screenshots: .venv/developer
	$(BIN)/python -m docs.screenshots
