"""Where the time goes when JSONL is filtered: `python -m benchmarks.stages [--articles N]`.

The command runs in this process with a clock around the functions that the stages are made of.
A stage's time is its own: what it calls that is a stage, too, is not counted twice.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

from benchmarks.corpus.files import corpus
from benchmarks.places import RESULTS
from benchmarks.tables import Table, joined
from detector import evidence, features, lexing, traits
from detector.application import Application
from detector.cli import app
from detector.cli.judging import Judging
from detector.formats import json_record
from detector.traits.shapes import Pattern, Phrases

WRITTEN = RESULTS / "stages.md"
READING = "reading lines and writing them, in threads of their own"
PYTHON = "the verdict spliced into the line, and all that stands between the stages"
# What is done, and the function that does it: whose attribute it is, and its name.
STAGES: tuple[tuple[str, Any, str], ...] = (
    ("text out of the JSON, by orjson", json_record, "plain_text"),
    ("tokens, lines and counts", traits, "lex"),
    ("phrases", lexing, "match"),
    ("{}", traits, "_find"),
    ("lines cut out", traits, "_cut"),
    ("measures", traits, "measure"),
    ("features of the traits", features, "_numbers"),
    ("n-grams hashed", features, "ngrams"),
    ("n-grams looked up", features.Vocabulary, "look_up"),
    ("weights added up", Application, "apply"),
    ("kinds of the low ones", Application, "kinds_of"),
    ("runs and reasons", evidence, "_batch"),
    ("verdicts written as JSON", evidence, "written"),
    ("verdicts as objects", evidence, "verdicts"),
    (PYTHON, Judging, "of_lines"),
)


class Clock:
    """Adds up the time of stages that call each other, in seconds of this thread's CPU."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def around(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with a clock around it."""

        def clocked(*given: Any, **named: Any) -> Any:
            begun = time.thread_time()
            self._inner.append(0.0)
            try:
                return function(*given, **named)
            finally:
                taken = time.thread_time() - begun
                self.spent[_named(stage, given)] += taken - self._inner.pop()
                self._inner[-1] += taken

        return clocked


def main(arguments: Sequence[str] | None = None, *, written: Path = WRITTEN) -> int:
    """Print the table, and write it as Markdown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stages", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000, metavar="N")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    wanted = parser.parse_args(arguments)
    given = corpus(wanted.articles)
    runs = [_run(given) for _ in range(wanted.runs + 1)][1:]  # the first compiles patterns
    result = table(runs, wanted.articles)
    sys.stdout.write(joined([result], markdown=False))
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_text("# Stages\n\n" + joined([result], markdown=True), "utf-8")
    return 0


def table(runs: Sequence[dict[str, float]], articles: int) -> Table:
    """Return the medians, the dearest first."""
    cost = {stage: median(run.get(stage, 0.0) for run in runs) / articles for stage in runs[0]}
    total = sum(cost.values())
    ordered = sorted(cost, key=lambda stage: -cost[stage])
    rows = [
        (each, f"{1e6 * cost[each]:.1f}", f"{100 * cost[each] / total:.0f}") for each in ordered
    ]
    return Table(
        title="Where the time goes",
        caption=f"CPU time of `detector filter`, medians of {len(runs)} runs over {articles:,} "
        "invented articles. The clocks take a few percent themselves.",
        columns=("stage", "us an article", "%"),
        rows=(*rows, ("all", f"{1e6 * total:.1f}", "100")),
    )


def _run(given: Path) -> dict[str, float]:
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        for stage, owner, name in STAGES:
            clocked = clock.around(stage, getattr(owner, name))
            stack.enter_context(mock.patch.object(owner, name, clocked))
        cpu, thread = time.process_time(), time.thread_time()
        app(["filter", str(given), "-o", str(Path(folder, "kept.jsonl"))], standalone_mode=False)
        own = time.thread_time() - thread
        others = time.process_time() - cpu - own
    spent = dict(clock.spent)
    spent[PYTHON] += own - sum(spent.values())
    return {**spent, READING: others}


def _named(stage: str, given: tuple[Any, ...]) -> str:
    """Tell the traits' shapes apart: a trait is what `_find` is given first."""
    if stage != "{}":
        return stage
    shape = type(given[0])
    return {Pattern: "pattern traits", Phrases: "phrase traits"}.get(shape, "structure traits")


if __name__ == "__main__":
    raise SystemExit(main())
