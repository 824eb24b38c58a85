"""Attacks on characters: the text looks the same, or nearly so, and reads the same."""

import random
import re

SHARE = 0.3  # of the letters or words that an attack can change, it changes so many
WORD = re.compile(r"[A-Za-z]{3,}")
LETTER = re.compile(r"[A-Za-z]")
LOOK_ALIKES = dict(
    zip("aceopsxyijhABCEHIJKMOPSTXYZ", "асеорѕхуіјһАВСЕНІЈКМОРЅТХΥΖ", strict=True)
) | dict(zip("vuN", "νυΝ", strict=True))
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
DIRECTIONS = "\u200e\u202a\u202c\u202d\u2066\u2069"
MARKS = "\u0300\u0301\u0307\u0308\u0323\u0331\u0335\u0336"


def homoglyphs(text: str, rng: random.Random, _: str) -> str:
    """Put Cyrillic and Greek letters in the place of Latin ones that look the same."""
    return _letters(text, rng, lambda letter: LOOK_ALIKES.get(letter, letter))


def zero_width(text: str, rng: random.Random, _: str) -> str:
    """Put characters without width inside words."""
    return _inside(text, rng, INVISIBLE)


def soft_hyphens(text: str, rng: random.Random, _: str) -> str:
    """Put soft hyphens inside words, wherever they fall."""
    return _inside(text, rng, "\u00ad")


def bidirectional(text: str, rng: random.Random, _: str) -> str:
    """Put marks of writing direction inside words."""
    return _inside(text, rng, DIRECTIONS)


def accented(text: str, rng: random.Random, _: str) -> str:
    """Put combining marks behind letters."""
    return _letters(text, rng, lambda letter: letter + rng.choice(MARKS))


def full_width(text: str, rng: random.Random, _: str) -> str:
    """Write words in the wide letters that East Asian typesetting has."""
    return _words(text, rng, lambda word: "".join(chr(ord(each) + 0xFEE0) for each in word))


def mathematical(text: str, rng: random.Random, _: str) -> str:
    """Write words in the bold letters that mathematics has."""
    return _words(text, rng, lambda word: "".join(map(_bold, word)))


def entities(text: str, rng: random.Random, _: str) -> str:
    """Write letters as numeric HTML entities."""
    return _letters(text, rng, lambda each: rng.choice([f"&#{ord(each)};", f"&#x{ord(each):x};"]))


def _bold(letter: str) -> str:
    first = 0x1D400 - ord("A") if letter.isupper() else 0x1D41A - ord("a")
    return chr(ord(letter) + first)


def _letters(text: str, rng: random.Random, change) -> str:  # type: ignore[no-untyped-def]
    return LETTER.sub(lambda m: change(m[0]) if rng.random() < SHARE else m[0], text)


def _words(text: str, rng: random.Random, change) -> str:  # type: ignore[no-untyped-def]
    return WORD.sub(lambda m: change(m[0]) if rng.random() < SHARE else m[0], text)


def _inside(text: str, rng: random.Random, characters: str) -> str:
    def split(word: str) -> str:
        place = rng.randrange(1, len(word))
        return word[:place] + rng.choice(characters) + word[place:]

    return _words(text, rng, split)
