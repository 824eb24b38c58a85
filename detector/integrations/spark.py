"""Spark: a column of verdicts for a data frame, and `detector filter --engine spark`."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from detector.detect import Detector
from detector.errors import DetectorError, EngineError, MissingExtraError

try:
    from pyspark.sql import DataFrame, SparkSession
except ImportError:
    raise MissingExtraError("pyspark", "spark", "detector.integrations.spark") from None

from py4j.protocol import Py4JError
from pyarrow import RecordBatch
from pyspark.errors import PySparkException, PySparkRuntimeError
from pyspark.sql.pandas.types import from_arrow_type
from pyspark.sql.types import StructField, StructType

from detector.integrations.arrow import result_type, score_batch

Item = TypeVar("Item")
Result = TypeVar("Result")

INTERPRETER = "PYSPARK_PYTHON"  # Spark's own variable for the Python of its workers
ADDRESS = "SPARK_LOCAL_IP"
SUBMITTED = "PYSPARK_GATEWAY_PORT", "PYSPARK_SUBMIT_ARGS"  # set where Spark was told its master
ATTEMPTS = 4  # at an item whose worker died; a local Spark makes one, unless told


def each(work: Callable[[Item], Result], items: Sequence[Item], workers: int) -> Iterator[Result]:
    """Yield what `work` makes of each item, when all are done.

    The cluster is that of the session, or of `spark-submit`; without one, `workers` processes on
    this machine. An item whose worker was killed is worked on again. Raises EngineError if Spark
    gives it up, DetectorError if it does not start.
    """
    with _session(workers) as session:
        try:
            yield from session.sparkContext.parallelize(items, len(items)).map(work).collect()
        except (Py4JError, PySparkException) as error:
            raise EngineError("Spark", error) from error


def score(
    frame: DataFrame,
    *,
    detector: Detector | None = None,
    text_field: str = "text",
    into: str = "detector",
    explain: bool = False,
) -> DataFrame:
    """Return the frame with the verdicts as one column more; see `arrow.score_batch`."""

    def judged(batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
        for batch in batches:
            yield score_batch(
                batch, detector=detector, text_field=text_field, into=into, explain=explain
            )

    verdict = StructField(into, from_arrow_type(result_type(explain=explain)))
    names = frame.columns if into in frame.columns else [*frame.columns, into]
    schema = StructType([verdict if name == into else frame.schema[name] for name in names])
    return frame.mapInArrow(judged, schema)


@contextmanager
def _session(workers: int) -> Iterator[SparkSession]:
    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    builder = SparkSession.Builder().appName("article-detector")
    if not any(map(os.environ.get, SUBMITTED)):
        # Spark's workers would run whatever `python3` is on the path, and talk by any network.
        os.environ.setdefault(INTERPRETER, sys.executable)
        os.environ.setdefault(ADDRESS, "127.0.0.1")
        builder = builder.master(f"local[{workers},{ATTEMPTS}]").config("spark.ui.enabled", False)
    builder = builder.config("spark.log.level", "ERROR")
    builder = builder.config("spark.ui.showConsoleProgress", sys.stderr.isatty())
    try:
        session = builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise DetectorError(
            f"Spark does not start ({error}): install Java 17 or newer, or set JAVA_HOME"
        ) from error
    try:
        yield session
    finally:
        session.stop()
