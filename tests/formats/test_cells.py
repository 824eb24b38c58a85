"""Which cells a spreadsheet might run, and which are left alone."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.errors import FormatError
from detector.formats import open_writer
from detector.formats.cells import guarded

from .samples import record

LEFT = (
    "", "The port was closed.", "a=b", "1", "-1.5", "+3", "-0.0", "{\"quality\":0.5}", "[-1]",
    "e-mail", "x@y.org", "'quoted'", "“Said she", "*", "#1", " \t", "渡し船", "0=1", "3-4",
)  # fmt: skip
GUARDED = (
    "=1+1", "=HYPERLINK(\"http://a.invalid\",\"x\")", "+1+1", "-2+3", "@SUM(1)", "-", "- a bullet",
    "\tx", "\rx", "\nx", " =1", "\u00a0=1", '"=1', "'=1", "''=1", "“=1", "\ufeff=1", "\u200b=1",
    "\x00=1", "\x1b=1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff201", "\u22121",
    " \t\"' =cmd|' /C calc'!A0", "-1.5e", "--1", "+1 555 0100", "-1,5", "=",
)  # fmt: skip


@pytest.mark.parametrize("cell", LEFT)
def test_left_alone(cell: str) -> None:
    assert guarded(cell) == cell


@pytest.mark.parametrize("cell", GUARDED)
def test_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@given(st.text())
def test_nothing_is_lost_and_nothing_is_guarded_in_vain(cell: str) -> None:
    safe = guarded(cell)
    assert safe.removeprefix("'") == cell or safe == cell
    assert safe[:1] not in set("=@\t\r\n\uff1d\uff0b\uff0d\uff20")


@pytest.mark.parametrize(("suffix", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_a_table_is_guarded(tmp_path: object, suffix: str, delimiter: str) -> None:
    path = f"{tmp_path}/out.{suffix}"
    fields = {"=id": "=1+1", "text": "- said; =2", "number": -1.5, "many": ["=3"], "none": None}
    with open_writer(path, excel_safe=True) as writer:
        writer.write(record(**fields), {"quality": -0.25})
    with open(path, newline="", encoding="utf-8") as file:  # noqa: PTH123 - newline
        written = file.read()
    header, row = csv.reader(io.StringIO(written), delimiter=delimiter)
    assert header == ["'=id", "text", "number", "many", "none", "detector"]
    assert row == ["'=1+1", "'- said; =2", "-1.5", '["=3"]', "", '{"quality":-0.25}']
    assert written.startswith('"\'=id"')


@pytest.mark.parametrize("name", ["out.jsonl", "out.json", "out.parquet", "out"])
def test_what_is_no_table_needs_no_guard(tmp_path: object, name: str) -> None:
    with pytest.raises(FormatError, match=r"--excel-safe is for tables.*name a \.csv or \.tsv"):
        open_writer(f"{tmp_path}/{name}", excel_safe=True)
