"""What a request asks for beside its articles, in its address: the options of the command line."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from detector import Detector
from detector.cli.options import KindName, LevelName, Point
from detector.serve.problems import ProblemError

SWITCH = {"true": True, "1": True, "": True, "false": False, "0": False}
Reader = Callable[[str, str], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option: how it is read, its value where it is not given, and its schema for OpenAPI."""

    read: Reader
    default: Any
    schema: Mapping[str, Any]
    about: str
    repeated: bool = False


def asked(request: Request, options: Mapping[str, Option]) -> dict[str, Any]:
    """Return the options of a request; 422 names what is not known or not understood."""
    if not request.scope["query_string"]:  # as nearly always
        return {name: option.default for name, option in options.items()}
    given = request.query_params
    for name in given:
        if name not in options:
            said = f"there is no option {name[:60]!r}; there are {', '.join(options)}"
            raise ProblemError(422, "unknown-option", said, option=name[:60])
    found: dict[str, Any] = {}
    for name, option in options.items():
        values = given.getlist(name)
        if not values:
            found[name] = option.default
        elif option.repeated:
            found[name] = tuple(option.read(name, value) for value in values)
        elif len(values) > 1:
            raise _wrong(name, "is given more than once")
        else:
            found[name] = option.read(name, values[0])
    return found


def judge(request: Request, point: str | None, threshold: float | None) -> Detector:
    """Return the detector at the point or threshold asked for, or at the service's own."""
    scoring = request.app.state.scoring
    if point is not None and threshold is None:
        threshold = scoring.detector.model.points[point].threshold
    detector: Detector = scoring.detector if threshold is None else scoring.at(threshold)
    return detector


def switch(about: str) -> Option:
    """Return an option that is true or false."""
    schema = {"type": "boolean", "default": False}
    return Option(read=_switch, default=False, schema=schema, about=about)


def choice(choices: Collection[str], default: str | None, about: str) -> Option:
    """Return an option that is one of some words."""
    schema: dict[str, Any] = {"type": "string", "enum": [str(each) for each in choices]}
    if default is not None:
        schema["default"] = default
    return Option(read=_one_of(choices), default=default, schema=schema, about=about)


def _switch(name: str, value: str) -> bool:
    if value.lower() not in SWITCH:
        raise _wrong(name, f"is {value[:40]!r}, not true or false")
    return SWITCH[value.lower()]


def _one_of(choices: Collection[str]) -> Reader:
    def read(name: str, value: str) -> str:
        if value not in [str(each) for each in choices]:
            raise _wrong(name, f"is {value[:40]!r}, not one of {', '.join(choices)}")
        return value

    return read


def _quality(name: str, value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0.0 <= number <= 1.0:
        raise _wrong(name, f"is {value[:40]!r}, not a number from 0 to 1")
    return number


def _wrong(name: str, said: str) -> ProblemError:
    return ProblemError(422, "wrong-option", f"{name} {said}", option=name)


EXPLAIN = switch("Add the spans of all traits and every contribution.")
CLEAN_FIRST = switch("Judge what is left without the residue, and tell the residue, too.")
POINT = choice(list(Point), None, "How many good articles may be lost: 5, 1 or 0.1 %.")
THRESHOLD = Option(
    read=_quality,
    default=None,
    schema={"type": "number", "minimum": 0, "maximum": 1},
    about="The quality below which an article is low, whatever the point.",
)
EXTRA = choice(
    ("refuse", "keep"), "refuse", "What becomes of fields of your own: they may be a slip, or stay."
)
LEVEL = choice(list(LevelName), "balanced", "How much is cut.")
KEEP = Option(
    read=_one_of(list(KindName)),
    default=(),
    schema={"type": "array", "items": {"type": "string", "enum": [str(k) for k in KindName]}},
    about="Residue of this kind stays; may be given again.",
    repeated=True,
)
MARK = switch("Leave the text as it is, and only tell what would be cut.")
UNSURE = choice(("keep", "reject"), "keep", "What becomes of articles that cannot be judged.")
UNREADABLE = choice(
    ("tell", "skip"),
    "tell",
    "What becomes of lines that cannot be read: a line that says so comes instead, or nothing.",
)
COUNTS = switch("End with one more line, that tells how many records went in and came out.")

SCORE = {
    "explain": EXPLAIN,
    "clean_first": CLEAN_FIRST,
    "point": POINT,
    "threshold": THRESHOLD,
    "extra": EXTRA,
}
CLEAN = {"level": LEVEL, "keep": KEEP, "mark": MARK, "extra": EXTRA}
FILTER = {
    "explain": EXPLAIN,
    "clean_first": CLEAN_FIRST,
    "point": POINT,
    "threshold": THRESHOLD,
    "unsure": UNSURE,
    "unreadable": UNREADABLE,
    "counts": COUNTS,
}
