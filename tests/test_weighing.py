"""The model's loops: compiled equals uncompiled, and both equal what they are defined as."""

import math
from itertools import pairwise
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector import weighing
from detector.hashing import buffers
from tests.plain import plain

PLAIN = plain(weighing)
BOTH = pytest.mark.parametrize("module", [weighing, PLAIN], ids=["built", "plain"])
WEIGHTS = np.array([[0.5, -1.5, 2.0], [0.25, 0.0, -0.125], [-3.0, 1.0, 0.75]], np.float32)
ROWS = st.lists(st.lists(st.integers(0, 2), max_size=6), min_size=1, max_size=4)
NUMBERS = st.floats(-100, 100, allow_nan=False)
Array = np.ndarray[Any, Any]


def _flat(articles: list[list[int]]) -> tuple[Array, Array]:
    bounds = np.cumsum([0, *map(len, articles)])
    return np.array([row for article in articles for row in article], np.int32), bounds


@BOTH
@given(number=NUMBERS, edges=st.lists(NUMBERS, max_size=6).map(sorted))
def test_a_bin_is_how_many_edges_are_not_above(
    module: ModuleType, number: float, edges: list[float]
) -> None:
    numbers, out = np.array([[7.0, number]]), np.full((1, 1), -1, np.int32)
    column, bounds = np.array([1], np.int32), np.array([0, len(edges)], np.int32)
    module.bins(*buffers(numbers, column, np.array([*edges, 0.0]), bounds, out))
    assert out[0, 0] == np.searchsorted(edges, number, side="right")


@BOTH
@given(articles=ROWS)
def test_rows_add_up(module: ModuleType, articles: list[list[int]]) -> None:
    row, bounds = _flat(articles)
    scale, scores = np.linspace(1.0, 2.0, len(articles)), np.ones((len(articles), 3))
    given_arrays = (np.append(row, np.int32(0)), bounds[:-1], bounds[1:], scale, scores)
    module.add_rows(*buffers(WEIGHTS, *given_arrays))
    for article, rows in enumerate(articles):
        expected = 1.0 + WEIGHTS[rows].sum(axis=0) * scale[article]
        assert scores[article] == pytest.approx(expected)


@BOTH
@given(article=NUMBERS, page=NUMBERS, softness=st.floats(0.1, 3.0))
def test_the_lower_of_two_decides_softly(
    module: ModuleType, article: float, page: float, softness: float
) -> None:
    share, joining, logit = np.empty((3, 1))
    scores = np.array([[article, page]])
    module.join(*buffers(scores), softness, *buffers(share, joining, logit))
    assert logit[0] == pytest.approx(
        -softness * np.logaddexp(-article / softness, -page / softness), abs=1e-9
    )
    mixed = share[0] * article + (1.0 - share[0]) * page
    assert mixed + joining[0] == pytest.approx(logit[0], abs=1e-12)
    assert joining[0] + softness * math.log(2) + 1e-12 >= 0.0


@BOTH
def test_without_a_softness_the_second_has_no_say(module: ModuleType) -> None:
    share, joining, logit = np.empty((3, 1))
    module.join(*buffers(np.array([[0.25, -9.0]])), 0.0, *buffers(share, joining, logit))
    assert (share[0], joining[0], logit[0]) == (1.0, 0.0, 0.25)


@BOTH
@given(articles=ROWS)
def test_what_a_row_adds_is_shared_by_two_columns(
    module: ModuleType, articles: list[list[int]]
) -> None:
    row, bounds = _flat(articles)
    share, scale = np.linspace(0.0, 1.0, len(articles)), np.full(len(articles), 0.5)
    out = np.empty(len(row) + 1)
    given_arrays = (np.append(row, np.int32(0)), bounds[:-1], bounds[1:], scale, share, out)
    module.mixed(*buffers(WEIGHTS, *given_arrays))
    for article, (first, last) in enumerate(pairwise(bounds.tolist())):
        added = share[article] * WEIGHTS[row[first:last], 0]
        added = 0.5 * (added + (1.0 - share[article]) * WEIGHTS[row[first:last], 1])
        assert out[first:last] == pytest.approx(added)


@BOTH
@given(
    pulls=st.lists(st.sampled_from([-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0]), max_size=20),
    cut=st.integers(0, 20),
)
def test_runs_are_the_strongest(module: ModuleType, pulls: list[float], cut: int) -> None:
    tokens, cut = len(pulls), min(cut, len(pulls))
    place = np.arange(tokens, dtype=np.int32)
    lines = np.array([0, cut, tokens], np.int32)
    first, last = np.zeros((2, 1, 3), np.int32)
    size, scratch = np.zeros((1, 3)), np.zeros(tokens + 1)
    given_arrays = (np.append(place, np.int32(0)),) * 2
    adds, bounds = np.array([*pulls, 0.0]), np.array([0, tokens])
    article = np.zeros(2, np.int32)
    module.runs(*buffers(*given_arrays, adds, bounds, lines, article, scratch, first, last, size))
    expected = []
    for start, end in ((0, cut), (cut, tokens)):
        while start < end:
            stop = start + 1
            while stop < end and np.sign(pulls[stop]) == np.sign(pulls[start]):
                stop += 1
            if pulls[start]:
                expected.append((start, stop - 1, sum(pulls[start:stop])))
            start = stop
    expected.sort(key=lambda run: -abs(run[2]))
    found = zip(first[0].tolist(), last[0].tolist(), size[0].tolist(), strict=True)
    assert [run for run in found if run[2]] == expected[:3]


@BOTH
@given(values=st.lists(st.sampled_from([-3.0, -1.0, 0.0, 1.0, 2.0]), min_size=1, max_size=12))
def test_the_largest_come_in_order(module: ModuleType, values: list[float]) -> None:
    place = np.empty((1, 4), np.int32)
    module.largest(*buffers(np.array([values]), place))
    order = sorted(
        (at for at, value in enumerate(values) if value), key=lambda at: -abs(values[at])
    )
    assert [at for at in place[0].tolist() if at >= 0] == order[:4]
