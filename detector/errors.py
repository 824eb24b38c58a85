"""What can go wrong, said so that the reader knows what to do next."""

from collections.abc import Collection
from typing import TypeVar

Choice = TypeVar("Choice", bound=str)


class DetectorError(Exception):
    """Anything a user can meet; its message names the place and the remedy."""


class ModelError(DetectorError):
    """A model folder that cannot be used."""


class FormatError(DetectorError):
    """A file that cannot be read or written as the format it claims to be."""


class EngineError(DetectorError):
    """Ray or Spark could not do what it was given."""

    def __init__(self, engine: str, fault: Exception) -> None:
        super().__init__(
            f"{engine} gave up ({type(fault).__name__}): see what it says above, and that every "
            "machine has this version of article-detector; then run it again"
        )


class MissingExtraError(DetectorError):
    """A package that only some users need is not installed."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs the package {package}: pip install 'article-detector[{extra}]'"
        )


def chosen(what: str, name: str, choices: Collection[Choice]) -> Choice:
    """Return the choice of that name; DetectorError lists them if there is none."""
    for each in choices:
        if each == name:
            return each
    raise DetectorError(f"no {what} {name!r}; there are {', '.join(choices)}")
