"""What is fuzzed: functions of any bytes that return quietly, or break a law loudly."""

import json
import math
import os
import resource
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType, ModuleType
from unittest.mock import patch

import numpy as np

from detector import Detector, formats, lexing
from detector import lexer as compiled_lexer
from detector.errors import DetectorError, ModelError
from detector.features import Vocabulary, ngrams
from detector.formats import ReadOptions, Record, Unreadable
from detector.lexemes import Lexemes
from detector.lines.cleaned import Level, restore
from detector.traits import TRAITS, compiled, find
from tests.hostile_models import applied, sign, write_small
from tests.plain import plain

LIMIT = 1 << 16  # bytes of a record, so that the fuzzer meets the limit
SUFFIXES = (
    ".jsonl", ".json", ".csv", ".tsv", ".txt", ".md", ".html", ".parquet", ".warc", ".jsonl.gz",
    ".csv.xz", ".jsonl.bz2", ".jsonl.zst", ".warc.gz",
)  # fmt: skip


def text_of(data: bytes) -> str:
    """Read bytes as text, lone surrogates and all; the first byte says how."""
    if data[:1] < b"\x40":
        return data[1:].decode("utf-16-le", "surrogatepass" if len(data) % 2 else "replace")
    return data[1:].decode("utf-8", "surrogateescape")


@cache
def shipped() -> Detector:
    """Return the shipped detector."""
    return Detector.load()


@cache
def reference() -> ModuleType:
    """Return the lexer as plain Python, which is what the compiled one must equal."""
    return plain(compiled_lexer)


def lexer(data: bytes) -> None:
    """The compiled lexer reads what the plain one reads, and loses no character."""
    text = text_of(data)
    texts = [text[: len(text) // 2], "", text[len(text) // 2 :]]
    found = lexing.lex(texts, compiled().tables)
    with patch.object(lexing, "lexer", reference()):
        expected = lexing.lex(texts, compiled().tables)
    _equal(found, expected)
    starts, ends = found.tokens.start, found.tokens.end
    assert (starts < ends).all()
    assert (ends[:-1] <= starts[1:]).all()
    assert not len(ends) or ends[-1] <= len(text)
    vocabulary = Vocabulary(np.array([1, 2, 3], np.uint32))
    ngrams(found, 1300, within=vocabulary)


def _equal(found: Lexemes, expected: Lexemes) -> None:
    for name in ("tokens", "lines", "hits"):
        one, other = getattr(found, name), getattr(expected, name)
        for column in one.__slots__:
            assert np.array_equal(getattr(one, column), getattr(other, column)), (name, column)


def traits(data: bytes) -> None:
    """Every trait answers, with spans inside and apart; the verdict is finite and adds up."""
    text = text_of(data)
    findings = find([text])
    for trait, spans in zip(TRAITS, findings.spans, strict=True):
        assert (spans.start >= 0).all(), trait.name
        assert (spans.start < spans.end).all(), trait.name
        assert (spans.end[:-1] <= spans.start[1:]).all(), trait.name
        assert (spans.end <= len(findings.whole.text)).all(), trait.name
    verdict = shipped().score(text)
    assert math.isfinite(verdict.logit)
    assert 0.0 <= verdict.quality <= 1.0
    total = math.fsum(each.contribution for each in verdict.contributions)
    assert abs(total - verdict.logit) < 1e-6
    assert all(0 <= span.start < span.end <= len(text) for span in verdict.spans)
    json.loads(verdict.to_json(explain=True))


def clean(data: bytes) -> None:
    """What is cut can be put back, and to clean again changes nothing."""
    text = text_of(data)
    level = tuple(Level)[len(data) % len(Level)]
    cleaned = shipped().clean(text, level=level)
    assert restore(cleaned.text, cleaned.residue) == text
    assert 0.0 <= cleaned.share <= 1.0
    for line in shipped().lines(text, level=level):
        assert math.isfinite(line.logit)
        assert 0 <= line.start < line.end <= len(text)


def readers(data: bytes) -> None:
    """Every record is read or told, with its place and why."""
    suffix = SUFFIXES[data[0] % len(SUFFIXES)] if data else ".jsonl"
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        path = Path(folder) / f"input{suffix}"
        path.write_bytes(data[1:])
        try:
            items = list(formats.read(str(path), ReadOptions(max_record_bytes=LIMIT)))
        except DetectorError as fault:
            assert str(path) in str(fault)
            return
        for item in items:
            assert isinstance(item, Record | Unreadable)
            assert str(path) in str(item.place)
            if isinstance(item, Unreadable):
                assert item.reason
                assert item.raw is None or len(item.raw) <= LIMIT
            else:
                assert isinstance(item.article.text, str)


def models(data: bytes) -> None:
    """A damaged model, signed again, is refused with a reason or judges with finite numbers."""
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        files = _small()
        names = sorted(files)
        name = names[data[0] % len(names)] if data else names[0]
        content = bytearray(files[name])
        edits = data[1:]
        for place in range(0, len(edits) - 7, 8):
            at = int.from_bytes(edits[place : place + 4], "little") % len(content)
            content[at : at + 4] = edits[place + 4 : place + 8]
        for each, held in files.items():
            (Path(folder) / each).write_bytes(content if each == name else held)
        if not name.endswith(".json"):
            sign(Path(folder), name)
        try:
            applied(Path(folder))
        except ModelError as refused:
            assert folder in str(refused)


@cache
def _small() -> Mapping[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        write_small(Path(folder))
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def _memory() -> str | None:
    """Return a folder in memory, where there is one: the fuzzer writes many files."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def bounded() -> None:
    """Let this process take no more memory than any input may need."""
    most = 4 << 30
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


TARGETS: Mapping[str, Callable[[bytes], None]] = MappingProxyType(
    {"lexer": lexer, "traits": traits, "clean": clean, "readers": readers, "models": models}
)
