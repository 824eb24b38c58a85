"""The estimators among scikit-learn's own, and what `check_estimator` says of them."""

import importlib
import math
import pickle
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars
import pytest
from scipy import sparse
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import StackingClassifier, VotingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import check_estimator
from sklearn.utils.validation import check_is_fitted

from detector import Detector, features, traits
from detector.errors import DetectorError, MissingExtraError, ModelError
from detector.integrations import sklearn as integration
from detector.integrations.sklearn import QualityClassifier, TraitVectorizer
from tests.conftest import CHECKOUT
from tests.documents import blocks

pandas = pytest.importorskip("pandas")
PAGE = CHECKOUT / "docs/integrations/scikit-learn.md"

# How people hand over a column of texts.
COLUMNS: dict[str, Callable[[list[str]], Any]] = {
    "list": list,
    "tuple": tuple,
    "array of objects": lambda texts: np.array(texts, dtype=object),
    "array of strings": np.array,
    "array of one column": lambda texts: np.array(texts, dtype=object).reshape(-1, 1),
    "pandas series": pandas.Series,
    "pandas series of objects": lambda texts: pandas.Series(texts, dtype=object),
    "pandas series, own index": lambda texts: pandas.Series(texts, index=[7] * len(texts)),
    "pandas frame": lambda texts: pandas.DataFrame({"text": texts}),
    "polars series": polars.Series,
    "polars frame": lambda texts: polars.DataFrame({"text": texts}),
}

# What is no column of two texts, and what is said of it.
WRONG: dict[str, tuple[Any, type[Exception], str]] = {
    "a text": ("one text", ValueError, "X is one str: hand over a list"),
    "a generator": (iter("ab"), ValueError, "X is one .*iterator: hand over a list"),
    "nothing": (None, TypeError, "array"),
    "no texts": ([], ValueError, "0 sample"),
    "None": (["a", None], ValueError, r"X\[1\] is None, no text: leave it out, or make it ''"),
    "NaN": (["a", math.nan], ValueError, r"X\[1\] is nan, no text"),
    "missing in pandas": (pandas.Series(["a", None]), ValueError, r"X\[1\] is nan, no text"),
    "missing in a nullable column": (
        pandas.Series(["a", None], dtype="string"),
        ValueError,
        r"X\[1\] is <NA>, no text",
    ),
    "missing in polars": (polars.Series(["a", None]), ValueError, r"X\[1\] is None, no text"),
    "a number": (["a", 3], ValueError, r"X\[1\] is 3, no text"),
    "bytes": ([b"a", b"b"], ValueError, r"X\[0\] is b'a', no text"),
    "numbers": (np.zeros((2, 1)), ValueError, r"X\[0\] is 0.0, no text"),
    "lists": ([["a"], ["b", "c"]], ValueError, r"X\[0\] is \['a'\], no text"),
    "two columns": ([["a", "b"], ["c", "d"]], ValueError, "X has 2 columns: hand over the one"),
    "a sparse matrix": (sparse.csr_array(np.eye(2)), TypeError, "[Ss]parse"),
}
CALLS: list[Callable[[Any], Any]] = [
    TraitVectorizer().fit,
    TraitVectorizer().transform,
    lambda texts: QualityClassifier().fit(texts, ["good", "low"]),
    QualityClassifier().predict,
    QualityClassifier().predict_proba,
    QualityClassifier().decision_function,
]

# Labels as people write them, what the classifier must be told, and the classes in order.
NAMES: list[tuple[dict[str, Any], list[Any]]] = [
    ({}, ["good", "low"]),
    ({"good": 1, "low": 0}, [0, 1]),
    ({"good": 0, "low": 1}, [0, 1]),
    ({"good": True, "low": False}, [False, True]),
    ({"good": "keep", "low": "drop"}, ["drop", "keep"]),
]

# What of the listed fails for other reasons than that numbers are no texts.
OTHERWISE = {
    TraitVectorizer: "complex_data estimators_nan_inf fit2d_predict1d n_features_in "
    "n_features_in_after_fitting",
    QualityClassifier: "classifier_data_not_an_array classifiers_classes classifiers_train "
    "estimators_dtypes estimators_nan_inf fit2d_1feature fit2d_predict1d n_features_in "
    "n_features_in_after_fitting",
}


@pytest.fixture(scope="module")
def labels(seed_texts: list[str]) -> list[str]:
    half = len(seed_texts) // 2
    return ["low"] * half + ["good"] * half


@pytest.fixture(scope="module")
def columns(seed_texts: list[str]) -> Any:
    return TraitVectorizer().fit_transform(seed_texts)


@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS)
def test_a_column_of_texts_comes_in_many_forms(
    column: Callable[[list[str]], Any], seed_texts: list[str], columns: Any
) -> None:
    given = column(seed_texts)
    assert np.array_equal(TraitVectorizer().fit_transform(given), columns)
    assert len(QualityClassifier().predict(given)) == len(seed_texts)


@pytest.mark.parametrize(("given", "error", "message"), WRONG.values(), ids=WRONG)
def test_what_is_no_text_is_told(given: Any, error: type[Exception], message: str) -> None:
    for call in CALLS:
        with pytest.raises(error, match=message):
            call(given)


def test_the_columns_are_those_of_the_model(
    detector: Detector, seed_texts: list[str], columns: Any
) -> None:
    names = TraitVectorizer().get_feature_names_out().tolist()
    assert columns.dtype == np.float64
    assert columns.shape == (len(seed_texts), len(names))
    assert np.array_equal(columns, features.numbers(traits.find(seed_texts)))
    for row, verdict in zip(columns, detector.score_many(seed_texts), strict=True):
        counts = {trait.name: row[names.index(f"{trait.name}.count")] for trait in traits.TRAITS}
        assert {name: count for name, count in counts.items() if count} == verdict.traits


def test_batches_leave_no_trace(seed_texts: list[str], columns: Any) -> None:
    many = TraitVectorizer().transform(seed_texts * 10)
    assert np.array_equal(many, np.tile(columns, (10, 1)))
    assert np.array_equal(TraitVectorizer().transform(seed_texts[::-1]), columns[::-1])
    for place in (0, len(seed_texts) - 1):
        alone = TraitVectorizer().transform(seed_texts[place : place + 1])
        assert np.array_equal(alone[0], columns[place])


@pytest.mark.parametrize(
    ("library", "frame"), [("pandas", pandas.DataFrame), ("polars", polars.DataFrame)]
)
def test_columns_come_in_a_frame(
    library: str, frame: type[Any], seed_texts: list[str], columns: Any
) -> None:
    table: Any = TraitVectorizer().set_output(transform=library).fit_transform(seed_texts)
    assert isinstance(table, frame)
    assert list(table.columns) == list(features.names())
    assert np.array_equal(table.to_numpy(), columns)


@pytest.mark.parametrize("name", ["text", ["text"]], ids=repr)
def test_a_column_of_a_frame(name: Any, seed_texts: list[str], columns: Any) -> None:
    table = pandas.DataFrame({"length": map(len, seed_texts), "text": seed_texts})
    parts = [("traits", TraitVectorizer(), name), ("rest", "passthrough", ["length"])]
    mixed = ColumnTransformer(parts).set_output(transform="pandas").fit_transform(table)
    assert mixed.columns[0] == "traits__comment_tail.count"
    assert np.array_equal(mixed.to_numpy()[:, :-1], columns)


def test_ours_and_theirs_in_one_model(seed_texts: list[str], labels: list[str]) -> None:
    ours = make_pipeline(TraitVectorizer(), StandardScaler())
    both = make_union(ours, TfidfVectorizer(sublinear_tf=True))
    model = make_pipeline(both, LogisticRegression(max_iter=1000))
    search = GridSearchCV(model, {"logisticregression__C": [0.1, 1.0]}, cv=3, scoring="roc_auc")
    search.fit(seed_texts, labels)
    assert search.best_score_ > 0.9
    names = search.best_estimator_[0].get_feature_names_out()
    assert names[0] == "pipeline__comment_tail.count"
    again = pickle.loads(pickle.dumps(search.best_estimator_))
    assert again.predict(seed_texts).tolist() == search.predict(seed_texts).tolist()


@pytest.mark.parametrize("point", ["lenient", "balanced", "strict"])
def test_it_says_what_the_detector_says(
    point: str, seed_texts: list[str], labels: list[str]
) -> None:
    detector = Detector.load(point=point)
    model = QualityClassifier(point=point).fit(seed_texts, labels)
    verdicts = list(detector.score_many(seed_texts))
    sure = [verdict.label != "unsure" for verdict in verdicts]
    said = model.predict(seed_texts)
    assert [str(each) for each, is_sure in zip(said, sure, strict=True) if is_sure] == [
        str(verdict.label) for verdict in verdicts if verdict.label != "unsure"
    ]
    assert model.predict_proba(seed_texts)[:, 0].tolist() == [each.quality for each in verdicts]
    logits = [-verdict.logit for verdict in verdicts]
    assert model.decision_function(seed_texts).tolist() == logits


def test_what_is_unsure_goes_by_its_quality() -> None:
    short = "Leave a comment. Share this article with your friends."
    verdict = Detector.load().score(short)
    assert verdict.label == "unsure"
    for threshold, said in ((0.0, "good"), (math.nextafter(verdict.quality, 1.0), "low")):
        assert QualityClassifier(threshold=threshold).predict([short]).tolist() == [said]


@pytest.mark.parametrize(("names", "classes"), NAMES, ids=[str(names) for names, _ in NAMES])
def test_the_classes_may_have_any_names(
    names: dict[str, Any], classes: list[Any], seed_texts: list[str], labels: list[str]
) -> None:
    named = [names.get(label, label) for label in labels]
    model = QualityClassifier(point="strict", **names).fit(seed_texts, named)
    assert model.classes_.tolist() == classes
    assert set(model.predict(seed_texts).tolist()) == set(classes)
    assert model.score(seed_texts, named) > 0.9
    for scoring, least in (("roc_auc", 0.9), ("accuracy", 0.9), ("neg_log_loss", -0.3)):
        assert cross_val_score(model, seed_texts, named, cv=2, scoring=scoring).min() > least
    last = model.predict_proba(seed_texts)[:, 1]
    odds = np.log(last) - np.log1p(-last)
    assert model.decision_function(seed_texts) == pytest.approx(odds)


@pytest.mark.parametrize(
    "ensemble",
    [
        lambda pair: VotingClassifier(pair, voting="soft"),
        lambda pair: StackingClassifier(pair, LogisticRegression(), cv=3),
        lambda pair: StackingClassifier(pair, LogisticRegression(), cv="prefit"),
    ],
    ids=["voting", "stacking", "stacking, prefit"],
)
def test_ensembles_that_number_the_labels(
    ensemble: Callable[[Any], Any], seed_texts: list[str], labels: list[str]
) -> None:
    theirs = make_pipeline(TfidfVectorizer(), LogisticRegression(C=0.01))
    pair = [("ours", QualityClassifier(good=0, low=1)), ("theirs", theirs)]
    theirs.fit(seed_texts, np.unique(labels, return_inverse=True)[1])
    assert ensemble(pair).fit(seed_texts, labels).score(seed_texts, labels) > 0.9


@pytest.mark.parametrize(
    ("parameters", "labels", "error", "message"),
    [
        (
            {},
            [1, 0],
            ValueError,
            r"y has \[0, 1\], and the classes are 'good' and 'low': say which",
        ),
        ({}, ["good", "spam"], ValueError, r"y has \['spam'\]"),
        ({"good": 1, "low": 0}, ["good", "low"], ValueError, "say which is which"),
        ({}, ["good"], ValueError, "inconsistent numbers of samples"),
        ({}, [0.5, 0.7], ValueError, "continuous"),
        ({}, None, ValueError, "requires y"),
        ({"model": "no/such/model"}, ["good", "low"], ModelError, "no/such/model"),
        ({"point": "severe"}, ["good", "low"], DetectorError, "lenient, balanced, strict|severe"),
    ],
)
def test_what_does_not_fit_is_told(
    parameters: dict[str, Any], labels: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        QualityClassifier(**parameters).fit(["one", "two"], labels)


def test_the_operating_point_can_be_searched(seed_texts: list[str], labels: list[str]) -> None:
    points = {"point": ["lenient", "strict"]}
    search = GridSearchCV(QualityClassifier(), points, cv=2).fit(seed_texts, labels)
    assert search.best_params_ == {"point": "strict"}


@pytest.mark.parametrize(
    "estimator",
    [TraitVectorizer(), QualityClassifier(Path("models/mine"), "strict", 0.5, 1, 0)],
    ids=["vectorizer", "classifier"],
)
def test_nothing_is_learned(estimator: Any) -> None:
    check_is_fitted(estimator)
    copies = clone(estimator), pickle.loads(pickle.dumps(estimator))
    assert all(copy.get_params() == estimator.get_params() for copy in copies)
    assert vars(estimator) == estimator.get_params()


def listed(estimator: Any) -> dict[str, str]:
    """Return the checks that the page lists for an estimator, and why they cannot pass."""
    rows = re.findall(
        r"^\| (.*) \| (.*) \| (`check_.*`) \|$", PAGE.read_text("utf-8"), re.MULTILINE
    )
    own = [row for row in rows if row[0] in ("both", f"`{type(estimator).__name__}`")]
    return {check: why for _, why, checks in own for check in re.findall(r"check_\w+", checks)}


def outcomes(estimator: Any, expected: dict[str, str]) -> dict[str, set[str]]:
    """Return how each check of scikit-learn ended."""
    results = check_estimator(
        estimator, expected_failed_checks=expected, on_fail=None, on_skip=None
    )
    ended: dict[str, set[str]] = {}
    for result in results:
        ended.setdefault(result["check_name"], set()).add(result["status"])
    return ended


@pytest.mark.parametrize("estimator", [TraitVectorizer(), QualityClassifier()], ids=repr)
def test_check_estimator_passes_but_for_the_listed(estimator: Any) -> None:
    expected = listed(estimator)
    ended = outcomes(estimator, expected)
    assert len(ended) > len(expected) + 15
    assert {name for name, ways in ended.items() if "failed" in ways} == set()
    assert {name for name, ways in ended.items() if ways == {"xfail"}} == set(expected)


@pytest.mark.parametrize(
    "estimator", [TraitVectorizer(), QualityClassifier(good=1, low=0)], ids=repr
)
def test_they_fail_because_numbers_are_no_texts(
    estimator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_given = integration._array

    def read_out(numbers: Any) -> Any:
        rows = np.asarray(as_given(numbers))
        texts = [" ".join(map("word{}".format, np.atleast_1d(row))) for row in rows]
        return np.array(texts, dtype=object)

    monkeypatch.setattr(integration, "_array", read_out)
    ended = outcomes(estimator, {})
    failed = {name for name in listed(estimator) if "failed" in ended[name]}
    assert failed == {f"check_{name}" for name in OTHERWISE[type(estimator)].split()}


@pytest.mark.parametrize("block", blocks(PAGE, "python"))
def test_the_page_runs(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seeds").symlink_to(CHECKOUT / "seeds")
    monkeypatch.chdir(tmp_path)
    exec(compile(block, PAGE.name, "exec"), {})


def test_without_scikit_learn_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.base", None)
    monkeypatch.delitem(sys.modules, "detector.integrations.sklearn")
    with pytest.raises(MissingExtraError, match=r"pip install 'article-detector\[sklearn\]'"):
        importlib.import_module("detector.integrations.sklearn")
