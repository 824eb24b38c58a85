"""Ray Data and Spark data frames: the page's pipelines run, with the verdicts of one machine."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks.corpus.articles import made
from benchmarks.corpus.files import write
from tests.conftest import CHECKOUT
from tests.documents import blocks
from tests.integrations.frameworks import needs

pyarrow = pytest.importorskip("pyarrow", reason="needs the extra parquet")
parquet = pytest.importorskip("pyarrow.parquet")

from detector.integrations.arrow import score_batch  # noqa: E402

PAGE = CHECKOUT / "docs/integrations/clusters.md"
ARTICLES = 300


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """Return a folder with a crawl, and with the command on the path."""
    (tmp_path / "crawl").mkdir()
    records = list(made(2 * ARTICLES))
    write(tmp_path / "crawl/a.jsonl", records[:ARTICLES])
    write(tmp_path / "crawl/b.jsonl", records[ARTICLES:])
    return tmp_path


@pytest.fixture
def expected() -> dict[str, Any]:
    """Return the verdicts of what is kept, as one machine gives them."""
    scored = score_batch(pyarrow.Table.from_pylist(list(made(2 * ARTICLES))))
    return {row["id"]: said for row in scored.to_pylist() if (said := _kept(row))}


def _kept(row: Mapping[str, Any]) -> Any:
    verdict = row["detector"]
    return None if verdict["label"] == "low" else {**verdict, "traits": dict(verdict["traits"])}


def run(workplace: Path, *command: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    own = {"PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(CHECKOUT), "PATH": path}
    environment = {**os.environ, **own}
    done = subprocess.run(
        command, cwd=workplace, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def parts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.jsonl")}


def test_the_commands_run(workplace: Path) -> None:
    needs("ray")
    needs("spark")
    (block,) = blocks(PAGE, "bash")
    said = run(workplace, "bash", "-euo", "pipefail", "-c", block)
    assert "2 of 2 parts were done before" in said
    assert len(parts(workplace / "low")) == 2
    assert parts(workplace / "kept") == parts(workplace / "kept-by-spark")


@pytest.mark.parametrize(
    ("framework", "block", "folder"),
    [("ray", 0, "kept-by-ray-data"), ("spark", 1, "kept-by-spark-frame")],
)
def test_the_pipelines_run(
    workplace: Path, expected: dict[str, Any], framework: str, block: int, folder: str
) -> None:
    needs(framework)
    run(workplace, sys.executable, "-c", blocks(PAGE, "python")[block])
    rows = parquet.read_table(workplace / folder).to_pylist()
    assert {row["id"]: _kept(row) for row in rows} == expected
    assert len(rows) == len(expected)
    assert all(row["text"] for row in rows)
