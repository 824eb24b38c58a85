"""The filter in datatrove's own executor, between its own readers and writers."""

import gzip
import importlib
import json
import os
import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter, ParquetWriter

from detector import Detector
from detector.errors import DetectorError, MissingExtraError, ModelError
from detector.integrations.datatrove import DetectorFilter
from tests.conftest import CHECKOUT
from tests.documents import blocks

pyarrow = pytest.importorskip("pyarrow.parquet")
PAGE = CHECKOUT / "docs/integrations/datatrove.md"
FILES = 4
SHORT = "Too short to judge."
KEYS = {"detector", "detector_quality", "detector_label", "detector_kind"}

WRONG: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"model": "no/such/model"}, ModelError, "no/such/model"),
    ({"point": "severe"}, DetectorError, "no point 'severe'; there are"),
    ({"unsure": "drop"}, DetectorError, "'drop'; there are keep, reject"),
]


@pytest.fixture(scope="module")
def crawl(seed_texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of files; each begins with an article that cannot be judged."""
    folder = tmp_path_factory.mktemp("crawl")
    for file in range(FILES):
        texts = [SHORT, *seed_texts[file::FILES]]
        rows = [
            {"text": text, "id": f"{file}-{row}", "url": f"https://example.org/{file}/{row}"}
            for row, text in enumerate(texts)
        ]
        (folder / f"{file}.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return folder


def run(crawl: Path, work: Path, writer: type, *, workers: int, **options: Any) -> Any:
    """Filter the crawl into `work`; return datatrove's statistics, or None if all was done."""
    excluded = writer(str(work / "low"))
    pipeline = [
        JsonlReader(str(crawl)),
        DetectorFilter(exclusion_writer=excluded, **options),
        writer(str(work / "kept")),
    ]
    logs = str(work / "logs")
    return LocalPipelineExecutor(pipeline, tasks=2, workers=workers, logging_dir=logs).run()


def written(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the documents of a folder by their id."""
    return {row["id"]: row for path in sorted(folder.iterdir()) for row in _rows(path)}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.suffix == ".parquet":
        yield from pyarrow.read_table(path).to_pylist()
    else:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def judged(crawl: Path, **options: Any) -> dict[str, Any]:
    """Return what the detector itself says of every document, by its id."""
    lines = [line for path in crawl.iterdir() for line in path.read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in lines]
    verdicts = Detector.load(**options).score_many(row["text"] for row in rows)
    return {row["id"]: verdict for row, verdict in zip(rows, verdicts, strict=True)}


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("writer", [JsonlWriter, ParquetWriter])
def test_a_pipeline_splits_as_the_detector_does(
    writer: type, workers: int, crawl: Path, tmp_path: Path
) -> None:
    run(crawl, tmp_path, writer, workers=workers)
    kept, low = written(tmp_path / "kept"), written(tmp_path / "low")
    verdicts = judged(crawl)
    assert len(kept) + len(low) == len(verdicts)
    assert low.keys() == {name for name, verdict in verdicts.items() if verdict.label == "low"}
    assert kept.keys() == verdicts.keys() - low.keys()
    for name, document in {**kept, **low}.items():
        metadata, verdict = document["metadata"], verdicts[name]
        assert metadata["url"].startswith("https://example.org/")
        assert json.loads(metadata["detector"]) == json.loads(verdict.to_json())
        assert metadata["detector_quality"] == verdict.quality
        assert metadata["detector_label"] == verdict.label
        assert metadata["detector_kind"] == (verdict.kind or "")
        assert metadata.get("filter_reason") == (verdict.kind and f"low_{verdict.kind}")


@pytest.mark.parametrize("writer", [JsonlWriter, ParquetWriter])
def test_what_is_unsure_may_be_dropped(writer: type, crawl: Path, tmp_path: Path) -> None:
    run(crawl, tmp_path, writer, workers=1, unsure="reject", point="strict")
    kept, low = written(tmp_path / "kept"), written(tmp_path / "low")
    verdicts = judged(crawl, point="strict")
    assert kept.keys() == {name for name, verdict in verdicts.items() if verdict.label == "good"}
    assert low.keys() == verdicts.keys() - kept.keys()
    reasons = Counter(document["metadata"]["filter_reason"] for document in low.values())
    assert reasons["unsure"] == FILES
    assert reasons.keys() == {"unsure", "low_filler", "low_spam", "low_boilerplate"}


def test_the_statistics_add_up(crawl: Path, tmp_path: Path) -> None:
    stats = run(crawl, tmp_path, JsonlWriter, workers=1).stats[1].stats
    verdicts = list(judged(crawl).values())
    low = [verdict for verdict in verdicts if verdict.label == "low"]
    counts = Counter(f"label_{verdict.label}" for verdict in verdicts)
    counts += Counter(f"dropped_low_{verdict.kind}" for verdict in low)
    counts += Counter(f"trait_{name}" for verdict in verdicts for name in verdict.traits)
    totals = {"total": len(verdicts), "dropped": len(low), "forwarded": len(verdicts) - len(low)}
    own = {name: stat.total for name, stat in stats.items() if name not in ("batches", "doc_len")}
    assert own == totals | counts


def test_another_run_does_only_what_is_left(crawl: Path, tmp_path: Path) -> None:
    assert run(crawl, tmp_path, JsonlWriter, workers=1)
    results = [path for part in ("kept", "low") for path in sorted((tmp_path / part).iterdir())]
    first = {path: path.stat().st_mtime_ns for path in results}
    assert run(crawl, tmp_path, JsonlWriter, workers=1) is None
    assert {path: path.stat().st_mtime_ns for path in results} == first
    (tmp_path / "logs/completions/00001").unlink()
    assert run(crawl, tmp_path, JsonlWriter, workers=1)
    again = {path.name for path in results if path.stat().st_mtime_ns != first[path]}
    assert again == {"00001.jsonl.gz"}


def documents(texts: list[str]) -> Iterator[Document]:
    return (Document(text=text, id=str(place)) for place, text in enumerate(texts))


@pytest.mark.parametrize("size", [1, 5, 512])
def test_batches_leave_no_trace(size: int, detector: Detector, seed_texts: list[str]) -> None:
    kept = list(DetectorFilter(batch_size=size)(documents(seed_texts)))
    verdicts = enumerate(detector.score_many(seed_texts))
    expected = {str(place): verdict for place, verdict in verdicts if verdict.label != "low"}
    assert [each.id for each in kept] == list(expected)
    for each in kept:
        assert each.metadata.keys() == KEYS
        assert each.metadata["detector"].encode() == expected[each.id].to_json()


def test_it_travels_without_the_model(seed_texts: list[str]) -> None:
    fresh = DetectorFilter(threshold=0.5)
    sent = pickle.dumps(fresh)
    assert len(sent) < 10_000
    kept = [each.id for each in fresh(documents(seed_texts))]
    assert [each.id for each in pickle.loads(sent)(documents(seed_texts))] == kept
    assert [each.id for each in pickle.loads(pickle.dumps(fresh))(documents(seed_texts))] == kept


def test_one_document_can_be_judged(seed_texts: list[str]) -> None:
    low, good = documents([seed_texts[0], seed_texts[-1]])
    assert DetectorFilter().filter(low) == (False, "low_filler")
    assert DetectorFilter().filter(good) is True


@pytest.mark.parametrize(("options", "error", "message"), WRONG, ids=str)
def test_what_is_wrong_is_told_at_once(
    options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        DetectorFilter(**options)


@pytest.mark.parametrize("text", [None, 3, ["a"], b"a"], ids=repr)
def test_a_text_that_is_none_is_named(text: Any) -> None:
    with pytest.raises(DetectorError, match=r"page 7: its text is .*: give the reader another"):
        list(DetectorFilter()([Document(text=text, id="page 7")]))


def test_the_page_runs(tmp_path: Path) -> None:
    (tmp_path / "seeds").symlink_to(CHECKOUT / "seeds")
    for number, block in enumerate(blocks(PAGE, "python")):
        example = tmp_path / f"example_{number}.py"
        example.write_text(block, "utf-8")
        paths = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
        subprocess.run([sys.executable, example], cwd=tmp_path, env=paths, check=True)
    assert written(tmp_path / "kept")
    assert {path.name for path in (tmp_path / "low").iterdir()} == {
        "low_filler",
        "low_spam",
        "low_boilerplate",
    }


def test_without_datatrove_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datatrove.data", None)
    monkeypatch.delitem(sys.modules, "detector.integrations.datatrove")
    with pytest.raises(MissingExtraError, match=r"pip install 'article-detector\[datatrove\]'"):
        importlib.import_module("detector.integrations.datatrove")
