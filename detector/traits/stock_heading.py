"""A heading that would fit any article: "Key Takeaways", "Looking Ahead", "The Bottom Line".

Filler is cut into parts by a template, and the template's headings stay. The phrase must be all
that is said on a line, or have only a short subtitle behind a colon or a dash. Bulleted lines are
passed over, since a table of contents or a list of songs is made of titles. A single word, such
as "Conclusion", must be marked up as a heading.

A false alarm where a person closes with "## Conclusion": teachers ask for it, and many comply.
"""

import numpy as np

from detector.lexemes import CAPITAL, NUMBER, WORD, Lexemes, Mask, PhraseHits
from detector.traits.shapes import Example, Phrases

SUBTITLE = 10  # words
SEPARATORS = [ord(character) for character in ":–—-?"]
MARKS = [ord(character) for character in "#*="]
NOT_A_HEADING = [ord(character) for character in ".,;|"]


def _heads(lexemes: Lexemes, hits: PhraseHits) -> Mask:
    tokens, lines, line = lexemes.tokens, lexemes.lines, hits.line
    words = np.concatenate(([0], np.cumsum(tokens.kind == WORD)))
    said = np.concatenate(([0], np.cumsum(tokens.kind <= NUMBER)))
    capital = (tokens.shape[hits.first] & CAPITAL) > 0
    numbered = tokens.kind[lines.token[line]] == NUMBER
    opens = (words[hits.first] == words[lines.token[line]]) & capital
    behind = said[lines.token_end[line]] - said[hits.last + 1]
    following = np.minimum(hits.last + 1, lines.token_end[line] - 1)
    separated = np.isin(lexemes.codes[tokens.start[following]], SEPARATORS)
    title = (behind == 0) | (separated & (behind <= SUBTITLE))
    marked = np.isin(lines.first[line], MARKS) | (hits.last > hits.first)
    open_ended = ~np.isin(lines.last[line], NOT_A_HEADING)
    return np.asarray(opens & title & marked & open_ended & (numbered | ~lexemes.bulleted[line]))


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
