"""`detector filter --engine` on a real Ray and a real Spark; workers and drivers are killed."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.corpus.articles import made
from benchmarks.corpus.files import write
from detector.cli import app
from tests.integrations.frameworks import needs

pyarrow = pytest.importorskip("pyarrow", reason="needs the extra parquet")
parquet = pytest.importorskip("pyarrow.parquet")
psutil = pytest.importorskip("psutil", reason="needs the group frameworks")

PARTS, ARTICLES = 16, 250
DETECTOR = (sys.executable, "-m", "detector")
PATIENCE = 120  # seconds until an engine must have done something
ENGINES = {
    # what the command line of a worker that is at work shows
    "ray": "ray::_applied",
    "spark": "pyspark.daemon",
}


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of JSONL, gzipped or not, and Parquet."""
    folder = tmp_path_factory.mktemp("crawl") / "in"
    folder.mkdir()
    records = made(PARTS * ARTICLES)
    for number in range(PARTS):
        some = list(islice(records, ARTICLES))
        if number % 4 == 3:
            parquet.write_table(pyarrow.Table.from_pylist(some), folder / f"{number:02}.parquet")
        else:
            write(folder / f"{number:02}.jsonl", some)
    (folder / "00.jsonl").write_bytes((folder / "00.jsonl").read_bytes() + b"no JSON\n")
    subprocess.run(["gzip", folder / "01.jsonl"], check=True)
    return folder


@pytest.fixture(scope="module")
def alone(crawl: Path) -> Mapping[str, bytes]:
    """Return what a run over each file alone writes, and the counts of a run over all."""
    folder = crawl.parent / "alone"
    folder.mkdir()
    found: dict[str, bytes] = {}
    for path in sorted(crawl.iterdir()):
        outputs = {side: folder / f"{side}-{path.name}" for side in ("kept", "low")}
        invoke(path, *_written(outputs))
        found |= {f"{side}/{path.name}": output.read_bytes() for side, output in outputs.items()}
    invoke(crawl, "-o", folder / "all.jsonl", "--stats", folder / "counts")
    return {**found, "counts": (folder / "counts").read_bytes()}


def _written(outputs: Mapping[str, Path]) -> tuple[str | Path, ...]:
    return "-o", outputs["kept"], "--rejected", outputs["low"]


def invoke(*arguments: str | Path) -> None:
    """Run `detector filter` in this process."""
    assert CliRunner().invoke(app, ["filter", *map(str, arguments)]).exit_code == 0


def started(engine: str, crawl: Path, folder: Path) -> "subprocess.Popen[str]":
    """Start `detector filter --engine` as a process of its own, which is the driver."""
    outputs = {side: folder / side for side in ("kept", "low")}
    options = ("--stats", folder / "counts", "--engine", engine, "--jobs", "2")
    command = [*DETECTOR, "filter", crawl, *_written(outputs), *options]
    return subprocess.Popen([*map(str, command)], stderr=subprocess.PIPE, text=True)


def written(folder: Path) -> dict[str, bytes]:
    """Return all parts and the counts."""
    sides = [path for side in ("kept", "low") for path in (folder / side).iterdir()]
    parts = [path for path in sides if not path.name.startswith("_")]
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in (*parts, folder / "counts")
    }


def notes(folder: Path) -> int:
    return len(list((folder / "kept/_detector").glob("*.done")))


def eventually(happened: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.01)


def workers(process: "subprocess.Popen[str]", engine: str) -> list[int]:
    """Return the workers below a driver; Spark's daemon, which starts the others, is none."""
    found = []
    for each in psutil.Process(process.pid).children(recursive=True):
        try:
            if ENGINES[engine] in " ".join(each.cmdline()) and not each.children():
                found.append(each.pid)
        except psutil.NoSuchProcess:
            continue
    return found


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    needs(request.param)
    yield request.param


def test_a_killed_worker_loses_and_doubles_nothing(
    engine: str, crawl: Path, alone: Mapping[str, bytes], tmp_path: Path
) -> None:
    process = started(engine, crawl, tmp_path)
    eventually(lambda: notes(tmp_path) and workers(process, engine))
    victim = psutil.Process(workers(process, engine)[0])
    victim.kill()
    assert notes(tmp_path) < PARTS
    _, said = process.communicate(timeout=PATIENCE)
    assert not victim.is_running()
    assert process.returncode == 0, said
    assert written(tmp_path) == alone
    assert json.loads(alone["counts"])["in"] == PARTS * ARTICLES + 1
    assert "00.jsonl:251: not JSON" in said
    assert not list(tmp_path.rglob("*.partial"))


def test_a_killed_driver_goes_on_when_started_again(
    engine: str, crawl: Path, alone: Mapping[str, bytes], tmp_path: Path
) -> None:
    process = started(engine, crawl, tmp_path)
    eventually(lambda: notes(tmp_path))
    below = [psutil.Process(each) for each in workers(process, engine)]
    process.send_signal(signal.SIGKILL)
    process.communicate()
    eventually(lambda: not any(each.is_running() for each in below))
    before = notes(tmp_path)
    assert 0 < before < PARTS
    assert not (tmp_path / "kept/_SUCCESS").exists()
    _, said = started(engine, crawl, tmp_path).communicate(timeout=PATIENCE)
    assert f"{before} of {PARTS} parts were done before" in said
    assert written(tmp_path) == alone
    assert not list(tmp_path.rglob("*.partial"))


def test_a_cluster_that_does_not_answer_is_told(
    crawl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs("ray")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("RAY_ADDRESS", f"127.0.0.1:{taken.getsockname()[1]}")
        _, said = started("ray", crawl, tmp_path).communicate(timeout=PATIENCE)
    assert "error: no Ray cluster at 127.0.0.1:" in said
    assert "check RAY_ADDRESS" in said


GIVEN_UP = """
import os
from detector.errors import DetectorError
from detector.integrations.{engine} import each

def work(item):
    if item == 3:
        os._exit(1)
    return item

try:
    list(each(work, range(5), 2))
except DetectorError as error:
    print(error)
"""


def test_what_kills_every_worker_is_given_up(engine: str) -> None:
    code = GIVEN_UP.format(engine=engine)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"{engine.capitalize()} gave up" in done.stdout
