"""What cleaning reaches, as figures that can be pinned: on pages, and on good articles."""

from collections.abc import Sequence

import numpy as np

from detector import Detector
from detector.lines.cleaned import Level
from training import residue
from training.lines import scoring
from training.lines.pages import Page
from training.lines.scoring import kept_lines, words


def on_pages(pages: Sequence[Page], detector: Detector) -> dict[str, float]:
    """Return F1 at the balanced level: over all pages, and for each source."""
    texts = [page.text for page in pages]
    cleaned = detector.clean_many(texts, level=Level.BALANCED)
    scores = scoring.score(
        keep=np.concatenate(
            [kept_lines(page.lines, each) for page, each in zip(pages, cleaned, strict=True)]
        ),
        gold=np.concatenate([np.array(page.gold) for page in pages]),
        words=np.concatenate([words(page.lines) for page in pages]),
        page=np.repeat(np.arange(len(pages)), [len(page.lines) for page in pages]),
        counted=np.concatenate([np.array(page.counted) for page in pages]),
    )
    source = np.array([page.source for page in pages])[scores.page]
    chosen = {"f1": np.ones(len(scores), np.bool_)}
    chosen |= {f"f1.{name}": source == name for name in sorted(set(source.tolist()))}
    means = {name: scores.where(held) for name, held in chosen.items()}
    return {
        name: float(scoring.f1(each.precision.mean(), each.recall.mean()))
        for name, each in means.items()
    }


def on_articles(texts: Sequence[str], detector: Detector) -> dict[str, float]:
    """Return what the balanced level does to good articles, and to residue put into them.

    `untouched` is the share that comes back byte for byte, `words_kept` the share of all words,
    `residue_cut` the share of the words of invented residue that goes.
    """
    cleaned = list(detector.clean_many(texts, level=Level.BALANCED))
    same = sum(each.text == text for each, text in zip(cleaned, texts, strict=True))
    size = np.array([words([" ".join(text.split())])[0] for text in texts])
    kept = float((size * (1 - np.array([each.share for each in cleaned]))).sum() / size.sum())
    return {
        "untouched": same / len(texts),
        "words_kept": kept,
        "residue_cut": _cut(texts, detector),
    }


def _cut(texts: Sequence[str], detector: Detector) -> float:
    sorts = residue.sorts_of_lines()
    soiled = [residue.inject(text, number, sorts) for number, text in enumerate(texts)]
    there = gone = 0.0
    for text, dirty, cleaned in zip(texts, soiled, detector.clean_many(soiled), strict=True):
        lines, own = dirty.split("\n"), set(text.split("\n"))
        foreign = words(lines) * np.array([line not in own for line in lines])
        there += float(foreign.sum())
        gone += float((foreign * ~kept_lines(lines, cleaned)).sum())
    return gone / max(there, 1.0)
