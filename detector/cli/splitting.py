"""Which articles are kept, and the counts that must add up."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detector.cli.options import Unsure
from detector.cli.tally import Tally, listed

if TYPE_CHECKING:
    from detector.cli.tally import Outcomes


@dataclass(slots=True, kw_only=True)
class Split:
    """What was kept and rejected so far; `rejected` counts by kind, or as `unsure`."""

    unsure: Unsure
    tally: Tally
    kept: int = 0
    rejected: Counter[str] = field(default_factory=Counter)

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

    def counts(self) -> dict[str, Any]:
        """Return the counts as `--stats` writes them; RuntimeError if they do not add up."""
        rejected = self.rejected.total()
        if self.tally.read != self.kept + rejected + self.tally.unreadable:
            raise RuntimeError(f"the counts do not add up: {self}")
        return {
            "in": self.tally.read,
            "kept": self.kept,
            "rejected": rejected,
            "rejected_by_kind": dict(sorted(self.rejected.items())),
            "unsure": self.tally.labels["unsure"],
            "unreadable": self.tally.unreadable,
        }

    def summary(self) -> str:
        """Return the counts as a person reads them."""
        kinds = f" ({listed(self.rejected)})" if self.rejected else ""
        return (
            f"{self.tally.read:,} in: {self.kept:,} kept, "
            f"{self.rejected.total():,} rejected{kinds}, {self.tally.unreadable:,} unreadable; "
            f"{self.tally.labels['unsure']:,} unsure"
        )
