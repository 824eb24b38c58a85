"""Count what becomes of every record, and report those that cannot be read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detector.cli.faults import FAILED, LOW_FOUND
from detector.cli.terminal import tell

if TYPE_CHECKING:
    from typing import TypeAlias

    from detector.formats import Unreadable
    from detector.verdict import Kind, Label

    Outcomes: TypeAlias = Counter[tuple[Label, Kind | None]]

MOST_REPORTED = 20


@dataclass(slots=True, kw_only=True)
class Tally:
    """The counts of one run.

    `read` is how many records went in. `failed` is set by what is more than a bad record: an input
    that is missing or of no use.
    """

    read: int = 0
    judged: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    unreadable: int = 0
    failed: bool = False

    def add(self, outcomes: "Outcomes") -> None:
        """Count articles that were judged."""
        self.judged += outcomes.total()
        for (label, kind), number in outcomes.items():
            self.labels[label] += number
            if kind:
                self.kinds[kind] += number

    def add_missing(self, item: "Unreadable") -> None:
        """Report an input that cannot be used at all."""
        self.failed = True
        tell(f"{item.place}: {item.reason}")

    def add_unreadable(self, item: "Unreadable") -> None:
        """Count a record that cannot be read, and report the first of them."""
        self.unreadable += 1
        if self.unreadable <= MOST_REPORTED:
            tell(f"{item.place}: {item.reason}")
        elif self.unreadable == MOST_REPORTED + 1:
            tell("more records cannot be read; from here on they are only counted")

    def check(self) -> None:
        """Raise RuntimeError if not every record that went in has come out."""
        if self.read != self.judged + self.unreadable:
            raise RuntimeError(f"the counts do not add up: {self}")

    def summary(self, done: str) -> str:
        """Return how many records went in and came out, as a person reads it."""
        return f"{self.read:,} in: {self.judged:,} {done}, {self.unreadable:,} unreadable"

    def state(self) -> dict[str, Any]:
        """Return the counts as JSON has them."""
        numbers = {name: getattr(self, name) for name in ("read", "judged", "unreadable", "failed")}
        return {**numbers, "labels": dict(self.labels), "kinds": dict(self.kinds)}

    def go_on(self, state: Mapping[str, Any]) -> None:
        """Take what an earlier run has counted for the beginning."""
        self.read, self.judged = state["read"], state["judged"]
        self.labels, self.kinds = Counter(state["labels"]), Counter(state["kinds"])
        self.unreadable, self.failed = state["unreadable"], state["failed"]

    def exit_code(self, *, strict: bool = False, fail_on_low: bool = False) -> int:
        """Return 0 for a run that did what was asked."""
        if self.failed or (strict and self.unreadable):
            return FAILED
        return LOW_FOUND if fail_on_low and self.labels["low"] else 0


def counted(number: int, noun: str) -> str:
    """Return "1 article", "2,000 articles"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def listed(counts: Counter[str]) -> str:
    """Return counts as they are read, the greatest first: "3 filler, 1 spam"."""
    return ", ".join(f"{number:,} {name}" for name, number in counts.most_common())
