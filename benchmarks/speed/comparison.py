"""Measures the ways: each on one article and on many, round after round."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.corpus.articles import made
from benchmarks.corpus.files import corpus, one, stored
from benchmarks.places import CACHE
from benchmarks.processes import CommandFailedError, Taken, measure
from benchmarks.speed.environments import MissingError, environment, size
from benchmarks.speed.ways import LEARNED, Way

LEARNED_FROM, LEARNING_SEED = 2_000, 99  # articles for those that learn; they get others later
LEAST = 1e-3  # seconds: what the system can tell; cat takes less
FEWEST = 100  # articles for a slow way


@dataclass(kw_only=True)
class Measured:
    """A way, what it took for one article and for all in each round, or why it is missing."""

    way: Way
    articles: int
    size: int  # bytes of the articles
    folder: Path
    installed: int | None = None
    cold: list[Taken] = field(default_factory=list)
    warm: list[Taken] = field(default_factory=list)
    missing: str = ""

    @property
    def cpu(self) -> float:
        """CPU seconds for the articles, without those of the start."""
        return max(median(each.cpu for each in self.warm) - self.cold_start, LEAST)

    @property
    def clock(self) -> float:
        """Seconds for the articles, without those of the start."""
        start = median(each.clock for each in self.cold)
        return max(median(each.clock for each in self.warm) - start, LEAST)

    @property
    def cold_start(self) -> float:
        """CPU seconds for one article."""
        return median(each.cpu for each in self.cold)

    @property
    def memory(self) -> float:
        """Bytes held at the peak."""
        return median(each.memory for each in self.warm)


def compare(
    chosen: Sequence[Way], articles: int, runs: int, tell: Callable[[str], None]
) -> list[Measured]:
    """Measure the ways. Each round runs all of them, so that a noisy minute is shared."""
    found = []
    for way in chosen:
        tell(f"{way.name}: getting ready")
        found.append(_ready(way, max(min(articles, FEWEST), articles // way.slower)))
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        for run in range(runs):
            for each in found:
                if not each.missing:
                    tell(f"round {run + 1} of {runs}: {each.way.name}, {each.articles} articles")
                    _round(each, Path(folder, "written.jsonl"))
    return found


def _ready(way: Way, articles: int) -> Measured:
    """Make what a way needs; if that cannot be, say so in the result."""
    given = corpus(articles)
    result = Measured(way=way, articles=articles, size=given.stat().st_size, folder=CACHE)
    if way.environment is None:
        return result
    try:
        result.folder = environment(way.environment)
        result.installed = size(result.folder)
        if way.learn and not (result.folder / LEARNED).is_file():
            lesson = stored(f"lesson-{LEARNED_FROM}.jsonl", made(LEARNED_FROM, LEARNING_SEED))
            measure(way.learn(result.folder, str(lesson), str(result.folder / LEARNED)))
    except (MissingError, CommandFailedError) as fault:
        result.missing = str(fault)
    return result


def _round(each: Measured, written: Path) -> None:
    """Run a way once on one article and once on its own; a way that fails is missing from then."""
    try:
        for given, taken in ((one(), each.cold), (corpus(each.articles), each.warm)):
            written.unlink(missing_ok=True)
            taken.append(measure(each.way.command(each.folder, str(given), str(written))))
            if not written.is_file():
                raise CommandFailedError(f"wrote nothing for {given.name}")
    except CommandFailedError as fault:
        each.missing = str(fault)
