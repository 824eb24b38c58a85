"""Arrow columns in, a column of verdicts out: what pandas, polars, DuckDB, Ray and Spark share."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

from detector.detect import Detector
from detector.errors import DetectorError, MissingExtraError

try:
    import pyarrow
except ImportError:
    raise MissingExtraError("pyarrow", "parquet", "detector.integrations.arrow") from None

from detector.formats.arrow import SOMETIMES, VERDICT, verdict_value

Columns = TypeVar("Columns", "pyarrow.RecordBatch", "pyarrow.Table")


def result_type(*, explain: bool = False) -> Any:
    """Return the Arrow type of a verdict: the struct that `detector filter` writes to Parquet."""
    more = ("spans", "contributions") if explain else ()
    return pyarrow.struct([*VERDICT.items(), *((name, SOMETIMES[name]) for name in more)])


def score_batch(
    batch: Columns,
    *,
    detector: Detector | None = None,
    text_field: str = "text",
    into: str = "detector",
    explain: bool = False,
) -> Columns:
    """Return a RecordBatch, or a Table, with the verdicts as one column more.

    All other columns pass through. A column named `into` is replaced where it stands. Without a
    `detector` the shipped model judges, loaded once in each process. Raises DetectorError if
    there is no column `text_field`, or if it holds no strings.
    """
    if text_field not in batch.schema.names:
        names = ", ".join(batch.schema.names)
        raise DetectorError(f"no column {text_field!r} in {names}: name the one that is the text")
    verdicts = score_column(batch.column(text_field), detector=detector, explain=explain)
    if into in batch.schema.names:
        return batch.set_column(batch.schema.get_field_index(into), into, verdicts)
    return batch.append_column(into, verdicts)


def score_column(texts: Any, *, detector: Detector | None = None, explain: bool = False) -> Any:
    """Return an Arrow array of structs, one for each text of an Arrow array of strings.

    What has no text, a null or bytes that are not UTF-8, has no verdict either: null. `texts` may
    be whatever `pyarrow.array` takes. Raises DetectorError for anything but strings.
    """
    found = _texts(texts)
    verdicts = (detector or _shipped()).score_many(text for text in found if text is not None)
    values = [
        None if text is None else verdict_value(next(verdicts).to_dict(explain=explain))
        for text in found
    ]
    return pyarrow.array(values, result_type(explain=explain))


def _texts(column: Any) -> Sequence[str | None]:
    array = column if isinstance(column, pyarrow.ChunkedArray) else pyarrow.array(column)
    kind = array.type.value_type if pyarrow.types.is_dictionary(array.type) else array.type
    if not any(
        test(kind)
        for test in (
            pyarrow.types.is_string,
            pyarrow.types.is_large_string,
            pyarrow.types.is_string_view,
            pyarrow.types.is_null,
        )
    ):
        raise DetectorError(f"the texts are {array.type}, not strings: name another column")
    try:
        texts: list[str | None] = array.to_pylist()
    except UnicodeDecodeError:
        texts = [_text(scalar) for scalar in array]
    return texts


def _text(scalar: Any) -> str | None:
    try:
        text: str | None = scalar.as_py()
    except UnicodeDecodeError:
        return None
    return text


@lru_cache(maxsize=1)
def _shipped() -> Detector:
    return Detector.load()
