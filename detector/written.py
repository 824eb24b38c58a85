"""The verdicts of a batch, written as JSON at once by the loop of `detector.wire`."""

import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from detector import features, traits, wire
from detector.arrays import Floats, Ints
from detector.hashing import buffers
from detector.lexemes import Lexemes
from detector.verdict import REASONS, SCHEMA, WORDING, Kind, Label

Numbers = npt.NDArray[np.uint8]

FEWEST_WORDS = 40
LONGEST_RUN = 60  # characters of a run that are shown in its name

# What the loop calls by number.
LABELS = tuple(Label)
GOOD, LOW, UNSURE = range(len(LABELS))
KINDS = (None, *Kind)
DOUBTS = (None, f"fewer than {FEWEST_WORDS} words", "not English")

NUMBER = 24  # bytes of a number as it is written, at most
ESCAPED = 6  # bytes of a character, at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is said of a batch, one row an article.

    `label`, `kind` and `doubt` are places in `LABELS`, `KINDS` and `DOUBTS`; `counts` has a column
    for each trait. A `reason` is a place in `features.owners`, or behind them a run of words from
    `reason_start` to `reason_end` of the article; -1 is none. The greatest come first.
    """

    quality: Floats
    label: Numbers
    kind: Numbers
    doubt: Numbers
    counts: Ints
    reason: Ints
    reason_size: Floats
    reason_start: Ints
    reason_end: Ints


def written(model: str, body: Lexemes, told: Told) -> list[bytes]:
    """Return the verdicts as they go on the wire, one line of JSON each."""
    pieces, bounds, most = _pieces(model)
    articles = len(told.quality)
    out, edges = np.empty(articles * most, np.uint8), np.empty(articles + 1, np.int64)
    # Of a batch of empty articles there are no codes, and none will be read.
    codes = body.codes if len(body.codes) else np.zeros(1, np.uint8)
    given = buffers(codes, body.article_start, *(getattr(told, name) for name in told.__slots__))
    kept = (len(LABELS), len(KINDS), len(DOUBTS))
    constant = buffers(pieces, bounds)
    wire.write(*given, len(features.owners()), LONGEST_RUN, *constant, *kept, *buffers(out, edges))
    lines = out[: edges[-1]].tobytes()
    return [lines[start:end] for start, end in pairwise(edges.tolist())]


@lru_cache(maxsize=4)
def _pieces(model: str) -> tuple[Numbers, Ints, int]:
    """Return the constant pieces of the wire schema, their bounds, and the most a verdict takes."""
    between = (
        f'{{"schema":{SCHEMA},"model":{json.dumps(model)},"quality":',
        ',"traits":{',
        '},"reasons":[',
        f'{{"feature":"{WORDING}: ',
        '","contribution":',
        ',"start":',
        ',"end":',
        "]",
    )
    labels = [f',"label":"{label}","kind":' for label in LABELS]
    kinds = [f'"{kind}"' if kind else "null" for kind in KINDS]
    doubts = [f',"unsure_because":"{doubt}"' if doubt else "" for doubt in DOUBTS]
    counted = [f'"{trait.name}":' for trait in traits.TRAITS]
    owned = [f'{{"feature":"{owner}","contribution":' for owner in features.owners()]
    pieces = [each.encode() for each in (*between, *labels, *kinds, *doubts, *counted, *owned)]
    bounds = np.concatenate(([0], np.cumsum([len(each) for each in pieces]))).astype(np.int32)
    # Every piece once, every number, and of each reason the longest name and its own pieces again.
    most = int(bounds[-1]) + NUMBER * (len(counted) + 3 * REASONS + 1)
    most += REASONS * (ESCAPED * LONGEST_RUN + sum(map(len, between)))
    return np.frombuffer(bytearray(b"".join(pieces)), np.uint8), bounds, most
