"""What ends a run other than a kill: signals, other runs, what cannot be continued."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.samples import DETECTOR, GOOD, Invoke, environment, with_model, write_jsonl

from .conftest import Zygote, contents, outputs

GOES_ON = "the same command with --resume goes on behind them"
OUTPUTS = outputs("jsonl.gz")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_ends_a_run_in_order(
    zygote: Zygote, articles: Path, tmp_path: Path, name: str
) -> None:
    number = getattr(signal, name)
    whole, folder = tmp_path / "whole", tmp_path / "run"
    for each in (whole, folder):
        each.mkdir()
    assert zygote.run(whole, "filter", articles, *OUTPUTS).code == 0
    stopped = zygote.run(folder, "filter", articles, *OUTPUTS, pace=0.2, after=0.7, signal=number)
    assert stopped.code == 128 + number, stopped.said
    assert stopped.said.splitlines()[-1].endswith(GOES_ON)
    assert "error" not in stopped.said
    assert {".kept.jsonl.gz.partial", ".kept.jsonl.gz.resume"} < {*contents(folder)}
    assert zygote.run(folder, "filter", articles, *OUTPUTS, "--resume").code == 0
    assert contents(folder) == contents(whole)


def test_a_signal_before_the_first_checkpoint_leaves_nothing(
    zygote: Zygote, articles: Path, tmp_path: Path
) -> None:
    how = {"pace": 0.2, "after": 0.5, "spacing": 1 << 30, "signal": int(signal.SIGTERM)}
    stopped = zygote.run(tmp_path, "filter", articles, *OUTPUTS, **how)
    assert (stopped.code, contents(tmp_path)) == (143, {})
    assert GOES_ON not in stopped.said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_with_processes_that_share_the_work(
    model: Path, tmp_path: Path, number: signal.Signals
) -> None:
    """They end with the run that they work for, however it ends, and their number is no matter."""
    psutil = pytest.importorskip("psutil", reason="finds the processes")
    news = write_jsonl(tmp_path / "in.jsonl", [{"id": n, "text": GOOD} for n in range(2000)])
    code = (
        "import detector.batches as b, detector.cli.run as r, detector.cli as c\n"
        "b.BATCH_ARTICLES, r.SPACING = 64, 1 << 16\n"
        "c.main()"
    )
    command = [DETECTOR[0], "-c", code, *with_model(["filter", news, *OUTPUTS], model)]

    def begin(*more: str) -> "subprocess.Popen[bytes]":
        with (tmp_path.parent / "said").open("wb") as said:
            return subprocess.Popen([*command, *more], stderr=said, cwd=tmp_path, env=environment())

    run = begin("--jobs", "2")
    started = time.monotonic()
    while not (tmp_path / ".kept.jsonl.gz.resume").exists() and time.monotonic() < started + 60:
        time.sleep(0.01)
    processes = psutil.Process(run.pid).children(recursive=True)
    assert len(processes) >= 2
    run.send_signal(number)
    assert run.wait(60) == (-number if number is signal.SIGKILL else 128 + number)
    assert b"Traceback" not in (tmp_path.parent / "said").read_bytes()
    assert psutil.wait_procs(processes, timeout=20)[1] == []
    left = contents(tmp_path)
    assert begin("--jobs", "1", "--resume").wait(60) == 0
    continued = contents(tmp_path)
    assert begin().wait(60) == 0
    assert continued == contents(tmp_path)
    assert left.keys() > {".kept.jsonl.gz.partial", ".low.jsonl.gz.partial"}


def test_the_second_of_two_runs_is_refused(model: Path, articles: Path, tmp_path: Path) -> None:
    def begin(*options: str) -> "subprocess.Popen[bytes]":
        pipe = subprocess.PIPE
        command = [*DETECTOR, *with_model(["filter", *options], model)]
        return subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=tmp_path, env=environment()
        )

    first = begin("-", "-o", "kept.jsonl", "--rejected", "low.jsonl")
    started = time.monotonic()
    while not list(tmp_path.iterdir()) and time.monotonic() < started + 60:
        time.sleep(0.01)
    for taken in (["-o", "kept.jsonl"], ["-o", "other.jsonl", "--rejected", "low.jsonl"]):
        second = begin(str(articles), *taken)
        said = second.communicate(timeout=60)[1]
        assert second.returncode == 1
        assert f"{taken[-1]}: another run is writing it: wait for its end".encode() in said
    assert {*contents(tmp_path)} == {".kept.jsonl.partial", ".low.jsonl.partial"}
    first.communicate(json.dumps({"text": GOOD}).encode(), timeout=60)
    assert first.returncode == 0
    assert {*contents(tmp_path)} == {"kept.jsonl", "low.jsonl"}


def test_leftovers_are_replaced_and_it_is_said(
    zygote: Zygote, articles: Path, tmp_path: Path
) -> None:
    zygote.run(tmp_path, "filter", articles, *OUTPUTS, pace=0.2, after=0.7)
    assert ".kept.jsonl.gz.resume" in contents(tmp_path)
    ended = zygote.run(tmp_path, "filter", articles, *OUTPUTS)
    assert "kept.jsonl.gz: begun anew; an earlier run had come past" in ended.said
    assert (ended.code, len(contents(tmp_path))) == (0, 4)


CHANGES = {
    "an option": (["--unsure", "reject"], "--unsure was keep, and is reject now"),
    "another threshold": (["--threshold", "0.25"], "--threshold was None, and is 0.25 now"),
    "another output": (["--rejected", "b.jsonl"], "the earlier run wrote "),
    "another input": (["more.jsonl"], "more.jsonl was not among the inputs"),
}


@pytest.mark.parametrize(("changed", "why"), CHANGES.values(), ids=CHANGES)
def test_no_run_goes_on_with_what_another_has_begun(
    zygote: Zygote, articles: Path, tmp_path: Path, changed: list[str], why: str
) -> None:
    write_jsonl(tmp_path / "more.jsonl", [{"text": GOOD}])
    zygote.run(tmp_path, "filter", articles, "-o", "a.jsonl", pace=0.2, after=0.7)
    before = contents(tmp_path)
    ended = zygote.run(tmp_path, "filter", articles, "-o", "a.jsonl", *changed, "--resume")
    assert ended.code == 1
    assert f"a.jsonl: --resume cannot go on, since {'' if 'more' in why else why}" in ended.said
    assert why in ended.said
    assert contents(tmp_path) == before


def test_an_input_that_was_changed_is_noticed(zygote: Zygote, tmp_path: Path) -> None:
    news = write_jsonl(tmp_path / "in.jsonl", [{"text": GOOD}] * 125)
    zygote.run(tmp_path, "score", news, "-o", "a.jsonl", pace=0.2, after=0.7)
    os.utime(news, ns=(0, 0))
    ended = zygote.run(tmp_path, "score", news, "-o", "a.jsonl", "--resume")
    assert "in.jsonl was changed after the earlier run had begun" in ended.said
    assert ended.code == 1


def test_a_partial_output_that_was_changed_is_noticed(
    zygote: Zygote, articles: Path, tmp_path: Path
) -> None:
    zygote.run(tmp_path, "score", articles, "-o", "a.jsonl", pace=0.2, after=0.7)
    (tmp_path / ".a.jsonl.partial").write_bytes(b"{}\n" * 9999)
    ended = zygote.run(tmp_path, "score", articles, "-o", "a.jsonl", "--resume")
    assert ".a.jsonl.partial is not what the earlier run has left" in ended.said
    assert ended.code == 1


@pytest.mark.parametrize("command", ["score", "clean"])
def test_the_other_commands_go_on_too(
    zygote: Zygote, articles: Path, tmp_path: Path, command: str
) -> None:
    options = [command, articles, "-o", "out.jsonl.gz", "--unreadable", "bad.jsonl"]
    (tmp_path / "whole").mkdir()
    assert zygote.run(tmp_path / "whole", *options).code == 0
    (tmp_path / "run").mkdir()
    assert zygote.run(tmp_path / "run", *options, pace=0.2, after=0.7).killed
    assert ".out.jsonl.gz.resume" in contents(tmp_path / "run")
    ended = zygote.run(tmp_path / "run", *options, "--resume")
    assert ended.said.splitlines()[-1].startswith(f"125 in: 118 {command}")
    assert contents(tmp_path / "run") == contents(tmp_path / "whole")


NEVER = {
    "standard input": (["-", "-o", "a.jsonl"], "standard input cannot be read again"),
    "standard output": (["news.jsonl", "-o", "-"], "standard output cannot be continued"),
    "a device": (["news.jsonl", "-o", "/dev/null"], "/dev/null is a folder or a device"),
    "a folder": (["news.jsonl", "-o", "out/", "--output-format", "text"], "out/ is a folder"),
}


@pytest.mark.parametrize(("options", "why"), NEVER.values(), ids=NEVER)
@pytest.mark.usefixtures("news")
def test_what_can_never_be_continued(invoke: Invoke, options: list[str], why: str) -> None:
    result = invoke("score", *options, "--resume")
    assert result.exit_code == 2
    assert why in " ".join(result.stderr.replace("│", " ").split())


def test_to_resume_what_was_never_begun_is_to_begin(invoke: Invoke, news: Path) -> None:
    assert invoke("filter", news, "-o", "kept.jsonl", "--resume").exit_code == 0
    assert {*contents(news.parent)} == {"news.jsonl", "kept.jsonl"}
