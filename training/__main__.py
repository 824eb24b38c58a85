"""Makes what ships, from `training/recipe.toml`: `python -m training [model|lexicon|floors]`."""

import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from detector.errors import DetectorError
from detector.formats import ReadOptions
from training import floors, learn, lexicon
from training.datasets import Loaded, load
from training.fit import Recipe

HERE = Path(__file__).parent
CHECKOUT = HERE.parent
CACHE = CHECKOUT / ".cache"
ABOUT = (
    "The shipped model: good articles of people against machine-made filler, promotional spam and "
    "pages that are no article. The corpus is third-party text and not part of the project; what "
    "ships is weights. `training/README.md` says how it was collected and what is wrong with it."
)


def main(arguments: list[str]) -> int:
    """Make the model, the lexicon, or pin what the model reaches."""
    steps = {"model": make_model, "lexicon": make_lexicon, "floors": pin_floors}
    wanted = arguments or ["model"]
    if len(wanted) != 1 or wanted[0] not in steps:
        _tell(f"usage: python -m training [{'|'.join(steps)}]")
        return 2
    try:
        steps[wanted[0]](tomllib.loads((HERE / "recipe.toml").read_text("utf-8")))
    except DetectorError as fault:
        _tell(f"error: {fault}")
        return 1
    return 0


def make_model(settings: Mapping[str, Any]) -> None:
    """Learn `models/default` from the corpus."""
    learned = learn.learn(
        _corpus(settings).articles, Recipe(**settings["recipe"]), cache=CACHE, jobs=-1, tell=_tell
    )
    target = CHECKOUT / "models" / "default"
    learn.write(learned, target, name=settings["data"]["name"], about=ABOUT)
    _tell(f"wrote {target}: {learned.held_out}")


def make_lexicon(settings: Mapping[str, Any]) -> None:
    """Count the words that the lexer knows."""
    target = CHECKOUT / "detector" / "lexicon" / "en.npy"
    _tell(f"wrote {lexicon.write(_corpus(settings).articles, target):,} words to {target}")


def pin_floors(_: Mapping[str, Any]) -> None:
    """Pin what the shipped model reaches; a test fails where it falls below."""
    _tell(f"wrote {floors.pin()}")


def _corpus(settings: Mapping[str, Any]) -> Loaded:
    path = CHECKOUT / settings["data"]["train"]
    return load([str(path)], options=ReadOptions())


def _tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
