# Two commands set everything up: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
FRAMEWORKS := .venv/frameworks

.PHONY: demo test bench lexer tables wheels model screenshots clean

demo: $(READY)
	$(BIN)/detector score --table seeds/low seeds/good
	@echo
	@echo "Why is one of them low? $(BIN)/detector explain seeds/low/04-*.md"
	@echo "Filter your own:        $(BIN)/detector filter yours.jsonl -o kept.jsonl --rejected low.jsonl"

test: $(FRAMEWORKS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses 2 --dist worksteal

# Speed beside the peers, how time and memory grow, how well lines are told apart: 15 minutes.
# The first run makes an environment for each peer, which takes 3 GB and 10 minutes more.
bench: $(READY)
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.stages
	$(BIN)/python -m benchmarks.scaling
	$(BIN)/python -m benchmarks.lines

# Compile again after an edit of a file that Cython compiles.
lexer: $(READY)
	$(BIN)/python setup.py --quiet build_ext --inplace --force

# Store again what the lexer looks for, after an edit of a phrase list or a pattern.
tables: $(READY)
	$(BIN)/python -m training tables

# The sdist and a wheel for this machine and each of PYTHONS, tried in a clean environment: dist/.
PYTHONS ?= $(PYTHON)
wheels: $(READY)
	.ci/wheels $(PYTHONS)

# Train models/default again, from the corpus that training/recipe.toml names.
model: $(READY)
	$(BIN)/python -m training model
	$(BIN)/python -m training lines
	$(BIN)/python -m training asking
	$(BIN)/python -m training floors

# Pictures of the pages for the README and the docs, taken by Chromium: docs/pictures/.
screenshots: $(FRAMEWORKS)
	$(BIN)/python -m tests.serve.screenshots

$(READY): pyproject.toml setup.py $(patsubst %.pyi,%.py,$(wildcard detector/*.pyi detector/lines/*.pyi))
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[all]" --group dev
	touch $(READY)

# The frameworks that detector.integrations connects to, Ray and Spark among them: 1.3 GB, for tests.
$(FRAMEWORKS): $(READY)
	$(BIN)/python -m pip install --quiet "article-detector[integrations,postgres]" --group frameworks
	touch $(FRAMEWORKS)

clean:
	rm -rf .venv build dist *.egg-info .cache detector/*.c detector/*.so detector/lines/*.c detector/lines/*.so
