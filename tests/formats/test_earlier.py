"""What an earlier run has left, read back from the formats that hold it in another shape."""

from pathlib import Path
from typing import Any

import pytest

from detector.formats import earlier

from .samples import CLEANED, EXPLAINED, VERDICT, record, records_in, write_all


@pytest.mark.parametrize("verdict", [VERDICT, EXPLAINED, {**VERDICT, **CLEANED}, CLEANED])
@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv", "tsv", "parquet"])
def test_a_verdict_comes_back_from_every_format(
    tmp_path: Path, suffix: str, verdict: dict[str, Any]
) -> None:
    if suffix == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed: the extra parquet")
    write_all(tmp_path / f"out.{suffix}", [record(text="a")], verdict)
    (found,) = records_in(tmp_path / f"out.{suffix}")
    assert earlier(found, "detector") == verdict


@pytest.mark.parametrize("value", [None, 7, [1], "", "smoke", '["a"]', '{"cut', "\ud800", True])
def test_what_is_no_object_is_nothing(value: object) -> None:
    assert earlier(record(text="a", detector=value), "detector") == {}
    assert earlier(record(text="a"), "detector") == {}


def test_an_object_that_is_no_verdict_stays() -> None:
    assert earlier(record(text="a", detector={"smoke": None}), "detector") == {"smoke": None}
