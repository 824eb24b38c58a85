"""Sentences and other lines of the project's seeds, with blanks where words of content stood.

So invented articles have the punctuation, the quotations, the lists and the tables that people and
machines write, in the project's own wording, and yet hardly a run of words twice.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.corpus.vocabulary import kind_of

SEEDS = Path(__file__).parent.parent.parent / "seeds"
GOOD = "clean"
LEAST = 8  # words of a line that is taken for prose
SENTENCE = re.compile(r"(?<=[.!?][\"”’)]|\w[.!?])\s+(?=[\"“‘(]?[A-Z])")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """A text with `%s` for each blank, and of each blank the word that stood there and its kind."""

    frame: str
    blanks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What articles of one sort are made of.

    `sentences` are whole, `openings` end and `closings` begin at the first comma of one, so that
    they can be joined anew. `blocks` are runs of lines that are not prose.
    """

    sentences: tuple[Skeleton, ...]
    openings: tuple[Skeleton, ...]
    closings: tuple[Skeleton, ...]
    blocks: tuple[Skeleton, ...]


@cache
def stocks() -> Mapping[str, Stock]:
    """Return the stock of each sort: "clean", "filler", "spam" and "boilerplate"."""
    prose: dict[str, list[str]] = defaultdict(list)
    blocks: dict[str, list[str]] = defaultdict(list)
    for sort, text in _seeds():
        for part, is_prose in _parts(text.split("\n")):
            if is_prose:
                prose[sort] += SENTENCE.split(part)
            else:
                blocks[sort].append(part)
    return {sort: _stock(prose[sort], blocks[sort]) for sort in blocks}


@cache
def known_words() -> Mapping[str, Counter[str]]:
    """Return how often the seeds use each word that a blank stands for, by kind."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for stock in stocks().values():
        for each in (*stock.sentences, *stock.blocks):
            for word, kind in each.blanks:
                counts[kind][word] += 1
    return counts


def skeleton(text: str) -> Skeleton:
    """Take the words of content out of a text."""
    blanks: list[tuple[str, str]] = []

    def blank(match: re.Match[str]) -> str:
        kind = kind_of(match[0], inside=match.string[: match.start()].endswith(" "))
        if kind is None:
            return match[0]
        blanks.append((match[0], kind))
        return "%s"

    return Skeleton(frame=WORD.sub(blank, text.replace("%", "%%")), blanks=tuple(blanks))


def _stock(sentences: Sequence[str], blocks: Sequence[str]) -> Stock:
    halves = [each.partition(", ") for each in sentences if ", " in each and '"' not in each]
    return Stock(
        sentences=tuple(map(skeleton, sentences)),
        openings=tuple(skeleton(f"{opening}, ") for opening, _, _ in halves),
        closings=tuple(skeleton(closing) for _, _, closing in halves),
        blocks=tuple(map(skeleton, blocks)),
    )


def _seeds() -> Iterator[tuple[str, str]]:
    with (SEEDS / "labels.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["kind"] or GOOD, (SEEDS / row["id"]).read_text("utf-8")


def _parts(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield each line of prose, and each run of other lines as one block."""
    block: list[str] = []
    for line in (*lines, ""):
        prose = len(line.split()) >= LEAST and line.rstrip().endswith((".", "!", "?", '"', "”"))
        if line.strip() and not prose:
            block.append(line)
            continue
        if block:
            yield "\n".join(block), False
            block = []
        if prose:
            yield line.strip(), True
