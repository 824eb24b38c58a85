"""Folders of parts: what is done stays done, and nothing is mixed; here without an engine."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from detector.cli import engines
from detector.cli.parts import Done, Part
from detector.formats.locks import locked_folder

from .samples import FILLER, GOOD, LOW, SHORT, Invoke, write_jsonl

pyarrow = pytest.importorskip("pyarrow", reason="needs the extra parquet")
parquet = pytest.importorskip("pyarrow.parquet")

TEXTS = (GOOD, LOW, SHORT, FILLER)
pytestmark = pytest.mark.usefixtures("engine", "crawl")
FILTER = ("filter", "in", "-o", "kept", "--rejected", "low", "--engine", "ray")


class Engine:
    """Works on the parts one after the other, and remembers them."""

    def __init__(self) -> None:
        self.worked: list[str] = []
        self.dies_after: int | None = None

    def each(
        self, work: Callable[[Part], Done], parts: Sequence[Part], _workers: int
    ) -> Iterator[Done]:
        for part in parts:
            if len(self.worked) == self.dies_after:
                raise KeyboardInterrupt
            self.worked.append(Path(part.path).name)
            yield work(part)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    engine = Engine()
    monkeypatch.setattr(engines, "_engine", lambda _: engine.each)
    return engine


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "more").mkdir(parents=True)
    write_jsonl(folder / "a.jsonl", [{"id": n, "text": text} for n, text in enumerate(TEXTS)])
    parquet.write_table(pyarrow.table({"n": [1], "text": [GOOD]}), folder / "b.parquet")
    (folder / "more/c.jsonl").write_bytes(b'{"text": 1}\n{"text": "a"}\n{')
    return folder


def names(folder: Path) -> set[str]:
    return {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}


def test_every_input_is_a_part_as_a_run_over_it_alone_writes_it(
    invoke: Invoke, engine: Engine, crawl: Path, tmp_path: Path
) -> None:
    result = invoke(*FILTER, "--stats", "stats.json")
    assert result.exit_code == 0, result.stderr
    assert engine.worked == ["a.jsonl", "b.parquet", "c.jsonl"]
    parts = {"a.jsonl", "b.parquet", "more/c.jsonl"}
    notes = {f"_detector/{name}.done" for name in parts}
    assert names(tmp_path / "kept") == parts | notes | {"_detector/settings", "_SUCCESS"}
    assert names(tmp_path / "low") == parts | {"_SUCCESS"}
    for name in parts:
        suffix = Path(name).suffix
        invoke("filter", crawl / name, "-o", f"k{suffix}", "--rejected", f"l{suffix}")
        for folder, alone in (("kept", "k"), ("low", "l")):
            written = (tmp_path / folder / name).read_bytes()
            assert written == (tmp_path / f"{alone}{suffix}").read_bytes(), name


def test_the_counts_are_those_of_a_plain_run(
    invoke: Invoke, engine: Engine, tmp_path: Path
) -> None:
    plain = invoke("filter", "in", "-o", "all.jsonl", "--stats", "plain.json")
    by_parts = invoke(*FILTER, "--stats", "parts.json")
    again = invoke(*FILTER, "--stats", "again.json")
    assert len(engine.worked) == 3
    counts = [json.loads((tmp_path / f"{n}.json").read_text()) for n in ("plain", "parts", "again")]
    assert counts[0] == counts[1] == counts[2]
    assert counts[0]["unreadable"] == 2
    assert plain.stderr.splitlines() == by_parts.stderr.splitlines()
    assert again.stderr.splitlines()[1:] == by_parts.stderr.splitlines()
    assert again.stderr.splitlines()[0] == "3 of 3 parts were done before"


def test_a_run_that_died_goes_on_where_it_was(
    invoke: Invoke, engine: Engine, tmp_path: Path
) -> None:
    engine.dies_after = 1
    assert invoke(*FILTER).exit_code == 130
    left = tmp_path / "kept/.b.parquet.0123abcd.partial"
    left.touch()
    assert not (tmp_path / "kept/_SUCCESS").exists()
    engine.dies_after = None
    assert invoke(*FILTER).exit_code == 0
    assert engine.worked == ["a.jsonl", "b.parquet", "c.jsonl"]
    assert (tmp_path / "kept/_SUCCESS").exists()
    assert not left.exists()


@pytest.mark.parametrize("gone", ["kept/a.jsonl", "low/a.jsonl", "kept/_detector/a.jsonl.done"])
def test_a_part_of_which_something_is_gone_is_done_again(
    invoke: Invoke, engine: Engine, tmp_path: Path, gone: str
) -> None:
    invoke(*FILTER)
    before = (tmp_path / gone).read_bytes()
    (tmp_path / gone).unlink()
    invoke(*FILTER)
    assert engine.worked[3:] == ["a.jsonl"]
    assert (tmp_path / gone).read_bytes() == before


def test_a_part_whose_input_has_changed_is_done_again(
    invoke: Invoke, engine: Engine, crawl: Path, tmp_path: Path
) -> None:
    invoke(*FILTER)
    write_jsonl(crawl / "a.jsonl", [{"text": GOOD}])
    write_jsonl(crawl / "d.jsonl", [{"text": GOOD}])
    invoke(*FILTER, "--stats", "stats.json")
    assert engine.worked[3:] == ["a.jsonl", "d.jsonl"]
    assert json.loads((tmp_path / "stats.json").read_text())["in"] == 6


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--threshold", "0.3"], "another threshold (0.5, now 0.3)"),
        (["--explain"], "another --explain"),
        (["--clean-first"], "another --clean-first"),
        (["--unsure", "reject"], "another --unsure"),
        (["--into", "why"], "another key"),
        (["--model", "default", "--threshold", "0.5"], "another model"),
    ],
)
def test_parts_of_two_kinds_are_not_mixed(
    invoke: Invoke, engine: Engine, options: list[str], told: str
) -> None:
    invoke(*FILTER)
    result = invoke(*FILTER, *options)
    assert result.exit_code == 1
    assert told in result.stderr
    assert len(engine.worked) == 3


def test_a_file_that_cannot_be_read_is_tried_again(
    invoke: Invoke, engine: Engine, crawl: Path, tmp_path: Path
) -> None:
    (crawl / "d.jsonl.gz").write_bytes(b"no gzip")
    assert "d.jsonl.gz" in invoke(*FILTER, "--stats", "stats.json").stderr
    invoke(*FILTER)
    assert engine.worked[4:] == ["d.jsonl.gz"]
    assert json.loads((tmp_path / "stats.json").read_text())["unreadable"] == 3


def test_more_unreadable_records_than_are_told_are_counted(invoke: Invoke, crawl: Path) -> None:
    (crawl / "z.jsonl").write_bytes(b"{\n" * 50)
    told = [invoke(*FILTER).stderr for _ in range(2)]
    assert all("58 in: 4 kept, 2 rejected" in each and "52 unreadable" in each for each in told)


def test_what_cannot_be_written_is_told(invoke: Invoke, tmp_path: Path) -> None:
    invoke(*FILTER)
    shutil.rmtree(tmp_path / "low/more")
    (tmp_path / "low/more").write_bytes(b"in the way")
    result = invoke(*FILTER)
    assert result.exit_code == 1
    assert "low/more/c.jsonl: cannot be written" in result.stderr
    assert "the parts that are done stay, run it again" in result.stderr
    assert not (tmp_path / "kept/_SUCCESS").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["in", "-o", "in/kept"], "in/kept is inside in"),
        (["in", "-o", "kept", "--rejected", "kept/low"], "kept/low is inside kept"),
        (["in", "-o", "kept", "--rejected", "full"], "full: holds other files"),
        (["in", "-o", "kept.jsonl"], "every output is a folder"),
        (["in", "-o", "-"], "every output is a folder"),
        (["in", "-o", "kept", "--rejected", "low.jsonl"], "every output is a folder"),
        (["in", "-o", "kept", "--format", "jsonl"], "the suffix of an input names its format"),
        (["in", "-o", "full"], "full: holds other files"),
        (["other", "-o", "kept"], "one.txt: --engine takes jsonl and parquet files"),
        (["in", "second", "-o", "kept"], "would be one part"),
    ],
)
def test_what_is_refused(
    invoke: Invoke, engine: Engine, tmp_path: Path, arguments: list[str], told: str
) -> None:
    for name in ("full/a.jsonl", "other/one.txt", "second/a.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    result = invoke("filter", *arguments, "--engine", "spark")
    assert result.exit_code in (1, 2)
    assert told in " ".join(result.stderr.replace("│", " ").split())
    assert not engine.worked
    assert (tmp_path / "full/a.jsonl").read_text() == "{}"


def test_a_parquet_part_without_rows_has_the_columns(invoke: Invoke, tmp_path: Path) -> None:
    invoke(*FILTER, "--explain", "--clean-first")
    kept, low = (parquet.read_table(tmp_path / each / "b.parquet") for each in ("kept", "low"))
    assert (kept.num_rows, low.num_rows) == (1, 0)
    assert low.schema.names == kept.schema.names == ["n", "text", "detector"]
    assert _keys(low) == _keys(kept)


def _keys(table: Any) -> dict[str, Any]:
    return {field.name: field.type for field in table.schema.field("detector").type}


def test_a_second_run_into_the_same_folders_is_refused(
    invoke: Invoke, engine: Engine, tmp_path: Path
) -> None:
    pytest.importorskip("fcntl", reason="there are no locks here")
    for taken in ("kept", "low"):
        (tmp_path / taken).mkdir(exist_ok=True)
        with locked_folder(str(tmp_path / taken)):
            result = invoke(*FILTER)
        assert result.exit_code == 1
        assert f"{taken}: another run is writing it" in result.stderr
    assert invoke(*FILTER, "--resume").exit_code == 0
    assert len(engine.worked) == 3


def test_what_cannot_be_read_is_not_gathered(invoke: Invoke, tmp_path: Path) -> None:
    result = invoke(*FILTER, "--unreadable", "bad.jsonl")
    assert result.exit_code == 2
    assert "name their file" in " ".join(result.stderr.replace("│", " ").split())
    assert not (tmp_path / "kept").exists()
