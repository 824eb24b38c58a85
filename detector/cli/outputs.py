"""Where results go, and nothing that is read is overwritten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from detector.cli.options import FormatName
from detector.cli.source import STANDARD, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """Where the results of a run go: `articles` are those that are kept (True) and others.

    `format` is that of the articles, if their suffix is not to tell.
    """

    articles: Mapping[bool, str]
    format: FormatName | None = None
    unreadable: str | None = None
    stats: str | None = None

    @property
    def paths(self) -> list[str]:
        """All outputs."""
        return [*self.articles.values(), *filter(None, (self.unreadable, self.stats))]

    def is_file(self, path: str) -> bool:
        """Say whether an output is a file, or will be one: no stream, no device and no folder."""
        from detector.formats.registry import is_folder_to_write
        from detector.formats.target import is_special

        if path == STANDARD or is_special(path):
            return False
        return path not in self.articles.values() or not is_folder_to_write(path, self.format)


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
