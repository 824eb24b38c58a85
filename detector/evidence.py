"""Turns what a model made of a batch into verdicts: labels, and the words that carry them.

The quality's logit is the sum of a base, of what each trait and measure added, and of what each
word and pair of words did. Single words are too many to read, so neighbouring words that pull the
same way are added up into runs; the strongest runs are named, the rest is one number.
"""

import math
from collections.abc import Sequence

import numpy as np

from detector import features, traits
from detector.lexemes import FUNCTION_WORDS, KNOWN_WORDS, WORDS, Floats, Lexemes
from detector.model import Applied, Model
from detector.traits.shapes import Positions
from detector.verdict import BASE, JOINING, WORDING, Contribution, Kind, Label, TraitSpan, Verdict

FEWEST_WORDS = 40
# Shares of words that the lexicon knows. A related language has many English-looking words but few
# of the small ones; an English menu has few small words but known ones.
LEAST_KNOWN = 0.45
LEAST_KNOWN_AND_SMALL = (0.7, 0.12)
RUNS = 8  # how many runs of words are named for each article
LONGEST_RUN = 60  # characters of a run that are shown in its name


def verdicts(texts: Sequence[str], model: Model, threshold: float) -> list[Verdict]:
    """Judge a batch of articles."""
    found = features.extract(texts, model.vocabulary, limit=model.limit)
    applied = model.apply(found)
    spans = _spans(found)
    runs = _runs(found, applied)
    doubts = _doubts(found.body)
    return [
        _verdict(model, threshold, applied, article, spans[article], runs[article], doubt)
        for article, doubt in enumerate(doubts)
    ]


def _verdict(
    model: Model,
    threshold: float,
    applied: Applied,
    article: int,
    spans: list[TraitSpan],
    runs: list[Contribution],
    doubt: str | None,
) -> Verdict:
    logit = float(applied.logit[article])
    quality = 1.0 / (1.0 + math.exp(-min(max(logit, -500.0), 500.0)))
    label = Label.UNSURE if doubt else Label.LOW if quality < threshold else Label.GOOD
    counts: dict[str, int] = {}
    for span in spans:
        counts[span.trait] = counts.get(span.trait, 0) + 1
    return Verdict(
        model=model.name,
        quality=quality,
        logit=logit,
        label=label,
        kind=_nearest(model.kinds, applied.kinds[article]) if label is Label.LOW else None,
        traits=counts,
        contributions=_contributions(applied, article, runs),
        spans=tuple(sorted(spans, key=lambda span: (span.start, span.end, span.trait))),
        unsure_because=doubt,
    )


def _nearest(kinds: Sequence[Kind], scores: Floats) -> Kind | None:
    """Return the kind with the greatest score among those that the model knows."""
    return max(kinds, key=lambda kind: float(scores[tuple(Kind).index(kind)]), default=None)


def _contributions(
    applied: Applied, article: int, runs: list[Contribution]
) -> tuple[Contribution, ...]:
    """Group everything that was added to the logit; what is left over is the rest of the words."""
    owners: dict[str, float] = {}
    for name, part in zip(features.names(), applied.parts[article].tolist(), strict=True):
        if part:
            owners[features.owner(name)] = owners.get(features.owner(name), 0.0) + part
    named = [Contribution(feature=BASE, contribution=float(applied.base[article]))]
    if joining := float(applied.joining[article]):
        named.append(Contribution(feature=JOINING, contribution=joining))
    named += [Contribution(feature=name, contribution=part) for name, part in owners.items()]
    named += runs
    rest = float(applied.logit[article]) - math.fsum(each.contribution for each in named)
    return (*named, Contribution(feature=WORDING, contribution=rest))


def _doubts(body: Lexemes) -> list[str | None]:
    """Say for each article why it cannot be judged, if so."""
    words = body.totals[:, WORDS]
    known = body.totals[:, KNOWN_WORDS]
    small = body.totals[:, FUNCTION_WORDS]
    most_known, most_small = LEAST_KNOWN_AND_SMALL
    few, foreign = words < FEWEST_WORDS, known < LEAST_KNOWN * words
    foreign |= (known < most_known * words) & (small < most_small * words)
    return [
        f"fewer than {FEWEST_WORDS} words" if short else "not English" if other else None
        for short, other in zip(few.tolist(), foreign.tolist(), strict=True)
    ]


def _spans(found: features.Features) -> list[list[TraitSpan]]:
    """Every trait's spans, as characters of their own article."""
    spans: list[list[TraitSpan]] = [[] for _ in range(len(found.body))]
    for trait, where in zip(traits.TRAITS, found.findings.spans, strict=True):
        if not len(where):
            continue
        article = features.article_of(found.body, where.start)
        offset = found.body.article_start[article]
        places = zip(article, where.start - offset, where.end - offset, strict=True)
        for number, start, end in places:
            span = TraitSpan(trait=trait.name, start=int(start), end=int(end))
            spans[number].append(span)
    return spans


def _runs(found: features.Features, applied: Applied) -> list[list[Contribution]]:
    """Return the strongest runs of words of each article, in the order of their size."""
    runs: list[list[Contribution]] = [[] for _ in range(len(found.body))]
    if not len(applied.words):
        return runs
    pull = _pull(found, applied.words)
    first, last, size = _same_way(found.body, pull)
    start, end = found.body.tokens.start[first], found.body.tokens.end[last]
    article = features.article_of(found.body, start.astype(np.int64))
    for run in _strongest(article, size):
        offset = int(found.body.article_start[article[run]])
        said = found.body.text[start[run] : end[run]]
        shown = said if len(said) <= LONGEST_RUN else said[: LONGEST_RUN - 1] + "…"
        runs[article[run]].append(
            Contribution(
                feature=f"{WORDING}: {shown}",
                contribution=float(size[run]),
                start=int(start[run]) - offset,
                end=int(end[run]) - offset,
            )
        )
    return runs


def _pull(found: features.Features, words: Floats) -> Floats:
    """What each token adds: its own, and half of each pair that it first occurs in."""
    pull = np.bincount(found.words.first, words / 2, minlength=len(found.body.tokens.start))
    pull += np.bincount(found.words.last, words / 2, minlength=len(pull))
    return np.asarray(pull)


def _same_way(body: Lexemes, pull: Floats) -> tuple[Positions, Positions, Floats]:
    """Runs of neighbouring tokens of a line that pull the same way: first, last, sum."""
    way = np.sign(pull)
    begins = np.ones(len(pull), np.bool_)
    begins[1:] = way[1:] != way[:-1]
    begins[body.lines.token[body.lines.token < len(pull)]] = True
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(pull)) - 1
    size = np.bincount(np.cumsum(begins) - 1, pull)
    return first, last, np.asarray(size)


def _strongest(article: Positions, size: Floats) -> Positions:
    """The `RUNS` runs of greatest size of each article."""
    order = np.lexsort((-np.abs(size), article))
    ordered = article[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    return np.asarray(order[(rank < RUNS) & (size[order] != 0)])
