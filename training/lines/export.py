"""Writes a line model into a model's folder: plain data that cleaning reads, and never runs."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from detector.lines import looks
from detector.lines.measures import POINTING
from detector.lines.model import CARD, MANIFEST, READERS, SCHEMA, TREES, WORD, WORDS, Reader
from training.card import table
from training.files import versions, write_files
from training.lines.learn import LearnedLines

TEXT = """# Card of the line model

Written by the training code; do not edit by hand. It says which lines of a page are the article.

Trained on {pages:,} whole pages whose lines are labelled, the same pages cropped, and {articles:,}
good articles, half of them with invented residue, too: {groups:,} groups (sites or authors).

{levels}

Measured on groups that were held out. F1 is of precision and recall in words, each averaged over
pages. Articles of groups that were seen come back untouched more often.

What stays is judged by form and, in the languages that it learned, by words. Captions, teasers
inside an article and comments that read like prose are where it fails most.
"""


def write(learned: LearnedLines, folder: Path) -> None:
    """Write the line model into `folder`, beside the article model that is there."""
    readers = learned.readers
    forests = [forest for name in READERS for forest in (readers[name].first, readers[name].second)]
    words = np.empty(len(learned.wording.keys), WORD)
    words["key"], words["weight"] = learned.wording.keys, learned.wording.weights
    said = {
        "schema": SCHEMA,
        "levels": {name: asdict(each) for name, each in learned.levels.items()},
        "wording": {"base": learned.wording.base, "known": learned.wording.known},
        "traits": versions(POINTING),
        "facts": learned.facts,
        "readers": {name: _told(reader) for name, reader in readers.items()},
        "first": looks.FIRST,
        "second": looks.SECOND,
    }
    arrays = {TREES: np.concatenate([each.nodes for each in forests]), WORDS: words}
    write_files(folder, MANIFEST, said, arrays=arrays, texts={CARD: card(learned)})


def card(learned: LearnedLines) -> str:
    """Return the card of a line model: what it was trained on, and how it does."""
    forms = learned.facts["forms"]
    rows = [
        (
            str(level),
            f"{each.page:g}",
            f"{each.clean:g}",
            f"{learned.judged.f1(each):.3f}",
            f"{learned.judged.untouched(each):.1%}",
        )
        for level, each in learned.levels.items()
    ]
    head = ("level", "a line stays from", "where nearly clean", "F1 on pages", "articles untouched")
    return TEXT.format(
        pages=forms.get("page", 0),
        articles=forms.get("article", 0),
        groups=learned.facts["groups"],
        levels=table([head, *rows]),
    )


def _told(reader: Reader) -> dict[str, Any]:
    looks_told = {
        name: {"nodes": len(forest.nodes), "roots": forest.roots.tolist()}
        for name, forest in (("first", reader.first), ("second", reader.second))
    }
    return {"slope": reader.slope, "shift": reader.shift, **looks_told}
