"""Turns what a model made of a batch into verdicts: labels, and the words that carry them.

The quality's logit is the sum of a base, of what each trait and measure added, and of what each
word and pair of words did. Single words are too many to read, so neighbouring words that pull the
same way are added up into runs; the strongest runs are named, the rest is one number.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detector import features, traits, weighing
from detector.application import Applied
from detector.arrays import FUNCTION_WORDS, KNOWN_WORDS, WORDS, Floats, Ints
from detector.hashing import buffers
from detector.lexemes import Lexemes
from detector.model import Model
from detector.verdict import (
    BASE,
    JOINING,
    REASONS,
    WORDING,
    Contribution,
    Lazily,
    TraitSpan,
    Verdict,
)
from detector.written import (
    DOUBTS,
    FEWEST_WORDS,
    GOOD,
    KINDS,
    LABELS,
    LONGEST_RUN,
    LOW,
    UNSURE,
    Numbers,
    Told,
    written,
)

# Shares of words that the lexicon knows. A related language has many English-looking words but few
# of the small ones; an English menu has few small words but known ones.
LEAST_KNOWN = 0.45
LEAST_KNOWN_AND_SMALL = (0.7, 0.12)
RUNS = 8  # how many runs of words are named for each article


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """What is kept of a batch for its verdicts: small arrays, a row or a stretch an article.

    `logit`, `base`, `joining` and `parts` are those of `detector.application.Applied`.
    The runs of an article stand at `run_start[article]`, strongest first, as places in its text;
    where there are too few of them, `run_size` is 0. Its spans are
    `spans[bounds[article]:bounds[article + 1]]`: trait, start, end.
    """

    logit: Floats
    base: Floats
    joining: Floats
    parts: Floats
    told: Told
    run_start: Ints
    run_end: Ints
    run_size: Floats
    spans: npt.NDArray[np.int64]
    bounds: npt.NDArray[np.int64]

    def contributions(self, article: int, text: str) -> tuple[Contribution, ...]:
        """Everything that was added to the logit; what is left over is the rest of the words."""
        named = [Contribution(BASE, float(self.base[article]))]
        if joining := float(self.joining[article]):
            named.append(Contribution(JOINING, joining))
        parts = zip(features.owners(), self.parts[article].tolist(), strict=True)
        named += [Contribution(name, part) for name, part in parts if part]
        rows = (self.run_size, self.run_start, self.run_end)
        runs = zip(*(row[article].tolist() for row in rows), strict=True)
        named += [_run(text, *run) for run in runs if run[0]]
        rest = float(self.logit[article]) - math.fsum(each.contribution for each in named)
        return (*named, Contribution(WORDING, rest))

    def spans_of(self, article: int) -> tuple[TraitSpan, ...]:
        """Where the traits were found."""
        held = self.spans[self.bounds[article] : self.bounds[article + 1]].tolist()
        return tuple(TraitSpan(traits.TRAITS[trait].name, start, end) for trait, start, end in held)

    def reasons_of(self, article: int, text: str) -> tuple[Contribution, ...]:
        """The contributions of the greatest size."""
        owners, told = features.owners(), self.told
        columns = (told.reason, told.reason_size, told.reason_start, told.reason_end)
        rows = zip(*(column[article].tolist() for column in columns), strict=True)
        return tuple(
            Contribution(owners[place], size) if place < len(owners) else _run(text, size, *where)
            for place, size, *where in rows
            if place >= 0
        )


def _run(text: str, size: float, start: int, end: int) -> Contribution:
    said = (
        text[start:end]
        if end - start <= LONGEST_RUN
        else f"{text[start : start + LONGEST_RUN - 1]}…"
    )
    return Contribution(f"{WORDING}: {said}", size, start, end)


def verdicts(texts: Sequence[str], model: Model, threshold: float) -> list[Verdict]:
    """Judge a batch of articles."""
    found = features.extract(texts, model.vocabulary, limit=model.limit)
    applied = model.application.apply(found)
    batch = _batch(found, applied, model, threshold)
    told = batch.told
    disguised = found.body.disguised
    rows = zip(
        (disguised[row].text if row in disguised else text for row, text in enumerate(texts)),
        *(row.tolist() for row in (told.quality, applied.logit, told.label, told.kind, told.doubt)),
        _named(told.counts),
        written(model.name, found.body, told),
        strict=True,
    )
    name = model.name
    judged = [
        Verdict(
            model=name,
            quality=quality,
            logit=logit,
            label=LABELS[label],
            kind=KINDS[kind],
            traits=traits,
            reasons=Lazily(batch.reasons_of, article, text),
            contributions=Lazily(batch.contributions, article, text),
            spans=Lazily(batch.spans_of, article),
            unsure_because=DOUBTS[doubt],
            wire=wire,
        )
        for article, (text, quality, logit, label, kind, doubt, traits, wire) in enumerate(rows)
    ]
    for article, plain in disguised.items():
        judged[article] = judged[article].moved(plain.span)
    return judged


def _batch(found: features.Features, applied: Applied, model: Model, threshold: float) -> _Batch:
    run_start, run_end, run_size = _runs(found, applied.words)
    values = np.concatenate([applied.parts, run_size], axis=1)
    reason = np.empty((len(found.body), REASONS), np.int32)
    weighing.largest(*buffers(values, reason))
    run = np.clip(reason - applied.parts.shape[1], 0, RUNS - 1)

    quality, doubt = _qualities(applied.logit), _doubts(found.body)
    label = np.where(doubt > 0, UNSURE, np.where(quality < threshold, LOW, GOOD)).astype(np.uint8)
    low, kind = np.flatnonzero(label == LOW), np.zeros(len(label), np.uint8)
    kind[low] = 1 + model.application.kinds_of(found, applied, low)
    told = Told(
        quality=quality,
        label=label,
        kind=kind,
        doubt=doubt,
        counts=found.counts,
        reason=reason,
        reason_size=np.take_along_axis(values, np.maximum(reason, 0), axis=1),
        reason_start=np.take_along_axis(run_start, run, axis=1),
        reason_end=np.take_along_axis(run_end, run, axis=1),
    )
    spans, bounds = _spans(found)
    return _Batch(
        logit=applied.logit,
        base=applied.base,
        joining=applied.joining,
        parts=applied.parts,
        told=told,
        run_start=run_start,
        run_end=run_end,
        run_size=run_size,
        spans=spans,
        bounds=bounds,
    )


def _qualities(logits: Floats) -> Floats:
    """Return the logistic function of each."""
    held = np.clip(logits, -500.0, 500.0).tolist()
    return np.array([1.0 / (1.0 + math.exp(-logit)) for logit in held])


def _named(counts: Ints) -> list[dict[str, int]]:
    """Return for each article the traits that were found, with their counts."""
    named: list[dict[str, int]] = [{} for _ in range(len(counts))]
    article, trait = np.nonzero(counts)
    each = zip(article.tolist(), trait.tolist(), counts[article, trait].tolist(), strict=True)
    for place, number, count in each:
        named[place][traits.TRAITS[number].name] = count
    return named


def _doubts(body: Lexemes) -> Numbers:
    """Say for each article why it cannot be judged, if so: a place in `DOUBTS`."""
    words = body.totals[:, WORDS]
    known = body.totals[:, KNOWN_WORDS]
    small = body.totals[:, FUNCTION_WORDS]
    most_known, most_small = LEAST_KNOWN_AND_SMALL
    foreign = known < LEAST_KNOWN * words
    foreign |= (known < most_known * words) & (small < most_small * words)
    return np.where(words < FEWEST_WORDS, 1, np.where(foreign, 2, 0)).astype(np.uint8)


def _runs(found: features.Features, words: Floats) -> tuple[Ints, Ints, Floats]:
    """The `RUNS` strongest runs of words of each article: start and end in its text, and sum.

    Of what a pair of words adds, half goes to either.
    """
    body, tokens = found.body, found.body.tokens
    first, last = np.zeros((2, len(body), RUNS), np.int32)
    size, pull = np.zeros((len(body), RUNS)), np.zeros(len(tokens.start))
    given = (found.words.first, found.words.last, words, found.words.bounds)
    lines = np.append(body.lines.token, body.lines.token_end[-1:]), body.lines.article
    weighing.runs(*buffers(*given, *lines, pull, first, last, size))
    if len(tokens.start):
        first, last = tokens.start[first], tokens.end[last]
    offset = body.article_start[:-1, np.newaxis]
    return (first - offset).astype(np.int32), (last - offset).astype(np.int32), size


def _spans(
    found: features.Features,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Every trait's spans, as characters of their own article, in order."""
    spots = found.spots
    names = np.argsort(np.argsort([trait.name for trait in traits.TRAITS]))
    order = np.lexsort((names[spots.trait], spots.end, spots.start))
    article = spots.article[order]
    offset = found.body.article_start[article]
    places = (spots.trait[order], spots.start[order] - offset, spots.end[order] - offset)
    bounds = np.searchsorted(article, np.arange(len(found.body) + 1))
    return np.stack(places, axis=1), bounds
