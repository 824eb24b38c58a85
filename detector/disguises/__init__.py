"""Reads a disguised text as its readers do: what hides words from a filter hides none from them.

Only what is certain is undone: characters that nobody sees inside words, letters of another
script among Latin ones, letters written as entities, letters spelled out one by one. What is read
keeps the way back, so that every span can be told as it stands in the original. Nothing is undone
in articles that are not disguised, and these are nearly all.
"""

from collections.abc import Sequence

import numpy as np

from detector.arrays import UNKNOWN, Tables
from detector.disguises import entities, invisible, look_alikes, spelled
from detector.disguises.reading import begin
from detector.disguises.suspects import Suspicion, suspects
from detector.lexemes import Lexemes
from detector.lexing import lex
from detector.plain import Plain


def undisguised(texts: Sequence[str], whole: Lexemes) -> dict[int, Plain]:
    """Return how the disguised articles of a batch read; `whole` is the batch as it stands."""
    found = {
        article: _read(texts[article], why, whole.tables)
        for article, why in suspects(whole).items()
    }
    return {article: plain for article, plain in found.items() if plain.text != texts[article]}


def _read(text: str, why: Suspicion, tables: Tables) -> Plain:
    def known(words: Sequence[str]) -> list[bool]:
        return _known(words, tables)

    reading = begin(text)
    if why.entities:
        entities.read(reading)
    if why.odd:
        invisible.read(reading)
        look_alikes.read(reading, known)
    if why.spelled:
        spelled.join(reading, known)
    if why.split:
        spelled.mend(reading, known)
    return reading.plain()


def _known(words: Sequence[str], tables: Tables) -> list[bool]:
    """Say of each word, all letters, whether the lexicon knows it."""
    if not words:
        return []
    lexemes = lex(["\n".join(words)], tables)
    found = np.zeros(len(words), np.bool_)
    first = np.minimum(lexemes.lines.token, max(len(lexemes.tokens.tier) - 1, 0))
    one = lexemes.lines.token_end - lexemes.lines.token == 1
    if len(lexemes.tokens.tier):
        found = one & (lexemes.tokens.tier[first] != UNKNOWN)
    return [bool(each) for each in found.tolist()]
