"""Where judged articles go: those that are kept into one output, the others into another."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detector.cli.results import scored

if TYPE_CHECKING:
    from detector.cli.judging import Judged, Judging
    from detector.cli.options import FormatName
    from detector.formats import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Sinks:
    """Writers of the articles that are kept (True) and of the others, where these are wanted.

    `lines` says that all of them take lines as they are.
    """

    writers: "Mapping[bool, Writer]"
    judging: "Judging"
    lines: bool

    def write(self, judged: "Judged") -> None:
        """Write a batch."""
        from detector.formats.jsonl import LineWriter

        for keep, writer in self.writers.items():
            if isinstance(writer, LineWriter) and keep in judged.lines:
                writer.write_lines(judged.lines[keep])
            for record, verdict, cleaned in judged.records.get(keep, ()):
                into, explain = self.judging.into, self.judging.explain
                result = scored(record, verdict, cleaned, into=into, explain=explain)
                writer.write(record, result)


@contextmanager
def sinks(
    outputs: Mapping[bool, str],
    judging: "Judging",
    *,
    format: "FormatName | None" = None,
    like: str | None = None,
) -> Iterator[Sinks]:
    """Open the outputs; they appear when the block ends well.

    An output into which nothing goes has the columns of the input `like`, if it has columns.
    """
    from detector.formats import open_writer
    from detector.formats.jsonl import LineWriter

    with ExitStack() as stack:
        writers = {
            keep: stack.enter_context(open_writer(path, into=judging.into, format=format))
            for keep, path in outputs.items()
        }
        if like:
            for writer in writers.values():
                writer.resemble(like, judging.keys)
        lines = all(isinstance(writer, LineWriter) for writer in writers.values())
        yield Sinks(writers=writers, judging=judging, lines=lines)
