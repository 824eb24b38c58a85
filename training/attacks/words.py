"""Attacks on words and on the text around them."""

import itertools
import random
import re
from collections.abc import Iterator

SPACED, SPLIT, MISSPELT = 0.2, 0.25, 0.1  # shares of the words or gaps that are changed
WORD = re.compile(r"[A-Za-z]{3,}")
GAP = re.compile(r"(?<=[a-z]) (?=[a-z])")
SPLITTERS = ".-_*|·"
MARKS = (". ", ", ", " - ", " | ", " * ", "... ")
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def spaced_out(text: str, rng: random.Random, _: str) -> str:
    """Write words letter by letter, with wider gaps around them as a reader needs."""

    def spaced(match: re.Match[str]) -> str:
        return f" {' '.join(match[0])} " if rng.random() < SPACED else match[0]

    return WORD.sub(spaced, text)


def split_words(text: str, rng: random.Random, _: str) -> str:
    """Put a mark inside words."""

    def split(match: re.Match[str]) -> str:
        word, place = match[0], rng.randrange(1, len(match[0]))
        marked = word[:place] + rng.choice(SPLITTERS) + word[place:]
        return marked if rng.random() < SPLIT else word

    return WORD.sub(split, text)


def split_phrases(text: str, rng: random.Random, _: str) -> str:
    """Put marks between words where there is none."""
    return GAP.sub(lambda _: rng.choice(MARKS) if rng.random() < SPLIT else " ", text)


def misspelt(text: str, rng: random.Random, _: str) -> str:
    """Misspell words as fingers do: a letter lost, doubled, swapped or missed."""

    def slip(match: re.Match[str]) -> str:
        return _slip(match[0], rng) if rng.random() < MISSPELT else match[0]

    return WORD.sub(slip, text)


def padded(text: str, _: random.Random, other: str) -> str:
    """Put good text of equal length around it, half of it on either side."""
    return pad(text, other, before=0.5, behind=0.5)


def pad(text: str, other: str, *, before: float, behind: float) -> str:
    """Put sentences of another text before and behind; sizes are shares of the text's length."""
    sentences = SENTENCE_END.split(other.strip())
    if not text.strip() or not sentences[0]:
        return text
    flat = "\n" not in text.strip()
    supply = itertools.cycle([" ".join(each.split()) if flat else each for each in sentences])
    pieces = [" ".join(_up_to(int(share * len(text)), supply)) for share in (before, behind)]
    return (" " if flat else "\n\n").join(each for each in (pieces[0], text, pieces[1]) if each)


def _up_to(size: int, sentences: Iterator[str]) -> Iterator[str]:
    while size > 0:
        sentence = next(sentences)
        size -= len(sentence) + 1
        yield sentence


def _slip(word: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(word))
    kind = rng.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + word[place] + word[place:]
    if kind == 2:
        return word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
    return word[:place] + _neighbour(word[place], rng) + word[place + 1 :]


def _neighbour(letter: str, rng: random.Random) -> str:
    for row in ROWS:
        here = row.find(letter)
        if here >= 0:
            return row[max(here - 1, 0)] if rng.random() < 0.5 else row[min(here + 1, len(row) - 1)]
    return letter
