"""What each character is to the lexer: its class, and the code it is read as.

Curly quotes, dashes and ellipses fold to ASCII and letters to lower case, so that two typings of
one word hash alike. Only the Basic Multilingual Plane is tabled; the lexer decides the rest by
range. Above U+3000 the classes are set by block, since asking for 50,000 characters one by one
would cost more than scoring the first articles.
"""

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

OTHER, SPACE, NEWLINE, LOWER, UPPER, DIGIT = range(6)
PUNCTUATION, MARKUP, SYMBOL, IDEOGRAPH, MARK, IGNORED = range(6, 12)

TABLED = 0x10000
ONE_BY_ONE = 0x3000

FOLDED = {
    **dict.fromkeys("‘’‚‛′´`", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": ".",
    "\u00a0": " ",
}
NEWLINES = "\n\r\v\f\x85\u2028\u2029"
MARKUP_CHARACTERS = "#*_`|~{}<>\\^=+/@&%$[]"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
IDEOGRAPH_BLOCKS = ((0x3041, 0x3100), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
LETTER_BLOCKS = ((0xA000, 0xD7B0), (0xFB00, 0xFE00), (0xFE70, 0xFF00), (0xFF10, 0xFFDD))

_BY_CATEGORY = {
    "Lu": UPPER,
    "Lt": UPPER,
    "Nd": DIGIT,
    "Zs": SPACE,
    "So": SYMBOL,
    "Sc": SYMBOL,
    "Sm": SYMBOL,
    "Sk": SYMBOL,
}
_BY_MAJOR = {"L": LOWER, "M": MARK, "N": SYMBOL, "P": PUNCTUATION}


@cache
def tables() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint32]]:
    """Class and folded code of every code point below U+10000 (two arrays of that length)."""
    classes = np.zeros(TABLED, np.uint8)
    folds = np.arange(TABLED, dtype=np.uint32)
    for code in range(ONE_BY_ONE):
        character = chr(code)
        classes[code] = _class_of(character)
        folds[code] = ord(_fold(character))
    for blocks, kind in ((IDEOGRAPH_BLOCKS, IDEOGRAPH), (LETTER_BLOCKS, LOWER)):
        for start, end in blocks:
            classes[start:end] = kind
    classes[0x3000] = SPACE
    classes[0x3001:0x3041] = PUNCTUATION
    classes[0xFF01:0xFF10] = PUNCTUATION
    classes[0xFE00:0xFE10] = MARK
    classes[0xFEFF] = IGNORED
    return classes, folds


def _class_of(character: str) -> int:
    if character in NEWLINES:
        return NEWLINE
    if character == "\t":
        return SPACE
    if character in MARKUP_CHARACTERS:
        return MARKUP
    if character in INVISIBLE:
        return IGNORED
    category = unicodedata.category(character)
    return _BY_CATEGORY.get(category, _BY_MAJOR.get(category[0], OTHER))


def _fold(character: str) -> str:
    lowered = character.lower()
    return FOLDED.get(character, lowered if len(lowered) == 1 else character)
