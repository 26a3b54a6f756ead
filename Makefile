# claimcheck: needs nothing but make and python3 (3.11 or newer); everything is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
ORACLES := .venv-oracles
CHECKFLAGS ?=

.PHONY: check test demo lint install oracles bench lock clean

check: install
	$(BIN)/claimcheck check --fail-on never $(CHECKFLAGS)

test: install
	$(BIN)/python -m pytest -n auto --dist worksteal -m timed
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not timed" --cov --cov-report=term:skip-covered

demo: install
	$(BIN)/claimcheck demo

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install
	$(BIN)/python -m benchmarks

install: $(STAMP)

$(STAMP): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "claimcheck needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing what is missing into $(VENV) (once) ..."
	@# --no-deps: the lock is whole, and older pips would look for newer releases of what "coverage[toml]" names
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Other people's WARC tools (pywb, py-wacz, cdxj-indexer, …), which the tests of the archive ask where they are installed.
oracles: $(ORACLES)/.installed

$(ORACLES)/.installed: requirements/oracles.txt
	@test -x $(ORACLES)/bin/python || $(PYTHON) -m venv $(ORACLES)
	@$(ORACLES)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes --no-deps -r requirements/oracles.txt
	@touch $@

# Locks are resolved for every platform and name no index address.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-strip-extras \
	  --custom-compile-command "make lock" --upgrade pyproject.toml -o requirements/runtime.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-strip-extras \
	  --custom-compile-command "make lock" --upgrade -c requirements/runtime.txt --group dev pyproject.toml -o requirements/dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-strip-extras \
	  --custom-compile-command "make lock" --upgrade --group oracles -o requirements/oracles.txt

clean:
	rm -rf $(VENV) $(ORACLES) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
