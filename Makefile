# Everything starts here; Python 3.11 or later and make are all that is needed.
#
#   make handouts      build every handout of this project into output/
#   make test          lint, types, import contracts and all tests
#   make conformance   every built PDF through veraPDF, PDF/UA-1 and PDF/A-2a
#   make soak          what takes long: every sheet measured and heard, every two of the roles side by side, made
#                      flowcharts and projects, a build killed often, 500 logos beside Chromium's
#   make benchmark     what others take for the same sheet, in one run
#   make gallery       the pictures of the README and of docs/gallery.md, and the ink of each style
#   make reference     the reference for authors of layouts, with its pictures
#   make coverage      docs/coverage.md: what stands behind each state's rules, and when to read them again
#   make clean         remove what these made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: handouts test conformance soak gallery reference coverage benchmark clean

handouts: $(VENV)/.installed
	@$(BIN)/handouts build

test: $(VENV)/.test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist loadfile

conformance: $(VENV)/.test-installed
	$(BIN)/handouts build
	$(BIN)/python -m tests.conformance output

# enough for 2,000 projects with veraPDF on 2 cores
MINUTES ?= 60

soak: $(VENV)/.test-installed
	$(BIN)/python -m tests.soak.sheets
	$(BIN)/python -m tests.soak.styles
	$(BIN)/python -m tests.soak.spoken
	$(BIN)/python -m tests.soak.flowcharts
	$(BIN)/python -m tests.soak.killed 20
	$(BIN)/python -m tests.soak.pairs
	$(BIN)/python -m tests.soak.logos
	$(BIN)/python -m tests.soak --minutes $(MINUTES)

gallery: $(VENV)/.test-installed
	$(BIN)/python docs/gallery.py
	$(BIN)/python docs/ink.py

reference: $(VENV)/.test-installed
	$(BIN)/python docs/reference.py

coverage: $(VENV)/.installed
	$(BIN)/python docs/coverage.py

benchmark: $(VENV)/.installed
	$(PIP) install --quiet --editable '.[bench]'
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find output -mindepth 1 -not -name .gitignore -delete

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "handouts needs Python 3.11 or later, this is %d.%d: run make PYTHON=python3.12, for example" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml $(BIN)/python
	$(PIP) install --quiet --editable .
	@touch $@

$(VENV)/.test-installed: pyproject.toml $(BIN)/python
	$(PIP) install --quiet --editable '.[test]'
	@touch $@ $(VENV)/.installed
