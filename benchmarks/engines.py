"""What sharing the work costs: `python -m benchmarks.engines [--articles N] [--runs R]`.

A folder of parts is filtered by one process, by two, and by two workers of Ray and of Spark; then
an eighth of it, to tell the start from the work. What an engine takes more for an article is the
overhead: CPU time of the command and of all processes of the engine.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.corpus.articles import Record, made
from benchmarks.corpus.files import write
from benchmarks.places import CACHE, RESULTS
from benchmarks.processes import Taken, measure
from benchmarks.tables import Table, joined
from detector.errors import DetectorError
from training.progress import Progress

WRITTEN = RESULTS / "engines.md"
PARTS, FEWER = 16, 2
WAYS: Mapping[str, tuple[str, ...]] = {
    "one process": (),
    "--jobs 2": ("--jobs", "2"),
    "--engine ray --jobs 2": ("--engine", "ray", "--jobs", "2"),
    "--engine spark --jobs 2": ("--engine", "spark", "--jobs", "2"),
}
COLUMNS = ("", "start CPU s", "CPU us an article", "more than one process", "clock s")
CAPTION = (
    "`detector filter FOLDER -o OUT` on {articles:,} invented articles in {parts} files of JSONL, "
    "and on the first {fewer} of them; medians of {runs}. The start is what is left without the "
    "articles; the clock is that of the whole."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU seconds for the start and for each article, and seconds on the clock for all."""

    start: float
    article: float
    clock: float


def main(arguments: Sequence[str] | None = None, *, written: Path = WRITTEN) -> int:
    """Print the table, and write it as Markdown."""
    wanted = _parser().parse_args(arguments)
    try:
        table = measured(wanted.articles, wanted.runs)
    except DetectorError as fault:
        print(f"error: {fault}", file=sys.stderr)
        return 2
    sys.stdout.write(joined([table], markdown=False))
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_text("# Engines\n\n" + joined([table], markdown=True), "utf-8")
    return 0


def measured(articles: int, runs: int) -> Table:
    """Run every way on all parts and on some."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        some, many = Path(folder, "some"), Path(folder, "many")
        write_parts(some, made(articles), articles // PARTS, FEWER)
        write_parts(many, made(articles), articles // PARTS, PARTS)
        costs = {name: _cost(name, some, many, articles, runs) for name in WAYS}
    caption = CAPTION.format(articles=articles, parts=PARTS, fewer=FEWER, runs=runs)
    return Table(title="Engines", caption=caption, columns=COLUMNS, rows=rows(costs))


def write_parts(folder: Path, records: Iterator[Record], each: int, parts: int) -> None:
    """Write so many files of so many articles."""
    folder.mkdir()
    for number in range(parts):
        write(folder / f"{number:02}.jsonl", islice(records, each))


def rows(costs: Mapping[str, Cost]) -> tuple[tuple[str, ...], ...]:
    """Return the cells, the first way being what the others are held against."""
    alone = next(iter(costs.values())).article
    return tuple(
        (
            name,
            f"{cost.start:.1f}",
            f"{cost.article * 1e6:.0f}",
            f"{(cost.article - alone) * 1e6:+.0f}",
            f"{cost.clock:.1f}",
        )
        for name, cost in costs.items()
    )


def _cost(name: str, some: Path, many: Path, articles: int, runs: int) -> Cost:
    short = median(_taken(name, some).cpu for _ in range(runs))
    long = [_taken(name, many) for _ in range(runs)]
    fewer = articles // PARTS * FEWER
    article = (median(each.cpu for each in long) - short) / (articles - fewer)
    start = max(short - article * fewer, 0.0)
    return Cost(start=start, article=article, clock=median(each.clock for each in long))


def _taken(name: str, given: Path) -> Taken:
    Progress().tell(f"{name}: {given.name}")
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        kept = "kept" if "--engine" in WAYS[name] else "kept.jsonl"
        command = [sys.executable, "-m", "detector", "filter", str(given)]
        return measure([*command, "-o", str(Path(folder, kept)), *WAYS[name]])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=__doc__)
    parser.add_argument("--articles", type=int, default=160_000, metavar="N")
    parser.add_argument("--runs", type=int, default=3, metavar="R")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
