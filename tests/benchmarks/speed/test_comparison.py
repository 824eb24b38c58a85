"""The comparison, with peers written here: what they take is measured, missing ones are told."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from benchmarks.corpus import files
from benchmarks.processes import Taken
from benchmarks.speed import __main__ as command
from benchmarks.speed import comparison
from benchmarks.speed.comparison import Measured
from benchmarks.speed.environments import OURS, REQUIREMENTS, MissingError
from benchmarks.speed.ways import FLOOR, LEARNED, Way, ways

COPY = "import sys, pathlib as p; p.Path(sys.argv[2]).write_bytes(p.Path(sys.argv[1]).read_bytes())"
EACH = "[sum(range(20_000)) for line in open(sys.argv[1])]"


def fake(name: str, script: str = COPY, slower: int = 1) -> Way:
    def run(_: Path, given: str, written: str) -> list[str]:
        return [sys.executable, "-c", script, given, written]

    return Way(name=name, command=run, slower=slower)


@pytest.fixture(autouse=True)
def _cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(files, "CACHE", tmp_path)
    monkeypatch.setattr(comparison, "CACHE", tmp_path)


Run = Callable[[Sequence[Way], Sequence[str]], tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def main(known: Sequence[Way], arguments: Sequence[str]) -> tuple[int, str]:
        written = tmp_path / "results" / "speed.md"
        code = command.main(
            ["--articles", "200", "--runs", "1", *arguments], known=known, written=written
        )
        printed = capsys.readouterr()
        if code == 0:
            assert written.read_text("utf-8").startswith("# Speed\n\n## Speed\n")
        return code, printed.out + printed.err

    return main


def _cells(printed: str, name: str) -> list[str]:
    row = next(line for line in printed.split("\n") if line.startswith(f"{name}  "))
    return row.removeprefix(name).split()


def test_a_peer_that_does_more_takes_longer_than_the_floor(run: Run) -> None:
    _, printed = run([fake(FLOOR), fake("slow", f"{COPY}\n{EACH}")], [])
    floor, slow = _cells(printed, FLOOR), _cells(printed, "slow")
    assert floor[0] == slow[0] == "200"
    assert float(slow[1]) > float(floor[1])
    assert float(slow[5]) > float(floor[5])


def test_a_slow_peer_gets_fewer_articles(run: Run) -> None:
    _, printed = run([fake("slow", slower=2)], [])
    assert _cells(printed, "slow")[0] == "100"


def test_peers_are_chosen_by_a_part_of_the_name(run: Run) -> None:
    known = [fake("first"), fake("next"), fake("third")]
    _, printed = run(known, ["--only", "FIR, thi"])
    assert "first  " in printed
    assert "third  " in printed
    assert "next" not in printed


def test_an_unknown_name_is_refused_and_the_known_are_told(run: Run) -> None:
    code, printed = run([fake("first")], ["--only", "other"])
    assert code == 2
    assert "no way 'other'; there are: first" in printed


def test_a_peer_that_cannot_be_installed_is_missing_and_the_reason_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(_: str) -> Path:
        raise MissingError("cannot be installed: no wheel for this Python")

    monkeypatch.setattr(comparison, "environment", absent)
    way = Way(name="absent", command=fake("").command, environment="absent")
    code, printed = run([fake("there"), way], [])
    assert code == 0
    assert _cells(printed, "absent")[0] == "missing"
    words = " ".join(printed.split())
    assert "Missing: absent (cannot be installed: no wheel for this Python)." in words


@pytest.mark.parametrize(
    ("script", "said"),
    [("raise SystemExit('no such model')", "exit code 1: no such model"), ("", "wrote nothing")],
)
def test_a_peer_that_fails_is_missing(run: Run, script: str, said: str) -> None:
    _, printed = run([fake("there"), fake("broken", script)], [])
    assert _cells(printed, "broken")[0] == "missing"
    assert said in " ".join(printed.split())


def test_a_round_runs_every_way_before_the_next_begins() -> None:
    told: list[str] = []
    found = comparison.compare([fake("a"), fake("b")], 3, 2, told.append)
    assert [line.split(": ")[1][0] for line in told if line.startswith("round")] == list("abab")
    assert [len(each.warm) for each in found] == [len(each.cold) for each in found] == [2, 2]


def test_the_start_is_taken_off() -> None:
    def taken(cpu: float) -> Taken:
        return Taken(cpu=cpu, clock=2 * cpu, memory=7)

    each = Measured(way=fake("a"), articles=1, size=1, folder=Path())
    each.cold = [taken(1), taken(2), taken(30)]
    each.warm = [taken(5), taken(60), taken(4)]
    assert (each.cpu, each.clock, each.cold_start, each.memory) == (3, 6, 2, 7)


def test_a_way_that_learns_does_so_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(comparison, "environment", lambda _: tmp_path)
    monkeypatch.setattr(comparison, "LEARNED_FROM", 3)

    def learn(_: Path, given: str, written: str) -> list[str]:
        return [sys.executable, "-c", COPY, given, written]

    way = Way(name="learns", command=fake("").command, environment="x", learn=learn)
    for _ in range(2):
        assert comparison.compare([way], 3, 1, lambda _: None)[0].missing == ""
    assert len((tmp_path / LEARNED).read_bytes().splitlines()) == 3


def test_every_peer_has_pinned_requirements_and_a_script() -> None:
    names = {way.environment for way in ways()} - {None, OURS}
    assert {f"{name}.txt" for name in names} == {path.name for path in REQUIREMENTS.iterdir()}
    for path in REQUIREMENTS.iterdir():
        lines = path.read_text("utf-8").splitlines()
        assert lines[0].startswith("# ")
        assert all(line.count("==") == 1 for line in lines[1:])
    for way in ways():
        line = way.command(Path("folder"), "given", "written")
        if "-m" in line:
            script = line[line.index("-m") + 1].rpartition(".")[2]
            assert (REQUIREMENTS.parent / "peers" / f"{script}.py").is_file()
