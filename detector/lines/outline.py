"""The filled lines of a batch in outline: what each says, how long it is, what shape it has."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detector.arrays import CAPITALISED, IDEOGRAPH, NUMBERS, SPACED, WORDS, Floats, Mask
from detector.lexemes import Lexemes
from detector.lines.cleaned import PLACE
from detector.lines.cleaned import ResidueKind as Kind
from detector.lines.pointing import NONE, point
from detector.traits import Findings

IDEOGRAPHS_A_WORD = 1.7
FULL_STOPS = np.array([ord(character) for character in ".。"], np.uint32)
BARS = np.array([ord(character) for character in "|-–—·•/>»›┊¦:"], np.uint32)
FEWEST_BARS = 3
ITEM, TITLE = 4, 30  # words at most
PROSE, EXCLAIMED, CUT_SHORT, LONG_PROSE = 9, 14, 25, 40  # words at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One entry for each filled line; `kind` is filled in step by step.

    A page begins where it `starts`. `prose` are whole sentences, `capital` lines of several words
    with a capital each, `row` such as bars cut into pieces, `silent` those without a word. What a
    line has `said` of itself has a `score`, 0..1; `alive` are those that look like the head or the
    foot of a comment.
    """

    starts: Mask
    size: Floats
    prose: Mask
    capital: Mask
    row: Mask
    silent: Mask
    alive: Mask
    said: npt.NDArray[np.int8]
    score: npt.NDArray[np.float32]
    kind: npt.NDArray[np.int8]

    def saying(self, *kinds: Kind) -> Mask:
        """Lines that say themselves that they are one of the kinds."""
        return np.isin(self.said, [PLACE[kind] for kind in kinds])

    def open(self) -> Mask:
        """Lines of which nothing has been found out yet."""
        return np.asarray(self.kind == NONE)

    def settle(self, lines: Mask, kind: Kind) -> None:
        """Say of these lines what they are."""
        self.kind[lines] = PLACE[kind]


def outline(findings: Findings, filled: npt.NDArray[np.int64]) -> Outline:
    """Draw the outline of the `filled` lines of a batch."""
    whole = findings.whole
    size = _size(whole)
    prose, words = _prose(whole, size), whole.count(WORDS)
    pointed = point(findings, size, prose)
    said = pointed.kind[filled]
    return Outline(
        starts=np.diff(whole.lines.article[filled], prepend=-1) > 0,
        size=size[filled],
        prose=prose[filled],
        capital=((whole.count(CAPITALISED) == words) & (words > 1))[filled],
        row=_row(whole, size)[filled],
        silent=(size == 0)[filled],
        alive=pointed.alive[filled],
        said=said,
        score=pointed.score[filled],
        kind=said.copy(),
    )


def _size(whole: Lexemes) -> Floats:
    """Length of each line in words, of which two ideographs are about one."""
    ideographs = np.flatnonzero(whole.tokens.shape & IDEOGRAPH)
    line = np.searchsorted(whole.lines.token, ideographs, side="right") - 1
    count = np.bincount(line, minlength=len(whole.lines))
    words = whole.count(WORDS) + whole.count(NUMBERS) - count
    return np.asarray(words + count / IDEOGRAPHS_A_WORD)


def _prose(whole: Lexemes, size: Floats) -> Mask:
    """Lines that end as a sentence does and are long enough for one."""
    before = whole.codes[
        np.maximum(whole.tokens.end[np.maximum(whole.lines.token_end - 1, 0)] - 2, 0)
    ]
    cut_short = np.isin(before, FULL_STOPS) | (whole.lines.last == ord("…"))
    stopped = np.isin(whole.lines.last, FULL_STOPS) & (size >= PROSE)
    ended = stopped | (whole.ends_sentence & (size >= EXCLAIMED))
    return np.asarray(ended & (~cut_short | (size >= CUT_SHORT)))


def _row(whole: Lexemes, size: Floats) -> Mask:
    """Lines cut into short pieces by bars or dashes with spaces around them."""
    tokens = whole.tokens
    bars = np.flatnonzero(np.isin(whole.codes[tokens.start], BARS) & ((tokens.shape & SPACED) > 0))
    line = np.searchsorted(whole.lines.token, bars, side="right") - 1
    count = np.bincount(line, minlength=len(size))
    return np.asarray((count >= FEWEST_BARS) & (size <= ITEM * (count + 1)))
