"""Which characters go with the lines that are cut, so that no gap shows where they stood."""

from bisect import bisect_left
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from detector.arrays import NUMBERS, WORDS
from detector.lexemes import Lexemes
from detector.lines.cleaned import Residue
from detector.lines.decided import Decided

Places = npt.NDArray[np.int64]


def cut_out(whole: Lexemes, decided: Decided) -> list[list[Residue]]:
    """Say for each article what goes with its cut lines, in order.

    Cut lines of one kind, with nothing but blank lines between them, go as one piece.
    """
    filled = np.flatnonzero(whole.filled)
    residue: list[list[Residue]] = [[] for _ in range(len(whole))]
    article, last = whole.lines.article, last_lines(whole)
    begins, likely = _pieces(whole, decided, filled)
    for begin, end in _runs(decided.cut[filled], article[filled]):
        owner = int(article[filled[begin]])
        before = int(filled[begin - 1]) if begin and article[filled[begin - 1]] == owner else None
        after = int(filled[end]) if end < len(filled) and article[filled[end]] == owner else None
        if after is None:
            span = _at_the_end(whole, before, int(last[owner]))
        else:
            span = _between(whole, before, int(filled[begin]), int(filled[end - 1]), after)
        own = slice(bisect_left(begins, begin), bisect_left(begins, end))
        pieces = list(zip(filled[begins[own]].tolist(), likely[own], strict=True))
        residue[owner] += _by_kind(whole, decided, pieces, span)
    return residue


def _runs(marked: npt.NDArray[np.bool_], article: npt.NDArray[np.int32]) -> list[tuple[int, int]]:
    """Bounds of the runs of marked lines, none beyond its article."""
    if not len(marked):
        return []
    edge = (marked[1:] != marked[:-1]) | (article[1:] != article[:-1])
    begins = np.concatenate(([0], np.flatnonzero(edge) + 1))
    ends = np.append(begins[1:], len(marked))
    kept = marked[begins]
    return list(zip(begins[kept].tolist(), ends[kept].tolist(), strict=True))


def last_lines(whole: Lexemes) -> Places:
    """Return the last line of each article; each has one."""
    lines = np.bincount(whole.lines.article, minlength=len(whole))
    return np.asarray(np.cumsum(lines) - 1, np.int64)


def _between(
    whole: Lexemes, before: int | None, first: int, last: int, after: int
) -> tuple[int, int]:
    """Of the blank lines on the two sides of `first` to `last`, the longer run stays.

    Without a line `before`, those that come after go: an article need not begin with them. They
    go, too, where a carriage return and a line feed would meet and become one line break.
    """
    start, codes = whole.lines.start, whole.codes
    if before is not None and first - before < after - last:
        left, right = int(start[before + 1]), int(start[last + 1])
        if (codes[left - 1], codes[right]) != (ord("\r"), ord("\n")):
            return left, right
    return int(start[first]), int(start[after])


def _at_the_end(whole: Lexemes, before: int | None, last: int) -> tuple[int, int]:
    """All behind the line `before` goes, but for a line break if the article `last`s in one."""
    first, end = whole.article_start[whole.lines.article[last] :][:2].tolist()
    if before is None:
        return first, end
    broken = whole.lines.start[last] == end
    return int(whole.lines.start[before + 1] if broken else whole.lines.end[before]), end


def _pieces(whole: Lexemes, decided: Decided, filled: Places) -> tuple[list[int], list[float]]:
    """Where, among the `filled` lines, article, cut or kind change, and how likely residue each is.

    The words of a piece weigh the same; without any, its lines do.
    """
    if not len(filled):
        return [], []
    kind, marked = decided.kind[filled], decided.cut[filled]
    edge = (np.diff(whole.lines.article[filled]) != 0) | (np.diff(kind) != 0)
    begins = np.append(0, np.flatnonzero(edge | (marked[1:] != marked[:-1])) + 1)
    size = (whole.count(WORDS) + whole.count(NUMBERS))[filled].astype(np.float64)
    bare = np.add.reduceat(size, begins) == 0
    size += np.repeat(bare, np.diff(np.append(begins, len(filled))))
    likely = np.add.reduceat(size * (1 - decided.probability[filled]), begins)
    likely = np.clip(likely / np.add.reduceat(size, begins), 0.0, 1.0)
    return begins.tolist(), likely.tolist()


def _by_kind(
    whole: Lexemes, decided: Decided, pieces: list[tuple[int, float]], span: tuple[int, int]
) -> list[Residue]:
    """Part what is cut where its kind changes; blank lines go with the piece before them."""
    bounds = [span[0], *(int(whole.lines.start[line]) for line, _ in pieces[1:]), span[1]]
    first = int(whole.article_start[whole.lines.article[pieces[0][0]]])
    return [
        Residue(
            start=start - first,
            end=end - first,
            kind=decided.kind_of(line),
            probability=probability,
            text=whole.text[start:end],
        )
        for (start, end), (line, probability) in zip(pairwise(bounds), pieces, strict=True)
    ]
