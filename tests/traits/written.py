"""Writes texts that an expression was made for: a walk through it that chooses as it goes."""

from importlib import import_module
from random import Random
from typing import Any

# How Python itself reads an expression: private to it, and untyped.
parser: Any = import_module("re._parser")
sort: Any = import_module("re._constants")

LETTERS = "aeinorst"
GAPS = (" ", ", ", " now ", " the mill, ", " – of it all, ")  # for what may be any text
MOST = 6  # times that a repeat without an end is repeated


def written(expression: str, random: Random) -> str:
    """Write a text by an expression, as if what it asserts about its surroundings were true."""
    return _sequence(parser.parse(expression), random)


def _sequence(parts: Any, random: Random) -> str:
    return "".join(_part(kind, value, random) for kind, value in parts)


def _part(kind: Any, value: Any, random: Random) -> str:
    if kind is sort.LITERAL:
        return chr(value)
    if kind is sort.NOT_LITERAL:
        return random.choice(LETTERS)
    if kind is sort.IN:
        return _one_of(value, random)
    if kind is sort.ANY:
        return random.choice(LETTERS)
    if kind is sort.BRANCH:
        return _sequence(random.choice(value[1]), random)
    if kind is sort.SUBPATTERN:
        return _sequence(value[-1], random)
    if kind is sort.ATOMIC_GROUP:
        return _sequence(value, random)
    if kind in (sort.MAX_REPEAT, sort.MIN_REPEAT, sort.POSSESSIVE_REPEAT):
        least, most, repeated = value
        if repeated[0][0] is sort.IN and repeated[0][1][0][0] is sort.NEGATE:
            return random.choice([gap for gap in GAPS if least <= len(gap) <= most] or [LETTERS])
        times = random.randint(least, max(least, min(most, MOST if most > MOST else most)))
        return "".join(_sequence(repeated, random) for _ in range(times))
    return ""  # an assertion


def _one_of(choices: list[tuple[Any, Any]], random: Random) -> str:
    if choices[0][0] is sort.NEGATE:
        return random.choice(LETTERS)
    kind, value = random.choice(choices)
    if kind is sort.RANGE:
        return chr(random.randint(*value))
    if kind is sort.CATEGORY:
        words = {
            sort.CATEGORY_DIGIT: "0123456789",
            sort.CATEGORY_SPACE: " ",
            sort.CATEGORY_NOT_WORD: " ,-",
        }
        return random.choice(words.get(value, LETTERS))
    return chr(value)
