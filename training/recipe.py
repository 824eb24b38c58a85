"""What a training run may choose."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parent / "recipe.toml"


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What a training run may choose; `training/recipe.toml` says what each means.

    Of `candidates`, each a change to the recipe, the best on what is held out is taken.
    """

    limit: int = 1300
    exponent: float = 0.25
    quantiles: int = 8
    bin_value: float = 0.15
    family_value: float = 10.0
    fewest_groups: int = 20
    inverse_regularisation: float = 0.5
    iterations: int = 80
    folds: int = 5
    page_margin: float = 5.0
    residue: float = 0.25
    crops: float = 0.25
    padding: float = 0.0
    emphasis: Mapping[str, float] = field(default_factory=dict)
    by_site: Sequence[str] = ()
    candidates: Sequence[Mapping[str, Any]] = ()


OWN = Recipe(
    candidates=[
        {"inverse_regularisation": 0.3},
        {"inverse_regularisation": 1.0},
        {"inverse_regularisation": 3.0},
        {"inverse_regularisation": 1.0, "bin_value": 0.4},
    ]
)


def shipped() -> tuple[Mapping[str, Any], Recipe]:
    """Return the settings of `recipe.toml`, and the recipe in it."""
    settings = tomllib.loads(SHIPPED.read_text("utf-8"))
    return settings, Recipe(**settings["recipe"])
