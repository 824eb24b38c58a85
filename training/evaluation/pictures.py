"""The pictures of a report, drawn with matplotlib: importing this file loads it.

They hold no names and no words of the articles; those stand in the page around them.
"""

import io
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from training.evaluate import Evaluation
from training.evaluation.figures import LOST
from training.evaluation.resampled import recall_name
from training.evaluation.svg import AGAINST, FAINT, INK, LINE, MODEL, inline
from training.evaluation.wording import percent

SIZE = (5.0, 3.6)  # inches; at 72 points an inch, letters of 10 points suit a phone unscaled
STYLE: Any = {
    "svg.fonttype": "none",  # letters, not outlines: they can be read, found and copied
    "svg.hashsalt": "article-detector",  # the same drawing gives the same bytes
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": LINE,
    "grid.linewidth": 0.7,
    "axes.grid": True,
    "axes.axisbelow": True,
    "text.color": INK,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
}
STROKES = ((MODEL, "-"), (AGAINST, "--"))


def roc(evaluations: Sequence[Evaluation]) -> str:
    """Draw the share of others caught over the share of good articles lost, from one in a thousand.

    The recalls at the three shares stand on the curve of the first model, with their intervals.
    """
    with _style():
        axes = _axes()
        for found, (colour, line) in zip(evaluations, STROKES, strict=False):
            axes.plot(*zip(*found.curves.roc, strict=True), color=colour, linestyle=line)
        for lost in LOST:
            _mark(axes, evaluations[0], lost)
        axes.set(xscale="log", xlabel="good articles lost", ylabel="others caught", ylim=(0, 1.02))
        axes.set_xlim(evaluations[0].curves.roc[0][0] * 0.93, 1.0)
        shares = [share for share in (0.001, 0.01, 0.05, 0.2, 1.0) if share >= axes.get_xlim()[0]]
        axes.set_xticks(shares, [f"{share * 100:g} %" for share in shares])
        axes.set_xticks([], minor=True)
        _percents(axes)
        return _part_of_page(axes, "roc", _roc_label(evaluations[0]))


def _mark(axes: Axes, found: Evaluation, lost: float) -> None:
    """Mark the recall at a share of good articles lost, if the axis goes down to it."""
    recall = found.figures[recall_name(lost)]
    if recall.value is None or lost < found.curves.roc[0][0]:
        return
    if recall.low is not None and recall.high is not None:
        axes.plot([lost, lost], [recall.low, recall.high], color=MODEL, linewidth=1.2)
    axes.plot([lost], [recall.value], color=MODEL, marker="o", markersize=6)


def _roc_label(found: Evaluation) -> str:
    caught = [
        f"{percent(found.figures[recall_name(lost)].value)} at {lost * 100:g} %" for lost in LOST
    ]
    return f"ROC curve. Others caught, at the share of good articles lost: {', '.join(caught)}."


def precision_recall(evaluations: Sequence[Evaluation]) -> str:
    """Draw precision over recall; the point is the threshold in force."""
    label = "Precision of the label low over its recall, at the mix of these articles."
    with _style():
        axes = _axes()
        for found, (colour, line) in zip(evaluations, STROKES, strict=False):
            _, recall, precision = zip(*found.curves.precision_recall, strict=True)
            axes.plot(recall, precision, color=colour, linestyle=line)
        _mark_threshold(axes, evaluations[0])
        axes.set(xlabel="others caught (recall)", ylabel="rightly called low (precision)")
        axes.set(xlim=(0, 1.02), ylim=(0, 1.02))
        axes.set_xticks(*_ticks())
        _percents(axes)
        return _part_of_page(axes, "precision", label)


def _mark_threshold(axes: Axes, found: Evaluation) -> None:
    below = [point for point in found.curves.precision_recall if point[0] < found.threshold]
    if below:
        axes.plot([below[-1][1]], [below[-1][2]], color=MODEL, marker="o", markersize=6)


def reliability(found: Evaluation) -> str:
    """Draw the share of good articles over the quality that was promised, in ten bins."""
    label = "Share of good articles over quality, in ten bins; the diagonal is perfect."
    with _style():
        axes, bins = _axes(), found.curves.reliability
        total = sum(each.articles for each in bins)
        left, share = zip(*((int(b.quality * 10), b.articles / total) for b in bins), strict=True)
        axes.bar([(x + 0.5) / 10 for x in left], share, width=0.092, color=LINE)
        axes.plot([0, 1], [0, 1], color=FAINT, linewidth=1, linestyle=":")
        for each in bins:
            if each.good.low is not None and each.good.high is not None:
                ends = [each.good.low, each.good.high]
                axes.plot([each.quality] * 2, ends, color=MODEL, linewidth=1.2)
        places = [(each.quality, each.good.value) for each in bins if each.good.value is not None]
        axes.plot(*zip(*places, strict=True), color=MODEL, marker="o", markersize=5, linewidth=1.2)
        axes.set(xlabel="quality", ylabel="share that is good", xlim=(0, 1), ylim=(0, 1.02))
        _percents(axes)
        return _part_of_page(axes, "reliability", label)


def _ticks() -> tuple[list[float], list[str]]:
    shares = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    return shares, [f"{share:.0%}".replace("%", " %") for share in shares]


def _percents(axes: Axes) -> None:
    axes.set_yticks(*_ticks())


def _style() -> AbstractContextManager[None]:
    """Draw in our style, whatever the reader's own matplotlibrc says."""
    return style.context(["default", STYLE])


def _axes() -> Axes:
    return Figure(figsize=SIZE, layout="constrained").subplots()


def _part_of_page(axes: Axes, name: str, label: str) -> str:
    figure = axes.get_figure(root=True)
    assert figure is not None
    for each in (axes, figure):
        each.patch.set_visible(False)
    stream = io.StringIO()
    figure.savefig(stream, format="svg", metadata={"Date": None})
    return inline(stream.getvalue(), name=name, label=label)
