"""What a person is told when something goes wrong: one line and an exit code, no traceback."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import typer

from detector.cli.terminal import tell
from detector.errors import DetectorError
from detector.printable import printable

FAILED = 1
LOW_FOUND = 3
INTERRUPTED = 130
DEBUG = "DETECTOR_DEBUG"
USAGE_ERROR: Any = typer.BadParameter.__base__  # which Typer does not name


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
    except KeyboardInterrupt as stop:
        raise typer.Exit(getattr(stop, "exit_code", INTERRUPTED)) from None
    except Exception as error:
        _tell_unexpected(error)
        raise typer.Exit(FAILED) from None


@contextmanager
def usage_printable() -> Iterator[None]:
    """Let nothing that was typed steer the terminal from within what Typer says is wrong with it.

    A shell fills in names of files, and these may hold anything.
    """
    try:
        yield
    except USAGE_ERROR as fault:
        fault.message = printable(fault.message)
        raise


def discard_output() -> None:
    """Point standard output nowhere, so that the interpreter's last flush has no closed pipe."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _tell_unexpected(error: Exception) -> None:
    if os.environ.get(DEBUG) == "1":
        import traceback

        print(printable("".join(traceback.format_exception(error))), file=sys.stderr)
    tell(
        f"error: this should not have happened ({type(error).__name__}: {error}); "
        f"please report it, with what {DEBUG}=1 prints"
    )
