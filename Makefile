# make run   serve the dashboard on http://localhost:8050      make test  run every test
# Works with GNU make 3.81 (macOS). Everything is installed in .venv/ and node_modules/ of this folder.

PY := .venv/bin/python
# Nothing that is installed here may ask the user a question.
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.PHONY: help run several test bench bench-peers bench-load fuzz sbom lint check build lock styles clean

help:
	@echo "make run    dashboard op http://localhost:8050 (PORT en HOST zijn vrij te kiezen)"
	@echo "make several twee servers achter nginx, met PostgreSQL, om te proberen (ARGS=--proof om te meten)"
	@echo "make test   alle tests, ook die in de browser"
	@echo "make check  controleer de gegevens in data/"
	@echo "make bench  meet de snelheid"
	@echo "make bench-peers  meet dezelfde pagina ook in Vizro, Streamlit, Panel, Shiny en dash-leaflet"
	@echo "make bench-load   meet hoe het gaat met 200 bezoekers tegelijk"
	@echo "make lint   stijl, types en importregels van de code"
	@echo "make fuzz   stuur een miljoen kapotte vragen naar de server, en kijk of die heel blijft"
	@echo "make sbom   schrijf op uit welke pakketten het dashboard bestaat (CycloneDX), in build/"
	@echo "make lock   leg de versies van alle pakketten opnieuw vast"
	@echo "make styles leg opnieuw vast welke stijlen Dash en Plotly toevoegen (na een nieuwe versie)"
	@echo "make clean  verwijder alles wat is opgehaald of gemaakt"

run: build
	@echo "Het dashboard draait zo op http://localhost:$${PORT:-8050} (stoppen met Ctrl+C)."
	@exec .venv/bin/gunicorn app:server

test: build .venv/dev.stamp
	@$(PY) -m scripts.find_chromium
	@$(PY) -m scripts.find_nginx || echo "De tests van meer servers worden overgeslagen."
	@# Apart: these tests fork, and a process with the threads of other tests in it must not.
	@$(PY) -m pytest -n auto --dist loadfile tests/store
	@# In the order of tests/conftest.py, long files first; xdist itself would begin with those of many short tests.
	@$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder --ignore=tests/store
	@if ls tests/js/*.test.* >/dev/null 2>&1; then $(PY) -m scripts.node_tools node --test tests/js/; fi

several: build .venv/dev.stamp
	@$(PY) -m scripts.find_nginx
	@exec $(PY) -m scripts.several $(ARGS)

bench: build .venv/dev.stamp
	@$(PY) -m scripts.find_chromium
	@$(PY) -m benchmarks

fuzz: build .venv/dev.stamp
	@$(PY) -m tests.callbacks.fuzzing --posts $${POSTS:-1000000}

sbom: .venv/dev.stamp node_modules/.package-lock.json
	@$(PY) -m scripts.sbom

# Other frameworks, each page with its own requirements in build/peers/; ARGS="--runs 2" and the like go along.
bench-peers: build .venv/dev.stamp
	@$(PY) -m scripts.find_chromium
	@$(PY) -m benchmarks.peers $(ARGS)

bench-load: build .venv/dev.stamp
	@$(PY) -m scripts.find_chromium
	@$(PY) -m benchmarks.load $(ARGS)

lint: .venv/dev.stamp
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

check: .venv/run.stamp
	@$(PY) -m gka_dash check

build: .venv/run.stamp node_modules/.package-lock.json
	@$(PY) -m gka_dash build

lock: .venv/dev.stamp
	@sh scripts/lock.sh

styles: build .venv/dev.stamp
	@$(PY) -m scripts.find_chromium
	@$(PY) -m scripts.harvest_style_hashes

clean:
	rm -rf .venv node_modules build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# A stamp is newer than its requirements: nothing to do. The interpreter is looked for once.
.venv/run.stamp: requirements.txt scripts/make_venv.sh
	@sh scripts/make_venv.sh
	@echo "Python-pakketten ophalen (de eerste keer duurt dat een paar minuten)…"
	@$(PY) -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	@echo "Pakketten voor de tests ophalen…"
	@$(PY) -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

# Written by npm itself. If npm cannot run, one line says so and the next make tries again.
node_modules/.package-lock.json: package-lock.json package.json .npmrc .venv/run.stamp
	@echo "Front-endpakketten ophalen…"
	@$(PY) -m scripts.node_tools install
