# Two commands set everything up: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: demo test bench lexer model clean

demo: $(READY)
	$(BIN)/detector score --table seeds/low seeds/good
	@echo
	@echo "Why is one of them low? $(BIN)/detector explain seeds/low/04-*.md"
	@echo "Filter your own:        $(BIN)/detector filter yours.jsonl -o kept.jsonl --rejected low.jsonl"

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

# How time grows with length, on the hardest texts.
bench: $(READY)
	$(BIN)/python -m benchmarks.scaling
	$(BIN)/python -m benchmarks.lines

# Compile the lexer and the sweeps again after an edit.
lexer: $(READY)
	$(BIN)/python setup.py --quiet build_ext --inplace --force

# Train models/default again, from the corpus that training/recipe.toml names.
model: $(READY)
	$(BIN)/python -m training model
	$(BIN)/python -m training lines
	$(BIN)/python -m training floors

$(READY): pyproject.toml setup.py detector/lexer.py detector/lines/sweeps.py
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[all]" --group dev
	touch $(READY)

clean:
	rm -rf .venv build dist *.egg-info .cache detector/lexer.c detector/lexer.*.so detector/lines/sweeps.c detector/lines/sweeps.*.so
