"""Nearly clean input: good articles with a little residue, most of which are to stay as they are.

Residue is put in where it stands on lines of its own, so that it is known which words are whose:
what `training.residue` puts around or before an article's own words is mended, not cut, and is
left out here.
"""

from collections.abc import Sequence
from random import Random

import numpy as np

from benchmarks.lines.peers import places
from benchmarks.pages import article
from benchmarks.places import CHECKOUT
from benchmarks.tables import Table, share
from detector import Detector
from detector.lines.cleaned import Level
from training.lines.scoring import kept_lines, words
from training.residue import inject, sorts_of_lines

SEEDS = CHECKOUT / "seeds" / "good"
TITLE = "Nearly clean articles"
CAPTION = (
    "Share of the injected words that were cut, and of the article's own words that were kept, "
    "over all articles of a row. {articles} invented articles and the project's own seeds/good, "
    "each with residue of one to three sorts, or of the one sort named. The wordings of the "
    "residue are those that training puts into articles too, so that a real tail is harder. "
    "“Whole” is the share of articles that lost none of their own lines."
)


def table(detector: Detector, articles: int) -> Table:
    """Clean good articles with residue of each sort, and without any."""
    rng = Random(5)
    made = ["\n\n".join(article(rng)) for _ in range(articles)]
    seeds = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*"))]
    rows = [
        _row("seeds/good, no residue", detector, seeds, ()),
        _row("seeds/good, 1 to 3 sorts", detector, seeds, sorts_of_lines()),
        _row("invented, no residue", detector, made, ()),
        _row("invented, 1 to 3 sorts", detector, made, sorts_of_lines()),
        *(_row(f"invented, {name}", detector, made, (name,)) for name in sorts_of_lines()),
    ]
    columns = [f"{level}: {what}" for level in Level for what in ("cut", "kept", "whole")]
    return Table(
        title=TITLE,
        caption=CAPTION.format(articles=articles),
        columns=("articles", *columns),
        rows=tuple(rows),
    )


def _row(
    name: str, detector: Detector, articles: Sequence[str], sorts: Sequence[str]
) -> tuple[str, ...]:
    cells = [name]
    texts = [inject(text, number, sorts) for number, text in enumerate(articles)]
    for level in Level:
        cells += map(share, _shares(detector, articles, texts, level))
    return tuple(cells)


def _shares(
    detector: Detector, articles: Sequence[str], texts: Sequence[str], level: Level
) -> tuple[float | None, float | None, float | None]:
    """Return the shares of residue cut, of article words kept, and of articles left whole."""
    sums = np.zeros(4)
    whole = 0
    cleaned = detector.clean_many(texts, level=str(level))
    for before, text, result in zip(articles, texts, cleaned, strict=True):
        lines = text.split("\n")
        own = np.zeros(len(lines), np.bool_)
        own[[place for place in places(lines, before.split("\n")) if place is not None]] = True
        count, kept = words(lines), kept_lines(lines, result)
        sums += [count[mask].sum() for mask in (~own, ~own & ~kept, own, own & kept)]
        whole += not (count * (own & ~kept)).any()
    return _ratio(sums[1], sums[0]), _ratio(sums[3], sums[2]), _ratio(whole, len(texts))


def _ratio(part: float, whole: float) -> float | None:
    return float(part / whole) if whole else None
