"""Runs the lexer's loops over a batch of articles: texts in, lexeme arrays out.

This is the one place that allocates the loops' buffers and knows their order.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from detector import lexer
from detector.arrays import COLUMNS, Codes, Lines, PhraseHits, Tables, Tokens
from detector.hashing import buffers
from detector.lexemes import Lexemes

CHARACTERS_PER_LINE = 16  # room for lines is made by this guess, and again where it does not do


def lex(texts: Sequence[str], tables: Tables) -> Lexemes:
    """Read a batch of articles, at most 2**31 characters in all."""
    text = "".join(texts)
    codes = _codes(text)
    bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) for text in texts], out=bounds[1:])
    tokens, lines = _scan(codes, bounds, tables)
    return Lexemes(
        text=text,
        codes=codes,
        article_start=bounds,
        tables=tables,
        tokens=tokens,
        lines=lines,
        hits=match(tokens, lines, tables),
    )


class _Stored:
    """Shows an array the code points of a string where they are, and keeps the string alive."""

    def __init__(self, text: str) -> None:
        self.text = text
        address, width = lexer.stored(text)
        self.__array_interface__ = {
            "version": 3, "shape": (len(text),), "typestr": f"|u{width}", "data": (address, False),
        }  # fmt: skip


def _codes(text: str) -> Codes:
    """Return the code points, one, two or four bytes each; nobody may write to them."""
    if lexer.COMPILED and text:
        return np.asarray(_Stored(text))
    return np.frombuffer(bytearray(text.encode("utf-32-le", "surrogatepass")), np.uint32)


def _scan(codes: Codes, bounds: npt.NDArray[np.int64], tables: Tables) -> tuple[Tokens, Lines]:
    token = Tokens(**{name: _room(name, len(codes)) for name in Tokens.__slots__})
    article_line = np.empty(len(bounds), np.int32)
    given = (codes, bounds, tables.glyphs, tables.triggers, tables.words)
    made = ("start", "end", "token", "hash", "first", "last", "triggers", "counts")
    lines, room = -1, len(codes) // CHARACTERS_PER_LINE + len(bounds)
    while lines < 0:
        line = {name: _room(name, room) for name in Lines.__slots__}
        line["token"] = np.empty(room + 1, np.int32)
        line["counts"] = np.empty((room, COLUMNS), np.int32)
        tokens, lines = lexer.scan(
            *buffers(*given),
            *buffers(*(getattr(token, name) for name in Tokens.__slots__)),
            *buffers(*(line[name] for name in made), article_line),
        )
        room = len(codes) + len(bounds)  # as many as there can be
    line["token_end"] = line["token"][1:]
    line["article"] = np.repeat(np.arange(len(bounds) - 1, dtype=np.int32), np.diff(article_line))
    return (
        Tokens(**{name: getattr(token, name)[:tokens] for name in Tokens.__slots__}),
        Lines(**{name: line[name][:lines] for name in Lines.__slots__}),
    )


_WIDTHS = {"hash": np.uint32, "first": np.uint32, "last": np.uint32, "triggers": np.uint64}
_WIDTHS |= {"kind": np.uint8, "shape": np.uint8, "tier": np.uint8}


def _room(name: str, size: int) -> npt.NDArray[Any]:
    return np.empty(size, _WIDTHS.get(name, np.int32))


def match(tokens: Tokens, lines: Lines, tables: Tables) -> PhraseHits:
    """Find every occurrence of the tables' phrases."""
    room = len(tokens.start) // 4 + 64
    bounds = np.append(lines.token, lines.token_end[-1:])
    given = buffers(tokens.hash, tokens.kind, tokens.shape, bounds)
    trie = tables.trie
    scratch = np.empty((2, len(tokens.start) + 1), np.int32)
    read = buffers(trie.alone, trie.pairs, trie.entries, *scratch)
    while True:
        found = [np.empty(room, np.int32) for _ in PhraseHits.__slots__]
        count = lexer.match(*given, len(lines), *read, *buffers(*found))
        if count <= room:
            phrase, first, last, line = (array[:count] for array in found)
            return PhraseHits(phrase=phrase, first=first, last=last, line=line)
        room = count
