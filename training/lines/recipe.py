"""What a training run of the line model may choose; `training/recipe.toml` says what each means."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class LineRecipe:
    """What a training run of the line model may choose: the table `lines` of `recipe.toml`."""

    articles: int = 4000
    of_a_language: int = 250
    crop_weight: float = 0.5
    article_weight: float = 0.4
    soiled_weight: float = 0.4
    far: int = 30
    far_share: int = 4
    folds: int = 5
    fewest_groups: int = 10
    inverse_regularisation: float = 0.1
    known: float = 0.22
    wordless: float = 0.4
    first_trees: int = 200
    first_bags: int = 1
    trees: int = 150
    bags: int = 3
    untouched: Mapping[str, float] = field(
        default_factory=lambda: {"gentle": 0.96, "balanced": 0.95, "thorough": 0.92}
    )
