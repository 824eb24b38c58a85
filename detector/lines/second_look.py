"""What the first look says of a line's neighbourhood: the measures of the second look.

The first look judges each line by what it sees around it. The second sees what the first made of
the neighbours, and of the line's place in a page of four parts: before the article, in it, a piece
of residue inside, and after.
"""

import numpy as np

from detector.arrays import Floats
from detector.hashing import buffers
from detector.lines import sweeps
from detector.lines.measures import Page, table
from detector.lines.repeats import Column, Places
from detector.lines.surroundings import FAR, Rows, faded, runs, shifted

REACH = 6
HALF_LIVES = (1.0, 3.0, 8.0, 24.0)
COSTS = (2.0, 8.0, 30.0)
LEAST = 0.02  # a line is never more certain than this for the chain
# Steps between the parts of a page: before the article, the article, residue inside it, after it.
STEPS = np.array(
    [[0.97, 0.03, 0.0, 0.0], [0.0, 0.90, 0.07, 0.03], [0.0, 0.30, 0.70, 0.0], [0.0, 0.0, 0.0, 1.0]]
)
BEGIN, FINISH = np.array([0.9, 0.1, 0.0, 0.0]), np.array([0.02, 0.3, 0.02, 1.0])
TWO = np.array([[0.9, 0.1], [0.1, 0.9]])

SIDES = ("before", "after")
NAMES = (
    "look.own",
    *(f"look.{side}_{step}" for side in SIDES for step in range(1, REACH + 1)),
    *(
        f"look.{name}_{side}_{half:g}"
        for half in HALF_LIVES
        for side in SIDES
        for name in ("words", "share")
    ),
    *(f"look.part_{part}" for part in ("before", "article", "inside", "after")),
    "look.smooth",
    *(
        f"look.run_{cost:g}_{what}"
        for cost in COSTS
        for what in ("from_start", "to_end", "share", "length", "density")
    ),
    "look.total", "look.share_before", "look.share_after", "look.rank",
    "look.largest_distance",
)  # fmt: skip


def measure(page: Page, probability: Floats) -> Rows:
    """Return a row a line, with the columns of `NAMES`."""
    columns: list[Column] = [
        probability,
        *_near(page, probability),
        *_fading(page, probability),
        *_parts(page, probability),
        *_runs(page, probability),
        *_place(page, probability),
    ]
    return table(columns, len(page.place))


def _near(page: Page, probability: Floats) -> list[Column]:
    values = probability.astype(np.float32)
    return [
        shifted(values, page.page, way * step) for way in (-1, 1) for step in range(1, REACH + 1)
    ]


def _fading(page: Page, probability: Floats) -> list[Column]:
    ones = np.ones(len(probability))
    values = np.stack([probability * page.size, probability, ones], axis=1)
    columns: list[Column] = []
    for half in HALF_LIVES:
        for side in faded(np.ascontiguousarray(values), page.bounds, half):
            columns += [side[:, 0], side[:, 1] / np.maximum(side[:, 2], 1e-9)]
    return columns


def _parts(page: Page, probability: Floats) -> list[Column]:
    held = np.clip(probability, LEAST, 1.0 - LEAST)
    seen = np.stack([1.0 - held, held, 1.0 - held, 1.0 - held], axis=1)
    parts = _chain(seen, STEPS, BEGIN, FINISH, page.bounds)
    two = np.stack([1.0 - held, held], axis=1)
    smooth = _chain(two, TWO, np.array([0.9, 0.1]), np.array([0.9, 0.1]), page.bounds)
    return [*parts.T, smooth[:, 1]]


def _chain(seen: Floats, step: Floats, begin: Floats, finish: Floats, bounds: Places) -> Floats:
    posterior = np.empty_like(seen)
    sweeps.chain(*buffers(np.ascontiguousarray(seen), step, begin, finish, bounds, posterior))
    return posterior


def _runs(page: Page, probability: Floats) -> list[Column]:
    lines = np.arange(len(page.place))
    columns: list[Column] = []
    mass = probability * page.size
    total = np.concatenate(([0.0], np.cumsum(mass)))
    whole = total[page.bounds[1:]] - total[page.bounds[:-1]]
    for cost in COSTS:
        values = np.where(probability > 0.5, mass, -cost * (1.0 - probability))
        first, last = runs(values, page.bounds)
        end = np.minimum(last + 1, len(mass))
        inside = total[end] - total[first]
        columns += [
            np.clip(lines - first[page.page], -FAR, FAR),
            np.clip(last[page.page] - lines, -FAR, FAR),
            (inside / np.maximum(whole, 1.0))[page.page],
            (end - first)[page.page],
            (inside / np.maximum(end - first, 1))[page.page],
        ]
    return columns


def _place(page: Page, probability: Floats) -> list[Column]:
    lines, here = np.arange(len(page.place)), page.page
    mass = probability * page.size
    total = np.concatenate(([0.0], np.cumsum(mass)))
    whole = (total[page.bounds[1:]] - total[page.bounds[:-1]])[here]
    before = total[:-1] - total[page.bounds[here]]
    after = whole - before - mass
    largest = np.zeros(len(page.bounds) - 1)
    np.maximum.at(largest, here, probability)
    order = np.lexsort((probability, here))
    best = order[np.maximum(page.bounds[1:] - 1, 0)] if len(order) else order
    return [
        whole,
        before / np.maximum(whole, 1.0),
        after / np.maximum(whole, 1.0),
        probability / np.maximum(largest[here], 1e-9),
        np.clip(lines - best[here], -FAR, FAR) if len(best) else lines,
    ]
