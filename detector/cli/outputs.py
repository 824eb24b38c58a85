"""Where results go: guard the inputs against being overwritten."""

from collections.abc import Sequence
from pathlib import Path

import typer

from detector.cli.source import STANDARD, Source


def refuse_overwriting(source: Source, outputs: Sequence[str | None]) -> None:
    """Raise a usage error if an output is an input too, or two outputs are one."""
    taken = [(each, "input") for each in (*source.named, *source.paths) if each != STANDARD]
    for output in outputs:
        if output is None:
            continue
        for other, role in taken:
            if _same(output, other):
                raise typer.BadParameter(
                    f"{output} is an {role}, too; choose another name", param_hint="output"
                )
        taken.append((output, "output"))


def _same(first: str, second: str) -> bool:
    """Say whether two paths name one file; a device such as /dev/null can be shared."""
    if STANDARD in (first, second):
        return first == second
    one, other = Path(first), Path(second)
    if one.exists() and not (one.is_file() or one.is_dir()):
        return False
    return one.resolve() == other.resolve() or (
        one.exists() and other.exists() and one.samefile(other)
    )
