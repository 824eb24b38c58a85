"""Bars are as wide as they should be, whatever they are asked to show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.cli.bars import bar


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, "    "), (0.5, "██  "), (0.6, "██▍ "), (1.0, "████"), (7, "████")]
)
def test_blocks(share: float, expected: str) -> None:
    assert bar(share, 4) == expected


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 80), st.booleans())
def test_the_width_is_kept(share: float, width: int, ascii_only: bool) -> None:
    assert len(bar(share, width, ascii_only=ascii_only)) == width
