"""Boosted trees (LightGBM), and the same as plain nodes."""

from collections.abc import Mapping, Sequence
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from detector.lines.forest import NODE, Forest

SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 31,
    "min_data_in_leaf": 80,
    "lambda_l2": 5.0,
    "feature_fraction": 0.2,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "max_bin": 127,
    "use_missing": False,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}
Vector = npt.NDArray[np.float64]


def grow(
    rows: npt.NDArray[np.float32],
    main: npt.NDArray[np.bool_],
    weight: Vector,
    *,
    trees: int,
    seed: int,
    threads: int,
) -> Forest:
    """Fit boosted trees to lines; lines of weight 0 are left out."""
    held = np.flatnonzero(weight)
    settings = {**SETTINGS, "seed": seed, "num_threads": threads}
    data = lightgbm.Dataset(rows[held], main[held], weight=weight[held], params=settings)
    return plain(lightgbm.train(settings, data, trees).dump_model())


def plain(model: Mapping[str, Any]) -> Forest:
    """Turn a model as LightGBM writes it down into plain nodes."""
    nodes: list[tuple[int, float, int, int, float]] = []
    roots = []
    for tree in model["tree_info"]:
        roots.append(len(nodes))
        _add(tree["tree_structure"], nodes)
    return with_means(Forest(nodes=np.array(nodes, NODE), roots=np.array(roots, np.int32)))


def with_means(forest: Forest) -> Forest:
    """Give every inner node the mean of its two sides: what is known before the split is made.

    By the rows that fell into the sides, every line would start from being a menu's, which most
    are, and little would be left for reasons.
    """
    nodes = forest.nodes.copy()
    left, right = nodes["left"].tolist(), nodes["right"].tolist()
    value = nodes["value"].astype(np.float64).tolist()
    for place in range(len(nodes) - 1, -1, -1):
        if left[place]:
            value[place] = (value[left[place]] + value[right[place]]) / 2.0
    nodes["value"] = value
    return Forest(nodes=nodes, roots=forest.roots)


def together(forests: Sequence[Forest]) -> Forest:
    """Return the forest whose logit is the mean of these."""
    parts, roots, start = [], [], 0
    for forest in forests:
        nodes = forest.nodes.copy()
        inner = nodes["left"] > 0
        for side in ("left", "right"):
            nodes[side][inner] += start
        nodes["value"] /= len(forests)
        parts.append(nodes)
        roots.append(forest.roots + start)
        start += len(nodes)
    return with_means(
        Forest(nodes=np.concatenate(parts), roots=np.concatenate(roots).astype(np.int32))
    )


def _add(node: Mapping[str, Any], nodes: list[Any]) -> None:
    """Add a node and what is below it; inner nodes get their values from `with_means`."""
    if "leaf_value" in node:
        nodes.append((0, 0.0, 0, 0, node["leaf_value"]))
        return
    place = len(nodes)
    nodes.append(None)
    left = len(nodes)
    _add(node["left_child"], nodes)
    right = len(nodes)
    _add(node["right_child"], nodes)
    threshold = _rounded_down(float(node["threshold"]))
    nodes[place] = (int(node["split_feature"]), threshold, left, right, 0.0)


def _rounded_down(threshold: float) -> float:
    """Return the greatest number of 32 bits that is no greater: rows of 32 bits part the same."""
    rounded = np.float32(threshold)
    return float(rounded if rounded <= threshold else np.nextafter(rounded, np.float32(-np.inf)))
