"""What the service counts, for Prometheus."""

from collections.abc import Mapping
from typing import Any

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    Info,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

from detector.model import Model
from detector.verdict import Label
from detector.version import __version__

SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


class Metrics:
    """The counters of one service."""

    def __init__(self, model: Model) -> None:
        self._registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self._registry)
        self._articles = self._counter("articles", "Articles judged, by label.", "label")
        self._traits = self._counter("trait_hits", "Spans of each trait that were found.", "trait")
        self._seconds = Histogram(
            "detector_score_seconds",
            "From the start of a request, or of a batch of a stream, to what is said of it.",
            buckets=SECONDS,
            registry=self._registry,
        )
        self._model = Info("detector_model", "The model in force.", registry=self._registry)
        for label in Label:
            self._articles.labels(str(label))
        self.judges_by(model)

    def judges_by(self, model: Model) -> None:
        """Tell which model is in force."""
        said = {"name": model.name, "digest": model.digest[:16], "version": __version__}
        self._model.info(said)

    def counted(self, done: Any) -> None:
        """Count a batch of articles."""
        self._add(done.labels, done.traits)

    def parted(self, judged: Any) -> None:
        """Count a batch of a stream."""
        labels: dict[str, int] = {}
        for (label, _), count in judged.outcomes.items():
            labels[str(label)] = labels.get(str(label), 0) + count
        self._add(labels, judged.traits)

    def took(self, seconds: float) -> None:
        """Count a request."""
        self._seconds.observe(seconds)

    def text(self) -> bytes:
        """Return all of it as Prometheus reads it."""
        return generate_latest(self._registry)

    def _counter(self, name: str, about: str, label: str) -> Counter:
        return Counter(f"detector_{name}", about, [label], registry=self._registry)

    def _add(self, labels: Mapping[str, int], traits: Mapping[str, int]) -> None:
        for name, count in labels.items():
            self._articles.labels(name).inc(count)
        for name, count in traits.items():
            self._traits.labels(name).inc(count)
