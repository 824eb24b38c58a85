"""Bars of block characters, and of plain ones where the terminal has no others."""

from fractions import Fraction

EIGHTHS = " ▏▎▍▌▋▊▉"
FULL = "█"


def bar(share: float, width: int, *, ascii_only: bool = False) -> str:
    """Return a bar that fills `share` (0..1) of `width` columns, padded to the width.

    >>> bar(0.5, 8)
    '████    '
    >>> bar(0.3, 10, ascii_only=True)
    '###       '
    """
    eighths = round(Fraction(min(max(share, 0.0), 1.0)) * width * 8)
    if ascii_only:
        return ("#" * round(eighths / 8)).ljust(width)
    full, rest = divmod(eighths, 8)
    return (FULL * full + (EIGHTHS[rest] if rest else "")).ljust(width)
