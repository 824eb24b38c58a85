"""Which characters pass for Latin letters or for nothing at all, by code point.

The look-alikes are letters of other scripts that most typefaces draw as Latin ones are drawn (cf.
Unicode Technical Standard 39, Unicode Security Mechanisms, 4). Letters that are only similar are
not among them. The styled ones are Latin letters that Unicode has a second time: wide, circled,
raised, or in the alphabets of mathematics; Unicode itself says what they stand for.
"""

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

NOT, INVISIBLE, LOOK_ALIKE, STYLED, COMBINING = range(5)
TABLED = 0x20000
TAGS = 0xE0000, 0xE1000

CYRILLIC = dict(
    zip("аеорсухіјѕһԁԛԝѵАВЕКМНОРСТУХІЈЅԌԚԜ", "aeopcyxijshdqwvABEKMHOPCTYXIJSGQW", strict=True)
)
GREEK = dict(zip("οανυιρκΑΒΕΖΗΙΚΜΝΟΡΤΥΧϳϹ", "oavuipkABEZHIKMNOPTYXjC", strict=True))
OTHERS = dict(zip("օսոհցҺӏ\u0261\u0251ꮯꭰᴏᴄᴠᴡᴢ", "ounhghlgaCDocvwz", strict=True))
LOOKED_LIKE = {**CYRILLIC, **GREEK, **OTHERS}

# The soft hyphen, the fillers and joiners, the marks of direction, the tags.
INVISIBLES = (
    (0x00AD, 0x00AE), (0x034F, 0x0350), (0x061C, 0x061D), (0x115F, 0x1161), (0x17B4, 0x17B6),
    (0x180B, 0x180F), (0x200B, 0x2010), (0x202A, 0x202F), (0x2060, 0x2070), (0x3164, 0x3165),
    (0xFE00, 0xFE10), (0xFEFF, 0xFF00), (0xFFA0, 0xFFA1), (0x1BCA0, 0x1BCA4), (0x1D173, 0x1D17B),
)  # fmt: skip
# Where Unicode has Latin letters and digits a second time.
SECOND_ALPHABETS = (
    (0x02B0, 0x02E5), (0x1D2C, 0x1D6B), (0x2071, 0x209D), (0x2102, 0x2140), (0x24B6, 0x24EA),
    (0xFF10, 0xFF5B), (0x1D400, 0x1D7CC), (0x1D7CE, 0x1D800), (0x1F130, 0x1F14A),
)  # fmt: skip
MARKS = (0x0300, 0x0370)


@cache
def kinds() -> npt.NDArray[np.uint8]:
    """Return what each code point below `TABLED` is: one of the five kinds."""
    table = np.zeros(TABLED, np.uint8)
    for start, end in INVISIBLES:
        table[start:end] = INVISIBLE
    table[slice(*MARKS)] = COMBINING
    table[[ord(each) for each in LOOKED_LIKE]] = LOOK_ALIKE
    table[[ord(each) for each in styled()]] = STYLED
    table[-1] = INVISIBLE  # what lies beyond is read here, and looked at once more
    return table


@cache
def styled() -> dict[str, str]:
    """Return for each styled letter or digit the plain one.

    They are those that this version of Python knows; the alphabets named above are as old as
    Unicode 6, and none of them has changed.
    """
    found = {}
    for start, end in SECOND_ALPHABETS:
        for code in range(start, end):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain.isascii() and plain.isalnum():
                found[chr(code)] = plain
    return found
