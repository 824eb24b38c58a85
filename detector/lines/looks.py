"""The two looks at a page: rows of measures, and the order of their columns."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detector.arrays import Floats
from detector.lines import measures, second_look, surroundings
from detector.lines.kinds import kinds
from detector.lines.measures import Page
from detector.traits import Findings

Rows = npt.NDArray[np.float32]
WORDING = "wording.score"
FIRST = (*measures.NAMES, *surroundings.NAMES)
SECOND = (*measures.NAMES, *second_look.NAMES, WORDING)


@dataclass(frozen=True, kw_only=True)
class View:
    """The filled lines of a batch as the first look sees them; `kind` is that of all lines."""

    findings: Findings
    kind: npt.NDArray[np.int8]
    page: Page


def view(findings: Findings) -> View:
    """Measure the lines of a batch."""
    kind = kinds(findings)
    return View(findings=findings, kind=kind, page=measures.measure(findings, kind))


def first(view: View) -> Rows:
    """Return a row a filled line, with the columns `FIRST`."""
    return np.concatenate([view.page.own, surroundings.measure(view.page)], axis=1)


def second(page: Page, probability: Floats, wording: Floats) -> Rows:
    """Return a row a filled line, with the columns `SECOND`.

    `probability` is what the first look made of each line, `wording` what its words say.
    """
    looked = second_look.measure(page, probability)
    said = wording.astype(np.float32)[:, np.newaxis]
    return np.concatenate([page.own, looked, said], axis=1)
