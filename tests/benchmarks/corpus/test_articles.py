"""Invented articles: always the same, as long and as dirty as is said of them."""

import re
from collections import Counter
from itertools import islice
from pathlib import Path
from statistics import fmean

import orjson
import pytest

from benchmarks.corpus import __main__ as command
from benchmarks.corpus import files
from benchmarks.corpus.articles import (
    CURLY,
    EMOJI,
    LONGEST,
    MEAN,
    OTHER_LANGUAGE,
    PICTURES,
    RESIDUE,
    SHORTEST,
    SORTS,
    made,
    made_of_length,
)
from benchmarks.corpus.files import stored
from benchmarks.corpus.skeletons import skeleton, stocks
from benchmarks.corpus.vocabulary import kind_of

RECORDS = list(made(1_500))
TEXTS = [record["text"] for record in RECORDS]
CLEAN = [record["text"] for record in RECORDS if record["sort"] == "clean"]


def _share(texts: list[str], pattern: str) -> float:
    return fmean(bool(re.search(pattern, text)) for text in texts)


def test_the_same_seed_gives_the_same_articles() -> None:
    assert list(made(20)) == RECORDS[:20]
    assert [record["text"] for record in made(20, seed=5)] != TEXTS[:20]


def test_articles_are_made_one_at_a_time() -> None:
    assert list(islice(made(10**12), 3)) == RECORDS[:3]


def test_lengths_are_as_they_are_said_to_be() -> None:
    lengths = sorted(map(len, TEXTS))
    assert fmean(lengths) == pytest.approx(MEAN, rel=0.1)
    assert lengths[len(lengths) // 2] < 0.85 * MEAN
    assert 0.9 * SHORTEST < lengths[0] < 2 * SHORTEST
    assert 4 * MEAN < lengths[-1] < 1.1 * LONGEST


def test_each_sort_has_its_share() -> None:
    counts = Counter(record["sort"] for record in RECORDS)
    for sort, share in SORTS.items():
        assert counts[sort] / len(RECORDS) == pytest.approx(share, abs=0.04)


def test_dirt_and_typography_are_there_and_not_everywhere() -> None:
    assert _share(CLEAN, "[“”’]") > CURLY - 0.1
    assert _share(CLEAN, "'[a-z]") > 0.1
    assert 0.5 * EMOJI < _share(CLEAN, "|".join(PICTURES)) < 2 * EMOJI
    assert 0.2 * RESIDUE["cookie_notice"] < _share(CLEAN, "(?i)cookies") < 0.4
    assert 0.5 * RESIDUE["stray_tag"] < _share(CLEAN, "[<>]") < 0.4
    assert _share(TEXTS, r"(?m)^\|.*\|$") > 0.03
    assert _share(TEXTS, r"(?m)^(?:- |\* )") > 0.1
    foreign = [record["text"] for record in RECORDS if record["sort"] == OTHER_LANGUAGE]
    assert _share(foreign, r"[а-я]{3}|[一-鿿]{3}|[ء-ي]{3}|[äöüéñç]") > 0.9


def test_words_are_many_and_hardly_a_run_of_them_comes_twice() -> None:
    words = re.findall(r"\w+", " ".join(CLEAN[:400]).lower())
    runs = Counter(zip(words, words[1:], words[2:], words[3:], strict=False))
    assert len(set(words)) > 15_000
    assert len(runs) / len(words) > 0.8


def test_a_record_has_more_than_its_text() -> None:
    wanted = {"id", "url", "host", "title", "author", "published", "section", "tags", "text"}
    for record in RECORDS[:50]:
        assert wanted <= set(record)
        assert record["host"] in record["url"]
    assert len({record["id"] for record in RECORDS}) == len(RECORDS)


@pytest.mark.parametrize("length", [1_000, 50_000])
def test_articles_of_one_length(length: int) -> None:
    records = list(made_of_length(3, length))
    assert len(records) == 3
    for record in records:
        assert length <= len(record["text"]) < length + 6_000


def test_a_file_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "CACHE", tmp_path / "cache")
    path = stored("few.jsonl", RECORDS[:3])
    assert [orjson.loads(line) for line in path.read_bytes().splitlines()] == RECORDS[:3]
    assert stored("few.jsonl", RECORDS[3:6]) == path
    assert orjson.loads(path.read_bytes().splitlines()[0]) == RECORDS[0]


def test_the_command_writes_the_same(tmp_path: Path) -> None:
    path = tmp_path / "made.jsonl"
    assert command.main([str(path), "--articles", "3"]) == 0
    assert [orjson.loads(line) for line in path.read_bytes().splitlines()] == RECORDS[:3]


@pytest.mark.parametrize("word", ["the", "of", "It", "is", "cat", "12345", "don't", "U2"])
def test_these_words_stay(word: str) -> None:
    assert kind_of(word, inside=True) is None


@pytest.mark.parametrize(
    ("word", "kind"),
    [("harbour", "plain"), ("walked", "ed"), ("ships", "s"), ("Okafor", "name"), ("1987", "4")],
)
def test_these_words_are_replaced(word: str, kind: str) -> None:
    assert kind_of(word, inside=True) == kind


def test_a_capital_that_begins_a_sentence_is_no_name() -> None:
    assert kind_of("Harbour", inside=False) is None
    assert kind_of("DON", inside=True) is None


def test_a_skeleton_can_be_filled_with_what_stood_there() -> None:
    text = "Only 40 % of “Mill Street” was walked, he said."
    made = skeleton(text)
    assert made.frame % tuple(word for word, _ in made.blanks) == text
    assert [kind for _, kind in made.blanks] == ["2", "name", "ed"]


def test_every_sort_has_something_to_be_made_of() -> None:
    for sort in set(SORTS) - {OTHER_LANGUAGE}:
        assert stocks()[sort].blocks
    assert len(stocks()["clean"].sentences) > 300
