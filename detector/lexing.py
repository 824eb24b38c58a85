"""Runs the lexer's loops over a batch of articles: texts in, lexeme arrays out.

This is the one place that allocates the loops' buffers and knows their order.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from detector import characters, lexer
from detector.lexemes import COLUMNS, Lexemes, Lines, PhraseHits, Tables, Tokens


def lex(texts: Sequence[str], tables: Tables) -> Lexemes:
    """Read a batch of articles, at most 2**31 characters in all."""
    text = "".join(texts)
    codes = np.frombuffer(bytearray(text.encode("utf-32-le", "surrogatepass")), np.uint32)
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


def buffers(*arrays: npt.NDArray[Any]) -> list[Any]:
    """Return what the lexer takes: uncompiled, it wants Python's integers out of the arrays."""
    return [memoryview(array) for array in arrays]  # type: ignore[arg-type]


def hash_table(
    keys: npt.NDArray[np.uint32], values: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int32]]:
    """Put keys (none of them 0) and their values into a table that the lexer looks things up in.

    Arrays that another process shares with this one are read-only, and the lexer wants others.
    """
    size = 1 << max(4, (2 * len(keys)).bit_length())
    table_keys, table_values = np.zeros(size, np.uint32), np.zeros(size, np.int32)
    given = (np.require(array, requirements="W") for array in (keys, values))
    lexer.fill(*buffers(*given, table_keys, table_values))
    return table_keys, table_values


def _scan(
    codes: npt.NDArray[np.uint32], bounds: npt.NDArray[np.int64], tables: Tables
) -> tuple[Tokens, Lines]:
    classes, folds = characters.tables()
    breaks = np.isin(codes, [ord(character) for character in characters.NEWLINES])
    room = int(np.count_nonzero(breaks)) + len(bounds)
    token = Tokens(**{name: _room(name, len(codes)) for name in Tokens.__slots__})
    line = {name: _room(name, room) for name in Lines.__slots__}
    line["token"] = np.empty(room + 1, np.int32)
    line["counts"] = np.empty((room, COLUMNS), np.int32)
    article_line = np.empty(len(bounds), np.int32)
    given = (codes, bounds, classes, folds, tables.triggers, tables.word_keys, tables.word_tiers)
    made = ("start", "end", "token", "hash", "first", "last", "triggers", "counts")
    tokens, lines = lexer.scan(
        *buffers(*given),
        *buffers(*(getattr(token, name) for name in Tokens.__slots__)),
        *buffers(*(line[name] for name in made), article_line),
    )
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
    room = len(tokens.start) // 16 + 64
    bounds = np.append(lines.token, lines.token_end[-1:])
    while True:
        found = [np.empty(room, np.int32) for _ in range(3)]
        arrays = (tokens.hash, tokens.kind, tokens.shape, bounds)
        trie = (tables.trie_keys, tables.trie_values)
        count = lexer.match(*buffers(*arrays), len(lines), *buffers(*trie), *buffers(*found))
        if count <= room:
            break
        room = count
    phrase, first, last = (array[:count] for array in found)
    line = np.searchsorted(lines.token, first, side="right").astype(np.int32) - 1
    return PhraseHits(phrase=phrase, first=first, last=last, line=line)
