"""Ways to tell the article's lines from the others: two rules of thumb, and ours."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from detector import Detector
from detector.arrays import Mask
from detector.lines.cleaned import Level
from training.lines.pages import Page
from training.lines.scoring import kept_lines, words

LONG = 12  # words: the shortest line that the rule of thumb keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A way to clean pages. Only `run` is timed.

    `prepare` makes of a page what `run` takes, and `keep` says of each line of the page whether
    it is in what `run` returned.
    """

    name: str
    prepare: Callable[[Page], Any]
    run: Callable[[Any], Any]
    keep: Callable[[Page, Any], Mask]


def rules() -> list[Method]:
    """Return the two rules of thumb."""

    def lines(page: Page) -> tuple[str, ...]:
        return page.lines

    def keep(_: Page, kept: Mask) -> Mask:
        return kept

    return [
        Method(
            name="keep all",
            prepare=lines,
            run=lambda lines: np.array([bool(line.strip()) for line in lines], np.bool_),
            keep=keep,
        ),
        Method(
            name="twelve words or more",
            prepare=lines,
            run=lambda lines: words(lines) >= LONG,
            keep=keep,
        ),
    ]


def ours(detector: Detector) -> list[Method]:
    """Return ours, once for each level."""
    return [
        Method(
            name=own_name(level),
            prepare=lambda page: page.text,
            run=partial(detector.clean, level=str(level)),
            keep=lambda page, cleaned: kept_lines(page.lines, cleaned),
        )
        for level in Level
    ]


def own_name(level: Level) -> str:
    """Return "ours, gentle"."""
    return f"ours, {level}"
