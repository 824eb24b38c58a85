"""What each measure added to a line's logit, told line by line."""

import math
import re
from collections.abc import Iterator

import numpy as np

from detector.arrays import Floats
from detector.lines import looks
from detector.lines.model import Judged, LineModel
from detector.verdict import BASE, Contribution

STEP = re.compile(r"_[\d.]+$|_(?=[\d.]+_)[\d.]+")
BLOCK = 2_000  # lines whose reasons are held at once


def subject(column: str) -> str:
    """Return what a column is about: it and its neighbours at other distances are one reason.

    >>> subject("look.before_3"), subject("look.run_8_length")
    ('look.before', 'look.run_length')
    """
    return STEP.sub("", column)


def reasons(model: LineModel, judged: Judged) -> Iterator[tuple[Contribution, ...]]:
    """Yield for each line what its logit is the sum of."""
    subjects = [subject(column) for column in looks.SECOND]
    for start in range(0, len(judged.rows), BLOCK):
        block = slice(start, start + BLOCK)
        rows, clean = judged.rows[block], judged.clean[block]
        bases: Floats = np.zeros(len(rows))
        parts: Floats = np.zeros(rows.shape)
        for reader, held in ((model.pages, ~clean), (model.clean, clean)):
            bases[held], parts[held] = reader.contributions(rows[held])
        for base, row in zip(bases.tolist(), parts.tolist(), strict=True):
            told: dict[str, list[float]] = {}
            for name, part in zip(subjects, row, strict=True):
                if part:
                    told.setdefault(name, []).append(part)
            yield (
                Contribution(feature=BASE, contribution=base),
                *(
                    Contribution(feature=name, contribution=math.fsum(each))
                    for name, each in told.items()
                ),
            )
