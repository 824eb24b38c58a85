"""Folders in, folders of parts out: the work that `--engine` shares among processes and machines.

Every input file is a part, and becomes a file of the same name in each output folder, byte for byte
what a run over that one file writes. When both are whole, a note in `_detector` says what came of
the part. So whatever was killed, a worker or the whole run, the same command goes on where the
notes end, and nothing is lost or doubled.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detector.cli.outputs import Outputs
from detector.cli.sinks import sinks
from detector.cli.source import Nothing, Source
from detector.cli.tally import MOST_REPORTED
from detector.errors import DetectorError

if TYPE_CHECKING:
    from detector.cli.judging import Judging
    from detector.cli.source import Note
    from detector.cli.tally import Outcomes


@dataclass(slots=True, kw_only=True)
class Done:
    """What came of a part.

    `read` counts the records, `unreadable` those that could not be read, `notes` are the first of
    them. `fault` says why the part could not be written; then there is nothing else to tell.
    """

    read: int = 0
    outcomes: "Outcomes" = field(default_factory=Counter)
    unreadable: int = 0
    notes: "list[Note]" = field(default_factory=list)
    fault: str | None = None

    def add_notes(self, notes: "Sequence[Note]") -> None:
        """Count what could not be read, and keep the first."""
        self.unreadable += sum(not isinstance(note, Nothing) for note in notes)
        self.notes += notes[: max(MOST_REPORTED - len(self.notes), 0)]

    def to_dict(self) -> dict[str, Any]:
        """Return it as a note holds it."""
        return {
            "read": self.read,
            "outcomes": [[*outcome, number] for outcome, number in self.outcomes.items()],
            "unreadable": self.unreadable,
            "notes": [_noted(note) for note in self.notes],
        }

    @classmethod
    def from_dict(cls, noted: Mapping[str, Any]) -> "Done":
        """Return what a note holds."""
        from detector.verdict import Kind, Label

        outcomes = Counter(
            {
                (Label(label), Kind(kind) if kind else None): number
                for label, kind, number in noted["outcomes"]
            }
        )
        notes = [_note(each) for each in noted["notes"]]
        read, unreadable = noted["read"], noted["unreadable"]
        return cls(read=read, outcomes=outcomes, unreadable=unreadable, notes=notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One input file, where its articles go (True is kept), and the note that says it is done.

    `named` is the input's path as it was given, which is what messages say; the others are
    absolute, since a worker may stand elsewhere.
    """

    path: str
    named: str
    outputs: Mapping[bool, str]
    note: Path

    def done(self) -> Done | None:
        """Return what came of it, or None if it is still to be done, or has changed since."""
        import orjson

        if not self.note.is_file() or not all(map(Path.is_file, map(Path, self.outputs.values()))):
            return None
        noted = orjson.loads(self.note.read_bytes())
        return Done.from_dict(noted) if noted["input"] == self._input() else None

    def filter(self, judging: "Judging") -> Done:
        """Filter it, on whichever machine; what cannot be written is told, not raised.

        A file that could not be read at all gets no note, so that the next run tries it again.
        """
        try:
            self._make_folders()
            done = self._filtered(judging)
            if not any(_is_missing(note) for note in done.notes):
                self._write_note(done)
        except DetectorError as error:
            return Done(fault=str(error))
        return done

    def _filtered(self, judging: "Judging") -> Done:
        from detector.cli.run import Run

        done = Done()
        source = Source(named=(), paths=(self.path,), missing=(), options=judging.options)
        run = Run({})
        with sinks(Outputs(articles=self.outputs), judging, run, like=self.path) as sink:
            for judged in judging.judged(source, lines=sink.lines, jobs=1):
                done.read += judged.read
                done.outcomes.update(judged.outcomes)
                done.add_notes([self._as_named(note) for note in judged.notes])
                sink.write(judged)
                run.passed(judged.weight)
        return done

    def _as_named(self, note: "Note") -> "Note":
        if isinstance(note, Nothing):
            return Nothing(path=self.named)
        return replace(note, place=replace(note.place, path=self.named))

    def _make_folders(self) -> None:
        from detector.formats.target import faults_named

        for path in (*self.outputs.values(), str(self.note)):
            with faults_named(path):
                Path(path).parent.mkdir(parents=True, exist_ok=True)

    def _write_note(self, done: Done) -> None:
        import orjson

        from detector.formats.target import faults_named, replacing

        note = str(self.note)
        with faults_named(note), replacing(note) as stream:
            stream.write(orjson.dumps({"input": self._input(), **done.to_dict()}))

    def _input(self) -> dict[str, int]:
        state = Path(self.path).stat()
        return {"bytes": state.st_size, "modified_ns": state.st_mtime_ns}


def _is_missing(note: "Note") -> bool:
    return not isinstance(note, Nothing) and note.place.line is None


def _noted(note: "Note") -> dict[str, Any]:
    """Return what is told of a note; its bytes are not."""
    if isinstance(note, Nothing):
        return asdict(note)
    return {"place": asdict(note.place), "reason": note.reason}


def _note(noted: dict[str, Any]) -> "Note":
    from detector.formats import Place, Unreadable

    if "place" not in noted:
        return Nothing(path=noted["path"])
    return Unreadable(place=Place(**noted["place"]), reason=noted["reason"])
