"""A run of four or more blank lines: the hole that a removed element leaves, or a feed's tail.

Two or three are a matter of style. In verse, code and letters longer gaps are made on purpose, so
a single run says little by itself.
"""

import numpy as np

from detector.arrays import PhraseHits
from detector.lexemes import Lexemes
from detector.traits.shapes import NOWHERE, Example, Spans, Structure, spans

BLANKS = 4


def find(lexemes: Lexemes, _: PhraseHits) -> Spans:
    """Find the runs of blank lines; where a line between two was cut, a run ends."""
    lines = lexemes.lines
    blank = ~lexemes.filled & ~lexemes.code
    few = blank[: max(len(blank) - BLANKS + 1, 0)]
    if not np.logical_and.reduce([few, *(blank[n : n + len(few)] for n in range(1, BLANKS))]).any():
        return NOWHERE
    same = (lines.article[1:] == lines.article[:-1]) & (blank[1:] == blank[:-1])
    same &= lines.start[1:] - lines.end[:-1] <= 2
    edge = np.flatnonzero(~np.concatenate([[False], same, [False]])[: len(blank) + 1])
    first, last = edge[:-1], edge[1:] - 1
    run = blank[first] & (last - first + 1 >= BLANKS)
    return spans(lines.start[first[run]], lines.end[last[run]])


TRAIT = Structure(
    name="blank_run",
    doc=__doc__,
    find=find,
    flags=[
        Example("The end.\n\n\n\n\n", spans=["\n\n\n\n"]),
        Example("One.\n\n\n\n\nTwo.", spans=["\n\n\n"]),
        Example("One.\n \n\t\n\u00a0\n\n\nTwo.", spans=[" \n\t\n\u00a0\n\n"]),
        Example("\n\n\n\n\n\nOne.", spans=["\n\n\n\n\n"]),
    ],
    passes=[
        "One.\n\nTwo.\n\n\nThree.\n\n\n\nFour.",
        "The sea is calm\n\n\nThe tide is full\n\n\nthe moon lies fair",
        "```\na = 1\n\n\n\n\n\nb = 2\n```\nThat is all.",
        "One line, and that is all.\n",
    ],
)
