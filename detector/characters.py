"""What each character is to the lexer: its class, and the code it is read as.

Curly quotes, dashes and ellipses fold to ASCII and letters to lower case, so that two typings of
one word hash alike. Only the Basic Multilingual Plane is tabled; the lexer decides the rest by
range. Below U+3000 the classes and folds are stored in `characters.npy`, as `python -m training
tables` read them out of Unicode, so that every version of Python has the same; above it the classes
are set by block, which is as good and needs no room.
"""

import unicodedata
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

OTHER, SPACE, NEWLINE, LOWER, UPPER, DIGIT = range(6)
PUNCTUATION, MARKUP, SYMBOL, IDEOGRAPH, MARK, IGNORED = range(6, 12)

TABLED = 0x10000
ONE_BY_ONE = 0x3000
STORED = Path(__file__).parent / "characters.npy"

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
    classes[:ONE_BY_ONE], folds[:ONE_BY_ONE] = np.load(STORED, allow_pickle=False)
    for blocks, kind in ((IDEOGRAPH_BLOCKS, IDEOGRAPH), (LETTER_BLOCKS, LOWER)):
        for start, end in blocks:
            classes[start:end] = kind
    classes[0x3000] = SPACE
    classes[0x3001:0x3041] = PUNCTUATION
    classes[0xFF01:0xFF10] = PUNCTUATION
    classes[0xFE00:0xFE10] = MARK
    classes[0xFEFF] = IGNORED
    return classes, folds


def one_by_one() -> npt.NDArray[np.uint32]:
    """Class and folded code of every code point below U+3000 (two rows), as Unicode has them."""
    characters = [chr(code) for code in range(ONE_BY_ONE)]
    rows = [_class_of(each) for each in characters], [ord(_fold(each)) for each in characters]
    return np.array(rows, np.uint32)


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


def among(characters: str) -> npt.NDArray[np.bool_]:
    """Return a table of some characters by code, to be read by `take` with the mode "clip".

    It ends behind the last of them, so that "no" stands for every code beyond.
    """
    table = np.zeros(max(map(ord, characters)) + 2, np.bool_)
    table[[ord(character) for character in characters]] = True
    return table
