"""Trees as plain arrays: scored, taken apart, and refused where they would lead astray."""

import numpy as np
import pytest

from detector.lines.forest import NODE, Forest

# x0 <= 1 gives -2, else x1 <= 0 gives 1, else 3; and a tree that is a leaf.
NODES = [
    (0, 1.0, 1, 2, 0.5),
    (0, 0.0, 0, 0, -2.0),
    (1, 0.0, 3, 4, 2.0),
    (0, 0.0, 0, 0, 1.0),
    (0, 0.0, 0, 0, 3.0),
    (0, 0.0, 0, 0, 0.25),
]
ROWS = np.array([[1.0, 9.0], [1.5, 0.0], [1.5, 0.1]], np.float32)


def _forest(nodes: list[tuple[int, float, int, int, float]] = NODES) -> Forest:
    return Forest(nodes=np.array(nodes, NODE), roots=np.array([0, 5], np.int32))


def test_the_leaves_add_up() -> None:
    assert _forest().logit(ROWS).tolist() == [-1.75, 1.25, 3.25]


def test_contributions_add_up_to_the_logit() -> None:
    forest = _forest()
    parts = forest.contributions(ROWS)
    assert parts.tolist() == [[-2.5, 0.0], [1.5, -1.0], [1.5, 1.0]]
    assert (forest.base + parts.sum(axis=1)).tolist() == forest.logit(ROWS).tolist()


def test_sound_trees_have_no_fault() -> None:
    assert _forest().fault(2) is None


@pytest.mark.parametrize(
    ("place", "node", "columns", "said"),
    [
        (2, (1, 0.0, 2, 4, 2.0), 2, "leads back"),
        (2, (1, 0.0, 3, 99, 2.0), 2, "out of its tree"),
        (2, (7, 0.0, 3, 4, 2.0), 2, "column"),
        (2, (1, float("nan"), 3, 4, 2.0), 2, "finite"),
        (3, (0, 0.0, 0, 0, float("inf")), 2, "finite"),
    ],
)
def test_trees_that_lead_astray_are_refused(
    place: int, node: tuple[int, float, int, int, float], columns: int, said: str
) -> None:
    nodes = [*NODES]
    nodes[place] = node
    assert said in (_forest(nodes).fault(columns) or "")


def test_a_root_outside_is_refused() -> None:
    forest = Forest(nodes=np.array(NODES, NODE), roots=np.array([0, 6], np.int32))
    assert "root" in (forest.fault(2) or "")
