"""Wordings that fill articles nobody had to think about: "in today's fast-paced world".

Filler opens with the state of the world, calls every part of it crucial, and leaves it to time to
tell. Any writer uses one such phrase now and then, so the amount decides: four words of them within
twenty-five, a few more in a long article. That is one long phrase, two short ones, or a short one
in the company of such single words as "tapestry". What is said twice at once counts once: refrains
do.

A false alarm where somebody makes fun of these phrases, or teaches how to avoid them.
"""

import numpy as np

from detector.arrays import WORDS, PhraseHits
from detector.lexemes import Lexemes
from detector.traits.shapes import NOWHERE, Example, Spans, Structure, spans

WINDOW = 25  # words
LEAST, MOST = 4, 6  # words of stock phrases within a window
WORDS_FOR_EACH = 200  # words of the article for each word asked for, between these bounds


def _find(lexemes: Lexemes, hits: PhraseHits) -> Spans:
    if not len(hits.line):
        return NOWHERE
    hits = _longest(hits)
    article = lexemes.lines.article[hits.line].astype(np.int64)
    words = lexemes.spoken[1:]
    place = words[hits.first] + article * WINDOW
    length = words[hits.last] - words[hits.first] + 1
    again = (hits.phrase == np.roll(hits.phrase, 1)) & (article == np.roll(article, 1))
    again[0] = False
    sums = np.concatenate(([0], np.cumsum(length * ~again)))
    amount = sums[np.searchsorted(place, place + WINDOW)] - sums[:-1]
    asked = np.clip(lexemes.totals[:, WORDS] // WORDS_FOR_EACH, LEAST, MOST)[article]
    enough = np.unique(article[amount >= asked])
    kept = hits.where(np.isin(article, enough) & ((length > 1) | (amount >= asked)))
    return spans(lexemes.tokens.start[kept.first], lexemes.tokens.end[kept.last])


def _longest(hits: PhraseHits) -> PhraseHits:
    """Leave out the hits that overlap an earlier one; of two at one place, the longer stays."""
    order = np.lexsort((-hits.last, hits.first))
    first, last = hits.first[order], hits.last[order]
    before = np.concatenate(([-1], np.maximum.accumulate(last)[:-1]))
    kept = np.zeros(len(hits.line), np.bool_)
    kept[order[first > before]] = True
    return hits.where(kept)


TRAIT = Structure(
    name="stock_phrase",
    doc=__doc__,
    find=_find,
    lines="stock_phrase",
    flags=[
        Example("The vote is over.\n\nOnly time will tell.", spans=["Only time will tell"]),
        Example(
            "In today’s fast-paced world, a good night’s sleep is a game-changer.",
            spans=["In today’s fast-paced", "game-changer"],
        ),
        Example(
            "It is important to note that the port plays a crucial role in the region.",
            spans=["It is important to note", "plays a crucial role"],
        ),
        Example(
            "The loom is a testament to the town. It underscores the need for care.",
            spans=["testament to the", "underscores the"],
        ),
        Example(
            "As the situation unfolds, the city sits in a rich tapestry of old trades.",
            spans=["As the situation unfolds", "a rich tapestry"],
        ),
    ],
    passes=[
        "The tapestry hung in the hall until the fire of 1834. Nobody has seen it since.",
        "It is clear that the pump failed at four, and the crew said so at the hearing.",
        "Picture this,\nthe sea at noon,\npicture this,\nthe sea at noon,\npicture this.",
        "1.4.0\n- Robust handling of empty files\n- Faster start\n- Removed the old landscape mode",
        "A game changer, said the coach of the new striker. He scored twice against Leeds.",
        "Time will tell, my mother used to say, and then she put the kettle on for us all.",
        "The council asked the stakeholders for comments by 3 May and got eleven letters.",
        "",
    ],
)
