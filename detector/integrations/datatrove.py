"""datatrove: a filter that drops low articles, and writes into each what it found."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from detector.detect import Detector
from detector.errors import DetectorError, MissingExtraError, chosen
from detector.verdict import Label, Verdict

try:
    from datatrove.data import Document
    from datatrove.pipeline.filters.base_filter import BaseFilter
    from datatrove.pipeline.writers.disk_base import DiskWriter
except ImportError:
    raise MissingExtraError("datatrove", "datatrove", "detector.integrations.datatrove") from None

KEEP, REJECT = "keep", "reject"
Result = bool | tuple[bool, str]


class DetectorFilter(BaseFilter):  # type: ignore[misc]
    """Keeps what is good, drops what is low; what is unsure is kept, or with `reject` dropped.

    `model` is a model's folder, or None for the shipped one; `point` and `threshold` are those of
    `Detector.load`. Every document gets four entries more in its metadata, three of them plain
    values for names of files and columns of Parquet: `detector_quality`, `detector_label`,
    `detector_kind` ("" where there is none), and `detector`, the verdict in the wire schema, as
    JSON. Raises ModelError or DetectorError for what cannot be used, at once.
    """

    name = "article-detector"

    def __init__(
        self,
        model: str | Path | None = None,
        point: str = "balanced",
        threshold: float | None = None,
        unsure: str = KEEP,
        exclusion_writer: DiskWriter | None = None,
        batch_size: int = 512,
    ) -> None:
        super().__init__(exclusion_writer, batch_size)
        self.model = model
        self.point = point
        self.threshold = threshold
        self.unsure = chosen("treatment of unsure ones", unsure, (KEEP, REJECT))
        self._load()  # what is wrong is told here, and not by every worker

    def filter(self, doc: Document) -> Result:
        """Judge one document; in batches it takes a fraction of the time."""
        return self.filter_batch([doc])[0]

    def filter_batch(self, batch: list[Document]) -> list[Result]:
        """Judge some documents: True for those to keep, and a reason for the others."""
        verdicts = self._detector.score_many(_texts(batch))
        return [self._result(doc, verdict) for doc, verdict in zip(batch, verdicts, strict=True)]

    @cached_property
    def _detector(self) -> Detector:
        """The detector, loaded once by each task: pipelines are sent to workers without it."""
        return self._load()

    def _load(self) -> Detector:
        return Detector.load(self.model, point=self.point, threshold=self.threshold)

    def _result(self, doc: Document, verdict: Verdict) -> Result:
        label, kind = str(verdict.label), str(verdict.kind or "")
        doc.metadata |= {
            "detector": verdict.to_json().decode(),
            "detector_quality": verdict.quality,
            "detector_label": label,
            "detector_kind": kind,
        }
        self.stat_update(f"label_{label}", *map("trait_{}".format, verdict.traits))
        if verdict.label is Label.GOOD or (verdict.label is Label.UNSURE and self.unsure == KEEP):
            return True
        return False, f"{label}_{kind}" if kind else label


def _texts(batch: list[Document]) -> Iterator[str]:
    for doc in batch:
        if not isinstance(doc.text, str):
            kind = type(doc.text).__name__
            raise DetectorError(f"{doc.id}: its text is {kind}: give the reader another text_key")
        yield doc.text
