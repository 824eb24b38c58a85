"""What every writer keeps to: records go in one by one, the output appears when it is whole."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, Self, cast

from detector.formats.records import Record
from detector.formats.target import faults_named, opened

if TYPE_CHECKING:
    from detector.formats.partial import Mark, Partial
    from detector.formats.sections import Sections
    from detector.formats.threads import Behind, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Where an output could be continued: `state` is what its encoder must know for that.

    `turn` gives the mark of the file, once another thread has written it so far.
    """

    state: Mapping[str, Any]
    turn: "Turn"


class Writer(ABC):
    """Takes records in order; what was written stands under its name when the block ends well.

    When the block ends with an exception, nothing is left behind. Raises FormatError, which names
    the output and what to do, for whatever the disk or the format refuses; only a closed pipe
    comes through as BrokenPipeError.
    """

    @abstractmethod
    def __enter__(self) -> Self: ...

    @abstractmethod
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    @abstractmethod
    def write(self, record: Record, verdict: Mapping[str, Any] | None) -> None:
        """Write a record with its verdict, or as it was if the verdict is None."""

    def resemble(self, path: str, keys: Sequence[str]) -> None:  # noqa: B027 - few have columns
        """Have the columns of this input, and verdicts with these keys, if no record comes."""

    def pause(self) -> Pause | None:
        """End a section of the output, from which it could be continued; None if it has none."""
        return None


class Encoder(Protocol):
    """Turns records into the bytes of one format, on a stream that somebody else closes."""

    def write(self, record: Record, verdict: Mapping[str, Any] | None) -> None:
        """Write one record, now or when a group is full."""

    def pause(self) -> Mapping[str, Any]:
        """Write what is still held back, and return what `go_on` must know, as JSON has it."""
        return {}

    def go_on(self, states: Sequence[Mapping[str, Any]]) -> None:  # noqa: ARG002 - for others
        """Go on behind the last of these pauses, all that there were in the file."""
        return

    def finish(self) -> None:
        """Write what is still held back and whatever closes the format."""
        return

    def abandon(self) -> None:
        """Let go of what is held, since the output will not be used."""
        return


class FileWriter(Writer):
    """Writes one file through an encoder, which is made when the file is open."""

    def __init__(self, path: str, make_encoder: Callable[[BinaryIO], Encoder]) -> None:
        self._path = path
        self._make_encoder = make_encoder
        self._partial: Partial | None = None
        self._states: Sequence[Mapping[str, Any]] = ()

    def keep_in(self, partial: "Partial", states: Sequence[Mapping[str, Any]]) -> None:
        """Write into a file that somebody else publishes, and go on from what stands in it."""
        self._partial, self._states = partial, states

    def __enter__(self) -> Self:
        with faults_named(self._path), ExitStack() as stack:
            self._stream = stack.enter_context(opened(self._path, self._partial))
            self._encoder = self._make_encoder(self._stream)
            if self._states:
                self._encoder.go_on(self._states)
            stack.push(self._let_go)
            self._stack = stack.pop_all()
        return self

    def write(self, record: Record, verdict: Mapping[str, Any] | None) -> None:
        """Write a record with its verdict, or as it was if the verdict is None."""
        with faults_named(self._path):
            self._encoder.write(record, verdict)

    def pause(self) -> Pause:
        """End a section of the output, from which it could be continued."""
        with faults_named(self._path):
            state = self._encoder.pause()
            return Pause(state=state, turn=cast("Behind", self._stream).then(self._end_section))

    def _end_section(self, sections: "Sections") -> "Mark | None":
        """End it, in the thread that writes."""
        with faults_named(self._path):
            sections.end_section()
            return self._partial.mark() if self._partial is not None else None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Publish the output, or throw it away; then a second fault must not hide the first."""
        if error is None:
            with faults_named(self._path), self._stack:
                self._encoder.finish()
        else:
            with suppress(Exception):
                self._stack.__exit__(kind, error, trace)

    def _let_go(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is not None:
            with suppress(Exception):
                self._encoder.abandon()
