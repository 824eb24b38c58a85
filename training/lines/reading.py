"""Reads sheets as the line model sees them: rows of measures for all filled lines."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed

from detector import traits
from detector.arrays import NUMBERS, WORDS
from detector.lines import looks, wording
from detector.lines.measures import NAMES, Page
from training.lines.sheets import Mask, Places, Sheet
from training.progress import Progress

BATCH = 64
Rows = npt.NDArray[np.float32]
Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Lines:
    """The filled lines of all sheets, one after another; `page` has their sheets and outlines.

    `first` are the rows of the first look. Line `n` has the n-grams `keys[grams[n]:grams[n + 1]]`.
    """

    page: Page
    first: Rows
    keys: npt.NDArray[np.uint32]
    grams: Places
    words: Places
    main: Mask
    counted: Mask

    def __len__(self) -> int:
        return len(self.words)

    def second(self, probability: Vector, wording: Vector) -> Rows:
        """Return the rows of the second look; the columns are `looks.SECOND`."""
        return looks.second(self.page, probability, wording)


def read(sheets: Sequence[Sheet], *, jobs: int, progress: Progress) -> Lines:
    """Read all sheets."""
    batches = [sheets[start : start + BATCH] for start in range(0, len(sheets), BATCH)]
    parts = Parallel(n_jobs=jobs, return_as="generator")(delayed(_batch)(each) for each in batches)
    return _joined(list(progress(parts, "reading", len(batches))), len(sheets))


def _batch(sheets: Sequence[Sheet]) -> dict[str, npt.NDArray[np.generic]]:
    view = looks.view(traits.find([sheet.text for sheet in sheets]))
    whole, page = view.findings.whole, view.page
    starts = whole.lines.start[page.place] - whole.article_start[page.page]
    label = np.zeros(len(starts), np.int64)
    for number, sheet in enumerate(sheets):
        own = slice(page.bounds[number], page.bounds[number + 1])
        label[own] = np.searchsorted(sheet.starts, starts[own], side="right") - 1
    grams = wording.ngrams(whole)
    counts = np.diff(grams.bounds)[page.place]
    taken = np.repeat(grams.bounds[:-1][page.place] - (np.cumsum(counts) - counts), counts)
    first = np.cumsum([0, *(len(sheet.main) for sheet in sheets)])[page.page]
    return {
        "lines": np.diff(page.bounds),
        "first": looks.first(view),
        "size": page.size,
        "prose": page.prose,
        "keys": grams.key[taken + np.arange(len(taken))],
        "grams": counts,
        "words": (whole.count(WORDS) + whole.count(NUMBERS))[page.place].astype(np.int64),
        "main": np.concatenate([sheet.main for sheet in sheets])[first + label],
        "counted": np.concatenate([sheet.counted for sheet in sheets])[first + label],
    }


def _joined(parts: list[dict[str, npt.NDArray[np.generic]]], sheets: int) -> Lines:
    every = {name: np.concatenate([part.pop(name) for part in parts]) for name in list(parts[0])}
    bounds = np.concatenate(([0], np.cumsum(every["lines"])))
    first = np.asarray(every["first"], np.float32)
    page = Page(
        place=np.arange(len(first)),
        page=np.repeat(np.arange(sheets), np.diff(bounds)),
        bounds=bounds,
        own=first[:, : len(NAMES)],
        size=np.asarray(every["size"], np.float64),
        prose=np.asarray(every["prose"], np.bool_),
    )
    return Lines(
        page=page,
        first=first,
        keys=np.asarray(every["keys"], np.uint32),
        grams=np.concatenate(([0], np.cumsum(every["grams"]))),
        words=np.asarray(every["words"], np.int64),
        main=np.asarray(every["main"], np.bool_),
        counted=np.asarray(every["counted"], np.bool_),
    )
