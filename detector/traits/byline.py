"""The line above or below an article that names its author, its date, or both.

"By Jane Doe", "Posted by admin on 3 March 2019", "12.03.2024 | 14:05 Uhr", "5 min read". A good
article has one by right, so it does not speak against it; but it is no part of the text. A name or
a verb with a date counts among the first and last lines only, and a date alone near the top or
beside such a line: in mid-text it is the heading of a diary. A letter that begins with its date is
a false alarm.
"""

import numpy as np
import numpy.typing as npt

from detector.arrays import Ints, Mask, PhraseHits
from detector.lexemes import Lexemes
from detector.traits.shapes import Example, Spans, Structure, spans
from detector.traits.structures.signatures import DATED, SIGNED, elements

TOP, BOTTOM, DATED_TOP, BESIDE = 12, 6, 8, 2  # lines
DIARY = 3  # dates alone in one article are its headings


def find(lexemes: Lexemes, hits: PhraseHits) -> Spans:
    """Find the lines with author and date near the edges of each article."""
    filled = np.flatnonzero(lexemes.filled)
    article = lexemes.lines.article[filled]
    starts = np.searchsorted(article, np.arange(len(lexemes) + 1))
    above = np.arange(len(filled)) - starts[article]
    below = starts[article + 1] - np.arange(len(filled)) - 1
    near = (above < TOP + BESIDE) | (below < BOTTOM + BESIDE)
    element = _elements(lexemes, hits, filled[near])[filled]
    # Only where a date stands above must be known how many there are further down.
    dated = np.bincount(article, (element == DATED) & (above < DATED_TOP), len(lexemes)) > 0
    element |= _elements(lexemes, hits, filled[~near & dated[article]])[filled]
    signed = (element == SIGNED) & ((above < TOP) | (below < BOTTOM))
    alone = np.bincount(article, element == DATED, len(lexemes)) < DIARY
    dated = (above < DATED_TOP) & alone[article] | _beside(signed, article)
    kept = filled[signed | ((element == DATED) & dated)]
    first, last = lexemes.lines.token[kept], lexemes.lines.token_end[kept] - 1
    return spans(lexemes.tokens.start[first], lexemes.tokens.end[last])


def _elements(
    lexemes: Lexemes, hits: PhraseHits, lines: npt.NDArray[np.int64]
) -> npt.NDArray[np.int8]:
    among = np.zeros(len(lexemes.lines), np.bool_)
    among[lines] = True
    return elements(lexemes, hits, among)


def _beside(signed: Mask, article: Ints) -> Mask:
    """Tell which lines have a signed one of the same article at most `BESIDE` lines away."""
    beside = np.zeros(len(signed), np.bool_)
    for away in range(1, BESIDE + 1):
        same = article[away:] == article[:-away]
        beside[away:] |= signed[:-away] & same
        beside[:-away] |= signed[away:] & same
    return beside


TRAIT = Structure(
    name="byline",
    doc=__doc__,
    find=find,
    lines="byline",
    flags=[
        Example(
            "The Locks of Ely\nBy Jane Doe\nMarch 3, 2019 · 5 min read\n\nThe lock is shut.",
            spans=["By Jane Doe", "March 3, 2019 · 5 min read"],
        ),
        Example(
            "By JANE DOE, Staff Writer\nThe lock is shut.", spans=["By JANE DOE, Staff Writer"]
        ),
        Example(
            "Posted by admin on March 3, 2019\nThe lock is shut.",
            spans=["Posted by admin on March 3, 2019"],
        ),
        Example(
            "Published: 12 March 2024, 09:14\nLast updated 3 hours ago\nThe lock is shut.",
            spans=["Published: 12 March 2024, 09:14", "Last updated 3 hours ago"],
        ),
        Example(
            "12.03.2024 | 14:05 Uhr\nDie Schleuse ist geschlossen.",
            spans=["12.03.2024 | 14:05 Uhr"],
        ),
        Example(
            "The lock is shut.\nJane Doe | Reuters\n2024-03-12 08:31",
            spans=["Jane Doe | Reuters", "2024-03-12 08:31"],
        ),
        Example(
            "Written by A. B. Moss and Li Wei\nIt rains.",
            spans=["Written by A. B. Moss and Li Wei"],
        ),
        Example("2012年1月12日 12:17\n水门已经关闭。", spans=["2012年1月12日 12:17"]),
    ],
    passes=[
        "By Monday the river had risen.\nBy March 2019 it had gone, and by John Street the mud lay deep.",
        "“By John Moss,” she said.\nBy the River\nBy rail to Samarkand",
        "By Night\nThe owls hunt then.\nPosted notices were torn down in May.",
        "The siege began.\n3 March 1911\nWe ate the horse.\n4 March 1911\nNothing.\n5 March 1911\nRain.",
        "Leeds 09:14\nYork 09:40\nHull 10:55",
        "Soak the peas.\n30 min\nBoil them.\n1 hour\nPrep: 10 min",
        "## 1 May\nMay 2024 was wet.\nVersion 3.10.12\n0-3-1",
        "\n".join(
            ["The council met."] * 20 + ["By Jane Doe", "3 March 1911"] + ["It rained."] * 20
        ),
        "LONDON (Reuters) - The lock is shut.\nUpdated rules apply from March 3, 2019, the board said.",
        "Home | News\nAnna Bergman, Leeds\nTom Okafor, York",
    ],
)
