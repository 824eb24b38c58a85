"""What an article said before: the same line, the same run of words."""

import numpy as np

from detector import lexer
from detector.lexemes import Ints, Lexemes, Mask
from detector.lexing import buffers


def repeated_lines(lexemes: Lexemes, lines: Mask) -> Mask:
    """Those of `lines` whose tokens an earlier one of them in the same article has too."""
    among = np.flatnonzero(lines)
    article = lexemes.lines.article[among].astype(np.uint64)
    keys = article << np.uint64(32) | lexemes.lines.hash[among]
    _, first = np.unique(keys, return_index=True)
    again = lines.copy()
    again[among[first]] = False
    return again


def repeated_words(lexemes: Lexemes, words: Ints, length: int) -> Mask:
    """Those of `words` (tokens) inside a run of `length` that the same article had before."""
    article = lexemes.article_of_token[words]
    bounds = np.searchsorted(article, np.arange(len(lexemes) + 1)).astype(np.int32)
    grams, previous = np.zeros(len(words), np.uint32), np.full(len(words), -1, np.int32)
    slots = np.full(1 << (2 * len(words)).bit_length(), -1, np.int32)
    given, scratch = (lexemes.tokens.hash[words], bounds), (grams, slots, previous)
    lexer.repeats(*buffers(*given), length, *buffers(*scratch))
    first = np.flatnonzero(previous >= 0)
    edges = np.zeros(len(words) + length + 1, np.int32)
    edges[first] += 1
    edges[first + length] -= 1
    return np.asarray(np.cumsum(edges)[: len(words)] > 0)
