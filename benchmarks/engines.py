"""What sharing the work costs: `python -m benchmarks.engines [--articles N] [--runs R]`.

A folder of parts is filtered by one process, by two, and by two workers of Ray and of Spark; then
an eighth of it, to tell the start from the work. What an engine takes more for an article is the
overhead. Its processes are not the command's own, so that the clock counts: let nothing else run.
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
from benchmarks.processes import measure
from benchmarks.tables import Table, joined
from detector.errors import DetectorError
from training.progress import Progress

WRITTEN = RESULTS / "engines.md"
PARTS, FEWER = 16, 2
COLUMNS = ("", "start s", "articles a second", "us an article and core", "more than one process")
CAPTION = (
    "`detector filter FOLDER -o OUT` on {articles:,} invented articles in {parts} files of JSONL, "
    "and on the first {fewer} of them; medians of {runs}. The start is what is left of the clock "
    "without the articles."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How the command is told to share the work, and among how many."""

    options: tuple[str, ...] = ()
    workers: int = 1


WAYS: Mapping[str, Way] = {
    "one process": Way(),
    "--jobs 2": Way(options=("--jobs", "2"), workers=2),
    "--engine ray --jobs 2": Way(options=("--engine", "ray", "--jobs", "2"), workers=2),
    "--engine spark --jobs 2": Way(options=("--engine", "spark", "--jobs", "2"), workers=2),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds until the first article, and seconds of one core for each article."""

    start: float
    article: float


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
        costs = {name: _cost(name, way, some, many, articles, runs) for name, way in WAYS.items()}
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
            f"{WAYS[name].workers / cost.article:,.0f}",
            f"{cost.article * 1e6:.0f}",
            f"{(cost.article - alone) * 1e6:+.0f}",
        )
        for name, cost in costs.items()
    )


def _cost(name: str, way: Way, some: Path, many: Path, articles: int, runs: int) -> Cost:
    short = median(_seconds(name, way, some) for _ in range(runs))
    long = median(_seconds(name, way, many) for _ in range(runs))
    between = articles - articles // PARTS * FEWER
    article = (long - short) / between
    return Cost(
        start=max(short - article * (articles - between), 0.0), article=article * way.workers
    )


def _seconds(name: str, way: Way, given: Path) -> float:
    Progress().tell(f"{name}: {given.name}")
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        kept = "kept" if "--engine" in way.options else "kept.jsonl"
        command = [sys.executable, "-m", "detector", "filter", str(given)]
        return measure([*command, "-o", str(Path(folder, kept)), *way.options]).clock


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=__doc__)
    parser.add_argument("--articles", type=int, default=160_000, metavar="N")
    parser.add_argument("--runs", type=int, default=3, metavar="R")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
