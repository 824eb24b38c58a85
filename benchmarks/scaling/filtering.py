"""What `detector filter` takes as articles grow in number, and in length."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus.articles import Record, made, made_of_length
from benchmarks.corpus.files import one, write
from benchmarks.places import CACHE
from benchmarks.processes import Taken, measure
from benchmarks.speed.environments import OURS, environment
from benchmarks.tables import Table
from training.progress import Progress

NUMBERS = (1_000, 10_000, 100_000)
MILLION = 1_000_000
LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
TOGETHER = 20_000_000  # characters in all articles of one length
STARTS = 3  # of which the quickest counts: the first also reads the disk
COLUMNS = ("CPU s", "clock s", "us a KB", "x first", "peak MB")
CAPTION = (
    "`detector filter in.jsonl -o out.jsonl` on invented articles, once each, as it is installed "
    "from a wheel. CPU seconds and clock without those of one article, the cold start; "
    "“x first” is the CPU time for a byte of JSON over that of the first row."
)
MEGA = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is measured: its name, and how many articles and bytes there were."""

    name: str
    articles: int
    size: int
    taken: Taken


def by_number(*, million: bool) -> Table:
    """Filter 1,000 articles and more."""
    numbers = (*NUMBERS, MILLION) if million else NUMBERS
    rows = [_filtered(f"{count:,} articles", count, made(count)) for count in numbers]
    return _table("More articles", rows)


def by_length() -> Table:
    """Filter articles of 1 KB to 10 MB."""
    rows = []
    for length in LENGTHS:
        count = TOGETHER // length
        name = f"{length // 1000:,} KB an article"
        rows.append(_filtered(name, count, made_of_length(count, length)))
    return _table("Longer articles", rows)


def _filtered(name: str, count: int, records: Iterable[Record]) -> Row:
    Progress().tell(f"filter: {name}")
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        given = Path(folder, "given.jsonl")
        write(given, records)
        size, taken = given.stat().st_size, _taken(given, Path(folder, "kept.jsonl"))
    return Row(name=name, articles=count, size=size, taken=taken)


def _taken(given: Path, kept: Path) -> Taken:
    program = environment(OURS) / "bin" / "detector"
    return measure([str(program), "filter", str(given), "-o", str(kept)])


def _table(title: str, rows: list[Row]) -> Table:
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        starts = [_taken(one(), Path(folder, "kept.jsonl")) for _ in range(STARTS)]
    start = min(starts, key=lambda each: each.clock)
    rates = [(row.taken.cpu - start.cpu) / row.size for row in rows]
    cells = [
        (
            row.name,
            f"{row.articles:,}",
            f"{row.taken.cpu - start.cpu:.2f}",
            f"{row.taken.clock - start.clock:.2f}",
            f"{rate * 1e9:.1f}",
            f"{rate / rates[0]:.2f}",
            f"{row.taken.memory / MEGA:,.0f}",
        )
        for row, rate in zip(rows, rates, strict=True)
    ]
    return Table(
        title=title,
        caption=CAPTION,
        columns=("", "articles", *COLUMNS),
        rows=tuple(cells),
    )
