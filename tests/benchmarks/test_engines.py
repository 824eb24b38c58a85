"""The table of engines, with a command whose cost is known in place of ours."""

import json
from pathlib import Path

import pytest

from benchmarks import engines
from benchmarks.corpus.articles import made
from benchmarks.processes import Taken

STARTS = {"": 1.0, "--jobs": 2.0, "ray": 5.0, "spark": 8.0}
ARTICLE = 0.001


def fake_measure(command: list[str]) -> Taken:
    """Take some seconds to start, and a millisecond for each article."""
    options = command[7:]
    start = next(
        STARTS[name] for name in ("ray", "spark", "--jobs", "") if not name or name in options
    )
    files = list(Path(command[4]).iterdir())
    articles = sum(len(file.read_bytes().splitlines()) for file in files)
    return Taken(cpu=start + articles * ARTICLE, clock=start, memory=0)


def test_the_start_is_told_from_the_work(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(engines, "measure", fake_measure)
    monkeypatch.setattr(engines, "CACHE", tmp_path / "cache")
    written = tmp_path / "results/engines.md"
    assert engines.main(["--articles", "160", "--runs", "1"], written=written) == 0
    rows = [
        line.strip("| ").split(" | ") for line in written.read_text().splitlines() if "|" in line
    ]
    assert rows[2:] == [
        ["one process", "1.0", "1000", "+0", "1.0"],
        ["--jobs 2", "2.0", "1000", "+0", "2.0"],
        ["--engine ray --jobs 2", "5.0", "1000", "+0", "5.0"],
        ["--engine spark --jobs 2", "8.0", "1000", "+0", "8.0"],
    ]
    assert "one process" in capsys.readouterr().out


def test_parts_hold_the_articles_in_order(tmp_path: Path) -> None:
    engines.write_parts(tmp_path / "parts", made(10), 4, 2)
    files = sorted((tmp_path / "parts").iterdir())
    lines = [json.loads(line) for file in files for line in file.read_bytes().splitlines()]
    assert [line["id"] for line in lines] == [record["id"] for record in made(8)]
