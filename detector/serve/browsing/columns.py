"""What is asked of all articles at once: numbers in arrays, and names as numbers.

A hundred thousand articles take some 30 MB, most of it their names; their texts stay on disk.
"""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detector.verdict import Kind, Label

Whole = NDArray[np.integer]
Numbers = NDArray[np.float64]
LABELS = tuple(map(str, Label))
KINDS = tuple(map(str, Kind))
NO_KIND = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Columns:
    """The articles, a row each; `label`, `kind` and `host` are places in the tuple of names.

    An article has any number of traits: each stands in `trait`, beside its row in `trait_row`.
    `names` are title, identifier and address in lower case, to look for words in.
    """

    quality: Numbers
    length: Whole
    label: Whole
    kind: Whole
    host: Whole
    trait: Whole
    trait_row: Whole
    hosts: tuple[str, ...]
    traits: tuple[str, ...]
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.quality)


@dataclass(slots=True, kw_only=True)
class Growing:
    """Columns to which articles are added."""

    quality: "array[float]" = field(default_factory=lambda: array("d"))
    length: "array[int]" = field(default_factory=lambda: array("q"))
    label: "array[int]" = field(default_factory=lambda: array("b"))
    kind: "array[int]" = field(default_factory=lambda: array("b"))
    host: "array[int]" = field(default_factory=lambda: array("i"))
    trait: "array[int]" = field(default_factory=lambda: array("i"))
    trait_row: "array[int]" = field(default_factory=lambda: array("i"))
    hosts: dict[str, int] = field(default_factory=dict)
    traits: dict[str, int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def add(
        self,
        *,
        quality: float,
        label: str,
        kind: str | None,
        traits: Iterable[str],
        host: str,
        length: int,
        names: str,
    ) -> None:
        """Add a row."""
        for trait in traits:
            self.trait.append(self.traits.setdefault(trait, len(self.traits)))
            self.trait_row.append(len(self.quality))
        self.quality.append(quality)
        self.length.append(length)
        self.label.append(LABELS.index(label))
        self.kind.append(KINDS.index(kind) if kind else NO_KIND)
        self.host.append(self.hosts.setdefault(host, len(self.hosts)))
        self.names.append(names)

    def columns(self) -> Columns:
        """Return what was added."""
        return Columns(
            quality=np.array(self.quality),
            length=np.array(self.length),
            label=np.array(self.label),
            kind=np.array(self.kind),
            host=np.array(self.host),
            trait=np.array(self.trait),
            trait_row=np.array(self.trait_row),
            hosts=_in_order(self.hosts),
            traits=_in_order(self.traits),
            names=tuple(self.names),
        )


def _in_order(numbered: Mapping[str, int]) -> tuple[str, ...]:
    """Return the names; a dictionary keeps the order in which they were given their numbers."""
    return tuple(numbered)
