"""What an article said before: the same line, the same run of words."""

import numpy as np

from detector import loops
from detector.arrays import Floats, Ints, Mask
from detector.hashing import buffers
from detector.lexemes import Lexemes


def with_twins(lexemes: Lexemes, lines: Mask) -> Mask:
    """Lines of the articles that have two of `lines` alike, which few have."""
    among = np.flatnonzero(lines).astype(np.int32)
    held = np.zeros(len(lexemes), np.uint8)
    slots = np.full(1 << (2 * len(among)).bit_length(), -1, np.int32)
    loops.twins(*buffers(lexemes.lines.hash, lexemes.lines.article, among, slots, held))
    return np.asarray(held[lexemes.lines.article] > 0)


def repeated_lines(lexemes: Lexemes, lines: Mask) -> Mask:
    """Those of `lines` whose tokens an earlier one of them in the same article has too."""
    among = np.flatnonzero(lines)
    article = lexemes.lines.article[among].astype(np.uint64)
    keys = article << np.uint64(32) | lexemes.lines.hash[among]
    _, first = np.unique(keys, return_index=True)
    again = lines.copy()
    again[among[first]] = False
    return again


def repeated_words(lexemes: Lexemes, lines: Mask, length: int, least: Floats) -> tuple[Ints, Ints]:
    """First and last words of the runs, `length` words and longer, that an article had before.

    Only the words on `lines` count; `least` is how many of them an article must say again.
    """
    tokens, among = lexemes.tokens, np.flatnonzero(lines).astype(np.int32)
    longest = int(np.diff(lexemes.article_token).max(initial=0))
    given = (
        tokens.hash, tokens.kind, lexemes.lines.token, lexemes.lines.token_end,
        lexemes.lines.article, among, np.ceil(least).astype(np.int32),
    )  # fmt: skip
    words, said = np.empty(longest + 1, np.int32), np.empty(longest + 1, np.uint8)
    slots = np.empty(1 << max(4, (4 * longest).bit_length()), np.uint32)
    room = 1 << 12
    while True:
        first, last = np.empty((2, room), np.int32)
        count = loops.repeats(*buffers(*given), length, *buffers(words, said, slots, first, last))
        if count <= room:
            return first[:count], last[:count]
        room = count
