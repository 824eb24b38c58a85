"""A pointer to other pages of the site: "Related articles", "Read more: ...", "You may also like".

Lists and teasers of other articles stand between and below the paragraphs. A pointer opens its
line and ends it, or is followed by a colon, a bar or the title of the other page. "See also" in a
reference work, which has such a list by custom, is flagged all the same.
"""

import numpy as np

from detector.arrays import CAPITAL, Mask, PhraseHits
from detector.characters import among
from detector.lexemes import Lexemes
from detector.traits.shapes import Example, Phrases
from detector.traits.where import (
    all_of,
    any_of,
    covers,
    long_phrase,
    opens_line,
    opens_sentence,
    short_line,
    titled,
)

MARKS = among(":|»›→>–—-…")


def marked(lexemes: Lexemes, hits: PhraseHits) -> Mask:
    """Tell which phrases have a colon, a bar, a dash or an arrow behind them."""
    following = np.minimum(hits.last + 1, len(lexemes.tokens.start) - 1)
    inside = hits.last + 1 < lexemes.lines.token_end[hits.line]
    return np.asarray(
        inside & MARKS.take(lexemes.codes[lexemes.tokens.start[following]], mode="clip")
    )


def before_title(lexemes: Lexemes, hits: PhraseHits) -> Mask:
    """Tell which phrases have a capitalised word behind them."""
    following = np.minimum(hits.last + 1, len(lexemes.tokens.start) - 1)
    inside = hits.last + 1 < lexemes.lines.token_end[hits.line]
    return np.asarray(inside & ((lexemes.tokens.shape[following] & CAPITAL) > 0))


TRAIT = Phrases(
    name="related_links",
    doc=__doc__,
    lines="related_links",
    where=any_of(
        all_of(opens_line(), any_of(marked, covers(0.8)), short_line(30)),
        all_of(opens_line(), before_title, long_phrase(2), short_line(20)),
        all_of(opens_sentence(), titled(), marked, long_phrase(2)),
        all_of(opens_sentence(), long_phrase(4)),
        all_of(covers(0.6), long_phrase(2)),
    ),
    flags=[
        Example(
            "The lock will open.\nRead more: Why the lock was shut\nRelated Articles",
            spans=["Read more", "Related Articles"],
        ),
        Example("ALSO READ | Ferry fares to rise\nThe lock will open.", spans=["ALSO READ"]),
        Example(
            "The lock will open. You may also like these stories.",
            spans=["You may also like these stories"],
        ),
        Example("The lock will open.\n\nMore from Business", spans=["More from"]),
        Example("Recommended for you\nThe lock will open.", spans=["Recommended for you"]),
    ],
    passes=[
        "Children who read more at home do better, and those who also read aloud do best.",
        "Of the tools that you may also like to see, the lock is the oldest, the guide says.",
        "More from the same barrel was sold in March, the brewer told the court.",
        "In related news, the council voted to close the lock; the latest news is expected soon.",
        "The most popular boat of the show was also the smallest.\nThe top stories of the tower "
        "were never let.",
        "1. Read the recipe.\n2. Watch the pot.\n3. See that the milk does not boil.",
        "What to read into the vote is less clear, since most of the voters stayed at home.",
    ],
)
