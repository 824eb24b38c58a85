"""A whole paragraph that the article had before, word for word.

It comes of a page that holds its text twice (once for the preview, say), or of text that was made
by the yard. A paragraph is a long line, or lines without a blank one between; a chorus is that
too, so one of the lines must be longer than verse is.
"""

import numpy as np
import numpy.typing as npt

from detector.arrays import PIPES, WORDS, PhraseHits
from detector.lexemes import Lexemes
from detector.traits.shapes import NOWHERE, Example, Spans, Structure, spans
from detector.traits.structures.repeats import repeated_lines, with_twins

LEAST = 15  # words of a paragraph that counts
WIDE = 11  # words of its longest line
FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that the order of lines matters


def find(lexemes: Lexemes, _: PhraseHits) -> Spans:
    """Find the lines, and the runs of lines, that stood in the same article before."""
    lines, words = lexemes.lines, lexemes.count(WORDS)
    twins = with_twins(lexemes, words >= WIDE)
    prose = twins & lexemes.filled & (lexemes.count(PIPES) == 0) & ~lexemes.code
    alone = np.flatnonzero(repeated_lines(lexemes, prose & (words >= LEAST)))
    held = np.flatnonzero(prose)
    if not len(held):
        return NOWHERE
    article = lines.article[held]
    starts = np.flatnonzero(np.append(True, (np.diff(held) > 1) | (np.diff(article) > 0)))
    first, last = held[starts], held[np.append(starts[1:], len(held)) - 1]
    counted = np.add.reduceat(words[held], starts) >= LEAST
    counted &= np.maximum.reduceat(words[held], starts) >= WIDE
    again = _said_before(_hashes(lexemes, held, starts), article[starts], counted)
    return spans(
        np.append(lines.start[alone], lines.start[first[again]]),
        np.append(lines.end[alone], lines.end[last[again]]),
    )


def _hashes(
    lexemes: Lexemes, held: npt.NDArray[np.int64], starts: npt.NDArray[np.int64]
) -> npt.NDArray[np.uint64]:
    """One hash of all the lines of each paragraph."""
    place = np.arange(len(held)) - np.repeat(starts, np.diff(np.append(starts, len(held))))
    factors = np.power(FACTOR, place.astype(np.uint64))
    return np.add.reduceat((lexemes.lines.hash[held] + np.uint64(1)) * factors, starts)


def _said_before(
    hashes: npt.NDArray[np.uint64], article: npt.NDArray[np.int32], counted: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int64]:
    """Places of the counted paragraphs that an earlier one of the same article equals."""
    place = np.flatnonzero(counted)
    keys = hashes[place] * FACTOR + article[place].astype(np.uint64)
    _, first = np.unique(keys, return_index=True)
    return np.delete(place, first)


ONE = (
    "The council met on Monday in the old hall by the river, and nobody but the clerk had read the "
    "report on the bridge."
)
WRAPPED = "The council met on Monday in the old hall by the\nriver, and nobody had read the report."

TRAIT = Structure(
    name="repeated_paragraph",
    doc=__doc__,
    find=find,
    flags=[
        Example(f"{ONE}\n\nIt rained.\n\n{ONE}", spans=[ONE]),
        Example(f"{ONE}\nIt rained.\n{ONE}\n{ONE}\n", spans=[ONE, ONE]),
        Example(f"{WRAPPED}\n\nIt rained.\n\n{WRAPPED}\n\nIt snowed.", spans=[WRAPPED]),
        Example(f"> {ONE}\n\nIt rained.\n\n> {ONE}", spans=[f"> {ONE}"]),
    ],
    passes=[
        f"{ONE}\n\nIt rained.\n\n{ONE.replace('Monday', 'Friday')}",
        "Row the boat, the night is deep\nand all the town is fast asleep\n\nThe moon\n\n" * 3,
        "### Fixed\n\n- Crash on start\n\n### Fixed\n\n- Crash on start\n",
        f"```\n{ONE}\n{ONE}\n```\n",
        "| one | two |\n|---|---|\n" + "| a b c d e f g h | i j k l m n o p q |\n" * 3,
    ],
)
