"""DuckDB: a function in SQL that judges a text."""

from detector.detect import Detector
from detector.errors import MissingExtraError

try:
    import duckdb
except ImportError:
    raise MissingExtraError("duckdb", "duckdb", "detector.integrations.duckdb") from None

import pyarrow
from duckdb.func import PythonUDFType

from detector.integrations.arrow import result_type, score_column


def add_function(
    connection: "duckdb.DuckDBPyConnection",
    name: str = "detector",
    *,
    detector: Detector | None = None,
    explain: bool = False,
) -> None:
    """Let SQL on this connection call `name(text)`, which returns the verdict as a struct.

    A text that is NULL has none. Without a `detector` the shipped model judges.
    """

    def judged(texts: pyarrow.ChunkedArray) -> pyarrow.Array:
        return score_column(texts, detector=detector, explain=explain)

    nothing = pyarrow.table({name: pyarrow.array([], result_type(explain=explain))})
    (kind,) = connection.from_arrow(nothing).types
    connection.create_function(name, judged, ["varchar"], kind, type=PythonUDFType.ARROW)
