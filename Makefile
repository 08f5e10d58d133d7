# Two commands matter: `make run` starts everything, `make test` checks everything.
# ALONGSIDE_DEMO=1 lets what a single machine lacks be embedded; production never sets it.

PORT ?= 8000
BIN := .venv/bin
PYTHON := $(BIN)/python
SOURCES := common config common people programs assessments bench tests tools manage.py
export PORT
# The tests start many processes that load the same modules: those are compiled once.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help

help:  ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## Install what is needed into the checkout; does nothing where all is there
	@tools/setup

run: export ALONGSIDE_DEMO := 1
run: setup  ## Start the demo: PostgreSQL, a broker, web, worker and beat (PORT=8000)
	@exec $(PYTHON) -m tools.demo.supervisor --end-with-parent

year: export ALONGSIDE_DEMO := 1
year: setup  ## Start a new demo with last year's intake in it, which takes minutes (after make reset)
	@exec $(PYTHON) -m tools.demo.supervisor --end-with-parent --with-year

reset:  ## Forget the demo's data
	@$(PYTHON) -m tools.demo.reset

test: lint  ## Lint, unit tests, then browser tests in Chromium
	@exec $(PYTHON) -m tools.test

test-quick: lint  ## Lint and unit tests alone
	@exec $(PYTHON) -m tools.test --quick

test-all: lint  ## For nights: whole crawl, long property walks, slow starts
	@exec $(PYTHON) -m tools.test --all

lint: export ALONGSIDE_DEMO := 1
lint: setup  ## Judge style, types, templates, migrations, the image and the production settings
	@$(MAKE) --no-print-directory --jobs=2 lint-pages lint-code

lint-code:
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/hadolint Dockerfile
	$(PYTHON) tools/check.py

lint-pages:
	$(BIN)/djlint --quiet --check --lint templates
	$(PYTHON) -m tools.lint_front_end
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec compose.yaml

coverage: setup  ## Which lines no unit test reaches
	@exec $(PYTHON) -m pytest tests --ignore=tests/browser --numprocesses=2 --quiet --cov --cov-report=term

pictures: export ALONGSIDE_DEMO := 1
pictures: setup  ## Take the pictures of the README and the docs anew, of a demo made for them
	@exec $(PYTHON) -m tools.pictures

format: setup  ## Put Python and templates into shape
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/djlint --quiet --reformat templates

bench: export ALONGSIDE_DEMO := 1
bench: setup  ## How long pages and services take, on data of its own (size=2000 pairs; 60000 is the real size)
	$(PYTHON) bench/mentorship.py --pairs $(or $(size),2000)
	$(PYTHON) bench/signoff.py
	$(PYTHON) bench/reminders.py
	$(PYTHON) -m bench.rota

load: export ALONGSIDE_DEMO := 1
load: setup  ## What a machine serves while many ask at once (people=50 seconds=10)
	$(BIN)/pip install --quiet --disable-pip-version-check --only-binary :all: -r requirements-bench.txt
	$(PYTHON) bench/load.py --people $(or $(people),50) --seconds $(or $(seconds),10)

shell: export ALONGSIDE_DEMO := 1
shell: setup  ## A Python shell on the running demo's data
	@exec $(PYTHON) -m tools.demo.manage shell

manage: export ALONGSIDE_DEMO := 1
manage: setup  ## Any command on the running demo's data: make manage do="import_people FILE"
	@exec $(PYTHON) -m tools.demo.manage $(do)

audit: setup  ## Compare the pinned libraries with known holes, and list them all in .local/sbom
	@exec $(PYTHON) tools/audit.py

constraints:  ## Pin again what requirements*.txt bring along
	@$(PYTHON) tools/pin.py

.PHONY: help setup run year reset test test-quick test-all lint lint-code lint-pages coverage pictures format bench load shell manage audit constraints
