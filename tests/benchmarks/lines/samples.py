"""A detector whose decisions are known: it cuts the lines of fewer than twelve words."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache

from detector import Detector
from detector.article import Article
from detector.lines.cleaned import Cleaned, Residue, ResidueKind
from detector.model import load


class Ruling(Detector):
    """Cuts by a rule of thumb, whatever the level."""

    def clean_many(
        self,
        articles: Iterable[str | Article],
        *,
        level: str = "balanced",  # noqa: ARG002
        keep: Collection[str] = (),  # noqa: ARG002
        jobs: int = 1,  # noqa: ARG002
    ) -> Iterator[Cleaned]:
        """Cut short lines, blank ones apart."""
        for article in articles:
            yield _cleaned(str(article))


@cache
def ruling() -> Ruling:
    """Return the detector, loaded once."""
    return Ruling(load(None), 0.5)


def _cleaned(text: str) -> Cleaned:
    residue: list[Residue] = []
    kept, start = [], 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if line.strip() and len(line.split()) < 12:
            residue.append(cut(text, start, end))
        else:
            kept.append(line)
        start = end
    return Cleaned(text="".join(kept), residue=tuple(residue), share=0.0)


def cut(text: str, start: int, end: int, replacement: str = "") -> Residue:
    """Return what was cut from a text, or mended."""
    return Residue(
        start=start,
        end=end,
        kind=ResidueKind.OTHER,
        probability=0.9,
        text=text[start:end],
        replacement=replacement,
    )
