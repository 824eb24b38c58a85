"""Which articles are kept, and the counts that must add up."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detector.cli.options import Unsure
from detector.cli.tally import Tally, listed

if TYPE_CHECKING:
    from detector.cli.tally import Outcomes


@dataclass(slots=True, kw_only=True)
class Split:
    """What was kept and rejected so far; `rejected` counts by kind, or as `unsure`.

    `written` is how many articles each output has got that is written (True is that of the kept).
    """

    unsure: Unsure
    tally: Tally
    kept: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    written: dict[bool, int] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """Number of records that went in."""
        return self.tally.read

    @property
    def labels_rejected(self) -> frozenset[str]:
        """The labels of the articles that are not kept."""
        return frozenset(("low",) if self.unsure is Unsure.KEEP else ("low", "unsure"))

    def add(self, outcomes: "Outcomes") -> None:
        """Count articles that were judged."""
        self.tally.add(outcomes)
        for (label, kind), number in outcomes.items():
            if label in self.labels_rejected:
                self.rejected[kind or label] += number
            else:
                self.kept += number

    def add_written(self, written: Mapping[bool, int]) -> None:
        """Count articles that an output has got."""
        for keep, number in written.items():
            self.written[keep] = self.written.get(keep, 0) + number

    def check(self) -> None:
        """Raise RuntimeError if not every record that went in has come out, and once."""
        meant = {True: self.kept, False: self.rejected.total()}
        out = sum(meant.values()) + self.tally.unreadable
        if self.read != out or any(meant[keep] != each for keep, each in self.written.items()):
            raise RuntimeError(f"the counts do not add up: {self}")

    def state(self) -> dict[str, Any]:
        """Return the counts as JSON has them."""
        written = [[keep, number] for keep, number in self.written.items()]
        return {
            **self.tally.state(),
            "kept": self.kept,
            "rejected": dict(self.rejected),
            "written": written,
        }

    def go_on(self, state: Mapping[str, Any]) -> None:
        """Take what an earlier run has counted for the beginning."""
        self.tally.go_on(state)
        self.kept, self.rejected = state["kept"], Counter(state["rejected"])
        self.written = dict(state["written"])

    def counts(self) -> dict[str, Any]:
        """Return the counts as `--stats` writes them; RuntimeError if they do not add up."""
        self.check()
        return {
            "in": self.read,
            "kept": self.kept,
            "rejected": self.rejected.total(),
            "rejected_by_kind": dict(sorted(self.rejected.items())),
            "unsure": self.tally.labels["unsure"],
            "unreadable": self.tally.unreadable,
        }

    def summary(self) -> str:
        """Return the counts as a person reads them."""
        kinds = f" ({listed(self.rejected)})" if self.rejected else ""
        return (
            f"{self.read:,} in: {self.kept:,} kept, "
            f"{self.rejected.total():,} rejected{kinds}, {self.tally.unreadable:,} unreadable; "
            f"{self.tally.labels['unsure']:,} unsure"
        )
