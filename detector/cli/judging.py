"""Keep each record beside its result while the detector works on batches of them."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from detector import Detector
    from detector.article import Article
    from detector.formats import Record
    from detector.lines.cleaned import Cleaned
    from detector.verdict import Verdict

Result = TypeVar("Result")


def judged(
    detector: "Detector", records: "Iterable[Record]", *, jobs: int, clean_first: bool = False
) -> "Iterator[tuple[Record, Verdict, Cleaned | None]]":
    """Yield every record with its verdict, in order.

    `clean_first` judges what is left when the residue is cut away, and yields the residue, too;
    the verdict's spans are then places in the text as it stands in the record.
    """
    if not clean_first:
        for record, verdict in beside(records, partial(detector.score_many, jobs=jobs)):
            yield record, verdict, None
        return
    from detector.detect import in_batches

    work = partial(_cleaned_and_judged, detector)
    for record, (cleaned, verdict) in beside(records, partial(in_batches, work, jobs=jobs)):
        yield record, verdict, cleaned


def beside(
    records: "Iterable[Record]", work: "Callable[[Iterator[Article]], Iterator[Result]]"
) -> "Iterator[tuple[Record, Result]]":
    """Yield every record with what `work` makes of its article, in order.

    The detector reads ahead by some batches, and only the records of these are held.
    """
    waiting: deque[Record] = deque()

    def articles() -> "Iterator[Article]":
        for record in records:
            waiting.append(record)
            yield record.article

    for result in work(articles()):
        yield waiting.popleft(), result
    if waiting:
        raise RuntimeError(f"{len(waiting)} articles came back without a result")


def _cleaned_and_judged(detector: "Detector", texts: list[str]) -> "list[tuple[Cleaned, Verdict]]":
    """Clean and judge a batch, in whatever process it has come to."""
    from detector.lines.offsets import Offsets

    cleaned = list(detector.clean_many(texts))
    verdicts = detector.score_many(each.text for each in cleaned)
    return [
        (each, Offsets(each.residue).verdict(verdict))
        for each, verdict in zip(cleaned, verdicts, strict=True)
    ]
