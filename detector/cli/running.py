"""Begin a run or go on with one, if nobody else writes its outputs."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from detector.cli.outputs import Outputs
from detector.cli.source import STANDARD, Source
from detector.cli.terminal import tell
from detector.errors import DetectorError

if TYPE_CHECKING:
    from detector.cli.journal import Journal, Noted
    from detector.cli.run import Counts, Run
    from detector.formats.partial import Partial

    Partials = dict[str, Partial]


@contextmanager
def begun(
    counts: "Counts",
    source: Source,
    outputs: Outputs,
    settings: Callable[[], Mapping[str, Any]],
    *,
    resume: bool,
) -> "Iterator[Run]":
    """Yield a run; its outputs appear when the block ends well, and otherwise stay for `--resume`.

    They stay if there was a checkpoint, and if the run can be continued at all. Raises a usage
    error if that was asked for and cannot be, DetectorError if another run writes an output, or
    the run to go on with was another one.
    """
    from detector.cli.keeper import Keeper
    from detector.cli.run import Run

    why_not = _why_not(source, outputs)
    if resume and why_not:
        raise typer.BadParameter(why_not, param_hint="--resume")
    partials = _locked(outputs)
    journal = _journal(partials)
    asked = {} if why_not else settings()
    try:
        found = _found(journal, partials, asked if resume else None)
    except BaseException:
        for partial in partials.values():
            partial.leave()
        raise
    if found:
        counts.go_on(found.last.counts)
    run = Run(partials, counts, Keeper(journal, asked) if journal and not why_not else None, found)
    try:
        yield run
        run.publish()
    except BaseException:
        run.abandon()
        _end_early(journal, partials)
        raise
    if journal:
        journal.remove()


def _why_not(source: Source, outputs: Outputs) -> str | None:
    """Say why a run over these could not be continued."""
    from detector.formats.target import is_regular

    for path in source.paths:
        if path == STANDARD:
            return "standard input cannot be read again: give files"
        if not is_regular(path):
            return f"{path} is no file, and cannot be read again: give files"
    for path in outputs.paths:
        if path == STANDARD:
            return "standard output cannot be continued: name a file with -o"
        if not outputs.is_file(path):
            return f"{path} is a folder or a device, which cannot be continued: name a file"
    return None


def _locked(outputs: Outputs) -> "Partials":
    """Return the unfinished file of every output, which nobody else writes."""
    from detector.formats.partial import Partial
    from detector.formats.target import faults_named

    partials: Partials = {}
    try:
        for path in filter(outputs.is_file, outputs.paths):
            with faults_named(path):
                partials[path] = Partial(path)
    except BaseException:
        for partial in partials.values():
            partial.leave()
        raise
    return partials


def _journal(partials: "Partials") -> "Journal | None":
    from detector.cli.journal import Journal
    from detector.formats.partial import hidden

    first = next(iter(partials.values()), None)
    return Journal(hidden(first.target, "resume")) if first else None


def _found(
    journal: "Journal | None", partials: "Partials", asked: Mapping[str, Any] | None
) -> "Noted | None":
    """Return what there is to go on with, with every output as it was at the last checkpoint.

    Where nothing is `asked`, the run begins anew, whatever there is.
    """
    if journal is None:
        return None
    noted = journal.read()
    if noted and asked is not None:
        _take_up(noted, partials, asked)
        journal.go_on(noted)
        return noted
    if noted:
        tell(
            f"{next(iter(partials))}: begun anew; an earlier run had come past "
            f"{noted.last.counts['read']:,} records, and --resume would have gone on there"
        )
    journal.remove()
    for partial in partials.values():
        partial.cut(0)
    return None


def _take_up(noted: "Noted", partials: "Partials", asked: Mapping[str, Any]) -> None:
    from detector.cli.settings import refuse_other

    refuse_other(noted.settings, asked, next(iter(partials)))
    for path, partial in list(partials.items()):
        mark = noted.mark(str(partial.target))
        if partial.has(mark):
            continue
        if not (noted.last.whole and partial.is_published(mark)):
            raise DetectorError(
                f"{path}: --resume cannot go on, since {partial.place} is not what the earlier run "
                "has left: leave --resume out to begin anew"
            )
        del partials[path]
        partial.discard()
    for partial in partials.values():
        partial.cut(noted.mark(str(partial.target)).size)


def _end_early(journal: "Journal | None", partials: "Partials") -> None:
    """Leave what a run can go on with, and say so; or nothing."""
    noted = journal.read() if journal else None
    if not journal or not noted:
        for partial in partials.values():
            partial.discard()
    else:
        for partial in partials.values():
            partial.leave()
        tell(
            f"{noted.last.counts['read']:,} records are done and kept in {journal.place.parent}: "
            "the same command with --resume goes on behind them"
        )
    if journal and noted:
        journal.close()
    elif journal:
        journal.remove()
