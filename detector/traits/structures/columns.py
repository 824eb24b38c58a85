"""Small tables, set with pipes or tabs, and what kind of thing their cells hold."""

from dataclasses import dataclass

import numpy as np
import regex

from detector.arrays import PIPES, TABS, WORDS
from detector.lexemes import Lexemes

CONCRETE = regex.compile(r"""[\d`$€£%@<>{}=\\"“”✓✔✗✘#_]|\bhttps?:|\]\(|:\s*$|^\W*$""")
RULE = regex.compile(r"[\s|:+=─━-]*")
PHRASE = regex.compile(r"[\w’'*-]+(?:[ ,/&-]+[\w’'*-]+)*?[ ,/&-]+[a-z]{3,}.*")
ROWS = range(2, 16)  # under the header
WIDEST = 14  # words of a cell, on average


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Lines `first` to `last`, and shares of the cells under its header."""

    article: int
    first: int
    last: int
    rows: int
    vague: float  # cells with no figure, code or quotation
    phrases: float  # cells of several words that are no name


def tables(lexemes: Lexemes) -> list[Table]:
    """Find the small tables, all rows of which have as many cells."""
    return [table for run in _runs(lexemes) if (table := _read(lexemes, *run))]


def _runs(lexemes: Lexemes) -> list[tuple[int, int]]:
    """First and last lines of what is set in columns, by pipes or by tabs."""
    lines = lexemes.lines
    tabs = (lexemes.count(TABS) > 0) & (lexemes.count(WORDS) > 1)
    kind = np.where(lexemes.count(PIPES) > 0, 1, np.where(tabs, 2, 0)) * ~lexemes.code
    same = (lines.article[1:] == lines.article[:-1]) & (kind[1:] == kind[:-1])
    edge = np.flatnonzero(~np.concatenate(([False], same, [False]))[: len(kind) + 1])
    runs = zip(edge[:-1].tolist(), (edge[1:] - 1).tolist(), strict=True)
    return [(first, last) for first, last in runs if kind[first] and last - first >= ROWS[0]]


def _read(lexemes: Lexemes, first: int, last: int) -> Table | None:
    """Read the lines as a table, if they are a small one with equal rows."""
    rows = [_cells(lexemes.line_text(line)) for line in range(first, last + 1)]
    rows = [row for row in rows if row]
    if len(rows) - 1 not in ROWS or len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:
        return None
    if any(len(row[0]) < 2 for row in rows[1:]):  # a bullet and a tab
        return None
    cells = [cell for row in rows[1:] for cell in row]
    if sum(len(cell.split()) for cell in cells) > WIDEST * len(cells):
        return None
    vague = [cell for cell in cells if not CONCRETE.search(cell)]
    phrases = sum(PHRASE.fullmatch(cell) is not None for cell in vague)
    return Table(
        article=int(lexemes.lines.article[first]),
        first=first,
        last=last,
        rows=len(rows) - 1,
        vague=len(vague) / len(cells),
        phrases=phrases / len(cells),
    )


def _cells(line: str) -> list[str]:
    """Cells of a row; none, if it is a rule."""
    if RULE.fullmatch(line):
        return []
    return [cell.strip(" *") for cell in line.strip(" |").replace("\t", "|").split("|")]
