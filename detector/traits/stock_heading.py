"""A heading that would fit any article: "Key Takeaways", "Looking Ahead", "The Bottom Line".

Filler is cut into parts by a template, and the template's headings stay. The phrase must be all
that is said on a line, or have only a short subtitle behind a colon or a dash. Bulleted lines are
passed over, since a table of contents or a list of songs is made of titles. A single word, such
as "Conclusion", must be marked up as a heading.

A false alarm where a person closes with "## Conclusion": teachers ask for it, and many comply.
"""

import numpy as np

from detector.arrays import CAPITAL, NUMBER, WORD, Mask, PhraseHits, stretches
from detector.characters import among
from detector.lexemes import Lexemes
from detector.traits.shapes import Example, Phrases

SUBTITLE = 10  # words
SEPARATORS = among(":–—-?")
MARKS = among("#*=")
NOT_A_HEADING = among(".,;|")


def _heads(lexemes: Lexemes, hits: PhraseHits) -> Mask:
    tokens, lines, line = lexemes.tokens, lexemes.lines, hits.line
    said = lexemes.spoken
    capital = (tokens.shape[hits.first] & CAPITAL) > 0
    numbered = tokens.kind[lines.token[line]] == NUMBER
    behind = said[lines.token_end[line]] - said[hits.last + 1]
    following = np.minimum(hits.last + 1, lines.token_end[line] - 1)
    separated = SEPARATORS.take(lexemes.codes[tokens.start[following]], mode="clip")
    title = (behind == 0) | (separated & (behind <= SUBTITLE))
    marked = MARKS.take(lines.first[line], mode="clip") | (hits.last > hits.first)
    open_ended = ~NOT_A_HEADING.take(lines.last[line], mode="clip")
    kept = capital & title & marked & open_ended & (numbered | ~lexemes.bulleted[line])
    # Few are left, and of a line no more than a subtitle has words: what opens it can be looked at.
    kept[kept] = _opens(lexemes, hits.where(kept))
    return np.asarray(kept)


def _opens(lexemes: Lexemes, hits: PhraseHits) -> Mask:
    """No word stands before the phrase on its line; a number may."""
    token, begin = stretches(lexemes.lines.token[hits.line], hits.first + 1)
    if not len(begin):
        return np.zeros(0, np.bool_)
    return np.asarray(np.add.reduceat(lexemes.tokens.kind[token] == WORD, begin, dtype=np.intp) < 2)


TRAIT = Phrases(
    name="stock_heading",
    doc=__doc__,
    lines="stock_heading",
    where=_heads,
    flags=[
        Example("The vote is on Monday.\n\nKey Takeaways\n\nIt is close.", spans=["Key Takeaways"]),
        Example("It rained.\n## **5. Final Thoughts**\nIt may again.", spans=["Final Thoughts"]),
        Example(
            "It rained.\nLooking Ahead: Future Implications\nIt may again.",
            spans=["Looking Ahead"],
        ),
        Example("It rained.\nWhat Comes Next?\nIt may rain again.", spans=["What Comes Next"]),
        Example("It rained.\n\nTo Wrap It Up\n\nIt may rain again.", spans=["To Wrap It Up"]),
        Example("It rained.\nTHE BOTTOM LINE:\nTake a coat.", spans=["THE BOTTOM LINE"]),
    ],
    passes=[
        "It rained.\n\nConclusion\n\nIt may rain again, and I will take my coat with me.",
        "In conclusion the judge said that neither side had been honest with the other.",
        "Looking ahead, the club plays Leeds on Saturday and Hull on the Tuesday after.",
        "Side one\n- The Road Ahead\n- Final Words\n- Moving On\n- The Bottom Line",
        "4. The Road Ahead 3:45\n5. Closing Time 4:02\n6. The Last Word 2:58",
        "- Preheat the oven\n- Summary\n- Conclusion\n- Further reading",
        "The bottom line: rents rose by 4 % and wages by 2 % in the same twelve months.",
        "He came to a conclusion\nand she to none\nwhat comes next\nthe rain has done",
        "Why it matters to Anna that the mill still runs is a story of forty years.",
    ],
)
