"""How time and memory grow, with many articles, with long ones, and on the worst texts.

`python -m benchmarks.scaling [filter] [score] [clean]` prints the tables of the parts asked for, or
of all, and writes those of `filter` and `score` as Markdown into results/scaling.md.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.places import RESULTS
from benchmarks.scaling import cleaning
from detector.errors import DetectorError

WRITTEN = RESULTS / "scaling.md"
PARTS = ("filter", "score", "clean")


def main(arguments: Sequence[str] | None = None, *, written: Path = WRITTEN) -> int:
    """Print the parts.

    Cleaning comes first: its processes take over how much memory this one has used, so that
    nothing large may be imported before.
    """
    wanted = _parser().parse_args(arguments)
    parts = wanted.parts or PARTS
    if "clean" in parts:
        print("Cleaning: time, and the most memory held, in a process of its own for each text\n")
        for row in cleaning.report():
            print(row, flush=True)
        print()
    if set(parts) != {"clean"}:
        try:
            _tables(parts, million=wanted.million, written=written)
        except DetectorError as fault:
            print(f"error: {fault}", file=sys.stderr)
            return 2
    return 0


def _tables(parts: Sequence[str], *, million: bool, written: Path) -> None:
    from benchmarks.scaling import filtering, scoring
    from benchmarks.tables import joined

    tables = []
    if "filter" in parts:
        tables += [filtering.by_number(million=million), filtering.by_length()]
    if "score" in parts:
        tables.append(scoring.table())
    sys.stdout.write(joined(tables, markdown=False))
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_text("# Scaling\n\n" + joined(tables, markdown=True), "utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaling", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=PARTS, metavar="PART", help=", ".join(PARTS))
    parser.add_argument(
        "--million", action="store_true", help="filter 1,000,000 articles, too: 5 GB of disk"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
