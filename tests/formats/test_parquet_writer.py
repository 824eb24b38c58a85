"""Parquet's columns: settled by the first records, and never a value shortened quietly."""

from pathlib import Path
from typing import Any

import pytest

from detector.errors import FormatError
from detector.formats import earlier, open_writer

from .samples import (
    CLEANED,
    EXPLAINED,
    GOOD_VERDICT,
    VERDICT,
    json_line,
    record,
    records_in,
    through,
    write_all,
)

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: the extra parquet")
pq = pytest.importorskip("pyarrow.parquet")


def test_the_verdict_column_has_its_types(tmp_path: Path) -> None:
    write_all(tmp_path / "out.parquet", [record(text="a")])
    kind = pq.read_schema(tmp_path / "out.parquet").field("detector").type
    assert {field.name: str(field.type) for field in kind} == {
        "schema": "int32",
        "model": "string",
        "quality": "double",
        "label": "string",
        "kind": "string",
        "traits": "map<string, int32 ('traits')>",
        "reasons": "list<element: struct<feature: string, contribution: double, "
        "start: int64, end: int64>>",
        "unsure_because": "string",
    }


VERDICTS = [
    GOOD_VERDICT,
    EXPLAINED,
    {**VERDICT, "lines": [3, 4]},
    {**VERDICT, "unsure_because": "fewer than 40 words"},
    {**VERDICT, **CLEANED},
    CLEANED,
]


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_key_of_a_verdict_comes_back(tmp_path: Path, verdict: dict[str, Any]) -> None:
    write_all(tmp_path / "out.parquet", [record(text="a")], verdict)
    (found,) = records_in(tmp_path / "out.parquet")
    assert earlier(found, "detector") == verdict


def test_verdicts_of_several_shapes_go_into_one_column(tmp_path: Path) -> None:
    with open_writer(str(tmp_path / "out.parquet")) as writer:
        for verdict in VERDICTS:
            writer.write(record(text="a"), verdict)
    found = [earlier(each, "detector") for each in records_in(tmp_path / "out.parquet")]
    assert found == VERDICTS


def test_what_was_only_cleaned_has_no_columns_for_a_verdict(tmp_path: Path) -> None:
    write_all(tmp_path / "out.parquet", [record(text="a")], CLEANED)
    kind = pq.read_schema(tmp_path / "out.parquet").field("detector").type
    assert [field.name for field in kind] == ["residue_share", "residue"]


def test_a_rewritten_text_leaves_the_other_columns_as_they_are(tmp_path: Path) -> None:
    kinds = {"when": pa.timestamp("ns"), "n": pa.int8(), "name": pa.dictionary("int32", "string")}
    source = pa.table(
        {
            "id": ["a", "b", "c"],
            "content": [{"body": text, "n": 1} for text in ("Home", "b", "Home")],
            **{
                name: pa.array(values, kind)
                for (name, kind), values in zip(
                    kinds.items(), ([1, 2, 3], [1, 2, 3], ["x", "y", "x"]), strict=True
                )
            },
        }
    )
    pq.write_table(source, tmp_path / "in.parquet")
    with open_writer(str(tmp_path / "out.parquet")) as writer:
        for each in records_in(tmp_path / "in.parquet", text_field="content.body"):
            writer.write(each.with_text(each.article.text.removeprefix("Home")), None)
    after = pq.read_table(tmp_path / "out.parquet")
    assert after.schema.remove_metadata() == source.schema.remove_metadata()
    assert [each["body"] for each in after["content"].to_pylist()] == ["", "b", ""]
    assert after.drop_columns(["content"]) == source.drop_columns(["content"])


def test_a_verdict_that_is_there_is_replaced_in_its_place(tmp_path: Path) -> None:
    table = pa.table({"detector": [1], "text": ["a"]})
    pq.write_table(table, tmp_path / "in.parquet")
    through(tmp_path / "in.parquet", tmp_path / "out.parquet")
    (row,) = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert list(row) == ["detector", "text"]
    assert row["detector"]["label"] == "low"


def test_without_verdicts_there_is_no_column(tmp_path: Path) -> None:
    write_all(tmp_path / "out.parquet", [record(text="a", n=1)], None)
    assert pq.read_table(tmp_path / "out.parquet").to_pylist() == [{"text": "a", "n": 1}]


def test_what_was_empty_at_first_may_hold_strings_later(tmp_path: Path) -> None:
    empty = [record(text="a", by=None, tags=[], more={"x": None})] * 1000
    filled = record(text="b", by="Ann", tags=["t"], more={"x": "y"})
    write_all(tmp_path / "out.parquet", [*empty, filled], None)
    last = pq.read_table(tmp_path / "out.parquet").to_pylist()[-1]
    assert last == {"text": "b", "by": "Ann", "tags": ["t"], "more": {"x": "y"}}


def test_records_of_two_formats_go_into_one_file(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": ["a"], "n": pa.array([1], pa.int8())}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"n": [2], "text": ["b"]}), tmp_path / "b.parquet")
    (tmp_path / "c.jsonl").write_bytes(json_line({"text": "c"}))
    names = ["a.parquet", "b.parquet", "c.jsonl"]
    records = [each for name in names for each in records_in(tmp_path / name)]
    write_all(tmp_path / "out.parquet", records, None)
    assert pq.read_table(tmp_path / "out.parquet").to_pylist() == [
        {"text": "a", "n": 1},
        {"text": "b", "n": 2},
        {"text": "c", "n": None},
    ]


MIXED = {
    "true among integers": (1, True),
    "a number among strings": ("a", 1),
    "a string among numbers": (1, "a"),
    "an object among lists": ([1], {"a": 1}),
    "beyond 64 bits": (1, 2**70),
    "half a surrogate pair": ("a", "\ud800"),
    "a large integer among fractions": (1.5, 2**60 + 1),
}


@pytest.mark.parametrize(("first", "second"), MIXED.values(), ids=MIXED)
@pytest.mark.parametrize("before", [1, 1000])
def test_refuses_rather_than_shorten(
    tmp_path: Path, first: object, second: object, before: int
) -> None:
    records = [*[record(text="a", n=first)] * before, record(text="b", n=second)]
    with pytest.raises(FormatError, match=r"made\.jsonl:1.*'n'.*write \.jsonl"):
        write_all(tmp_path / "out.parquet", records)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("first", "second"), [(1, 1.5), ({"a": 1}, {"a": 1, "b": 2})])
def test_what_the_first_group_can_hold_a_later_one_may_not(
    tmp_path: Path, first: object, second: object
) -> None:
    late = record(text="b", n=second)
    write_all(tmp_path / "out.parquet", [record(text="a", n=first), late])
    assert records_in(tmp_path / "out.parquet")[1].fields["n"] == second
    with pytest.raises(FormatError, match=r"made\.jsonl:1.*'n'.*write \.jsonl"):
        write_all(tmp_path / "late.parquet", [*[record(text="a", n=first)] * 1000, late])


def test_refuses_a_new_field_after_the_first_group(tmp_path: Path) -> None:
    records = [*[record(text="a")] * 1000, record(text="b", extra=1)]
    with pytest.raises(FormatError, match=r"'extra'.*write \.jsonl"):
        write_all(tmp_path / "out.parquet", records)


def test_refuses_an_object_without_keys(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"write \.jsonl"):
        write_all(tmp_path / "out.parquet", [record(text="a", n={})])


def test_refuses_a_verdict_that_comes_too_late(tmp_path: Path) -> None:
    with (
        pytest.raises(FormatError, match="verdict"),
        open_writer(str(tmp_path / "out.parquet")) as writer,
    ):
        for _ in range(1000):
            writer.write(record(text="a"), None)
        writer.write(record(text="b"), VERDICT)
