"""Letters that only look like Latin ones, and Latin ones that Unicode has a second time.

A word of Latin letters and look-alikes is an English one in disguise: no language mixes them. A
word of look-alikes alone ("аре") may be Russian or Greek, and is only read as Latin in an article
that mixes others, where no word shows a letter that is Cyrillic or Greek alone.

Letters with combining marks are composed, as every browser does; where that leaves marks, or a
word that the marks make strange, these are decoration.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from detector.disguises.letters import LOOKED_LIKE, styled
from detector.disguises.reading import Change, Reading
from detector.plain import Trick

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
CLUSTER = re.compile(r"[^\W\d_][\u0300-\u036f]+")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
FEWEST_MIXED = 3  # words, before words of look-alikes alone are read as Latin
MOST_TRUE = 0.2  # of the words with letters of that script may have one that looks like no other
FEWEST_DECORATED = 3  # words with marks that no letter is composed with
FEWEST_STYLED = 3  # letters in a row; fewer are a formula or a footnote

Known = Callable[[Sequence[str]], Sequence[bool]]


def read(reading: Reading, known: Known) -> None:
    """Read look-alikes and styled letters as what they pass for, and drop decoration."""
    if reading.text.isascii():
        return
    reading.change(list(_unstyled(reading.text)))
    reading.change(list(_composed(reading.text, known)))
    reading.change(list(_folded(reading.text)))


def _unstyled(text: str) -> Iterator[Change]:
    """Read runs of styled letters, and those beside plain letters."""
    plain = styled()
    run = re.compile(f"[{''.join(plain)}]+")
    for match in run.finditer(text) if not plain.keys().isdisjoint(text) else ():
        start, end = match.span()
        letters = match[0]
        beside = text[max(start - 1, 0) : start] + text[end : end + 1]
        if len(letters) < FEWEST_STYLED and not any(map(str.isalpha, beside)):
            continue
        raised = any(unicodedata.category(each) in ("Lm", "No") for each in letters)
        if raised and len(letters) < FEWEST_STYLED:
            continue
        mixed = len(letters) >= FEWEST_STYLED or any(map(str.isascii, beside))
        trick = Trick.MIXED if mixed else None
        for place, letter in enumerate(letters, start):
            yield Change(place, place + 1, plain[letter], trick)


def _composed(text: str, known: Known) -> Iterator[Change]:
    """Compose letters and marks; drop the marks of words that are only known without them."""
    marked = [match for match in WORD.finditer(text) if _has_marks(match[0])]
    composed = [unicodedata.normalize("NFC", match[0]) for match in marked]
    bare = [_bare(word) for word in composed]
    strange = [
        _has_marks(word) and is_known for word, is_known in zip(composed, known(bare), strict=True)
    ]
    decorated = sum(strange) >= FEWEST_DECORATED
    only_bare = zip(known(bare), known(composed), strict=True)
    for match, word, without, (is_bare, is_whole) in zip(
        marked, composed, bare, only_bare, strict=True
    ):
        drop = decorated and without.isascii() and (_has_marks(word) or (is_bare and not is_whole))
        yield from _clusters(match, drop)


def _clusters(word: re.Match[str], drop: bool) -> Iterator[Change]:
    """Compose each letter of a word with its marks, or drop them."""
    for cluster in CLUSTER.finditer(word[0]):
        composed = unicodedata.normalize("NFC", cluster[0])
        new = _bare(composed) if drop else composed
        if len(new) == 1:
            place = word.start()
            trick = Trick.HIDDEN if drop else None
            yield Change(place + cluster.start(), place + cluster.end(), new, trick)


def _has_marks(word: str) -> bool:
    return not word.isascii() and any("\u0300" <= each < "\u0370" for each in word)


def _bare(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def _folded(text: str) -> Iterator[Change]:
    """Read the look-alikes of mixed words, and those of other words where many are mixed."""
    words = [match for match in WORD.finditer(text) if not match[0].isascii()]
    mixed = [match for match in words if _is_mixed(match[0])]
    if len(mixed) >= FEWEST_MIXED:
        doubtful = [match for match in words if _may_be_latin(match[0])]
        foreign = len(words) - len(doubtful)
        mixed = doubtful if foreign <= MOST_TRUE * len(words) else mixed
    for match in mixed:
        for place, letter in enumerate(match[0], match.start()):
            if letter in LOOKED_LIKE:
                yield Change(place, place + 1, LOOKED_LIKE[letter], Trick.MIXED)


def _may_be_latin(word: str) -> bool:
    """Whether a word has Latin letters and look-alikes, and no others."""
    return set(NOT_ASCII.findall(word)) <= LOOKED_LIKE.keys()


def _is_mixed(word: str) -> bool:
    """Whether a word has both, and is long enough to be no name of a thing in a formula."""
    return len(word) > 2 and any(map(str.isascii, word)) and _may_be_latin(word)
