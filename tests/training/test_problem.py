"""Folds: nothing that belongs together stands on two sides."""

import numpy as np
from scipy import sparse

from training.matrix import Matrix
from training.problem import Problem, family_folds, group_folds, some_groups


def _problem(group: list[int], family: list[int]) -> Problem:
    rows = len(group)
    matrix = Matrix(
        keys=np.zeros(0, np.uint32),
        words=sparse.csr_matrix(np.zeros((rows, 0), np.float32)),
        numbers=np.zeros((rows, 0)),
    )
    return Problem(
        matrix=matrix,
        good=np.arange(rows) % 2 == 0,
        kind=np.zeros(rows, np.int64),
        weight=np.ones(rows),
        article=np.arange(rows),
        group=np.array(group),
        family=np.array(family),
    )


def _parted(fold: np.ndarray, by: list[int]) -> bool:
    return any(len(set(fold[np.array(by) == each].tolist())) > 1 for each in set(by))


def test_a_group_is_never_parted() -> None:
    group = [0, 1, 2, 3, 0, 1, 2, 3, 9]
    assert not _parted(group_folds(_problem(group, [0] * 9), 3), group)


def test_the_articles_of_an_only_group_are_parted() -> None:
    fold = group_folds(_problem([0] * 40, [0] * 40), 4)
    assert set(fold.tolist()) == {0, 1, 2, 3}


def test_a_family_is_never_parted_and_folds_are_even() -> None:
    family = [0] * 8 + [1] * 6 + [2] * 4 + [3] * 2
    fold = family_folds(_problem(list(range(20)), family), 2)
    assert not _parted(fold, family)
    assert np.bincount(fold).tolist() == [10, 10]


def test_families_of_unlike_sites_are_parted_by_site() -> None:
    group = [number // 2 for number in range(40)] + [50] * 4
    family = [0] * 40 + [1] * 4
    fold = family_folds(_problem(group, family), 4, by_site=[0])
    assert not _parted(fold, group)
    assert _parted(fold, family)


def test_a_sample_takes_whole_groups() -> None:
    group = [number // 5 for number in range(500)]
    problem = _problem(group, [0] * 500)
    sample = some_groups(problem, 200)
    assert 50 < len(sample.group) < 300
    assert all(np.bincount(sample.group)[np.unique(sample.group)] == 5)
    assert some_groups(problem, 500) is problem
