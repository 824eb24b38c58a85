"""Runs of the command line in forks of a process that has imported everything, killed as asked.

`python -m tests.cli.durability.zygote MODEL` reads a request a line, and answers with a line. A
fork costs far less than a new interpreter, and the process has one thread, so that it may fork.
"""

import gc
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import redirect_stderr, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

POINTS = ("fsync", "replace", "unlink")  # the calls by which files become what they are


def serve(model: str) -> None:
    """Answer requests until there are no more."""
    with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):
        _warm(model)
    gc.freeze()  # a collection would write to every page that the forks share
    for line in sys.stdin:
        request = json.loads(line)
        assert threading.active_count() == 1
        began = time.monotonic()
        child = os.fork()
        if not child:
            _run(request)
        status = _end(child, request)
        code = os.waitstatus_to_exitcode(status)
        print(json.dumps({"code": code, "seconds": time.monotonic() - began}), flush=True)


def _warm(model: str) -> None:
    """Do once what imports and compiles all that the runs need."""
    from detector.cli import app
    from tests.cli.samples import FILLER, GOOD, LOW, SHORT, write_jsonl

    with TemporaryDirectory() as folder:
        place = Path(folder)
        write_jsonl(place / "in.jsonl", [{"text": text} for text in (GOOD, LOW, FILLER, SHORT)])
        for command in ("filter", "score", "clean"):
            for name in ("out.jsonl.zst", "out.parquet"):
                output = ["-o", str(place / name), "--unreadable", str(place / "bad.jsonl.gz")]
                with suppress(SystemExit):
                    app([command, str(place / "in.jsonl"), *output, "--model", model])
        assert len(list(place.iterdir())) == 4


def _end(child: int, request: dict[str, Any]) -> int:
    """Send the signal when its time has come, if the child still runs, and wait for the end."""
    if request["after"] is not None:
        time.sleep(request["after"])
        os.kill(child, request["signal"])
    return os.waitpid(child, 0)[1]


def _run(request: dict[str, Any]) -> None:
    """Be the run that was asked for, and end with it."""
    code = 99
    try:
        os.setpgid(0, 0)
        os.chdir(request["folder"])
        _redirect(request)
        _settle(request)
        from detector.cli import main

        sys.argv = ["detector", *request["arguments"]]
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 98
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _redirect(request: dict[str, Any]) -> None:
    for number, name in ((0, os.devnull), (1, "stdout"), (2, "stderr")):
        mode = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        place = name if number == 0 else f"{request['log']}/{name}"
        os.dup2(os.open(place, mode), number)


def _settle(request: dict[str, Any]) -> None:
    """Have batches and checkpoints come often, and whatever else the test wants of the process."""
    import detector.batches
    import detector.cli.run
    import detector.formats.threads

    detector.batches.BATCH_ARTICLES = request["batch"]
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the tests may have it ignored
    detector.cli.run.SPACING = request["spacing"]
    detector.formats.threads.ENOUGH = 1 << 12
    if request["largest_file"]:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (request["largest_file"],) * 2)
    if request["pace"]:
        _pace(request["pace"])
    if request["at"] is not None:
        _kill_at(request["at"])


def _pace(seconds: float) -> None:
    """Have every batch take this long."""
    from detector.cli.run import Run

    passed = Run.passed

    def slowly(run: Run, weight: int) -> None:
        passed(run, weight)
        time.sleep(seconds)

    Run.passed = slowly  # type: ignore[assignment,method-assign]


def _kill_at(number: int) -> None:
    """End the process by a signal before a certain call that makes files what they are."""
    count = 0

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **options: Any) -> Any:
            nonlocal count
            if count == number:
                os.kill(os.getpid(), signal.SIGKILL)
            count += 1
            return call(*arguments, **options)

        return counting

    for name in POINTS:
        setattr(os, name, counted(getattr(os, name)))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[3]))
    serve(sys.argv[1])
