"""A model learned from the labels of a review, and how it does on the random tenth.

The random tenth is never learned from, not even in the end: the model that is shown is the one that
was measured.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detector import Detector
from detector.errors import DetectorError
from detector.model import Model
from training import learn
from training.evaluate import evaluate
from training.evaluation.bootstrap import Estimate
from training.evaluation.compare import Difference, differences
from training.evaluation.wording import TITLES, signed, signed_span, span, written
from training.progress import Progress
from training.recipe import OWN
from training.review.labelled import Labels

ABOUT = "Trained with `detector review`, from labels of one crawl."
FEWEST_DRAWN = 5  # labels of the random tenth, below which nothing can be said of a model
Figures = list[Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Retrained:
    """A new model in `folder`; `figures` are before and after as people read them.

    `clear` names the figures that differ by more than chance explains, and `advice` says in a
    sentence what that means.
    """

    folder: Path
    taught: int
    measured: int
    figures: Figures
    clear: tuple[str, ...]
    advice: str

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "folder": str(self.folder),
            "taught": self.taught,
            "measured": self.measured,
            "figures": self.figures,
            "clear": list(self.clear),
            "advice": self.advice,
        }


def retrain(
    labels: Labels, start: Model, folder: Path, *, cache: Path, jobs: int, progress: Progress
) -> Retrained:
    """Learn a model from the labels, starting from one that is there, and write it to `folder`.

    Raises DetectorError where there are too few labels, and says how many are missing.
    """
    learn.require_enough(labels.taught, learn.FEWEST_MORE)
    if len(labels.drawn) < FEWEST_DRAWN:
        raise DetectorError(
            f"{len(labels.drawn)} labels are of the random tenth, too few to measure with: "
            f"label on until there are {FEWEST_DRAWN}"
        )
    learned = learn.learn(
        labels.taught, OWN, start=start, cache=cache, jobs=jobs, progress=progress
    )
    learn.write(learned, folder, name=folder.name, about=ABOUT)
    progress.tell(f"measuring both models on {len(labels.drawn)} articles of the random tenth")
    return _compared(labels, start, folder)


def _compared(labels: Labels, start: Model, folder: Path) -> Retrained:
    threshold = start.points["balanced"].threshold
    before = evaluate(labels.drawn, Detector(start, threshold))
    after = evaluate(labels.drawn, Detector.load(folder))
    found = differences(after, before)
    figures: Figures = [
        {
            "title": TITLES[name],
            "before": _told(name, before.figures[name]),
            "after": _told(name, after.figures[name]),
            "difference": _difference(name, each),
        }
        for name, each in found.items()
    ]
    clear = tuple(name for name, each in found.items() if each.excludes_zero)
    return Retrained(
        folder=folder,
        taught=len(labels.taught),
        measured=len(labels.drawn),
        figures=figures,
        clear=clear,
        advice=_advice(found, len(labels.drawn)),
    )


def _told(name: str, each: Estimate) -> str:
    between = "" if each.low is None else f" ({span(name, each.low, each.high)})"
    return written(name, each.value) + between


def _difference(name: str, each: Difference) -> str:
    said = signed(name, each.difference)
    if each.low is None:
        return said
    clear = f" {each.verdict}" if each.excludes_zero else ""
    return f"{said} ({signed_span(name, each.low, each.high)}){clear}"


def _advice(found: Mapping[str, Difference], measured: int) -> str:
    better = [TITLES[name] for name, each in found.items() if each.verdict == "better"]
    worse = [TITLES[name] for name, each in found.items() if each.verdict == "worse"]
    if worse and not better:
        return f"The new model is worse by more than chance in: {', '.join(worse)}."
    if better:
        but = f", but worse in: {', '.join(worse)}" if worse else ""
        return f"The new model is better by more than chance in: {', '.join(better)}{but}."
    return (
        f"No figure differs by more than chance explains; {measured} articles are few to tell. "
        "More labels tell more."
    )
