"""Writes the model card: what a model was trained on, and how it does (Mitchell et al., 2019)."""

from collections.abc import Mapping, Sequence
from typing import Any

from detector.model import OperatingPoint
from training.evaluation.figures import Figures

CARD = """# Model card: {name}

Written by the training code; do not edit by hand.

{about}

## Trained on

{articles:,} articles of {groups:,} groups (sites, authors or prompts) from {sources} sources:

{kinds}
{start}
## How it does on what it was not trained on

{folds}

{figures}

Groups weigh about alike, whatever their size, and good articles weigh as much as all others
together. Quality is calibrated for a mix of which half is good. Where more of your articles are
good, they are better than their quality says, and the other way round.

## Operating points

{points}
{curve}
## Limits

It has learned English only, and answers `unsure` to other languages and to fewer than 40 words. It
does not say who wrote a text. It judges by wording and form: a false claim in plain words passes.
"""
FOLDS = "Cross-validation over {folds} folds, none of which shares a group with the others"
FAMILIES = "; in the last column,\nnor a family of sources that share originals"
START = """
It started from `{model}`: its weights are those of that model and a change that is kept small.
"""
CURVE = """
## Starting from it with labels of your own

With `detector train LABELLED --from default` a model starts from this one and learns a change.
Measured on crawls that this one was not trained on, means of three draws; area under the ROC curve
on the articles of the crawl that were not drawn:

{table}
"""
ASKING = """
## Which articles to label first

`detector review` asks what the model doubts, what models learned from parts of the labels disagree
on, and what is unlike all the rest, and one in ten at random to measure by. Share of the others
caught when 1 % of the good are lost, in simulations of labelling a crawl that this model was not
trained on; means over {seeds} partings of each crawl into articles to ask and articles to measure
on, with intervals of 95 %. All labels are counted, those that only measure too; random order learns
from all of its own. `docs/asking.md` says how it was measured and has the whole curves.

{table}
"""
LIMITS = "\n## Limits\n"


def with_asking(card: str, rows: Sequence[Sequence[str]], seeds: int) -> str:
    """Return a card with the table of what labels reach by what is asked, the heading first.

    It stands before the limits, in place of one that was there.
    """
    before, limits = card.split(LIMITS)
    before = before.split(ASKING.split("{seeds}")[0])[0]
    return before + ASKING.format(table=table(rows), seeds=seeds) + LIMITS + limits


def render(
    name: str,
    *,
    facts: Mapping[str, Any],
    points: Mapping[str, OperatingPoint],
    held_out: Figures,
    unseen: Figures | None,
    about: str,
    curve: Sequence[Sequence[str]] = (),
) -> str:
    """Return the card as Markdown.

    `held_out` is what was reached on other groups, `unseen` on other families; `curve` the table of
    a learning curve, its heading first.
    """
    start = facts.get("started_from")
    folds = FOLDS.format(folds=facts["recipe"]["folds"])
    return CARD.format(
        name=name,
        about=about,
        articles=facts["articles"],
        groups=facts["groups"],
        sources=facts["sources"],
        kinds=table([["kind", "articles"], *_counted(facts["kinds"])]),
        start=START.format(model=start) if start else "",
        folds=folds + (FAMILIES if unseen else "") + ".",
        figures=table(_figures([held_out, unseen] if unseen else [held_out])),
        points=table(_points(points)),
        curve=CURVE.format(table=table(curve)) if curve else "",
    )


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a table in Markdown; the first is the heading."""
    head, *rest = rows
    lines = [head, ["---"] * len(head), *rest]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _counted(kinds: Mapping[str, Any]) -> list[list[str]]:
    return [[kind, f"{count:,}"] for kind, count in kinds.items()]


def _figures(columns: Sequence[Figures]) -> list[list[str]]:
    names = ["other groups", "other families"]
    rows = [["figure", *names[: len(columns)]]]
    rows.append(["area under the ROC curve", *(f"{each.auc:.4f}" for each in columns)])
    for lost in columns[0].recall:
        title = f"others caught when {float(lost):.1%} of the good are lost"
        rows.append([title, *(f"{each.recall[lost]:.3f}" for each in columns)])
    errors = (f"{each.calibration_error:.3f}" for each in columns)
    return [*rows, ["expected calibration error", *errors]]


def _points(points: Mapping[str, OperatingPoint]) -> list[list[str]]:
    head = ["point", "good articles lost", "quality below which an article is low", "others caught"]
    return [head] + [
        [f"`{name}`", f"{point.lost:.1%}", f"{point.threshold:.3f}", f"{point.recall:.1%}"]
        for name, point in points.items()
    ]
