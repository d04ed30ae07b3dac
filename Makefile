# Faire avec: the commands. `make` alone lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:

PORT ?= 8000
VENV ?= .venv
TESTS ?= tests
WORKERS ?= auto
DATA := $(or $(FAIRE_AVEC_DATA_DIR),var)
BIN := $(VENV)/bin
PY := $(BIN)/python
MANAGE := $(PY) manage.py
UV := $(BIN)/uv

# What the demonstration is made of; a change in one of these prepares it again (which never undoes what people wrote).
# One stamp for each database: the SQLite file and a PostgreSQL server do not hold the same things.
DEMO_READY := $(DATA)/demo-ready-$(shell printf '%s' "$${DATABASE_URL:-sqlite}" | cksum | cut -d' ' -f1)
DEMO_SOURCES := requirements.txt $(wildcard */migrations/*.py) $(shell find home/demo -name '*.toml')
LOST := $(if $(DATABASE_URL),,$(if $(wildcard $(DATA)/site.sqlite3),,start-again))
LOST += $(if $(wildcard $(DATA)/search),,start-again)
LOCK := $(UV) pip compile --quiet --python-version 3.11 --universal --generate-hashes $(UPGRADE)

.PHONY: help
help: ## List these commands, one sentence each.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' Makefile

# --- Using the site

.PHONY: demo
demo: port-is-free $(VENV)/.installed $(DEMO_READY) ## Start a living site with its demonstration on http://127.0.0.1:8000 (PORT=8765 for another port).
	@exec home/demo/serve.sh $(BIN) $(PORT) $(DEMO_READY)

.PHONY: serve
serve: port-is-free $(VENV)/.installed ## Start the site on your working copy: it reloads at each change and shows errors in full.
	FAIRE_AVEC_DEBUG=true FAIRE_AVEC_SITE_URL=http://127.0.0.1:$(PORT) $(MANAGE) runserver 127.0.0.1:$(PORT)

$(DEMO_READY): $(DEMO_SOURCES) $(strip $(LOST)) | $(VENV)/.installed
	@mkdir -p $(DATA)
	@rm -f $@
	@# The background is off: the index is built once at the end, not after each page.
	@PYTHONUNBUFFERED=1 FAIRE_AVEC_BACKGROUND=false $(MANAGE) prepare_demo | tee $@.new
	@grep -E 'mot de passe|@exemple.test' $@.new > $@ || touch $@ # the accounts, shown again at each start
	@rm $@.new

.PHONY: start-again port-is-free
start-again:

port-is-free:
	@if (exec 3<>/dev/tcp/127.0.0.1/$(PORT)) 2>/dev/null; then \
	  echo "Le port $(PORT) est déjà pris par un autre programme. Essayez : make $(firstword $(MAKECMDGOALS)) PORT=$$(( $(PORT) + 1 ))" >&2; exit 1; fi

# --- Working on it

CHECKERS = tools/proof/node_modules/.package-lock.json
LIGHTHOUSE = tools/lighthouse/node_modules/.package-lock.json

# Python's compiled files are kept, whatever the machine says: tests start many processes, each of which reads them all.
TESTING = env -u PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX=$(or $(PYTHONPYCACHEPREFIX),$(abspath $(or $(FAIRE_AVEC_DATA_DIR),var/tests))/compiled)

.PHONY: test
test: $(VENV)/.installed-dev $(CHECKERS) ## Run every test, journeys in a real browser included (TESTS=tests/search for a part; WORKERS=0 for one process).
	@$(PY) -m config.checks.browser
	@$(TESTING) $(PY) -m pytest -n $(WORKERS) $(TESTS)

.PHONY: test-quick
test-quick: $(VENV)/.installed-dev ## Run every test but those in a browser, in three fifths of the time: while one works. `make test` before a change is proposed.
	@$(TESTING) $(PY) -m pytest -n $(WORKERS) -m "not journey" $(TESTS)

.PHONY: test-long
test-long: $(VENV)/.installed-dev ## Run what is too long for every change: the tests marked so, and many more made-up examples.
	@$(TESTING) $(PY) -m pytest -n $(WORKERS) --long $(TESTS)

.PHONY: lighthouse
lighthouse: $(VENV)/.installed-dev $(LIGHTHOUSE) ## Measure six pages on a telephone with Lighthouse: 95/100/100/100 at least, or it fails (three minutes).
	@LIGHTHOUSE=$(abspath $(LIGHTHOUSE)) $(PY) -m pytest -q -s tests/proof/lighthouse.py

.PHONY: screens
screens: $(VENV)/.installed-dev ## Draw docs/screens/ anew from the demonstration: desk and telephone, light and dark.
	@$(PY) -m pytest -q -s tests/proof/screens.py

# The checkers that tests/proof/ reads the pages with, as their lock says; scripts of packages are not run.
$(CHECKERS) $(LIGHTHOUSE): tools/%/node_modules/.package-lock.json: tools/%/package-lock.json
	@tools/proof/install.sh tools/$*
	@touch $@

.PHONY: test-cluster
test-cluster: $(VENV)/.installed-dev ## Kill one Elasticsearch node of three while people search and publish, and print what they noticed (4 GB of memory).
	@$(PY) -m pytest -s tests/cluster/killed_node.py

.PHONY: test-install
test-install: $(VENV)/.installed-dev ## Type every command of docs/operations.md in a clean Debian 12: install, upgrade, save, restore (as root, a few minutes).
	@unshare --mount $(PY) -m pytest -s tests/deploy/install/installation.py

# ES_PORT=9400 ES_NODES=3 ES_SECURITY=true …: deploy/elasticsearch/README.md explains each.
.PHONY: elasticsearch elasticsearch-stop
elasticsearch: ## Start a real Elasticsearch 8 for tests and trials, and print how to reach it (ES_NODES=3 ES_SECURITY=true).
	@deploy/elasticsearch/server.sh start
elasticsearch-stop: ## Stop it; its data stay for the next start.
	@deploy/elasticsearch/server.sh stop

CHECKS := format lint types stairs migrations plurals templates deployment audit
.PHONY: check $(CHECKS:%=check-%)
check: $(CHECKS:%=check-%) ## Check everything that is not a test: format, lint, types, stairs, migrations, plurals, templates, deployment, audit.
	@echo "Everything checked: $(CHECKS)."

check-format: $(VENV)/.installed-dev
	$(BIN)/ruff format --quiet --check --output-format concise .
	$(BIN)/oxfmt --list-different static/css static/js
check-lint: $(VENV)/.installed-dev
	$(BIN)/ruff check --quiet --output-format concise .
	$(BIN)/oxlint --deny-warnings --format=unix static/js
check-types: $(VENV)/.installed-dev
	$(BIN)/mypy --no-error-summary
check-stairs: $(VENV)/.installed-dev
	$(BIN)/lint-imports | tail -n 5
check-migrations: $(VENV)/.installed-dev
	$(MANAGE) makemigrations --check --dry-run
check-plurals: $(VENV)/.installed-dev
	$(PY) -m config.checks.catalogue
check-templates: $(VENV)/.installed-dev
	$(BIN)/djlint --quiet --lint templates
check-deployment: $(VENV)/.installed-dev # the settings of production, with an environment made up for the occasion
	DJANGO_SETTINGS_MODULE=config.settings.production FAIRE_AVEC_SITE_URL=https://exemple.test FAIRE_AVEC_EMAIL_URL=smtp://localhost:25 \
	  FAIRE_AVEC_SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))') \
	  $(MANAGE) check --deploy --fail-level WARNING
check-audit: $(VENV)/.installed-dev
	$(PY) -m config.checks.audit requirements.txt

.PHONY: format
format: $(VENV)/.installed-dev ## Lay Python, CSS and JavaScript out as the house does, and mend what can be mended alone.
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format .
	$(BIN)/oxfmt static/css static/js

.PHONY: messages
messages: $(VENV)/.installed-dev ## Gather the plurals of the code and the templates into the French catalogue, and compile it.
	$(PY) -m config.checks.catalogue --write

.PHONY: lock
lock: $(VENV)/.installed ## Compile the three lock files after a change in a requirements*.in (UPGRADE=--upgrade for newer versions).
	$(LOCK) requirements-uv.in -o requirements-uv.txt
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-dev.in -o requirements-dev.txt

.PHONY: clean
clean: ## Remove what the tools leave behind; the site's data and the virtual environment stay.
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage var/tests
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +

# --- The virtual environment: made when missing, filled again when a lock changes. uv is quick; pip does as well where uv cannot.

$(VENV)/.uv: requirements-uv.txt
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi; python=; done; \
	if [ -z "$$python" ]; then echo "Python 3.11 ou plus récent est nécessaire (Debian : apt install python3.11 python3.11-venv)." >&2; exit 1; fi; \
	"$$python" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Le module venv de Python manque (Debian : apt install python3.11-venv)." >&2; exit 1; }; \
	echo "Environnement Python : $(VENV) ($$("$$python" --version))"; \
	"$$python" -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@touch $@

define fill
@echo "Installation de $(1)…"
@VIRTUAL_ENV=$(abspath $(VENV)) $(UV) pip install --quiet --require-hashes -r $(1) \
  || { echo "uv n’y arrive pas ici, pip prend le relais (plus lent)."; $(PY) -m pip install --quiet --require-hashes -r $(1); }
@touch $@
endef

.PHONY: .venv-is-filled
.venv-is-filled: $(VENV)/.installed-dev $(CHECKERS)

$(VENV)/.installed: requirements.txt $(VENV)/.uv
	$(call fill,requirements.txt)

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(call fill,requirements-dev.txt)
