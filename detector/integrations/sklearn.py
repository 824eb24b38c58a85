"""scikit-learn: what the detector sees of a text as columns, and the detector as a classifier.

Both take one column of texts: a list, an array, a Series, or a frame of a single column. Neither
learns anything, so that they may be used without `fit`, and their pickles hold no more than their
parameters.
"""

# ruff: noqa: N803 - every estimator calls it `X`
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detector import features, traits
from detector.arrays import Floats
from detector.batches import slices
from detector.detect import Detector
from detector.errors import MissingExtraError

try:
    from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
    from sklearn.utils.multiclass import check_classification_targets
    from sklearn.utils.validation import check_array, check_X_y
except ImportError:
    raise MissingExtraError("scikit-learn", "sklearn", "detector.integrations.sklearn") from None


class _OfTexts(BaseEstimator):  # type: ignore[misc]
    def __sklearn_tags__(self) -> Any:
        """Say that strings come in, and that nothing is learned."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.requires_fit = False
        return tags


class TraitVectorizer(TransformerMixin, _OfTexts):  # type: ignore[misc]
    """Turns texts into the numbers that the detector's model sees of them, its words apart.

    These are three columns for each trait and one for each measure: `detector.features` says what
    they hold. They are made in batches, so that little is in memory beside texts and numbers.
    """

    def fit(self, X: Any, y: Any = None) -> "TraitVectorizer":  # noqa: ARG002
        """Look whether these are texts; ValueError if not."""
        _texts(X)
        return self

    def transform(self, X: Any) -> Floats:
        """Return float64, a row a text and a column a name. ValueError if these are no texts."""
        batches = slices(_texts(X), len)
        return np.concatenate([features.numbers(traits.find(batch)) for batch in batches])

    def get_feature_names_out(self, input_features: Any = None) -> npt.NDArray[Any]:  # noqa: ARG002
        """Return the names of the columns, such as `comment_tail.count`."""
        return np.array(features.names(), dtype=object)


class QualityClassifier(ClassifierMixin, _OfTexts):  # type: ignore[misc]
    """The detector, trained already, as a classifier of good and low texts.

    `model` is a model's folder, or None for the shipped one; `point` and `threshold` are those of
    `Detector.load`. `good` and `low` name the classes, in `y` and in the answers. There is no
    third one: a text that the detector calls unsure goes by its quality, as any other.
    """

    def __init__(
        self,
        model: str | Path | None = None,
        point: str = "balanced",
        threshold: float | None = None,
        good: Any = "good",
        low: Any = "low",
    ) -> None:
        self.model = model
        self.point = point
        self.threshold = threshold
        self.good = good
        self.low = low

    def __sklearn_tags__(self) -> Any:
        """Say that there are two classes."""
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags

    @property
    def classes_(self) -> npt.NDArray[Any]:
        """The names of the two classes, sorted."""
        return np.unique([self.good, self.low])

    def fit(self, X: Any, y: Any) -> "QualityClassifier":
        """Look whether model, texts and labels can be used; nothing is learned.

        Raises ModelError for the model, and ValueError for texts and labels.
        """
        _, y = check_X_y(_array(X), y, dtype=object, ensure_2d=False, ensure_all_finite=False)
        check_classification_targets(y)
        unknown = [label for label in np.unique(y).tolist() if label not in (self.good, self.low)]
        if unknown:
            raise ValueError(
                f"Only binary classification is supported. y has {unknown}, and the classes are "
                f"{self.good!r} and {self.low!r}: say which is which, such as good=1, low=0"
            )
        _texts(X)
        self._detector()
        return self

    def predict(self, X: Any) -> npt.NDArray[Any]:
        """Return the class of each text: low where its quality is below the threshold."""
        detector, names = self._detector(), (self.good, self.low)
        verdicts = detector.score_many(_texts(X))
        return np.array([names[verdict.quality < detector.threshold] for verdict in verdicts])

    def predict_proba(self, X: Any) -> Floats:
        """Return the probability of each class, a column each in the order of `classes_`."""
        verdicts = self._detector().score_many(_texts(X))
        good = np.array([verdict.quality for verdict in verdicts])
        return np.stack([good if name == self.good else 1.0 - good for name in self.classes_], 1)

    def decision_function(self, X: Any) -> Floats:
        """Return the logit of the probability of `classes_[1]`, whatever the threshold."""
        verdicts = self._detector().score_many(_texts(X))
        logit = np.array([verdict.logit for verdict in verdicts])
        return logit if self.classes_[1] == self.good else -logit

    def _detector(self) -> Detector:
        return Detector.load(self.model, point=self.point, threshold=self.threshold)


def _array(X: Any) -> npt.NDArray[Any]:
    if isinstance(X, str | Iterator):
        raise ValueError(f"X is one {type(X).__name__}: hand over a list or a column of texts")
    return np.asarray(check_array(X, dtype=object, ensure_2d=False, ensure_all_finite=False))


def _texts(X: Any) -> list[str]:
    array = _array(X)
    if array.ndim == 2 and array.shape[1] != 1:
        raise ValueError(f"X has {array.shape[1]} columns: hand over the one that holds the texts")
    texts: list[str] = array.ravel().tolist()
    for place, text in enumerate(texts):
        if not isinstance(text, str):
            raise ValueError(f"X[{place}] is {text!r:.40}, no text: leave it out, or make it ''")
    return texts
