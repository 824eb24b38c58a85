"""Words for the blanks of invented articles: those of the seeds, and many coined ones.

How often a word comes follows Zipf's law, as in real text, so that a tenth of the words of an
article stand nowhere else in it and a new article brings words that none before it had. A program
that remembers the words it has seen gains from that what it would gain on real articles.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate

from detector.lexicon import word_list

FUNCTION_WORDS = frozenset(word_list("function_words"))
ENDINGS = ("ing", "ed", "ly", "s")
NAME, PLAIN = "name", "plain"
COINED: Mapping[str, int] = {
    NAME: 30_000,
    PLAIN: 30_000,
    "s": 10_000,
    "ing": 4_000,
    "ed": 5_000,
    "ly": 1_000,
}
NUMBERS = 4  # digits of the longest number that is drawn from a list
STARTS = (
    "b b br c c ch cr d d dr f f fl g g gr h h j k l l m m n n p p pr qu r r s s sh st t t tr v w"
)
VOWELS = "a a a a e e e e i i i o o o u u ai ea ee ou"
CLOSES = ". . . . . . . . b d d g l l m n n n p r r r s s t t nd rt st ck"  # a dot is none
ZIPF = 1.12  # steepness of the fall from common words to rare ones
BATCH = 4_000  # words drawn at once


def kind_of(word: str, *, inside: bool) -> str | None:
    """Return the kind of a word, None if it is to stay; `inside` a sentence capitals make names."""
    if word.isdigit():
        return str(len(word)) if len(word) <= NUMBERS else None
    if word.lower() in FUNCTION_WORDS or len(word) < 4 or not word.isalpha():
        return None
    if word[0].isupper():
        return NAME if inside and word[1:].islower() else None
    return next((ending for ending in ENDINGS if word.endswith(ending)), PLAIN)


def pools(known: Mapping[str, Counter[str]], rng: random.Random) -> dict[str, Iterator[str]]:
    """Return an endless supply of words for each kind, the commonest of the `known` ones first."""
    supplies = {kind: _drawn(_ranked(known.get(kind, Counter()), kind), rng) for kind in COINED}
    return supplies | {str(digits): _numbers(digits, rng) for digits in range(1, NUMBERS + 1)}


def _ranked(known: Counter[str], kind: str) -> list[str]:
    return list(dict.fromkeys([*(word for word, _ in known.most_common()), *_coined(kind)]))


@cache
def _coined(kind: str) -> tuple[str, ...]:
    """Return the made-up words of a kind, always the same ones."""
    fixed = random.Random(kind)
    return tuple(_coin(kind, fixed) for _ in range(COINED[kind]))


def _coin(kind: str, fixed: random.Random) -> str:
    """Make up a word of one to three syllables."""
    word = "".join(
        "".join(fixed.choice(letters.split()) for letters in (STARTS, VOWELS, CLOSES)).strip(".")
        for _ in range(fixed.choice((2, 2, 2, 3, 3)))
    )
    return word.capitalize() if kind == NAME else word + kind * (kind in ENDINGS)


def _drawn(words: Sequence[str], rng: random.Random) -> Iterator[str]:
    weights = list(accumulate((rank + 20) ** -ZIPF for rank in range(len(words))))
    while True:
        yield from rng.choices(words, cum_weights=weights, k=BATCH)


def _numbers(digits: int, rng: random.Random) -> Iterator[str]:
    low, high = (1890, 2027) if digits == 4 else (10 ** (digits - 1), 10**digits)
    numbers = [str(number) for number in range(low, high)]
    while True:
        yield from rng.choices(numbers, k=BATCH)
