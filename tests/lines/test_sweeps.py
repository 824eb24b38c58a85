"""The loops over lines: compiled equals uncompiled, and both equal what they are defined as."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.hashing import buffers
from detector.lines import sweeps
from tests.plain import plain

BOUNDS = np.array([0, 3, 3, 7, 8], np.int64)
LINES = int(BOUNDS[-1])
VALUES = st.lists(
    st.floats(-10, 10, allow_nan=False, width=32), min_size=LINES, max_size=LINES
).map(lambda values: np.array(values, np.float64))


PLAIN = plain(sweeps)
BOTH = pytest.mark.parametrize("module", [sweeps, PLAIN], ids=["built", "plain"])


def _pages() -> list[slice]:
    return [slice(a, b) for a, b in pairwise(BOUNDS)]


@BOTH
@given(values=VALUES)
def test_decay_fades_with_the_distance(module: Any, values: np.ndarray) -> None:
    before, after = np.full((2, LINES, 1), np.nan)
    module.decay(*buffers(values[:, np.newaxis].copy(), BOUNDS), 0.5, *buffers(before, after))
    for page in _pages():
        for i in range(page.start, page.stop):
            earlier = sum(values[j] * 0.5 ** (i - j) for j in range(page.start, i))
            later = sum(values[j] * 0.5 ** (j - i) for j in range(i + 1, page.stop))
            assert before[i, 0] == pytest.approx(earlier, abs=1e-9)
            assert after[i, 0] == pytest.approx(later, abs=1e-9)


@BOTH
@given(values=VALUES)
def test_segment_has_the_greatest_sum(module: Any, values: np.ndarray) -> None:
    first, last = np.zeros((2, len(BOUNDS) - 1), np.int64)
    module.segment(*buffers(values, BOUNDS, first, last))
    for page, a, b in zip(_pages(), first, last, strict=True):
        sums = [
            values[i : j + 1].sum()
            for i in range(page.start, page.stop)
            for j in range(i, page.stop)
        ]
        if sums:
            assert page.start <= a <= b < page.stop
            assert values[a : b + 1].sum() == pytest.approx(max(sums), abs=1e-6)


@BOTH
def test_chain_is_the_posterior_over_all_paths(module: Any) -> None:
    rng = np.random.default_rng(3)
    bounds = np.array([0, 4], np.int64)
    seen, step = rng.random((4, 2)), np.array([[0.8, 0.2], [0.0, 1.0]])
    begin, finish = np.array([0.7, 0.3]), np.array([0.1, 0.9])
    expected = np.zeros((4, 2))
    for path in np.ndindex(2, 2, 2, 2):
        weight = begin[path[0]] * finish[path[3]]
        weight *= np.prod([seen[i, s] for i, s in enumerate(path)])
        weight *= np.prod([step[a, b] for a, b in pairwise(path)])
        for i, s in enumerate(path):
            expected[i, s] += weight
    expected /= expected.sum(axis=1, keepdims=True)
    found = np.zeros((4, 2))
    module.chain(*buffers(seen.copy(), step, begin, finish, bounds, found))
    assert found == pytest.approx(expected)


@BOTH
def test_chain_without_a_path_is_even(module: Any) -> None:
    found = np.zeros((2, 2))
    step, never = np.eye(2), np.zeros(2)
    bounds = np.array([0, 2], np.int64)
    module.chain(*buffers(np.zeros((2, 2)), step, never, never, bounds, found))
    assert found.tolist() == [[0.5, 0.5], [0.5, 0.5]]


@given(values=VALUES)
def test_both_are_equal_bit_for_bit(values: np.ndarray) -> None:
    found = []
    for module in (sweeps, PLAIN):
        out = np.zeros((3, LINES, 2))
        likely = np.abs(np.stack([values, values[::-1]], axis=1)) / 10
        module.decay(*buffers(likely.copy(), BOUNDS), 0.7, *buffers(out[0], out[1]))
        step, ends = np.array([[0.9, 0.1], [0.3, 0.7]]), np.array([0.6, 0.4])
        module.chain(*buffers(likely.copy(), step, ends, ends, BOUNDS, out[2]))
        found.append(out)
    assert np.array_equal(found[0], found[1])
