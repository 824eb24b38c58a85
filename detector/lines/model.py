"""Load a line model and apply it: plain data, and every decision can be taken apart.

Four files in a model's folder: `lines.json` says what the numbers are for and what the others must
be, `lines-trees.npy` holds the trees, `lines-words.npy` the n-grams with their weights, `LINES.md`
is for people. Loading never runs code, and trusts nothing in them: see `detector.model_limits`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detector import features
from detector.arrays import Floats, Mask
from detector.errors import ModelError
from detector.hashing import crowded
from detector.lines import looks
from detector.lines.cleaned import Level
from detector.lines.deciding import Threshold, nearly_clean
from detector.lines.forest import NODE, Forest
from detector.lines.looks import Rows, View
from detector.lines.measures import POINTING, Page
from detector.lines.wording import Wording
from detector.model_folder import COPY, TRAIN, manifest
from detector.model_limits import LARGEST_NUMBER, check_meanings, number, refusing, sequence, whole
from detector.plain_data import array, check_names, text

SCHEMA = 2
MANIFEST, TREES, WORDS, CARD = "lines.json", "lines-trees.npy", "lines-words.npy", "LINES.md"
FILES = TREES, WORDS, CARD
MOST_NODES = 1 << 20  # the shipped model has a tenth of that
MOST_WORDS = 1 << 21
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
    return (folder / MANIFEST).is_file()


def load(folder: Path) -> LineModel:
    """Load the line model of a folder. Raises ModelError, which says what is wrong with it."""
    said = manifest(folder / MANIFEST, SCHEMA)
    with refusing(folder / MANIFEST):
        return _model(folder, said)


def _model(folder: Path, said: dict[str, Any]) -> LineModel:
    check_names(said, FILES)
    check_meanings(folder / MANIFEST, said, POINTING, features.versions())
    if tuple(said["first"]) != looks.FIRST or tuple(said["second"]) != looks.SECOND:
        raise ModelError(f"{folder / MANIFEST}: trained with other measures; {TRAIN}")
    text(folder, CARD, said)
    readers = _readers(folder, array(folder, TREES, said, NODE), said)
    levels = {
        str(level): Threshold(
            page=number(said["levels"][level]["page"], "`page`", 0.0, 1.0),
            clean=number(said["levels"][level]["clean"], "`clean`", 0.0, 1.0),
        )
        for level in Level
    }
    return LineModel(
        pages=readers["pages"],
        clean=readers["clean"],
        wording=_wording(folder, said),
        levels=levels,
    )


def _wording(folder: Path, said: dict[str, Any]) -> Wording:
    words = array(folder, WORDS, said, WORD)
    keys, weights = (np.ascontiguousarray(words[name]) for name in ("key", "weight"))
    if len(words) > MOST_WORDS or not keys.all() or crowded(keys):
        raise ModelError(
            f"{folder / WORDS}: not up to {MOST_WORDS:,} different hashes that spread; {TRAIN}"
        )
    if len(words) and not np.abs(weights).max() <= LARGEST_NUMBER:
        raise ModelError(f"{folder / WORDS}: a weight is not finite, or too large; {TRAIN}")
    told = said["wording"]
    base, known = number(told["base"], "`base`"), number(told["known"], "`known`")
    return Wording(keys=keys, weights=weights, base=base, known=known)


def _readers(folder: Path, nodes: npt.NDArray[Any], said: dict[str, Any]) -> dict[str, Reader]:
    """Part the nodes into the trees of all readers' looks, in the order of `READERS`."""
    readers, start = {}, 0
    for name in READERS:
        told, forests = said["readers"][name], {}
        for look, columns in (("first", looks.FIRST), ("second", looks.SECOND)):
            end = start + whole(told[look]["nodes"], "`nodes`", 1, MOST_NODES)
            roots = [
                whole(each, "a root", 0, MOST_NODES)
                for each in sequence(told[look]["roots"], "`roots`")
            ]
            forests[look] = Forest(nodes=nodes[start:end], roots=np.array(roots, np.int32))
            if fault := forests[look].fault(len(columns)):
                raise ModelError(f"{folder / TREES}: {fault}; {TRAIN}")
            start = end
        slope, shift = number(told["slope"], "`slope`"), number(told["shift"], "`shift`")
        readers[name] = Reader(**forests, slope=slope, shift=shift)
    if start != len(nodes):
        raise ModelError(
            f"{folder / TREES}: {len(nodes):,} nodes, and {start:,} are told of; {COPY}"
        )
    return readers
