"""Where judged articles go: those that are kept into one output, the others into another."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detector.cli.results import scored

if TYPE_CHECKING:
    from detector.cli.judging import Judged, Judging
    from detector.cli.outputs import Outputs
    from detector.cli.run import Run
    from detector.formats import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Sinks:
    """Writers of the articles that are kept (True) and of the others, where these are wanted.

    `lines` says that all of them take lines as they are.
    """

    writers: "Mapping[bool, Writer]"
    judging: "Judging"
    lines: bool

    def write(self, judged: "Judged") -> dict[bool, int]:
        """Write a batch, and return how many articles each output has got."""
        from detector.formats.jsonl import LineWriter

        written = dict.fromkeys(self.writers, 0)
        for keep, writer in self.writers.items():
            if isinstance(writer, LineWriter) and keep in judged.lines:
                writer.write_lines(judged.lines[keep])
                written[keep] += judged.lines[keep].count(b"\n")
            for record, verdict, cleaned in judged.records.get(keep, ()):
                into, explain = self.judging.into, self.judging.explain
                result = scored(record, verdict, cleaned, into=into, explain=explain)
                writer.write(record, result)
                written[keep] += 1
        return written


@contextmanager
def sinks(
    outputs: "Outputs", judging: "Judging", run: "Run", *, like: str | None = None
) -> Iterator[Sinks]:
    """Open the outputs of a run; unless it keeps them, they appear when the block ends well.

    An output into which nothing goes has the columns of the input `like`, if it has columns.
    """
    from detector.formats import open_writer
    from detector.formats.jsonl import LineWriter

    with ExitStack() as stack:
        writers = {}
        for keep, path in outputs.articles.items():
            writer = open_writer(
                path, into=judging.into, format=outputs.format, excel_safe=judging.excel_safe
            )
            writers[keep] = stack.enter_context(run.adopt(path, writer))
        if like:
            for writer in writers.values():
                writer.resemble(like, judging.keys)
        lines = all(isinstance(writer, LineWriter) for writer in writers.values())
        yield Sinks(writers=writers, judging=judging, lines=lines)
