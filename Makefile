# Each of `make demo` and `make test` does all its set-up by itself, also in a bare checkout.
PYTHON := .venv/bin/python
.DEFAULT_GOAL := help
# Without its bytecode cache every start would compile the program and its libraries anew, which doubles it.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help env demo test test-deep lint lock words

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

env: ## system packages, .venv with the locked packages, translations
	@installers/linux/prepare.sh

demo: env ## the desk on its sandbox; without a screen once through the main job, pictures in build/demo
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		exec .venv/bin/operator-app --sandbox; \
	else \
		echo "There is no screen here: the same program runs on a screen of its own, goes once through the main job and leaves its pictures in build/demo."; \
		exec installers/linux/with-screen.sh $(PYTHON) -m ui.desktop.demo; \
	fi

test: env ## everything that must hold before a change lands
	$(PYTHON) -m ruff check --quiet .
	$(PYTHON) -m mypy --no-error-summary
	$(PYTHON) -m pytest -n 2 --dist loadgroup

test-deep: env ## the long runs: faults, fuzzing, benchmarks
	$(PYTHON) -m pytest tests/deep -n 2 --dist loadgroup

lint: env ## style, types (for Linux and Windows) and the direction of imports
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) -m mypy --platform win32
	.venv/bin/lint-imports

lock: env ## the lock files anew from pyproject.toml (UPGRADE=1: newest versions)
	@installers/lock.sh

words: env ## the catalogue of translations anew from the sources
	$(PYTHON) -m ui.words.extract
	@installers/linux/prepare.sh
