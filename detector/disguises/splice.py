"""Puts some articles of a batch in the place of others: quicker than to read all of it again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from detector.arrays import Lines, PhraseHits, Tokens
from detector.lexemes import Lexemes

# What the numbers in the columns count; they are moved when a stretch is.
OF_TOKENS = {"start": "characters", "end": "characters"}
OF_LINES = {
    "article": "articles",
    "start": "characters",
    "end": "characters",
    "token": "tokens",
    "token_end": "tokens",
}
OF_HITS = {"first": "tokens", "last": "tokens", "line": "lines"}


def spliced(whole: Lexemes, others: Lexemes, articles: Sequence[int]) -> Lexemes:
    """Return `whole` with the articles of `others`, in order, in the place of `articles`.

    The result is what the lexer yields for the texts together.
    """
    pieces = [_Piece.cut(*bounds) for bounds in _stretches(whole, others, articles)]
    sizes = np.concatenate([np.diff(piece.starts) for piece in pieces])
    before = _Counts(characters=0, articles=0, tokens=0, lines=0)
    shifts = []
    for piece in pieces:
        shifts.append(before.less(piece.begin))
        before = before.plus(piece.size)
    codes: list[npt.NDArray[Any]] = [
        piece.lexemes.codes[slice(*piece.characters)] for piece in pieces
    ]
    return Lexemes(
        text="".join(piece.lexemes.text[slice(*piece.characters)] for piece in pieces),
        codes=np.concatenate(codes),
        article_start=np.concatenate(([0], np.cumsum(sizes))),
        tables=whole.tables,
        tokens=Tokens(**_joined(pieces, shifts, "tokens", OF_TOKENS)),
        lines=Lines(**_joined(pieces, shifts, "lines", OF_LINES)),
        hits=PhraseHits(**_joined(pieces, shifts, "hits", OF_HITS)),
    )


@dataclass(frozen=True, slots=True)
class _Counts:
    characters: int
    articles: int
    tokens: int
    lines: int

    def less(self, other: "_Counts") -> "_Counts":
        return _Counts(*(getattr(self, f.name) - getattr(other, f.name) for f in fields(self)))

    def plus(self, other: "_Counts") -> "_Counts":
        return _Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A stretch of articles; `starts` is where each begins, and where the last one ends."""

    lexemes: Lexemes
    starts: npt.NDArray[np.int64]
    rows: dict[str, slice]
    begin: _Counts
    size: _Counts

    @property
    def characters(self) -> tuple[int, int]:
        return int(self.starts[0]), int(self.starts[-1])

    @classmethod
    def cut(cls, lexemes: Lexemes, first: int, end: int) -> "_Piece":
        starts = lexemes.article_start[first : end + 1]
        edges = [int(starts[0]), int(starts[-1])]
        tokens = np.searchsorted(lexemes.tokens.start, edges).tolist()
        lines = np.searchsorted(lexemes.lines.article, [first, end]).tolist()
        hits = np.searchsorted(lexemes.hits.line, lines).tolist()
        begin = _Counts(edges[0], first, tokens[0], lines[0])
        size = _Counts(edges[1], end, tokens[1], lines[1]).less(begin)
        rows = {"tokens": slice(*tokens), "lines": slice(*lines), "hits": slice(*hits)}
        return cls(lexemes=lexemes, starts=starts, rows=rows, begin=begin, size=size)


def _stretches(
    whole: Lexemes, others: Lexemes, articles: Sequence[int]
) -> Iterator[tuple[Lexemes, int, int]]:
    here = 0
    for number, article in enumerate(articles):
        if article > here:
            yield whole, here, article
        yield others, number, number + 1
        here = article + 1
    if here < len(whole):
        yield whole, here, len(whole)


def _joined(
    pieces: Sequence[_Piece], shifts: Sequence[_Counts], part: str, moved: dict[str, str]
) -> dict[str, npt.NDArray[Any]]:
    columns = {}
    for name in getattr(pieces[0].lexemes, part).__slots__:
        held = [getattr(getattr(piece.lexemes, part), name)[piece.rows[part]] for piece in pieces]
        if name in moved:
            by = [getattr(shift, moved[name]) for shift in shifts]
            held = [each + each.dtype.type(far) for each, far in zip(held, by, strict=True)]
        columns[name] = np.concatenate(held)
    return columns
