"""Long pages are read in pieces, so that memory does not grow with them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from detector.characters import NEWLINES
from detector.lines.cleaned import Cleaned, Residue

LONGEST = 400_000  # characters of a piece; articles of that length are unheard of
MOST = 10_000  # lines of a piece, of which each has some hundred numbers
BREAK = re.compile("\r\n|[" + NEWLINES + "]")


def is_long(text: str) -> bool:
    """Whether a text is to be read in pieces."""
    if len(text) > LONGEST:
        return True
    return len(text) > MOST and sum(map(text.count, NEWLINES)) > MOST


def pieces(text: str) -> list[str]:
    """Cut a text into pieces at line breaks; one without a break in reach is cut all the same."""
    found: list[str] = []
    start = before = lines = 0
    for end in chain((match.end() for match in BREAK.finditer(text)), [len(text)]):
        if before > start and (end - start > LONGEST or lines == MOST):
            found.append(text[start:before])
            start, lines = before, 0
        before = end
        lines += 1
    found.append(text[start:])
    return [
        piece[place : place + LONGEST] for piece in found for place in range(0, len(piece), LONGEST)
    ]


def joined(parts: Sequence[Cleaned], pieces: Sequence[str]) -> Cleaned:
    """Put what was made of the pieces together again."""
    residue: list[Residue] = []
    start, cut = 0, 0.0
    for part, piece in zip(parts, pieces, strict=True):
        residue += [
            replace(each, start=each.start + start, end=each.end + start) for each in part.residue
        ]
        start += len(piece)
        cut += part.share * len(piece)
    return Cleaned(
        text="".join(part.text for part in parts),
        residue=tuple(residue),
        share=cut / max(start, 1),
    )
