"""Runs and zones of the filled lines of a batch: what the neighbours of a line say.

All arrays have an entry for each filled line, in order; nothing reaches from one page to another.
Every function is one pass or a few over the arrays, so that a page of 200,000 lines takes no longer
a line than a short one.
"""

import numpy as np

from detector.arrays import Ints, Mask


def latest(marks: Mask) -> Ints:
    """Return the place of the last mark at or before each line, or -1."""
    return np.maximum.accumulate(np.where(marks, _all(marks), np.int32(-1)))


def nearest(marks: Mask) -> Ints:
    """Return the place of the first mark at or after each line, or the number of lines."""
    places = np.where(marks, _all(marks), np.int32(len(marks)))
    return np.minimum.accumulate(places[::-1])[::-1]


def lengths(marks: Mask, starts: Mask) -> Ints:
    """Return how long the run of marked lines is in which each line stands, 0 for unmarked ones.

    A run ends where a page `starts`.
    """
    if not len(marks):
        return np.empty(0, np.int32)
    edges = starts.copy()
    edges[0] = True
    edges[1:] |= marks[1:] != marks[:-1]
    run = np.cumsum(edges, dtype=np.int32) - 1
    return np.where(marks, np.bincount(run).astype(np.int32)[run], np.int32(0))


def zone(opens: Mask, closes: Mask) -> Mask:
    """Tell which lines lie behind an opening with nothing that closes between.

    The opening line itself belongs to the zone, a closing one does not; on one line the closing
    comes first.
    """
    opened = latest(opens)
    return np.asarray((opened >= 0) & (opened >= latest(closes)))


def bridged(marks: Mask, starts: Mask, gap: int) -> Mask:
    """Tell which unmarked lines have marks on both sides, at most `gap` lines between."""
    before, after = latest(marks), nearest(marks)
    page = np.cumsum(starts, dtype=np.int32)
    inside = (before >= 0) & (after < len(marks))
    last = max(len(marks) - 1, 0)
    same = page[before * inside] == page[np.minimum(after, last)] if len(marks) else inside
    return ~marks & inside & same & (after - before - 1 <= gap)


def beside(marks: Mask, starts: Mask) -> Mask:
    """Tell which lines have a marked line right above or below."""
    found = np.zeros(len(marks), np.bool_)
    found[1:] |= marks[:-1] & ~starts[1:]
    found[:-1] |= marks[1:] & ~starts[1:]
    return found


def shifted(marks: Mask, starts: Mask) -> Mask:
    """Tell which lines have a marked line right above."""
    found = np.zeros(len(marks), np.bool_)
    found[1:] = marks[:-1] & ~starts[1:]
    return found


def followed(marks: Mask, starts: Mask) -> Mask:
    """Tell which lines have a marked line right below."""
    found = np.zeros(len(marks), np.bool_)
    found[:-1] = marks[1:] & ~starts[1:]
    return found


def _all(marks: Mask) -> Ints:
    return np.arange(len(marks), dtype=np.int32)
