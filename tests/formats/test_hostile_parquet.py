"""Parquet that lies: sizes, counts and pages that are not so, and bytes that have flipped."""

import gzip
import io
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .child import MIB, read_apart
from .samples import only_fault, outline, read_all

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: the extra parquet")
pq = pytest.importorskip("pyarrow.parquet")

FLIPS = 400
WAYS: tuple[dict[str, Any], ...] = (
    {"row_group_size": 10},
    {"compression": "none", "use_dictionary": False},
    {"compression": "zstd", "data_page_version": "2.0"},
)
CAMPAIGN = """
import random, sys
from pathlib import Path
from detector.formats import ReadOptions, read
folder = Path(sys.argv[1])
seeds = [path.read_bytes() for path in sorted(folder.glob("seed*"))]
for number in range(int(sys.argv[2])):
    chance = random.Random(number)
    data = bytearray(chance.choice(seeds))
    index = int.from_bytes(data[-8:-4], "little") + 8
    for _ in range(chance.choice((1, 1, 2, 8))):
        start = chance.choice((0, len(data) - index))
        data[chance.randrange(start, len(data))] = chance.randrange(256)
    (folder / "in.parquet").write_bytes(data)
    (folder / "number").write_text(str(number))
    list(read(str(folder / "in.parquet"), ReadOptions()))
"""


def _table(rows: int = 30) -> Any:
    return pa.table(
        {
            "text": [f"text {row}" * 9 for row in range(rows)],
            "tags": [["a", "b"]] * rows,
            "nested": [{"x": row, "y": "z"} for row in range(rows)],
        }
    )


def _parquet(table: Any, **options: Any) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer, **options)
    return buffer.getvalue()


def test_flipped_bytes_are_told_and_crash_nothing(tmp_path: Path) -> None:
    """In a process of its own: a fault in native code would end it."""
    for number, options in enumerate(WAYS):
        (tmp_path / f"seed{number}").write_bytes(_parquet(_table(), **options))
    run = [sys.executable, "-c", CAMPAIGN, str(tmp_path), str(FLIPS)]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    last = (tmp_path / "number").read_text()
    assert done.returncode == 0, f"file {last} of the campaign: {done.stderr[-2000:]}"
    assert last == str(FLIPS - 1)


INDEX = {
    "no index at all": lambda data: data[:4] + bytes(100),
    "an index longer than the file": lambda data: data[:-8] + b"\xff\xff\xff\x7fPAR1",
    "a negative length": lambda data: data[:-8] + b"\xff\xff\xff\xffPAR1",
    "an empty index": lambda data: data[:-8] + b"\0\0\0\0PAR1",
    "cut in half": lambda data: data[: len(data) // 2],
    "only the magic": lambda data: data[:4],
    "random": lambda data: data[:4] + random.Random(1).randbytes(999) + b"\x80\x03\0\0PAR1",
}


@pytest.mark.parametrize("suffix", ["parquet", "parquet.gz"])
@pytest.mark.parametrize("damage", INDEX.values(), ids=INDEX)
def test_an_index_that_lies_is_told(tmp_path: Path, damage: Any, suffix: str) -> None:
    data = damage(_parquet(_table()))
    path = tmp_path / f"in.{suffix}"
    path.write_bytes(gzip.compress(data) if suffix.endswith("gz") else data)
    items = read_all(path)
    assert outline(items) == ["!None"]
    assert "not a whole Parquet file" in only_fault(items).reason


def test_a_damaged_row_group_costs_no_other(tmp_path: Path) -> None:
    data = bytearray(_parquet(_table(), row_group_size=10, compression="snappy"))
    column = pq.ParquetFile(io.BytesIO(data)).metadata.row_group(1).column(0)
    start = column.dictionary_page_offset
    data[start : start + column.total_compressed_size] = b"\xff" * column.total_compressed_size
    (tmp_path / "in.parquet").write_bytes(data)
    found = outline(read_all(tmp_path / "in.parquet"))
    texts = [f"text {row}" * 9 for row in range(30)]
    assert found == [*texts[:10], "!11", *texts[20:]]


def test_a_row_that_is_too_large_costs_no_other(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": ["a", "b" * 3000, "c"]}), tmp_path / "in.parquet")
    items = read_all(tmp_path / "in.parquet", max_record_bytes=2000)
    assert outline(items) == ["a", "!2", "c"]
    assert (only_fault(items).offset, only_fault(items).raw) == (None, None)
    assert "larger than 2000 bytes: raise --max-record-bytes" in only_fault(items).reason


def test_a_value_that_stands_in_every_row_fills_no_memory(tmp_path: Path) -> None:
    """Three hundred rows of the same 8 MiB are some kilobytes in the file."""
    values = pa.DictionaryArray.from_arrays(pa.array([0] * 300, pa.int32()), ["a" * 8 * MIB])
    options = {"store_schema": False, "compression": "zstd", "dictionary_pagesize_limit": 1 << 30}
    pq.write_table(pa.table({"text": values}), tmp_path / "in.parquet", **options)
    assert (tmp_path / "in.parquet").stat().st_size < MIB
    seen = read_apart(tmp_path / "in.parquet", max_record_bytes=MIB)
    assert len(seen.faults) == 300
    assert seen.peak < 900 * MIB


def test_a_page_that_is_too_large_is_not_decompressed(tmp_path: Path) -> None:
    texts = pa.table({"text": ["a", "b" * 300 * MIB]})
    with pq.ParquetWriter(tmp_path / "in.parquet", texts.schema, compression="zstd") as writer:
        writer.write_table(pa.table({"text": ["before"]}))
        writer.write_table(texts)
        writer.write_table(pa.table({"text": ["after"]}))
    seen = read_apart(tmp_path / "in.parquet")
    assert seen.texts == ["before", "after"]
    assert [line for line, *_ in seen.faults] == [2]
    assert "a page of the column 'text' is larger than 256MiB" in seen.faults[0][2]
    assert seen.peak < 300 * MIB
