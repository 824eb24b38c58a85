"""scikit-learn: words and pairs of words hashed, and a linear model over them."""

import pickle  # a file of this benchmark's own making, read a moment later
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.pipeline import make_pipeline

from benchmarks.speed.peers.records import examples, rewrite


def learn(corpus: str, model: str) -> None:
    """Train on the records of a corpus."""
    texts, clean = zip(*examples(corpus), strict=True)
    pipeline = make_pipeline(
        HashingVectorizer(ngram_range=(1, 2)), SGDClassifier(loss="log_loss", random_state=0)
    )
    Path(model).write_bytes(pickle.dumps(pipeline.fit(texts, clean)))


def apply(given: str, written: str, model: str) -> None:
    """Write the probability of being clean for each record."""
    pipeline = pickle.loads(Path(model).read_bytes())

    def decide(texts: Sequence[str]) -> Iterable[float]:
        return [float(each) for each in pipeline.predict_proba(texts)[:, 1]]

    rewrite(decide, given, written)


if __name__ == "__main__":
    if sys.argv[1] == "learn":
        learn(*sys.argv[2:])
    else:
        apply(*sys.argv[2:])
