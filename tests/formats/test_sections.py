"""An output in sections: readable by everybody, whole, and to be continued behind any of them."""

import bz2
import gzip
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from detector.errors import DetectorError
from detector.formats import open_writer
from detector.formats.partial import Partial
from detector.formats.writing import FileWriter, Pause

from .samples import VERDICT, outline, read_all, record, records_in

SUFFIXES = (
    "jsonl",
    "jsonl.gz",
    "jsonl.bz2",
    "jsonl.xz",
    "jsonl.zst",
    "json",
    "csv.gz",
    "tsv",
    "parquet",
    "parquet.xz",
)
NEEDS = {"zst": "zstandard", "parquet": "pyarrow", "xz": "pyarrow"}


@pytest.fixture(autouse=True)
def needed(request: pytest.FixtureRequest) -> None:
    suffix = str(getattr(request.node, "callspec", None) and request.node.callspec.params)
    for part, package in NEEDS.items():
        if part in suffix:
            pytest.importorskip(package)


def writer_into(partial: Partial, pauses: list[Pause]) -> FileWriter:
    writer = open_writer(partial.path)
    assert isinstance(writer, FileWriter)
    writer.keep_in(partial, [pause.state for pause in pauses])
    return writer


def write(path: Path, parts: list[list[str]], *, going_on_at: int | None = None) -> None:
    """Write a section for each part; give up after some of them, and go on, if that is asked."""
    partial = Partial(str(path))
    partial.cut(0)
    pauses: list[Pause] = []
    marks: list[int] = []

    def sections(begin: int, end: int) -> None:
        with writer_into(partial, pauses[:begin]) as writer:
            for part in parts[begin:end]:
                for text in part:
                    writer.write(record(text=text), VERDICT)
                pause = writer.pause()
                marks.append(pause.turn.result().size)
                pauses.append(pause)
            if end < len(parts):
                writer.write(record(text="half of the next"), VERDICT)
                raise KeyError

    if going_on_at is not None:
        with pytest.raises(KeyError):
            sections(0, going_on_at)
        assert not path.exists()
        partial.cut(marks[-1])
    sections(going_on_at or 0, len(parts))
    partial.publish()


PARTS = [["a", "b"], ["c"], ["d", "e", "f"]]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_sections_are_one_file(tmp_path: Path, suffix: str) -> None:
    write(tmp_path / f"out.{suffix}", PARTS)
    assert outline(records_in(tmp_path / f"out.{suffix}")) == list("abcdef")


@pytest.mark.parametrize("going_on_at", [1, 2])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_it_goes_on_behind_a_section(tmp_path: Path, suffix: str, going_on_at: int) -> None:
    whole, continued = tmp_path / f"whole.{suffix}", tmp_path / f"out.{suffix}"
    write(whole, PARTS)
    write(continued, PARTS, going_on_at=going_on_at)
    assert continued.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("parts", [[[], [], []], [[], ["a"], []], [["a"], [], ["b"]]])
def test_empty_sections_leave_no_trace(tmp_path: Path, suffix: str, parts: list[list[str]]) -> None:
    write(tmp_path / f"out.{suffix}", parts)
    write(tmp_path / f"again.{suffix}", parts, going_on_at=1)
    texts = [text for part in parts for text in part]
    assert outline(read_all(tmp_path / f"out.{suffix}")) in (texts, [])
    assert outline(records_in(tmp_path / f"out.{suffix}")) == texts
    ends = [(tmp_path / f"{name}.{suffix}").read_bytes() for name in ("out", "again")]
    assert ends[0] == ends[1]


@pytest.mark.parametrize(
    ("suffix", "decompress"),
    [("gz", gzip.decompress), ("bz2", bz2.decompress), ("xz", lzma.decompress)],
)
def test_others_read_all_members(
    tmp_path: Path, suffix: str, decompress: Callable[[bytes], bytes]
) -> None:
    write(tmp_path / f"out.jsonl.{suffix}", PARTS)
    data = decompress((tmp_path / f"out.jsonl.{suffix}").read_bytes())
    assert len(data.splitlines()) == 6


def test_other_readers_of_parquet_read_all_sections(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write(tmp_path / "out.parquet", [list("ab"), list("c"), ["d"] * 1500])
    file = parquet.ParquetFile(tmp_path / "out.parquet")
    groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
    assert [group.num_rows for group in groups] == [2, 1, 1000, 500]
    texts = list("abc") + ["d"] * 1500
    assert file.read(["text"]).column("text").to_pylist() == texts
    assert file.read_row_group(1).column("text").to_pylist() == ["c"]
    for name in ("duckdb", "polars"):
        package = pytest.importorskip(name)
        path = str(tmp_path / "out.parquet")
        if name == "duckdb":
            found = [row[0] for row in package.sql(f"select text from '{path}'").fetchall()]
        else:
            found = package.read_parquet(path)["text"].to_list()
        assert found == texts


def test_a_partial_file_is_locked(tmp_path: Path) -> None:
    pytest.importorskip("fcntl", reason="there are no locks here")
    first = Partial(str(tmp_path / "out.jsonl"))
    with pytest.raises(DetectorError, match=r"out.jsonl: another run is writing it"):
        Partial(str(tmp_path / "out.jsonl"))
    first.discard()
    Partial(str(tmp_path / "out.jsonl")).discard()
    assert list(tmp_path.iterdir()) == []


def test_names_of_partial_files_are_short_and_unlike_each_other(tmp_path: Path) -> None:
    names = [f"{'é' * 120}{end}.jsonl" for end in ("a", "b")]
    partials = [Partial(str(tmp_path / name)) for name in names]
    assert len({partial.place for partial in partials}) == 2
    for partial in partials:
        partial.publish()
    assert sorted(each.name for each in tmp_path.iterdir()) == names


def test_a_mark_knows_its_file_again(tmp_path: Path) -> None:
    partial = Partial(str(tmp_path / "out.jsonl"))
    with partial.opened() as stream:
        stream.write(b"a" * 9000)
    mark = partial.mark()
    with partial.opened() as stream:
        stream.write(b"more")
    assert partial.has(mark)
    partial.cut(8999)
    assert not partial.has(mark)
    with partial.opened() as stream:
        stream.write(b"b")
    assert not partial.has(mark)
    partial.discard()
