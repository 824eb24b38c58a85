"""Which articles of a batch may be disguised: a look at the arrays, since nearly none of them is.

Whoever is named here is read again, character by character; to name too many costs time, and to
pass over one loses it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detector.arrays import CAPITAL, SPACED, UNKNOWN, WORD, Mask
from detector.characters import among
from detector.disguises.letters import COMBINING, INVISIBLE, LOOK_ALIKE, STYLED, kinds
from detector.lexemes import Lexemes

SOFT_HYPHEN = 0xAD
LETTERS = among("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
SPLITTERS = among(".-_*|·~^+,;:'’/\\")
FEWEST_SPELLED = 4  # letters that stand alone one after the other
FEWEST_SPLIT = 5  # words with a mark inside that leaves pieces which are no words
SPLIT_SHARE = 0.02  # of the words of an article

Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """What may be wrong with an article."""

    odd: bool
    entities: bool
    spelled: bool
    split: bool


def suspects(whole: Lexemes) -> dict[int, Suspicion]:
    """Return the articles in which something may pass for something else, and why."""
    articles = [
        set(np.searchsorted(whole.article_start[1:-1], places, side="right").tolist())
        for places in (_odd_characters(whole), _entities(whole), _spelled_out(whole))
    ]
    articles.append(set(_split(whole).tolist()))
    odd, entities, spelled, split = articles
    return {
        article: Suspicion(
            odd=article in odd,
            entities=article in entities,
            spelled=article in spelled,
            split=article in split,
        )
        for article in sorted(set().union(*articles))
    }


def _odd_characters(whole: Lexemes) -> Places:
    """Where a character that passes for a Latin letter, or for nothing, has a letter beside it."""
    codes = whole.codes
    if codes.dtype == np.uint8:
        return _between_letters(codes, np.flatnonzero(codes == SOFT_HYPHEN))
    place = np.flatnonzero(codes >= SOFT_HYPHEN)
    kind = kinds().take(codes[place], mode="clip")
    odd = kind > 0
    place, kind = place[odd], kind[odd]
    hidden = _between_letters(codes, place[kind == INVISIBLE])
    letters = place[(kind == LOOK_ALIKE) | (kind == STYLED)]
    beside = _is_letter(codes, letters - 1) | _is_letter(codes, letters + 1)
    styled = place[kind == STYLED]
    runs = styled[:-1][np.diff(styled) == 1]
    marks = place[kind == COMBINING]
    return np.concatenate([hidden, letters[beside], runs, marks[_is_letter(codes, marks - 1)]])


def _between_letters(codes: npt.NDArray[np.integer], place: Places) -> Places:
    return np.asarray(place[_may_be_letter(codes, place - 1) & _may_be_letter(codes, place + 1)])


def _is_letter(codes: npt.NDArray[np.integer], place: Places) -> Mask:
    held = np.clip(place, 0, len(codes) - 1)
    return np.asarray((held == place) & LETTERS.take(codes[held], mode="clip"))


def _may_be_letter(codes: npt.NDArray[np.integer], place: Places) -> Mask:
    """Whether a Latin letter is at each place, or what may pass for one."""
    held = np.clip(place, 0, len(codes) - 1)
    odd = kinds().take(codes[held], mode="clip") > 0
    return np.asarray((held == place) & (odd | LETTERS.take(codes[held], mode="clip")))


def _entities(whole: Lexemes) -> Places:
    place, found = whole.text.find("&#"), []
    while place >= 0:
        found.append(place)
        place = whole.text.find("&#", place + 2)
    return np.array(found, np.intp)


def _spelled_out(whole: Lexemes) -> Places:
    """Where some letters stand alone in a row, with or without a mark between them."""
    tokens, more = whole.tokens, FEWEST_SPELLED - 1
    single = np.flatnonzero((tokens.end - tokens.start == 1) & (tokens.kind == WORD))
    if len(single) <= more:
        return np.empty(0, np.intp)
    apart = single[more:] - single[:-more]
    row = single[:-more][(apart == more) | (apart == 2 * more)]
    return np.asarray(tokens.start[row], np.intp)


def _split(whole: Lexemes) -> Places:
    """Articles with many words that have a mark inside, and pieces that are no words."""
    tokens, marks = whole.tokens, whole.marks
    marks = marks[SPLITTERS.take(whole.mark_codes, mode="clip")]
    marks = marks[slice(*np.searchsorted(marks, [1, len(tokens.start) - 1]))]
    inside = (tokens.kind[marks - 1] == WORD) & (tokens.kind[marks + 1] == WORD)
    inside &= (tokens.shape[marks] | tokens.shape[marks + 1]) & SPACED == 0
    inside &= tokens.shape[marks + 1] & CAPITAL == 0
    inside &= (tokens.tier[marks - 1] == UNKNOWN) | (tokens.tier[marks + 1] == UNKNOWN)
    article = np.searchsorted(whole.article_token, marks[inside], side="right") - 1
    count = np.bincount(article, minlength=len(whole))
    words = np.diff(whole.article_token)
    return np.flatnonzero((count >= FEWEST_SPLIT) & (count >= SPLIT_SHARE * words))
