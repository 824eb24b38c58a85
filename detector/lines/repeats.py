"""What a page says again: whole lines, lines that differ in their numbers, words."""

from typing import Any

import numpy as np
import numpy.typing as npt

from detector import arrays
from detector.arrays import Mask
from detector.lexemes import Lexemes

Column = npt.NDArray[Any]  # an entry for each filled line
Places = npt.NDArray[np.int64]
COMMONEST = 30  # words of a page that count as its common ones
CONTENT = 5  # characters of a word that says what a text is about
CLOSE, NEAR, DISTANT = 10, 6, 15  # lines
MULTIPLIER, LOW32 = np.uint64(0x9E3779B1), np.uint64(0xFFFFFFFF)


def of_lines(whole: Lexemes, place: Places, page: Places) -> list[Column]:
    """How often a line stands on its page, as it is and but for its numbers."""
    exact = (page.astype(np.uint64) << np.uint64(32)) | whole.lines.hash[place]
    alike = (page.astype(np.uint64) << np.uint64(32)) | _form(whole)[place]
    copies, before, _ = _counted(exact)
    forms, _, near = _counted(alike)
    return [copies, before, forms, near]


def _form(whole: Lexemes) -> npt.NDArray[np.uint64]:
    """Hash the tokens of each line in their order, numbers being one and the same."""
    width = whole.lines.token_end - whole.lines.token
    place = np.arange(len(whole.tokens.hash)) - np.repeat(whole.lines.token, width)
    marks = whole.tokens.hash.astype(np.uint64) * MULTIPLIER & LOW32
    sums = np.cumsum(marks * (2 * place + 1).astype(np.uint64), dtype=np.uint64)
    total = np.concatenate((np.zeros(1, np.uint64), sums))
    form = total[whole.lines.token_end] - total[whole.lines.token]
    return np.asarray((form ^ (form >> np.uint64(32))) & LOW32)


def _counted(keys: npt.NDArray[np.uint64]) -> tuple[Column, Column, Column]:
    """How often each key is there, how often before, and how many of its like stand close by."""
    if not len(keys):
        return np.zeros(0), np.zeros(0), np.zeros(0)
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    begins = np.concatenate(([True], ordered[1:] != ordered[:-1]))
    group = np.cumsum(begins) - 1
    count = np.bincount(group)
    first = np.flatnonzero(begins)
    rank = np.arange(len(keys)) - first[group]
    gap = np.diff(order) <= CLOSE
    same = ~begins[1:] & gap
    near = np.concatenate(([0], same)) + np.concatenate((same, [0]))
    out = np.empty((3, len(keys)), np.int32)
    out[0, order], out[1, order], out[2, order] = count[group], rank, near
    return out[0], out[1], out[2]


def of_words(whole: Lexemes, place: Places, page: Places, prose: Mask) -> list[Column]:
    """Shares of a line's words that stand elsewhere on its page.

    Common words of the page, which are its language's small ones; words of other prose lines;
    words that stand nowhere else; and of the long ones, those near by and those far away: the
    lines of an article share the names of what it is about.
    """
    lines = len(place)
    line, token = _words(whole, place)
    key = (page[line].astype(np.uint64) << np.uint64(32)) | whole.tokens.hash[token]
    distinct, inverse, counts = np.unique(key, return_inverse=True, return_counts=True)
    common = _commonest(distinct >> np.uint64(32), counts)
    # Words that stand on two prose lines at least, or on one that is not this one.
    spoken = np.unique(inverse[prose[line]] * np.int64(lines + 1) + line[prose[line]])
    in_prose = np.bincount(spoken // (lines + 1), minlength=len(distinct))
    elsewhere = in_prose[inverse] - prose[line] > 0
    total = np.maximum(np.bincount(line, minlength=lines), 1)
    near, far = _again(inverse, line)
    content = whole.tokens.end[token] - whole.tokens.start[token] >= CONTENT
    content &= ~common[inverse]
    content_total = np.maximum(np.bincount(line, content, minlength=lines), 1)
    return [
        *(
            np.bincount(line, flag, minlength=lines) / total
            for flag in (common[inverse], elsewhere, counts[inverse] == 1)
        ),
        *(
            np.bincount(line, flag & content, minlength=lines) / content_total
            for flag in (near, far)
        ),
    ]


def _words(whole: Lexemes, place: Places) -> tuple[Places, Places]:
    """Return the words of the filled lines: the line of each (a place in `place`), its token."""
    width = (whole.lines.token_end - whole.lines.token)[place]
    line = np.repeat(np.arange(len(place)), width)
    token = np.arange(len(line)) - np.repeat(np.cumsum(width) - width, width)
    token = token + whole.lines.token[place][line]
    words = whole.tokens.kind[token] == arrays.WORD
    return line[words], token[words]


def _again(word: Places, line: Places) -> tuple[Mask, Mask]:
    """Tell which words stand on another line again: within `NEAR` lines, and beyond `DISTANT`."""
    if not len(word):
        return np.zeros(0, np.bool_), np.zeros(0, np.bool_)
    order = np.lexsort((line, word))
    lines, words = line[order], word[order]
    near, far = np.zeros((2, len(word)), np.bool_)
    for way in (1, -1):
        here, group = lines[::way] * way, words[::way]
        begins = np.concatenate(([True], (np.diff(group) != 0) | (np.diff(here) != 0)))
        last = np.maximum.accumulate(np.where(begins, np.arange(len(here)), 0))
        before = np.maximum(last - 1, 0)
        gap = np.where((last > 0) & (group[before] == group), here - here[before], 0)
        at = order[::way]
        near[at] |= (gap > 0) & (gap <= NEAR)
        far[at] |= gap > DISTANT
    return near, far


def _commonest(page: npt.NDArray[np.uint64], counts: npt.NDArray[np.int64]) -> Mask:
    """The `COMMONEST` words of each page; of equals, those of the smaller hash."""
    order = np.lexsort((-counts, page))
    ordered = page[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    common = np.zeros(len(page), np.bool_)
    common[order] = rank < COMMONEST
    return common
