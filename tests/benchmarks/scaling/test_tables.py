"""The tables of scaling, with a program whose cost is known in place of ours."""

from pathlib import Path

import pytest

from benchmarks.corpus import files
from benchmarks.processes import Taken
from benchmarks.scaling import __main__ as command
from benchmarks.scaling import filtering, scoring
from benchmarks.tables import Table

SLOW = 3  # times as long for each byte beyond the first megabyte


def _taken(given: Path, _: Path) -> Taken:
    size = given.stat().st_size
    cpu = 1.0 + 1e-6 * size * (SLOW if size > 100_000 else 1)
    return Taken(cpu=cpu, clock=2 * cpu, memory=50_000_000)


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(filtering, "_taken", _taken)
    monkeypatch.setattr(filtering, "CACHE", tmp_path)
    monkeypatch.setattr(files, "CACHE", tmp_path)
    monkeypatch.setattr(filtering, "NUMBERS", (2, 40))
    monkeypatch.setattr(filtering, "MILLION", 60)
    monkeypatch.setattr(filtering, "LENGTHS", (1_000, 10_000))
    monkeypatch.setattr(filtering, "TOGETHER", 20_000)


@pytest.mark.usefixtures("cheap")
def test_rates_are_relative_to_the_first_row() -> None:
    rows = filtering.by_number(million=False).rows
    assert [row[:2] for row in rows] == [("2 articles", "2"), ("40 articles", "40")]
    assert float(rows[0][-2]) == 1
    assert float(rows[1][-2]) == pytest.approx(SLOW, rel=0.5)
    assert {row[-1] for row in rows} == {"50"}


@pytest.mark.usefixtures("cheap")
def test_a_million_only_when_it_is_asked_for() -> None:
    assert [row[1] for row in filtering.by_number(million=True).rows] == ["2", "40", "60"]


@pytest.mark.usefixtures("cheap")
def test_longer_articles_are_fewer() -> None:
    rows = filtering.by_length().rows
    assert [row[:2] for row in rows] == [("1 KB an article", "20"), ("10 KB an article", "2")]


@pytest.mark.parametrize("name", [scoring.PROSE, scoring.DISTINCT, *scoring.WORST])
@pytest.mark.parametrize("length", [4_000, 40_000])
def test_a_text_has_its_length(name: str, length: int) -> None:
    text = scoring.text(name, length)
    assert len(text) == length
    assert text == scoring.text(name, length)


def test_distinct_words_are_distinct() -> None:
    words = scoring.text(scoring.DISTINCT, 80_000).split()[:-1]
    assert len(set(words)) == len(words) > 9_000


def test_the_worst_texts_are_beside_prose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "WORST", {"pipes": "|"})
    monkeypatch.setattr(scoring, "RUNS", 1)
    table = scoring.table(articles=2)
    assert [row[0] for row in table.rows] == ["prose", "all distinct words", "pipes"]
    assert table.rows[0][2] == table.rows[0][4] == "1.00"
    assert len(table.columns) == len(table.rows[0])


def test_the_parts_asked_for_are_printed_and_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Table(title="The worst texts", caption="Said.", columns=("a",), rows=(("b",),))
    monkeypatch.setattr(scoring, "table", lambda: table)
    written = tmp_path / "results" / "scaling.md"
    assert command.main(["score"], written=written) == 0
    assert "The worst texts" in capsys.readouterr().out
    assert "## The worst texts" in written.read_text("utf-8")


def test_an_unknown_part_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["speed"])
    assert "usage" in capsys.readouterr().err
