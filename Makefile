# Every target sets up what it needs first; `make help` lists them.
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
BENCH := build/bench-packages
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup run test lint app packaged-test bench harden efficacy screenshots clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## make .venv from requirements.lock, once

$(READY): requirements.lock pyproject.toml
	$(PYTHON) resources/system_libs.py
	test -x $(VENV)/bin/pip || $(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --disable-pip-version-check -q --require-hashes -r requirements.lock
	$(VENV)/bin/python -m pip install --disable-pip-version-check -q --no-deps --no-build-isolation -e .
	@touch $@

run: $(READY) ## open the app with the embedded demo, or run the demo where there is no display
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		goodnet-desktop --demo; \
	else \
		echo "There is no display here, so the demo runs in the terminal."; \
		goodnet demo; \
	fi

# Tests without a window share two cores; one with a window is alone, because it watches the time.
test: $(READY) ## run the whole test suite
	$(PYTHON) resources/system_libs.py --tests
	pytest --numprocesses 2 --dist loadfile tests/core tests/project tests/resources
	pytest tests/gui tests/e2e

app: $(READY) ## build the packaged app: a bundle, an archive and, on Linux, a Debian package
	$(PYTHON) resources/system_libs.py --app
	python -m resources.packaging.build_app

packaged-test: $(READY) ## test the packaged app that `make app` left
	$(PYTHON) resources/system_libs.py --tests
	pytest tests/packaged

lint: $(READY) ## ruff, pyright and the contracts between the packages
	ruff check .
	ruff format --check .
	pyright
	lint-imports

bench: $(BENCH)/.ready ## measure what GoodNet costs, beside the ways that it replaces
	python tests/benchmarks/bench.py

efficacy: $(READY) ## measure each recipe against each attack, for an hour; run it again to go on
	python tests/benchmarks/efficacy.py

# Apart from .venv, so that nothing of it can reach the app.
$(BENCH)/.ready: tests/benchmarks/requirements.lock $(READY)
	python -m pip install --disable-pip-version-check -q --no-deps --require-hashes \
		--upgrade --target $(BENCH) -r tests/benchmarks/requirements.lock
	@touch $@

# At length: make harden HARDEN="--fuzz 100000 --kills 200"
harden: $(READY) ## open strange files and end commands at random moments; prints a table
	PYTHONPATH=.:tests python -m harden $(HARDEN)

screenshots: $(READY) ## take a picture of every page into build/screenshots
	python tests/screenshots.py

clean: ## remove what was built; .venv stays
	rm -rf build dist .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find core gui resources tests -name __pycache__ -type d -exec rm -rf {} +
