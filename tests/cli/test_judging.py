"""Verdicts come back to their records in order, and lines are what records would have been."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detector import Detector
from detector.batches import BATCH_ARTICLES
from detector.cli.judging import Judged, Judging
from detector.cli.source import Nothing, Source, batches
from detector.formats import Line, ReadOptions, Unreadable, open_writer

from .samples import FILLER, GOOD, LOW, write_jsonl, write_model

OPTIONS = ReadOptions()
HARD = [
    b"{}",
    b"null",
    b'["text"]',
    b'{"text":5}',
    b'{"text":"a","text":5}',
    b'{"text":5,"text":"a"}',
    b'{"text":"a"}{"text":"b"}',
    b'{"text":"a","n":NaN}',
    b'{"text":"a","n":01}',
    b'{"text":"a","n":1e400}',
    b'{"text":"a","n":123456789012345678901234567890,"f":1.50}',
    b'{"text":"a","n":' + b"1" * 5000 + b"}",
    b'{"text":"a\tb"}',
    b'{"text":"a\x00b"}',
    b'{"text":"\\ud800","n":"\\udc00"}',
    b'{"text":"caf\xe9"}',
    b'{"text":"a","n":"caf\xe9"}',
    b'{"text":"a","caf\xe9":1}',
    b'{"text":"a","n":"\xed\xa0\x80"}',
    b'{"text":"a","detector":1}',
    b'{"text":"a","d\\u0065tector":{"residue":[],"residue_share":0.5}}',
    b'{"text":"a","detector":{"residue_share":0.1,"residue":[1]},"detector":null}',
    b'{"t\\u0065xt":"a"}',
    b' {"text" : "a" } \t\r',
    b'{"text":"a"}\x0b',
    b'{"text":"a"}\x00',
    b'{"content":{"body":"a"},"content.body":"b"}',
    b'{"content":{"body":"a"}}',
    b'{"content":[{"body":"a"}]}',
    *(
        b'{"text":"a","n":' + opening * depth + b"1" + closing * depth + b"}"
        for depth in (197, 198, 199, 200, 201, 300, 5000)
        for opening, closing in ((b"[", b"]"), (b'{"a":', b"}"))
    ),
    b'{"text":"' + b"[{" * 300 + b'","n":[[1]],"more":"' + b"a" * 500 + b'"}',
]


@pytest.fixture(scope="module")
def detector(tmp_path_factory: pytest.TempPathFactory) -> Detector:
    return Detector.load(write_model(tmp_path_factory.mktemp("model")))


def judging(detector: Detector, **changes: Any) -> Judging:
    how = {"options": OPTIONS, "into": "detector", "explain": False, "clean_first": False}
    return Judging(detector=detector, **{**how, **changes})


def source(*paths: Path, options: ReadOptions = OPTIONS) -> Source:
    names = tuple(map(str, paths))
    return Source(named=names, paths=names, missing=(), options=options)


def written(judging: Judging, judged: Iterator[Judged], path: Path) -> tuple[bytes, list[Any]]:
    """Return what the records are when they are written one by one, and what could not be read."""
    from detector.cli.outputs import Outputs
    from detector.cli.run import Run
    from detector.cli.sinks import sinks

    notes: list[Any] = []
    with sinks(Outputs(articles={True: str(path)}), judging, Run({})) as sink:
        for each in judged:
            notes += each.notes
            sink.write(each)
    return path.read_bytes(), notes


@settings(deadline=None)
@given(
    lines=st.lists(
        st.sampled_from(HARD)
        | st.binary(max_size=30)
        | st.dictionaries(
            st.sampled_from(["text", "detector", "n", "content", "body"]),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
                lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
                max_leaves=5,
            ),
        ).map(lambda fields: json.dumps(fields).encode()),
        max_size=12,
    ),
    name=st.sampled_from(["text", "content.body", "content.0.body"]),
    clean_first=st.booleans(),
)
@example(lines=HARD, name="text", clean_first=False)
@example(lines=HARD, name="text", clean_first=True)
@example(lines=HARD, name="content.body", clean_first=False)
def test_lines_are_what_records_would_be(
    detector: Detector,
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[bytes],
    name: str,
    clean_first: bool,
) -> None:
    folder = tmp_path_factory.mktemp("lines")
    (folder / "in.jsonl").write_bytes(b"\n".join(lines))
    options = ReadOptions(text_field=name)
    how = judging(detector, options=options, explain=True, clean_first=clean_first)
    found = source(folder / "in.jsonl", options=options)
    fast, carefully = (
        written(how, how.judged(found, lines=each, jobs=1), folder / "out.jsonl")
        for each in (True, False)
    )
    assert fast == carefully


def test_most_lines_are_not_looked_into(
    detector: Detector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detector.formats.jsonl.parse", None)
    fields = {"id": 1, "text": GOOD, "f": 1.5, "more": {"tags": ["[", "{"] * 90}}
    lines = [Line(json.dumps({"n": n, **fields}).encode(), "a.jsonl", n, 0) for n in range(3)]
    nested = {"content": {"body": LOW}}
    options = ReadOptions(text_field="content.body")
    assert judging(detector).of_lines(lines).outcomes.total() == 3
    line = Line(json.dumps(nested).encode(), "a.jsonl", 1, 0)
    (outcome,) = judging(detector, options=options).of_lines([line]).outcomes
    assert outcome[0] == "low"


@pytest.mark.parametrize("lines", [True, False])
def test_batches_keep_the_order_and_lose_nothing(tmp_path: Path, lines: bool) -> None:
    for number in range(3):
        records = [{"id": f"{number}-{each}", "text": "a"} for each in range(300)]
        write_jsonl(tmp_path / f"{number}.jsonl", records)
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "one.txt").write_text("a")
    names = ["0.jsonl", "one.txt", "empty.jsonl", "missing.jsonl", "1.jsonl", "2.jsonl"]
    read = list(batches(source(*(tmp_path / name for name in names)), lines=lines))
    found = [item for batch in read for item in batch]
    assert [type(item).__name__ for item in found[300:303]] == ["Record", "Nothing", "Unreadable"]
    rest = found[:300] + found[303:]
    assert [item.place.line for item in rest] == [*range(1, 301)] * 3  # type: ignore[union-attr]
    assert {isinstance(item, Line) for item in rest} == {lines}
    assert max(map(len, read)) <= BATCH_ARTICLES
    assert all(len({isinstance(item, Line) for item in batch}) == 1 for batch in read)


def test_what_is_not_wanted_is_counted_and_not_written(detector: Detector) -> None:
    texts = [GOOD, LOW, FILLER]
    lines = [Line(json.dumps({"text": text}).encode(), "a.jsonl", 1, 0) for text in texts]
    found = judging(detector, rejected=frozenset(("low",))).of_lines(lines)
    assert found.lines[True].count(b"\n") == 1
    assert found.lines.keys() == {True}
    assert found.outcomes.total() == 3


def test_notes_are_what_could_not_be_read(detector: Detector, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    found = source(tmp_path / "empty.jsonl", tmp_path / "missing.jsonl")
    (judged,) = judging(detector).judged(found, lines=True, jobs=1)
    assert [type(note) for note in judged.notes] == [Nothing, Unreadable]
    assert judged.outcomes.total() == 0


def test_a_writer_that_takes_lines_is_one_of_lines(tmp_path: Path) -> None:
    from detector.formats.jsonl import LineWriter

    for name in ("a.jsonl", "a.ndjson.gz", "a.json", "a.csv"):
        takes = isinstance(open_writer(str(tmp_path / name)), LineWriter)
        assert takes is ("json" in name and not name.endswith(".json"))
