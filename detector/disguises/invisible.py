"""Characters inside words that nobody sees: "cl\u200bick" is "click".

A soft hyphen between syllables is good typesetting; one that leaves a piece without a vowel, or a
single letter, is none. Between words invisible characters do no harm, and in scripts that need
joiners they stand beside no Latin letter.
"""

import re
from functools import cache

from detector.disguises.letters import INVISIBLES, LOOKED_LIKE, MARKS, TAGS, styled
from detector.disguises.reading import Change, Reading
from detector.plain import Trick

SOFT_HYPHEN = "\u00ad"
VOWELS = frozenset("aeiouyAEIOUY")
INVISIBLE_CLASS = "".join(f"{chr(start)}-{chr(end - 1)}" for start, end in (*INVISIBLES, TAGS))
LETTERS = re.compile(r"[^\W\d_]{0,60}")


def read(reading: Reading) -> None:
    """Leave out what is invisible between two letters."""
    text = reading.text
    if not text.isascii():
        reading.change(
            Change(match.start(), match.end(), "", _trick(text, *match.span()))
            for match in invisible().finditer(text)
        )


@cache
def invisible() -> re.Pattern[str]:
    """Return the expression for what is invisible between letters, or what passes for letters."""
    letter = f"[A-Za-z0-9{''.join((*LOOKED_LIKE, *styled()))}{chr(MARKS[0])}-{chr(MARKS[1] - 1)}]"
    return re.compile(f"(?<={letter})[{INVISIBLE_CLASS}]+(?={letter})")


def _trick(text: str, start: int, end: int) -> Trick | None:
    if set(text[start:end]) != {SOFT_HYPHEN}:
        return Trick.HIDDEN
    before = LETTERS.match(text[max(start - 60, 0) : start][::-1])
    behind = LETTERS.match(text, end, end + 60)
    pieces = [before[0] if before else "", behind[0] if behind else ""]
    syllables = all(len(each) > 1 and VOWELS & set(each) for each in pieces)
    return None if syllables else Trick.HIDDEN
