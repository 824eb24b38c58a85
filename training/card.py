"""Writes the model card: what a model was trained on, and how it does (Mitchell et al., 2019)."""

from collections.abc import Mapping
from typing import Any

from detector.model import OperatingPoint
from training.evaluate import Figures

CARD = """# Model card: {name}

Written by the training code; do not edit by hand.

{about}

## Trained on

{articles:,} articles of {groups:,} groups (sites, authors or prompts) from {sources} sources:

| kind | articles |
|---|---|
{kinds}

## How it does on groups that it was not trained on

Cross-validation over {folds} folds; no group stands on two sides. Groups weigh about
alike, whatever their size, and good articles weigh as much as all others together.

| figure | value |
|---|---|
| area under the ROC curve | {auc:.4f} |
{recall}
| expected calibration error | {error:.3f} |

Quality is calibrated for a mix of which half is good. Where more of your articles are good, they
are better than their quality says, and the other way round.

## Operating points

| point | good articles lost | quality below which an article is low | others caught |
|---|---|---|---|
{points}

## Limits

It has learned English only, and answers `unsure` to other languages and to fewer than 40 words. It
does not say who wrote a text. It judges by wording and form: a false claim in plain words passes.
"""


def render(
    name: str,
    facts: Mapping[str, Any],
    points: Mapping[str, OperatingPoint],
    held_out: Figures,
    about: str,
) -> str:
    """Return the card as Markdown."""
    recall = [
        f"| others caught when {float(share):.1%} of the good are lost | {value:.3f} |"
        for share, value in held_out.recall.items()
    ]
    rows = [
        f"| `{point}` | {each.lost:.1%} | {each.threshold:.3f} | {each.recall:.1%} |"
        for point, each in points.items()
    ]
    return CARD.format(
        name=name,
        about=about,
        articles=facts["articles"],
        groups=facts["groups"],
        sources=facts["sources"],
        folds=facts["recipe"]["folds"],
        kinds="\n".join(f"| {kind} | {count:,} |" for kind, count in facts["kinds"].items()),
        auc=held_out.auc,
        recall="\n".join(recall),
        error=held_out.calibration_error,
        points="\n".join(rows),
    )
