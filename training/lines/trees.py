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
    return Forest(nodes=np.array(nodes, NODE), roots=np.array(roots, np.int32))


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
    return Forest(nodes=np.concatenate(parts), roots=np.concatenate(roots).astype(np.int32))


def _add(node: Mapping[str, Any], nodes: list[Any]) -> tuple[float, float]:
    """Add a node and what is below it; return its value and how many rows fell into it.

    The value of an inner node is the mean of its leaves, by rows.
    """
    place = len(nodes)
    if "leaf_value" in node:
        nodes.append((0, 0.0, 0, 0, node["leaf_value"]))
        return node["leaf_value"], float(node.get("leaf_count", 1))
    nodes.append(None)
    left = len(nodes)
    one, ones = _add(node["left_child"], nodes)
    right = len(nodes)
    other, others = _add(node["right_child"], nodes)
    value = (one * ones + other * others) / (ones + others)
    threshold = _rounded_down(float(node["threshold"]))
    nodes[place] = (int(node["split_feature"]), threshold, left, right, value)
    return value, ones + others


def _rounded_down(threshold: float) -> float:
    """Return the greatest number of 32 bits that is no greater: rows of 32 bits part the same."""
    rounded = np.float32(threshold)
    return float(rounded if rounded <= threshold else np.nextafter(rounded, np.float32(-np.inf)))
