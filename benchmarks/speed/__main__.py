"""How fast articles are filtered, from JSONL to JSONL, beside the peers.

`python -m benchmarks.speed` prints one table and writes it as Markdown into results/speed.md.
"""

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.places import RESULTS
from benchmarks.speed.comparison import Measured, compare
from benchmarks.speed.ways import FLOOR, Way, ways
from benchmarks.tables import Table, joined
from training.evaluation.wording import NONE
from training.progress import Progress

WRITTEN = RESULTS / "speed.md"
COLUMNS = (
    *("way", "articles", "CPU s", "clock s", "articles a CPU s", "MB a CPU s", "x floor"),
    *("peak MB", "cold s", "installed MB"),
)
CAPTION = (
    "Medians of {runs} rounds on {machine}. Each reads a file of invented articles "
    "(benchmarks/corpus, {kilobytes:.1f} KB of JSON each) and writes one, as a process in an "
    "environment of its own. CPU seconds are those of all its processes; those for one article, "
    "the cold start, are taken off, and so they are from the clock. “x floor” is the CPU time for "
    "a byte over that of reading and writing the JSON with orjson. Slow ways get fewer articles. "
    "The ways do not do the same: the floors decide nothing, jusText and trafilatura look for the "
    "article in a page, and here got each line as a paragraph.{missing}"
)
MEGA = 1_000_000


def main(
    arguments: Sequence[str] | None = None,
    *,
    known: Sequence[Way] | None = None,
    written: Path = WRITTEN,
) -> int:
    """Print the table, and write it as Markdown."""
    known = ways() if known is None else known
    wanted = _parser().parse_args(arguments)
    chosen = _chosen(known, wanted.only)
    progress = Progress()
    if isinstance(chosen, str):
        progress.tell(chosen)
        return 2
    found = compare(chosen, wanted.articles, wanted.runs, progress.tell)
    result = table(found, wanted.runs)
    sys.stdout.write(joined([result], markdown=False))
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_text("# Speed\n\n" + joined([result], markdown=True), "utf-8")
    progress.tell(f"wrote {written}")
    return 0


def table(found: Sequence[Measured], runs: int) -> Table:
    """Return a row for each way; those that are missing come last, and the caption says why."""
    there = [each for each in found if not each.missing]
    missing = [each for each in found if each.missing]
    floor = next((each.cpu / each.size for each in there if each.way.name == FLOOR), None)
    said = "".join(f" Missing: {each.way.name} ({each.missing})." for each in missing)
    widest = max(found, key=lambda each: each.articles)
    return Table(
        title="Speed",
        caption=CAPTION.format(
            runs=runs,
            machine=f"{platform.machine()}, {os.cpu_count()} cores, Python "
            f"{platform.python_version()}",
            kilobytes=widest.size / widest.articles / 1000,
            missing=said,
        ),
        columns=COLUMNS,
        rows=(
            *(_row(each, floor) for each in there),
            *((each.way.name, *["missing"], *[NONE] * (len(COLUMNS) - 2)) for each in missing),
        ),
    )


def _row(each: Measured, floor: float | None) -> tuple[str, ...]:
    return (
        each.way.name,
        f"{each.articles:,}",
        f"{each.cpu:.2f}",
        f"{each.clock:.2f}",
        f"{each.articles / each.cpu:,.0f}",
        f"{each.size / MEGA / each.cpu:,.1f}",
        NONE if floor is None else f"{each.cpu / each.size / floor:.1f}",
        f"{each.memory / MEGA:,.0f}" if each.memory else NONE,
        f"{each.cold_start:.2f}",
        NONE if each.installed is None else f"{each.installed / MEGA:,.0f}",
    )


def _chosen(known: Sequence[Way], only: str | None) -> list[Way] | str:
    """Return the ways that are asked for by a part of their names, or what is wrong."""
    if only is None:
        return list(known)
    parts = [part.strip().lower() for part in only.split(",")]
    for part in parts:
        if not any(part in way.name.lower() for way in known):
            return f"error: no way {part!r}; there are: {', '.join(way.name for way in known)}"
    return [way for way in known if any(part in way.name.lower() for part in parts)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000, metavar="N", help="for fast ways")
    parser.add_argument("--runs", type=int, default=3, metavar="R", help="rounds")
    parser.add_argument(
        "--only", metavar="A,B", help="only the ways with these words in their names: ours,orjson"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
