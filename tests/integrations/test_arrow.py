"""A column of verdicts: the same ones, in the same rows, beside untouched columns."""

import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector import Detector
from detector.errors import DetectorError
from tests.conftest import CHECKOUT
from tests.documents import blocks
from tests.integrations.frameworks import needs

pyarrow = pytest.importorskip("pyarrow", reason="needs the extra parquet")

from detector.formats.arrow import verdict_value  # noqa: E402
from detector.integrations.arrow import result_type, score_batch, score_column  # noqa: E402

PAGE = CHECKOUT / "docs/integrations/data-frames.md"
NOT_UTF8 = b"\xff\xfe"


def table(texts: Sequence[str | None]) -> Any:
    return pyarrow.table({"id": range(len(texts)), "text": texts, "more": [{"a": 1}] * len(texts)})


@pytest.mark.parametrize("explain", [False, True])
@pytest.mark.parametrize("chunk", [1_000, 7])
def test_the_verdicts_are_those_of_score(
    detector: Detector, seed_texts: list[str], explain: bool, chunk: int
) -> None:
    given = pyarrow.concat_tables(
        table(seed_texts[start : start + chunk]) for start in range(0, len(seed_texts), chunk)
    )
    scored = score_batch(given, detector=detector, explain=explain)
    assert scored.drop_columns("detector").equals(given)
    assert scored.schema.field("detector").type == result_type(explain=explain)
    said = [verdict.to_dict(explain=explain) for verdict in detector.score_many(seed_texts)]
    again = pyarrow.array(map(verdict_value, said), result_type(explain=explain))
    assert scored["detector"].combine_chunks().equals(again)


def test_a_record_batch_stays_one(detector: Detector) -> None:
    (batch,) = table(["a"]).to_batches()
    assert isinstance(score_batch(batch, detector=detector), pyarrow.RecordBatch)


def test_an_earlier_column_is_replaced_where_it_stands(detector: Detector) -> None:
    names = ["id", "text", "more"]
    scored = score_batch(table(["a"]), detector=detector, into="text")
    assert scored.schema.names == names
    assert scored["text"].type == result_type()
    assert score_batch(table(["a"]), detector=detector, into="why").schema.names == [*names, "why"]


@settings(max_examples=20)
@given(texts=st.lists(st.none() | st.text(max_size=40), max_size=8))
def test_what_has_no_text_has_no_verdict(detector: Detector, texts: list[str | None]) -> None:
    whole = [text.encode("utf-8", "replace").decode() if text else text for text in texts]
    scored = score_column(pyarrow.array(whole, pyarrow.string()), detector=detector)
    assert [each.is_valid for each in scored] == [text is not None for text in whole]


def test_what_is_not_utf_8_has_no_verdict(detector: Detector) -> None:
    column = pyarrow.array([b"a", NOT_UTF8, None, b"b"]).view(pyarrow.string())
    valid = [each.is_valid for each in score_column(column, detector=detector)]
    assert valid == [True, False, False, True]


@pytest.mark.parametrize(
    "kind",
    [
        pyarrow.large_string(),
        pyarrow.string_view(),
        pyarrow.dictionary(pyarrow.int32(), pyarrow.string()),
    ],
    ids=str,
)
def test_any_column_of_strings_will_do(detector: Detector, kind: Any) -> None:
    plain = pyarrow.array(["a", None, "b", "a"])
    expected = score_column(plain, detector=detector)
    assert score_column(plain.cast(kind), detector=detector).equals(expected)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"body": ["a"]}, "no column 'text' in body"),
        ({"text": [1]}, "the texts are int64, not strings"),
        ({"text": [["a"]]}, "not strings"),
    ],
)
def test_other_columns_are_refused(
    detector: Detector, columns: dict[str, list[Any]], told: str
) -> None:
    with pytest.raises(DetectorError, match=told):
        score_batch(pyarrow.table(columns), detector=detector)


@pytest.mark.parametrize(
    ("framework", "block"),
    [("pandas", 0), ("polars", 1), ("duckdb", 2)],
    ids=lambda each: str(each),
)
def test_the_page_runs(framework: str, block: int) -> None:
    needs(framework)
    code = blocks(PAGE, "python")[block]
    assert f"import {framework}" in code
    said = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert not said.stderr
    assert "0.0" in said.stdout
