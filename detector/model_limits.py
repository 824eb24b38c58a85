"""What a model may say of itself: numbers within limits, and traits that still mean the same.

A model may be written by anybody, by hand or by a fuzzer. So every value is looked at before it is
used: none may make the loops that follow it read beside an array, walk for ever, ask for memory
without bound or come to a verdict that is not finite. What is wrong raises ValueError, and
`refusing` says it as a ModelError.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from detector.errors import ModelError
from detector.model_folder import TRAIN

LARGEST_NUMBER = 1e6  # of a weight: sums over an article stay far from what a float can hold
DEEPEST = 16  # lists and objects in one another
SHOWN = 40  # characters of a value that a message shows


@contextmanager
def refusing(file: Path) -> Iterator[None]:
    """Say as a ModelError what makes a model unusable, and which of its files says so."""
    try:
        yield
    except ModelError:
        raise
    except KeyError as fault:
        raise ModelError(f"{file}: it does not say `{fault.args[0]}`; {TRAIN}") from fault
    except (TypeError, ValueError, AttributeError, OSError) as fault:
        raise ModelError(f"{file}: not a usable model ({fault}); {TRAIN}") from fault


def whole(value: Any, what: str, least: int, most: int) -> int:
    """Return a whole number between two others, these included; ValueError if it is none."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"{what} is {_shown(value)}, not a whole number from {least} to {most:,}")
    return value


def number(
    value: Any, what: str, least: float = -LARGEST_NUMBER, most: float = LARGEST_NUMBER
) -> float:
    """Return a number between two others, these included; ValueError if it is none."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise ValueError(f"{what} is {_shown(value)}, not a number")
    if not least <= value <= most:  # not a number (NaN) is not between any two
        raise ValueError(f"{what} is {_shown(value)}, not a number from {least:g} to {most:g}")
    return float(value)


def sequence(value: Any, what: str) -> list[Any]:
    """Return a list; ValueError if it is none."""
    if not isinstance(value, list):
        raise ValueError(f"{what} is {_shown(value)}, not a list")
    return value


def flat(value: Any, what: str) -> Any:
    """Return a value in which lists and objects do not lie too deep in one another."""
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    if level:
        raise ValueError(f"{what} goes deeper than {DEEPEST} lists and objects")
    return value


def check_meanings(
    file: Path, said: Mapping[str, Any], used: Collection[str], known: Mapping[str, int]
) -> None:
    """Raise ModelError if a model was trained with traits that are not those known here.

    `used` are the traits and measures that it has weights for; `known` says their versions. One
    that means something else than when its weights were learned would be weighed wrongly, and
    nobody would see it.
    """
    versions = said["traits"]
    if unknown := [name for name in (*used, *versions) if name not in known]:
        raise ModelError(
            f"{file}: trained with {_few(unknown)}, which this version does not have; "
            f"{_otherwise(said)}"
        )
    if missing := [name for name in used if name not in versions]:
        raise ModelError(f"{file}: it does not say the version of {_few(missing)}; {TRAIN}")
    if changed := [name for name in used if versions[name] != known[name]]:
        raise ModelError(
            f"{file}: {_few(changed)} meant something else when the model was trained; "
            f"{_otherwise(said)}"
        )


def _otherwise(said: Mapping[str, Any]) -> str:
    return f"{TRAIN}, or install what it was trained with, {_shown(said['written_by'])}"


def _few(names: list[str]) -> str:
    shown = ", ".join(name[:SHOWN] for name in dict.fromkeys(names[:3]))
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3:,} more"


def _shown(value: Any) -> str:
    said = repr(value) if not isinstance(value, (dict, list)) else type(value).__name__
    return said if len(said) <= SHOWN else f"{said[: SHOWN - 1]}…"
