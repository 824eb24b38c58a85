"""The facade: an article in, a verdict out."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from detector import evidence, model
from detector.article import Article
from detector.errors import DetectorError
from detector.verdict import Verdict

BATCH_ARTICLES = 256
BATCH_CHARACTERS = 2_000_000


class Detector:
    """Scores articles with one model at one threshold."""

    def __init__(self, model: model.Model, threshold: float) -> None:
        self.model = model
        self.threshold = threshold

    @classmethod
    def load(
        cls,
        path: str | Path | None = None,
        *,
        point: str = "balanced",
        threshold: float | None = None,
    ) -> "Detector":
        """Load a model folder, or the shipped model.

        `point` is `strict`, `balanced` or `lenient`: the operating point that may lose 5, 1 or
        0.1 % of good articles; `threshold` (a quality, 0..1) overrides it. Raises ModelError.
        """
        loaded = model.load(Path(path) if path is not None else None)
        if threshold is None:
            if point not in loaded.points:
                raise DetectorError(f"no point {point!r}; there are {', '.join(loaded.points)}")
            threshold = loaded.points[point].threshold
        return cls(loaded, threshold)

    def score(self, article: str | Article) -> Verdict:
        """Judge one article."""
        return self._batch([_text(article)])[0]

    def score_many(self, articles: Iterable[str | Article], *, jobs: int = 1) -> Iterator[Verdict]:
        """Judge a stream of articles, lazily and in order; memory does not grow with it.

        `jobs` processes share the work. The verdicts are the same as from `score`.
        """
        batches = _batches(_text(article) for article in articles)
        if jobs == 1:
            for batch in batches:
                yield from self._batch(batch)
            return
        from joblib import Parallel, delayed

        parallel = Parallel(n_jobs=jobs, return_as="generator", pre_dispatch="2*n_jobs")
        for verdicts in parallel(delayed(self._batch)(batch) for batch in batches):
            yield from verdicts

    def mark(
        self, record: Mapping[str, Any], *, text_field: str = "text", into: str = "detector"
    ) -> dict[str, Any]:
        """Return the record with the verdict under one more key; nothing else changes."""
        text = record.get(text_field)
        if not isinstance(text, str):
            raise DetectorError(f"no text in field {text_field!r} of {', '.join(record)}")
        return {**record, into: self.score(text).to_dict()}

    def _batch(self, texts: list[str]) -> list[Verdict]:
        return evidence.verdicts(texts, self.model, self.threshold)


def _text(article: str | Article) -> str:
    return article.text if isinstance(article, Article) else article


def _batches(texts: Iterator[str]) -> Iterator[list[str]]:
    """Cut the stream into batches of some hundred articles, fewer where they are long."""
    batch: list[str] = []
    characters = 0
    for text in texts:
        batch.append(text)
        characters += len(text)
        if len(batch) == BATCH_ARTICLES or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
