"""The facade: an article in, a verdict out.

What only cleaning needs is imported there, so that the first verdict is quick.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detector import evidence, model
from detector.article import Article, text_of
from detector.batches import in_batches
from detector.errors import DetectorError, chosen
from detector.verdict import Verdict

if TYPE_CHECKING:
    from detector.lines.cleaned import Cleaned, Line


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
            threshold = loaded.points[chosen("point", point, loaded.points)].threshold
        return cls(loaded, threshold)

    def score(self, article: str | Article) -> Verdict:
        """Judge one article."""
        return self._batch([text_of(article)])[0]

    def score_many(self, articles: Iterable[str | Article], *, jobs: int = 1) -> Iterator[Verdict]:
        """Judge a stream of articles, lazily and in order; `jobs` processes share the work."""
        return in_batches(self._batch, map(text_of, articles), jobs=jobs)

    def clean(
        self, article: str | Article, *, level: str = "balanced", keep: Collection[str] = ()
    ) -> "Cleaned":
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
    ) -> "Iterator[Cleaned]":
        """Clean a stream of articles, lazily and in order; the results are those of `clean`."""
        from detector.lines.cleaned import Level, ResidueKind

        kept = [chosen("kind of residue", kind, list(ResidueKind)) for kind in keep]
        work = partial(self._cleaned, level=chosen("level", level, list(Level)), keep=kept)
        return in_batches(work, map(text_of, articles), jobs=jobs)

    def lines(self, article: str | Article, *, level: str = "balanced") -> "list[Line]":
        """Say of each line, blank ones apart, whether it is the article, and why."""
        from detector import lines
        from detector.lines.cleaned import Level

        chosen_level = chosen("level", level, list(Level))
        return lines.read(text_of(article), model=self.model.lines, level=chosen_level)

    def mark(
        self, record: Mapping[str, Any], *, text_field: str = "text", into: str = "detector"
    ) -> dict[str, Any]:
        """Return the record with the verdict under one more key; nothing else changes."""
        text = record.get(text_field)
        if not isinstance(text, str):
            raise DetectorError(f"no text in field {text_field!r} of {', '.join(record)}")
        return {**record, into: self.score(text).to_dict()}

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process as the model's address: it is loaded there once, and kept."""
        return _arrived, (self.model.address, self.threshold)

    def _batch(self, texts: list[str]) -> list[Verdict]:
        return evidence.verdicts(texts, self.model, self.threshold)

    def _cleaned(self, texts: list[str], **how: Any) -> "list[Cleaned]":
        from detector import lines

        return lines.clean(texts, model=self.model.lines, **how)


def _arrived(address: model.Address, threshold: float) -> Detector:
    return Detector(model.at(address), threshold)
