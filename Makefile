# `make run` serves the tracker, `make test` passes the tests. Needs python3 (3.11 or newer, with venv), make and git;
# the first call needs a network, later ones do not.
SHELL := /bin/sh
PYTHON ?= python3
UV_VERSION := 0.13.9
HOST ?= 127.0.0.1
PORT ?= 8501
BIN := .venv/bin
STAMP := .venv/.synced
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME UV_PROJECT_ENVIRONMENT

# A moved or copied checkout must not run the code of the one it came from.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
$(shell rm -f $(STAMP))
endif

.PHONY: run test install check bench soak clean
ifneq ($(lastword $(MAKEFILE_LIST)),Makefile)
# Called as `make -f …/Makefile` from another directory.
run test install check bench soak clean:
	@$(MAKE) --no-print-directory -C "$(dir $(lastword $(MAKEFILE_LIST)))" -f Makefile $@
else
run: $(STAMP)
	@exec $(BIN)/tracker serve --host $(HOST) --port $(PORT)

test: $(STAMP)
	@$(BIN)/python -m pytest -n auto $(ARGS)

install: $(STAMP)

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/tracker check
	$(BIN)/tracker build --verify
	$(BIN)/tracker counts --check

bench: $(STAMP)
	$(BIN)/python -m tests.benchmarks

soak: $(STAMP)
	TRACKER_SOAK=1 $(BIN)/python -m pytest -n auto -m soak $(ARGS)

$(STAMP): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "$(PYTHON) 3.11 or newer is needed: install it, or name one with make PYTHON=/path/to/python3"; exit 1; }
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && $(BIN)/uv --version >/dev/null 2>&1 \
		|| $(PYTHON) -m venv --clear .venv 2>/dev/null \
		|| { echo "$(PYTHON) cannot make a virtual environment: install its venv module (Debian: apt install python3-venv)"; exit 1; }
	@[ "$$($(BIN)/uv --version 2>/dev/null | cut -d' ' -f2)" = $(UV_VERSION) ] || $(BIN)/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)
	@UV_PROJECT_ENVIRONMENT="$(CURDIR)/.venv" $(BIN)/uv sync --quiet --locked --inexact
	@printf %s "$(CURDIR)" > $@

clean:
	rm -rf .venv
endif
