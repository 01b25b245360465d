# Two jobs: `make brief` (FILE=… for a file of your own) and `make test`. Both set up .venv from the lock on first use.
FILE ?= examples/dispatches/river-talks.txt
PYTHON ?= python3
BIN := .venv/bin

.PHONY: brief test check
brief: .venv/.installed
	@$(BIN)/detente brief $(FILE)

test: .venv/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadfile

# pip compiles bytecode while it installs: otherwise each start would recompile spaCy
.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 12) else "detente needs Python 3.12 or newer (hint: make PYTHON=python3.12 …)")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: lock
lock:
	$(BIN)/uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements.lock
