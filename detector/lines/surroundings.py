"""What stands around a line: its neighbours, what fades before and after, its place on the page."""

import numpy as np
import numpy.typing as npt

from detector.arrays import Floats
from detector.hashing import buffers
from detector.lines import measures, sweeps
from detector.lines.measures import Page, table
from detector.lines.repeats import Column, Places

Rows = npt.NDArray[np.float32]
REACH = 4  # lines either side whose measures are seen one by one
HALF_LIVES = (1.5, 4.0, 12.0, 40.0)  # lines
COSTS = (4.0, 10.0, 25.0)  # what a line that is no prose costs the run that it stands in
FAR = 60.0

NEXT_TO = ("size", "ends_sentence", "begins_upper", "shared_words", "near_words", "digits")
FADING = ("prose", "size", "short", "sentence", "pointing", "near_words", "kind")
SIDES = ("before", "after")


def _names() -> tuple[str, ...]:
    near = [
        f"{side}.{name}_{step}"
        for name in NEXT_TO
        for side in SIDES
        for step in range(1, REACH + 1)
    ]
    fading = [
        f"{side}.{name}_fading_{half:g}" for half in HALF_LIVES for side in SIDES for name in FADING
    ]
    nearest = [f"{side}.prose_{what}" for side in SIDES for what in ("distance", "size")]
    runs = [
        f"run_{cost:g}.{what}"
        for cost in COSTS
        for what in ("from_start", "to_end", "share_of_prose", "length")
    ]
    place = [
        "page.lines", "page.prose", "page.prose_lines", "page.largest", "page.prose_share",
        "place.from_start", "place.to_end", "place.share", "place.prose_before",
        "place.prose_after", "place.prose_share_before",
    ]  # fmt: skip
    return (*near, *fading, *nearest, *runs, *place)


NAMES = _names()


def measure(page: Page) -> Rows:
    """Return a row a line, with the columns of `NAMES`."""
    columns = [*_near(page), *_fading(page), *_nearest(page), *_runs(page), *_place(page)]
    return table(columns, len(page.place))


def shifted(values: npt.NDArray[np.float32], page: Places, step: int) -> Rows:
    """Return the values of the line `step` lines later (earlier, if below 0); -1.0 off the page."""
    out = np.full(len(values), -1.0, np.float32)
    if abs(step) >= len(values):
        return out
    here, there = (slice(None, -step), slice(step, None))
    if step < 0:
        here, there = slice(-step, None), slice(None, step)
    out[here] = np.where(page[here] == page[there], values[there], np.float32(-1.0))
    return out


def faded(values: Floats, bounds: Places, half_life: float) -> tuple[Floats, Floats]:
    """Sums before and after each line, fading by half every `half_life` lines: as `values`."""
    before, after = np.empty_like(values), np.empty_like(values)
    factor = 0.5 ** (1.0 / half_life)
    given = buffers(values, bounds)
    sweeps.decay(*given, factor, *buffers(before, after))
    return before, after


def runs(values: Floats, bounds: Places) -> tuple[Places, ...]:
    """First and last line of the run with the greatest sum on each page."""
    first, last = np.empty((2, len(bounds) - 1), np.int64)
    sweeps.segment(*buffers(values, bounds, first, last))
    return first, last


def _near(page: Page) -> list[Column]:
    columns = [page.own[:, measures.NAMES.index(name)].copy() for name in NEXT_TO]
    return [
        shifted(values, page.page, way * step)
        for values in columns
        for way in (-1, 1)
        for step in range(1, REACH + 1)
    ]


def _fading(page: Page) -> list[Column]:
    pointing = [measures.NAMES.index(f"trait.{name}") for name in measures.POINTING]
    values = np.stack(
        [
            page.prose * page.size,
            page.size,
            page.size < measures.PROSE_SIZE / 2,
            page.own[:, measures.NAMES.index("ends_sentence")],
            page.own[:, pointing].max(axis=1, initial=0.0),
            page.own[:, measures.NAMES.index("near_words")] * page.size,
            1.0 - page.own[:, measures.NAMES.index("kind.other")],
        ],
        axis=1,
    ).astype(np.float64)
    values = np.ascontiguousarray(values)
    both = [side for half in HALF_LIVES for side in faded(values, page.bounds, half)]
    return [side[:, column] for side in both for column in range(len(FADING))]


def _nearest(page: Page) -> list[Column]:
    """Distance to the nearest prose line before and after, and its size."""
    lines = np.arange(len(page.place))
    columns: list[Column] = []
    for way in (1, -1):
        prose, here = page.prose[::way], page.page[::way]
        last = np.maximum.accumulate(np.where(prose, lines, -1))
        last = np.concatenate(([-1], last[:-1]))[: len(lines)]
        there = (last >= 0) & (here[np.maximum(last, 0)] == here)
        distance = np.where(there, np.minimum(lines - last, FAR), FAR)
        size = np.where(there, page.size[::way][np.maximum(last, 0)], 0.0)
        columns += [distance[::way], size[::way]]
    return columns


def _runs(page: Page) -> list[Column]:
    lines = np.arange(len(page.place))
    columns: list[Column] = []
    mass = page.prose * page.size
    total = np.concatenate(([0.0], np.cumsum(mass)))
    whole = total[page.bounds[1:]] - total[page.bounds[:-1]]
    for cost in COSTS:
        first, last = runs(np.where(page.prose, page.size, -cost), page.bounds)
        share = (total[np.minimum(last + 1, len(mass))] - total[first]) / np.maximum(whole, 1.0)
        columns += [
            np.clip(lines - first[page.page], -FAR, FAR),
            np.clip(last[page.page] - lines, -FAR, FAR),
            share[page.page],
            (last - first + 1)[page.page],
        ]
    return columns


def _place(page: Page) -> list[Column]:
    lines = np.arange(len(page.place))
    here, first = page.page, page.bounds[page.page]
    count = np.diff(page.bounds)
    prose = np.bincount(here, page.prose * page.size, len(count))
    sizes = np.bincount(here, page.size, len(count))
    prose_lines = np.bincount(here, page.prose, len(count))
    largest = np.zeros(len(count))
    np.maximum.at(largest, here, page.size)
    total = np.cumsum(page.prose * page.size) - page.prose * page.size
    before = total - total[np.minimum(first, len(total) - 1)]
    return [
        count[here],
        prose[here],
        prose_lines[here],
        largest[here],
        (prose / np.maximum(sizes, 1.0))[here],
        lines - first,
        page.bounds[here + 1] - 1 - lines,
        (lines - first + 0.5) / count[here],
        before,
        prose[here] - before - page.prose * page.size,
        before / np.maximum(prose[here], 1.0),
    ]
