"""What a report holds: an evaluation, or two of the same articles and their differences."""

from dataclasses import asdict, dataclass
from typing import Any

from detector.version import __version__
from training.evaluate import Evaluation
from training.evaluation.bootstrap import SEED, SHARE
from training.evaluation.compare import Difference, differences

SCHEMA = 1
SHIPPED = "shipped"


@dataclass(frozen=True, kw_only=True)
class Report:
    """An evaluation, or two of the same articles.

    `inputs` and the folders are as they were named; a folder is None for the shipped model. `point`
    is the operating point, None where a threshold was given.
    """

    inputs: tuple[str, ...]
    point: str | None
    model: Evaluation
    folder: str | None = None
    against: Evaluation | None = None
    against_folder: str | None = None

    @property
    def name(self) -> str:
        """The model's name and where it comes from."""
        return f"{self.model.model} ({self.folder or SHIPPED})"

    @property
    def against_name(self) -> str:
        """The other model's name and where it comes from; empty if there is none."""
        return f"{self.against.model} ({self.against_folder or SHIPPED})" if self.against else ""

    @property
    def differences(self) -> dict[str, Difference]:
        """The differences of all figures; none if there is no other model."""
        return differences(self.model, self.against) if self.against else {}

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data; `docs/evaluation.md` says what each key means."""
        return {
            "schema": SCHEMA,
            "version": __version__,
            "inputs": list(self.inputs),
            "point": self.point,
            "bootstrap": {"resamples": self.model.resamples, "seed": SEED, "share": SHARE},
            "model": {"folder": self.folder, **self.model.to_dict()},
            "against": self.against and {"folder": self.against_folder, **self.against.to_dict()},
            "differences": {name: asdict(each) for name, each in self.differences.items()},
        }
