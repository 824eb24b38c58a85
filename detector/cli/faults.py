"""What a person is told when something goes wrong: one line and an exit code, no traceback."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import typer

from detector.cli.terminal import tell
from detector.errors import DetectorError

FAILED = 1
LOW_FOUND = 3
INTERRUPTED = 130
DEBUG = "DETECTOR_DEBUG"


@contextmanager
def faults_told() -> Iterator[None]:
    """Turn whatever a command raises into an exit code, and a line where there is a need."""
    try:
        yield
    except (typer.Exit, typer.Abort, typer.BadParameter):
        raise
    except DetectorError as error:
        tell(f"error: {error}")
        raise typer.Exit(FAILED) from None
    except BrokenPipeError:
        discard_output()
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except Exception as error:
        _tell_unexpected(error)
        raise typer.Exit(FAILED) from None


def discard_output() -> None:
    """Point standard output nowhere, so that the interpreter's last flush has no closed pipe."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _tell_unexpected(error: Exception) -> None:
    if os.environ.get(DEBUG) == "1":
        import traceback

        traceback.print_exception(error)
    tell(
        f"error: this should not have happened ({type(error).__name__}: {error}); "
        f"please report it, with what {DEBUG}=1 prints"
    )
