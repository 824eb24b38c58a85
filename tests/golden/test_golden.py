"""The same input, model and version give the same bytes, however a run is made.

`digests.json` holds what they must be. After a training, or a change that is meant to change what
is written, `python -m tests.golden` stores them anew, and the diff shows which outputs moved.

A run that was stopped and resumed is compared with a whole one in the tests of `--resume`;
`tests/test_dependencies.py` tries the lowest versions of all dependencies.
"""

import gzip
from json import loads
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detector import Detector, lexer
from detector.cli import app
from tests.golden.corpus import UNREADABLE, lines
from tests.golden.digests import ARTICLES, COMMANDS, conditions, digest, run, stored, wanted
from tests.plain import all_plain

ELSEWHERE = {"PYTHONHASHSEED": "4711", "LC_ALL": "C", "LANG": "tr_TR", "TZ": "Pacific/Kiritimati"}
EVERY = 23  # of the articles, for the plain files, which take a hundred times as long


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with the corpus in it."""
    (tmp_path / ARTICLES).write_bytes(b"".join(lines()))
    return tmp_path


def test_the_digests_are_of_this_model_version_and_corpus() -> None:
    conditioned = {name: stored()[name] for name in conditions()}
    assert conditioned == conditions(), "store them anew: python -m tests.golden"


@pytest.mark.parametrize("command", COMMANDS)
def test_one_process(corpus: Path, command: str) -> None:
    assert run(command, corpus) == wanted(command)


@pytest.mark.parametrize("command", COMMANDS)
def test_two_processes_elsewhere(corpus: Path, command: str) -> None:
    """Names are hashed in another order, words are of another language, it is another day."""
    assert run(command, corpus, options=("--jobs", "2"), variables=ELSEWHERE) == wanted(command)


def test_files_compressed_files_and_a_pipe(corpus: Path) -> None:
    """Only what could not be read is told otherwise: it names files and lines."""
    parts = [b"".join(lines()[begin : begin + 211]) for begin in range(0, len(lines()), 211)]
    assert len(parts) == 3
    (corpus / "first.jsonl").write_bytes(parts[0])
    (corpus / "second.jsonl.gz").write_bytes(gzip.compress(parts[1]))
    found = run("filter", corpus, ["first.jsonl", "second.jsonl.gz", "-"], input=parts[2])
    told = {"unreadable.jsonl": wanted("filter")["unreadable.jsonl"]}
    assert found | told == wanted("filter")


def test_in_python(detector: Detector) -> None:
    """What `score` writes is each record with what `score_many` says of its text."""
    records = [line.removesuffix(b"\n") for line in lines()]
    records = [record for record in records if record not in UNREADABLE]
    verdicts = detector.score_many(loads(record)["text"] for record in records)
    scored = [
        b'%s,"detector":%s}\n' % (record.removesuffix(b"}"), verdict.to_json())
        for record, verdict in zip(records, verdicts, strict=True)
    ]
    assert digest(b"".join(scored)) == wanted("score")["scored.jsonl"]


@pytest.mark.skipif(not lexer.COMPILED, reason="the loops were not compiled here")
def test_compiled_and_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    short = [line for line in lines() if len(line) < 9_000]
    Path(ARTICLES).write_bytes(b"".join(short[::EVERY]))

    def written() -> dict[str, bytes]:
        for command, words in COMMANDS.items():
            CliRunner().invoke(app, [command, ARTICLES, *words], catch_exceptions=False)
        return {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    compiled = written()
    assert len(compiled) > 6
    with all_plain():
        assert written() == compiled
