"""What the outputs of a command depend on, so that no run goes on with what another has begun."""

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from detector.errors import DetectorError

if TYPE_CHECKING:
    import typer

    from detector import Detector
    from detector.cli.outputs import Outputs
    from detector.cli.source import Source

# What may be another the next time, and what is looked at in another way: the model by its digest.
FREE = {
    "inputs",
    "output",
    "rejected",
    "stats",
    "unreadable",
    "model",
    "jobs",
    "resume",
    "strict",
    "fail_on_low",
}


def settings_of(
    context: "typer.Context", source: "Source", outputs: "Outputs", detector: "Detector"
) -> "Callable[[], dict[str, Any]]":
    """Return what tells the options, the model, the outputs and the inputs, if that is asked."""

    def settings() -> dict[str, Any]:
        from detector.version import __version__

        options = {
            parameter.opts[0]: str(context.params[parameter.name])
            for parameter in context.command.params
            if parameter.name in context.params and parameter.name not in FREE
        }
        return {
            "version": __version__,
            "command": context.command.name,
            "model": detector.model.digest,
            "options": options,
            "outputs": [os.path.realpath(path) for path in outputs.paths],
            "inputs": {os.path.realpath(path): _state(path) for path in source.paths},
        }

    return settings


def refuse_other(earlier: Mapping[str, Any], now: Mapping[str, Any], output: str) -> None:
    """Raise DetectorError, with what it is, if something is not as it was for the earlier run."""
    different = _difference(earlier, now)
    if different:
        raise DetectorError(
            f"{output}: --resume cannot go on, since {different}: give the command as it was, or "
            "leave --resume out to begin anew"
        )


def _difference(earlier: Mapping[str, Any], now: Mapping[str, Any]) -> str | None:
    names = {"version": "version of detector", "command": "command", "model": "model"}
    for key, name in names.items():
        if earlier.get(key) != now[key]:
            return f"the earlier run had another {name} ({earlier.get(key)}, now {now[key]})"
    before, after = earlier["options"], now["options"]
    for option in {**before, **after}:
        if before.get(option) != after.get(option):
            return f"{option} was {before.get(option)}, and is {after.get(option)} now"
    if earlier["outputs"] != now["outputs"]:
        return f"the earlier run wrote {', '.join(earlier['outputs'])}"
    return _other_input(earlier["inputs"], now["inputs"])


def _other_input(before: Mapping[str, Any], after: Mapping[str, Any]) -> str | None:
    for path, state in before.items():
        if path not in after:
            return f"{path} is not among the inputs any more"
        if after[path] != state:
            return f"{path} was changed after the earlier run had begun"
    added = next((path for path in after if path not in before), None)
    if added:
        return f"{added} was not among the inputs"
    return None if list(before) == list(after) else "the inputs come in another order"


def _state(path: str) -> list[int] | None:
    """Return the size of a file and when it was changed; None if it is gone."""
    try:
        state = os.stat(path)  # noqa: PTH116 - see `detector.formats.target.mode_of`
    except (OSError, ValueError):
        return None
    return [state.st_size, state.st_mtime_ns]
