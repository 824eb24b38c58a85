"""Writes a file of invented articles: `python -m benchmarks.corpus FILE --articles N`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpus.articles import SEED, made
from benchmarks.corpus.files import write


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("file", type=Path, help="the .jsonl to write")
    parser.add_argument("--articles", type=int, default=1_000, metavar="N")
    parser.add_argument("--seed", type=int, default=SEED)
    wanted = parser.parse_args(arguments)
    write(wanted.file, made(wanted.articles, wanted.seed))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
