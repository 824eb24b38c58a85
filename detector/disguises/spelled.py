"""Words that are spelled out or split: "c l i c k", "c.l.i.c.k", "cl.ick".

Where the letters of several words follow one another with the same gap, they are parted so that
every piece is a word that the lexicon knows; where that cannot be done, they stay as they are.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from detector.disguises.reading import Change, Reading
from detector.plain import Trick

SPELLED = re.compile(r"(?<![^\W_])[A-Za-z](?:([ .\-_*·|])[A-Za-z](?:\1[A-Za-z])+)(?![^\W_])")
SPLIT = re.compile(r"(?<![\w@/])[A-Za-z]++(?:[.\-_*|·~^+,;:'’/\\][a-z]++)++")
PIECE, MARK = re.compile(r"[A-Za-z]+"), re.compile(r"[^A-Za-z]")
COMPOUND = frozenset("-'’/")  # marks that stand between whole words, too
LONGEST_WORD = 18  # letters
FEWEST_SPLIT = 5
SHORT = {1: 3, 2: 1}  # what a word of so few letters costs beside others

Known = Callable[[Sequence[str]], Sequence[bool]]


def join(reading: Reading, known: Known) -> None:
    """Join what is spelled out."""
    reading.change(list(_joined(reading.text, known)))


def mend(reading: Reading, known: Known) -> None:
    """Join what is split, where several words are that no other reading explains."""
    found = [match for match in SPLIT.finditer(reading.text) if not _goes_on(match)]
    pieces = [PIECE.findall(match[0]) for match in found]
    whole = known(["".join(each) for each in pieces])
    parts = iter(known([piece for each in pieces for piece in each]))
    split = [[next(parts) for _ in each] for each in pieces]
    certain = [is_word and not all(each) for is_word, each in zip(whole, split, strict=True)]
    if sum(certain) >= FEWEST_SPLIT:
        rows = zip(found, whole, certain, strict=True)
        reading.change(
            Change(place, place + 1, "", Trick.BROKEN)
            for match, is_word, sure in rows
            if sure or (is_word and COMPOUND.isdisjoint(match[0]))
            for place in _marks(match)
        )


def _goes_on(match: re.Match[str]) -> bool:
    """Whether a match is the beginning of something else: an address, a path, a name in code."""
    behind = match.string[match.end() : match.end() + 1]
    return behind.isalnum() or behind in ("_", "@", "/")


def _marks(match: re.Match[str]) -> Iterator[int]:
    return (match.start() + mark.start() for mark in MARK.finditer(match[0]))


def _joined(text: str, known: Known) -> Iterator[Change]:
    runs = [match for match in SPELLED.finditer(text) if _may_be_words(match)]
    letters = [match[0][::2] for match in runs]
    pieces = [_pieces(each) for each in letters]
    words = iter(
        known(
            [run[slice(*piece)] for run, cut in zip(letters, pieces, strict=True) for piece in cut]
        )
    )
    for match, run, cut in zip(runs, letters, pieces, strict=True):
        here = match.start()
        for size in _parted(run, [piece for piece in cut if next(words)]):
            for place in range(here + 1, here + 2 * size - 1, 2):
                yield Change(place, place + 1, "", Trick.BROKEN)
            here += 2 * size


def _may_be_words(run: re.Match[str]) -> bool:
    letters = run[0][::2]
    return len(set(letters)) > 2 and not (run[1] == "." and letters.isupper())


def _pieces(letters: str) -> list[tuple[int, int]]:
    """Return where words of two letters and more may be, in the order of where they begin."""
    size = len(letters)
    return [
        (start, end)
        for start in range(size)
        for end in range(start + 2, min(start + LONGEST_WORD, size) + 1)
    ]


def _parted(letters: str, words: Sequence[tuple[int, int]]) -> list[int]:
    """Part letters into the fewest words, and return their sizes; none, where that cannot be done.

    A word of one letter would part anything, so "a" and "I" are words only beside longer ones.
    """
    single = [(place, place + 1) for place, letter in enumerate(letters) if letter in "aAI"]
    best: list[tuple[int, int] | None] = [(0, 0), *[None] * len(letters)]
    for start, end in sorted([*words, *single]):
        before, held = best[start], best[end]
        if before is not None:
            cost = before[0] + 1 + SHORT.get(end - start, 0)
            if held is None or cost < held[0]:
                best[end] = cost, start
    return _sizes(best)


def _sizes(best: Sequence[tuple[int, int] | None]) -> list[int]:
    """Walk back through the best parting, if it is one of real words."""
    sizes: list[int] = []
    end, last = len(best) - 1, best[-1]
    if last is None or 2 * last[0] > end + 1:
        return []
    while end:
        start = best[end][1]  # type: ignore[index]
        sizes.append(end - start)
        end = start
    return sizes[::-1]
