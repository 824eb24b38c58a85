"""Changes inside one line: what is taken out, and what is put in its place."""

from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """`start:end` of a line gives way to `text`, which is shorter."""

    start: int
    end: int
    text: str


Edits = list[Edit]


def in_order(text: str, edits: Iterable[Edit]) -> Edits:
    """Sort edits, merge those that touch, and drop those that change nothing or overlap."""
    merged: Edits = []
    for edit in sorted(edits):
        start, end, new = trimmed(text, edit)
        before = merged[-1] if merged else Edit(-1, -1, "")
        if start < before.end or start == end:
            continue
        if start == before.end:
            merged[-1] = Edit(before.start, end, before.text + new)
        else:
            merged.append(Edit(start, end, new))
    return merged


def trimmed(text: str, edit: Edit) -> Edit:
    """Leave out of an edit what is the same before and after at either end of it."""
    start, end, new = edit
    same = 0
    while same < min(end - start, len(new)) and text[start + same] == new[same]:
        same += 1
    start, new = start + same, new[same:]
    same = 0
    while same < min(end - start, len(new)) and text[end - 1 - same] == new[-1 - same]:
        same += 1
    return Edit(start, end - same, new[: len(new) - same])


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` as it reads after `edits`, which are in order."""
    pieces, here = [], 0
    for start, end, new in edits:
        pieces += [text[here:start], new]
        here = end
    return "".join((*pieces, text[here:]))
