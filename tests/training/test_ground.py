"""What changes are learned from: rows in the space that they span."""

import numpy as np
import pytest
from scipy import sparse

from training import ground
from training.ground import Ground, lay

EVERY = np.arange(40)


def _laid(monkeypatch: pytest.MonkeyPatch, *, spanned: bool) -> Ground:
    monkeypatch.setattr(ground, "MOST_SPANNED", 40 if spanned else 39)
    rng = np.random.default_rng(1)
    dense = rng.random((40, 300)) * (rng.random((40, 300)) < 0.2)
    dense[7] = dense[3]
    design = sparse.csr_matrix(dense)
    good = rng.random(40) < 0.5
    score = np.where(good, 1.0, -1.0) + rng.normal(size=40)
    return lay(design, score, good, rng.random(40))


@pytest.mark.parametrize("strength", [(1.0, 0.3), (0.1, 10.0)])
def test_the_space_of_the_rows_finds_the_same_change(
    monkeypatch: pytest.MonkeyPatch, strength: tuple[float, float]
) -> None:
    short, long = (_laid(monkeypatch, spanned=spanned) for spanned in (True, False))
    assert short.rows.shape[1] < 40 < long.rows.shape[1]
    one, other = (each.learn(EVERY[5:], strength) for each in (short, long))
    assert one.scale == pytest.approx(other.scale, abs=1e-3)
    assert np.allclose(short.of_features(one), long.of_features(other), atol=1e-3)
    assert np.allclose(short.changed(one, EVERY), long.changed(other, EVERY), atol=1e-2)


def test_weights_of_features_score_as_the_coordinates_do(monkeypatch: pytest.MonkeyPatch) -> None:
    laid = _laid(monkeypatch, spanned=True)
    change = laid.learn(EVERY, (0.3, 10.0))
    score = change.scale * laid.score + change.shift + laid.design @ laid.of_features(change)
    assert np.allclose(score, laid.changed(change, EVERY))


@pytest.mark.parametrize("spanned", [True, False])
def test_one_label_alone_changes_nothing(monkeypatch: pytest.MonkeyPatch, spanned: bool) -> None:
    laid = _laid(monkeypatch, spanned=spanned)
    change = laid.learn(np.flatnonzero(laid.good), (0.3, 10.0))
    assert np.array_equal(laid.changed(change, EVERY), laid.score)
    assert not laid.of_features(change).any()
