"""`--engine`: the parts of a folder, filtered by Ray or Spark on one machine or many."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from detector.cli.detectors import processes
from detector.cli.options import Engine
from detector.cli.outputs import Outputs
from detector.cli.parts import Done, Part
from detector.cli.source import Nothing, Source, report
from detector.cli.terminal import tell
from detector.errors import DetectorError

if TYPE_CHECKING:
    from typing import TypeAlias

    from detector.cli.judging import Judging
    from detector.cli.splitting import Split

    Each: TypeAlias = Callable[[Callable[[Part], Done], Sequence[Part], int], Iterator[Done]]

NOTES = "_detector"  # readers of folders leave out what begins with an underscore
SETTINGS = "settings"
FINISHED = "_SUCCESS"
FORMATS = ("jsonl", "parquet")


def filter_parts(
    judging: "Judging",
    source: Source,
    outputs: Mapping[bool, str],
    split: "Split",
    *,
    engine: Engine,
    jobs: int | None,
) -> None:
    """Filter every input file into files of its name, but for those that were done before.

    `jobs` is how many processes there are where the engine runs on this machine alone; 0 and None
    are one for each core. Raises DetectorError if the outputs hold anything else, or a part could
    not be written.
    """
    from detector.formats.locks import locked_folder
    from detector.formats.target import faults_named

    each = _engine(engine)
    parts = find_parts(source, outputs)
    folders = [Path(folder) for _, folder in sorted(outputs.items(), reverse=True)]
    with ExitStack() as locks:
        for folder in folders:
            with faults_named(str(folder)):
                folder.mkdir(parents=True, exist_ok=True)
                locks.enter_context(locked_folder(str(folder)))
        _settle(folders, judging)
        _filter_all(each, parts, partial(_filter, judging), source, split, jobs=jobs)
        split.check()
        for folder in folders:
            _finish(folder)


def _filter_all(
    each: "Each",
    parts: Sequence[Part],
    work: Callable[[Part], Done],
    source: Source,
    split: "Split",
    *,
    jobs: int | None,
) -> None:
    """Filter the parts that were not done before, and count all."""
    found = [part.done() for part in parts]
    waiting = [part for part, done in zip(parts, found, strict=True) if done is None]
    if len(waiting) < len(parts):
        tell(f"{len(parts) - len(waiting):,} of {len(parts):,} parts were done before")
    for done in filter(None, found):
        _count(done, source, split)
    if waiting:
        for done in each(work, waiting, processes(jobs or 0)):
            _count(done, source, split)


def find_parts(source: Source, outputs: Mapping[bool, str]) -> list[Part]:
    """Return a part for every input; DetectorError if two would be one, or one is of no use."""
    _refuse_nesting(source, list(outputs.values()))
    named: dict[str, str] = {}
    for path in source.paths:
        name = _name(path, source)
        _check_format(path)
        if name in named:
            raise DetectorError(f"{named[name]} and {path} would be one part: rename one of them")
        named[name] = path
    return [
        Part(
            path=str(Path(path).absolute()),
            named=path,
            outputs={keep: str(Path(folder).absolute() / name) for keep, folder in outputs.items()},
            note=Path(outputs[True]).absolute() / NOTES / f"{name}.done",
        )
        for name, path in named.items()
    ]


def refuse_without_folders(
    engine: Engine | None, outputs: Outputs, format: str | None, excel_safe: bool
) -> None:
    """Raise a usage error if an engine is asked for what cannot be done by parts."""
    from detector.formats.registry import has_known_suffix

    if engine is None:
        return
    for path in outputs.articles.values():
        if path == "-" or Path(path).is_file() or has_known_suffix(path):
            raise typer.BadParameter(
                f"{path}: with --engine every output is a folder, which gets a part for each "
                "input file; leave the suffix out",
                param_hint="--output",
            )
    if format or outputs.format:
        raise typer.BadParameter(
            "with --engine the suffix of an input names its format, and that of its part",
            param_hint="--format",
        )
    if excel_safe:
        raise typer.BadParameter("with --engine no output is a table", param_hint="--excel-safe")
    if outputs.unreadable:
        raise typer.BadParameter(
            "with --engine the first records that cannot be read are only told: name their file, "
            "without --engine, to have them all",
            param_hint="--unreadable",
        )


def _engine(engine: Engine) -> "Each":
    if engine is Engine.RAY:
        from detector.integrations import ray

        return ray.each
    from detector.integrations import spark

    return spark.each


def _filter(judging: "Judging", part: Part) -> Done:
    return part.filter(judging)


def _count(done: Done, source: Source, split: "Split") -> None:
    if done.fault:
        raise DetectorError(f"{done.fault}; the parts that are done stay, run it again")
    split.tally.read += done.read
    split.add(done.outcomes)
    report(done.notes, source, split.tally)
    told = sum(not isinstance(note, Nothing) for note in done.notes)
    split.tally.unreadable += done.unreadable - told


def _name(path: str, source: Source) -> str:
    """Return the path below the folder that was named, or the name of a file."""
    for folder in source.named:
        if Path(folder).is_dir() and Path(path).is_relative_to(folder):
            return str(Path(path).relative_to(folder))
    return Path(path).name


def _check_format(path: str) -> None:
    from detector.formats.registry import format_to_read

    known = format_to_read(path, None).name
    if known not in FORMATS:
        raise DetectorError(
            f"{path}: --engine takes {' and '.join(FORMATS)} files: convert it, or run without"
        )


def _refuse_nesting(source: Source, folders: Sequence[str]) -> None:
    """Refuse an output inside an input or another output, where it would be read with that."""
    for folder in folders:
        for other in (*source.named, *(each for each in folders if each is not folder)):
            if Path(folder).resolve().is_relative_to(Path(other).resolve()):
                raise DetectorError(f"{folder} is inside {other}: name a folder beside it")


def _settle(folders: Sequence[Path], judging: "Judging") -> None:
    """Write down in the first how the parts are made, or see that those there were made so."""
    from detector.formats.target import faults_named, replacing

    file = folders[0] / NOTES / SETTINGS
    settings = _settings(judging)
    if file.is_file():
        _refuse_other(json.loads(file.read_bytes()), settings, folders[0])
    else:
        for folder in folders:
            if folder.is_dir() and any(folder.iterdir()):
                raise DetectorError(f"{folder}: holds other files: name a new folder")
    with faults_named(str(folders[0])):
        file.parent.mkdir(parents=True, exist_ok=True)
        for folder in folders:
            (folder / FINISHED).unlink(missing_ok=True)
        with replacing(str(file)) as stream:
            stream.write(json.dumps(settings).encode())


def _refuse_other(earlier: Mapping[str, Any], settings: Mapping[str, Any], folder: Path) -> None:
    changed = [name for name in settings if earlier.get(name) != settings[name]]
    if changed:
        name = changed[0]
        raise DetectorError(
            f"{folder}: its parts were made with another {name} ({earlier.get(name)!r}, now "
            f"{settings[name]!r}): name a new folder, or remove this one"
        )


def _settings(judging: "Judging") -> dict[str, Any]:
    """Return all that a part depends on but its input."""
    from detector.version import __version__

    return {
        "version": __version__,
        "model": judging.detector.model.digest,
        "threshold": judging.detector.threshold,
        "text field": judging.options.text_field,
        "--max-record-bytes": judging.options.max_record_bytes,
        "key": judging.into,
        "--explain": judging.explain,
        "--clean-first": judging.clean_first,
        "--unsure": "reject" if "unsure" in judging.rejected else "keep",
        "outputs": sorted(judging.wanted),
    }


def _finish(folder: Path) -> None:
    """Remove what killed workers left unfinished, and say that all parts are here."""
    for left in folder.rglob(".*.partial"):
        left.unlink(missing_ok=True)
    (folder / FINISHED).touch()
