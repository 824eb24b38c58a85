"""The facade: an article in, a verdict out."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from detector import evidence, lines, model
from detector.article import Article
from detector.errors import DetectorError
from detector.lines.cleaned import Cleaned, Level, Line, ResidueKind
from detector.verdict import Verdict

Result = TypeVar("Result")

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
        return in_batches(self._batch, articles, jobs=jobs)

    def clean(
        self,
        article: str | Article,
        *,
        level: str = "balanced",
        keep: Collection[str] = (),
    ) -> Cleaned:
        """Cut away the lines that are not the article, and mend stray markup in the others.

        `level` is `gentle`, `balanced` or `thorough`; residue of the kinds in `keep` stays.
        """
        return next(self.clean_many([article], level=level, keep=keep))

    def clean_many(
        self,
        articles: Iterable[str | Article],
        *,
        level: str = "balanced",
        keep: Collection[str] = (),
        jobs: int = 1,
    ) -> Iterator[Cleaned]:
        """Clean a stream of articles, lazily and in order; the results are those of `clean`."""
        kept = frozenset(_kind(kind) for kind in keep)
        work = partial(lines.clean, model=self.model.lines, level=_level(level), keep=kept)
        return in_batches(work, articles, jobs=jobs)

    def lines(self, article: str | Article, *, level: str = "balanced") -> list[Line]:
        """Say of each line, blank ones apart, whether it is the article, and why."""
        return lines.read(_text(article), model=self.model.lines, level=_level(level))

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


def _level(name: str) -> Level:
    if name not in tuple(Level):
        raise DetectorError(f"no level {name!r}; there are {', '.join(Level)}")
    return Level(name)


def _kind(name: str) -> ResidueKind:
    if name not in tuple(ResidueKind):
        raise DetectorError(f"no kind {name!r} of residue; there are {', '.join(ResidueKind)}")
    return ResidueKind(name)


def _text(article: str | Article) -> str:
    return article.text if isinstance(article, Article) else article


def in_batches(
    work: Callable[[list[str]], list[Result]], articles: Iterable[str | Article], *, jobs: int
) -> Iterator[Result]:
    """Yield what `work` makes of each article, batch by batch; `jobs` processes share them."""
    batches = _batches(_text(article) for article in articles)
    if jobs == 1:
        for batch in batches:
            yield from work(batch)
        return
    from joblib import Parallel, delayed

    parallel = Parallel(n_jobs=jobs, return_as="generator", pre_dispatch="2*n_jobs")
    for results in parallel(delayed(work)(batch) for batch in batches):
        yield from results


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
