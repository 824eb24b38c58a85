"""Where a pattern is tried: the words and characters without which it cannot match.

A regular expression takes a microsecond a character, the lexer finds phrases for nothing. So the
list of a pattern names for each of its alternatives the words that it needs, an anchor a line:

    log in to read            these words; the expression is tried where they begin, nowhere else
    subscribe {50} to read    both, the second at most 50 characters behind the first
    ^sign up {10}$            words that open a line; at most 10 characters follow up to its end
    subscribe [$£€]           words, with one of these characters anywhere on their line
    {40} copied {60} without  a match may begin up to 40 characters before these words, where the
                              pattern says that one starts

`(a|b|)` is written out, as in every list. Anchors follow from the expression: whatever it matches
has one of them, and a test holds that.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import regex

from detector.arrays import Mask
from detector.traits.gates import MARKS, NEVER, Gate

ALTERNATIVES = regex.compile(r"\(([^()]*)\)")
ANCHOR = regex.compile(
    r"(?P<opens>\^)?(?:\{(?P<before>\d+)\} )?(?P<first>[^\^{}$\[\]]+)"
    r"(?:\{(?P<reach>\d+)\}(?P<second>[^\^{}$\[\]]*))?(?P<ends>\$)?(?:\[(?P<signs>[^ ]+)\])?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Words that an alternative of a pattern needs (see the top of this file)."""

    first: tuple[str, ...]
    second: tuple[str, ...] = ()
    reach: int = 0
    opens: bool = False
    ends: bool = False
    before: int = 0
    signs: str = ""


def anchor(line: str, name: str) -> Anchor:
    """Read a line of the list `name`."""
    read = ANCHOR.fullmatch(line)
    if not read or (read["reach"] and bool(read["second"].strip()) == bool(read["ends"])):
        raise ValueError(
            f"phrases/en/{name}.txt: {line!r} is no anchor; write it as detector/traits/anchors.py says"
        )
    return Anchor(
        first=written_out(read["first"]),
        second=written_out(read["second"] or ""),
        reach=int(read["reach"] or 0),
        opens=bool(read["opens"]),
        ends=bool(read["ends"]),
        before=int(read["before"] or 0),
        signs=read["signs"] or "",
    )


def written_out(words: str) -> tuple[str, ...]:
    """Return all that `(a|b|)` may stand for."""
    parts = ALTERNATIVES.split(words)
    choices = [part.split("|") if odd % 2 else [part] for odd, part in enumerate(parts)]
    said = (" ".join("".join(choice).split()) for choice in itertools.product(*choices))
    return tuple(each for each in said if each)


def gate(
    anchors: Sequence[Anchor],
    triggers: Sequence[str],
    begins: Mapping[str, str],
    before: tuple[int, str],
    places: Mapping[str, int],
    bits: Mapping[str, int],
) -> Gate:
    """Compile a pattern's gate; `places` numbers all phrases, `bits` are those of characters."""
    first, firsts = _classes([anchor.first for anchor in anchors], places)
    second, seconds = _classes([anchor.second for anchor in anchors], places)
    shape = (2, len(firsts))
    begun = set(begins).intersection
    made = Gate(
        first=first,
        second=second,
        alone=np.zeros(shape, np.bool_),
        to_end=np.full(shape, NEVER, np.int32),
        signs=np.zeros(shape, np.uint64),
        near=np.full((*shape, len(seconds)), NEVER, np.int32),
        before=np.zeros(len(firsts), np.int32),
        starts=before[1],
        triggers=[(np.uint64(_union(bits, each)), each) for each in triggers if not begun(each)],
        before_trigger=before[0],
        begun=[np.uint64(_union(bits, each)) for each in triggers if begun(each)],
        begins=pairs(begins),
    )
    for number, anchor in enumerate(anchors):
        held = [place for place, members in enumerate(firsts) if number in members]
        seconds_held = [place for place, members in enumerate(seconds) if number in members]
        _allow(made, anchor, held, seconds_held, np.uint64(_union(bits, anchor.signs)))
    return made


def _allow(
    made: Gate, anchor: Anchor, first: list[int], second: list[int], signs: np.uint64
) -> None:
    rows = slice(1, 2) if anchor.opens else slice(0, 2)
    made.before[first] = np.maximum(made.before[first], anchor.before)
    if anchor.second:
        cells = np.ix_(range(2)[rows], first, second)
        made.near[cells] = np.maximum(made.near[cells], anchor.reach)
    elif anchor.ends:
        made.to_end[rows, first] = np.maximum(made.to_end[rows, first], anchor.reach + MARKS)
    elif anchor.signs:
        made.signs[rows, first] |= signs
    else:
        made.alone[rows, first] = True


def _classes(
    members: Sequence[Sequence[str]], places: Mapping[str, int]
) -> tuple[npt.NDArray[np.int16], list[frozenset[int]]]:
    """Give phrases in the same anchors one class: the class of each phrase, the anchors of each."""
    held: dict[str, set[int]] = {}
    for number, phrases in enumerate(members):
        for phrase in phrases:
            held.setdefault(phrase, set()).add(number)
    classes = {frozenset[int](): 0}
    of_phrase = np.zeros(len(places), np.int16)
    for phrase, numbers in held.items():
        of_phrase[places[phrase]] = classes.setdefault(frozenset(numbers), len(classes))
    return of_phrase, list(classes)


def pairs(begins: Mapping[str, str]) -> Mask:
    """Pairs of characters as a table; after a character of `begins`, any beyond 126 will do."""
    table = np.zeros((128, 128), np.bool_)
    for first, following in begins.items():
        table[ord(first), [*map(ord, following), 127]] = True
    return table


def _union(bits: Mapping[str, int], characters: str) -> int:
    union = 0
    for character in characters:
        union |= bits[character]
    return union
