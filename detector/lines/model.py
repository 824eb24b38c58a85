"""Load a line model and apply it: plain data, and every decision can be taken apart.

Three files in a model's folder: `lines.json` says what the numbers are for, `lines-trees.npy` holds
the trees, `lines-words.npy` the n-grams with their weights. Loading never runs code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detector.arrays import Floats, Mask
from detector.errors import ModelError
from detector.lines import looks
from detector.lines.cleaned import Level
from detector.lines.deciding import Threshold, nearly_clean
from detector.lines.forest import NODE, Forest
from detector.lines.looks import Rows, View
from detector.lines.measures import Page
from detector.lines.wording import Wording
from detector.model_folder import header
from detector.plain_data import array

SCHEMA = 1
HEADER, TREES, WORDS = "lines.json", "lines-trees.npy", "lines-words.npy"
READERS = ("pages", "clean")
WORD = np.dtype([("key", "<u4"), ("weight", "<f4")])


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What the model makes of the filled lines of a batch.

    `logit` is that of being the article; `rows` are what the second look saw; `clean` marks the
    lines of what is nearly clean.
    """

    logit: Floats
    rows: Rows
    clean: Mask

    @property
    def probability(self) -> Floats:
        """The probability of being the article, 0..1."""
        return logistic(self.logit)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Looks at lines twice; `slope` and `shift` make the second look a calibrated logit."""

    first: Forest
    second: Forest
    slope: float
    shift: float

    def read(self, page: Page, first: Rows, wording: Floats) -> tuple[Rows, Floats]:
        """Return what the second look sees, and the logit of each filled line.

        `first` are the rows that the first look sees.
        """
        seen = logistic(self.first.logit(first))
        rows = looks.second(page, seen, wording)
        return rows, self.shift + self.slope * self.second.logit(rows)

    def contributions(self, rows: Rows) -> tuple[float, Floats]:
        """What a line starts from, and what each column of its row adds to its logit."""
        base = self.shift + self.slope * self.second.base
        return base, self.slope * self.second.contributions(rows)


@dataclass(frozen=True, kw_only=True)
class LineModel:
    """A loaded line model; `levels` say from what probability on a line stays.

    One reader has learned from whole pages only, the other from nearly clean text, too: one that
    learned from both would be worse at pages.
    """

    pages: Reader
    clean: Reader
    wording: Wording
    levels: Mapping[str, Threshold]

    def judge(self, view: View) -> Judged:
        """Judge the filled lines of a batch: by the reader that knows its kind of text."""
        wording = self.wording.score(view.findings.whole, view.page)
        first = looks.first(view)
        rows, logit = self.clean.read(view.page, first, wording)
        clean = nearly_clean(view.page, logistic(logit))
        if not clean.all():
            of_pages, logit_of_pages = self.pages.read(view.page, first, wording)
            rows[~clean], logit[~clean] = of_pages[~clean], logit_of_pages[~clean]
        return Judged(logit=logit, rows=rows, clean=clean)


def logistic(logit: Floats) -> Floats:
    """Turn a logit into a probability."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logit, -500.0, 500.0))))


def is_there(folder: Path) -> bool:
    """Whether a model's folder has a line model."""
    return (folder / HEADER).is_file()


def load(folder: Path) -> LineModel:
    """Load the line model of a folder. Raises ModelError, which says what is wrong with it."""
    said = header(folder / HEADER, SCHEMA)
    try:
        return _model(folder, said)
    except ModelError:
        raise
    except (KeyError, TypeError, ValueError, OSError) as fault:
        raise ModelError(f"{folder / HEADER}: not usable ({fault!r}); train it again") from fault


def _model(folder: Path, said: dict[str, Any]) -> LineModel:
    if tuple(said["first"]) != looks.FIRST or tuple(said["second"]) != looks.SECOND:
        raise ModelError(f"{folder / HEADER}: trained with other measures; train it again")
    nodes = array(folder / TREES, said["sha256"])
    words = array(folder / WORDS, said["sha256"])
    if nodes.dtype != NODE or words.dtype != WORD or words.ndim != 1 or not words["key"].all():
        raise ModelError(f"{folder}: line arrays of another form; train it again")
    wording = Wording(
        keys=np.ascontiguousarray(words["key"]),
        weights=np.ascontiguousarray(words["weight"]),
        base=float(said["wording"]["base"]),
        known=float(said["wording"]["known"]),
    )
    levels = {str(level): Threshold(**said["levels"][level]) for level in Level}
    readers = _readers(folder, nodes, said)
    numbers = [wording.base, wording.known]
    numbers += [edge for each in levels.values() for edge in (each.page, each.clean)]
    numbers += [part for each in readers.values() for part in (each.slope, each.shift)]
    if not np.isfinite(numbers).all() or not np.isfinite(wording.weights).all():
        raise ModelError(f"{folder / HEADER}: a number is not finite; train it again")
    return LineModel(pages=readers["pages"], clean=readers["clean"], wording=wording, levels=levels)


def _readers(folder: Path, nodes: npt.NDArray[Any], said: dict[str, Any]) -> dict[str, Reader]:
    """Part the nodes into the trees of all readers' looks, in the order of `READERS`."""
    readers, start = {}, 0
    for name in READERS:
        told, forests = said["readers"][name], {}
        for look, columns in (("first", looks.FIRST), ("second", looks.SECOND)):
            end = start + int(told[look]["nodes"])
            roots = np.array(told[look]["roots"], np.int32)
            forests[look] = Forest(nodes=nodes[start:end], roots=roots)
            if fault := forests[look].fault(len(columns)):
                raise ModelError(f"{folder / TREES}: {fault}; train it again")
            start = end
        slope, shift = float(told["slope"]), float(told["shift"])
        readers[name] = Reader(**forests, slope=slope, shift=shift)
    return readers
