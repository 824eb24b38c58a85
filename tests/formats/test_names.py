"""Names never leave the folder, never meet, and stay what they were where they can."""

from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.article import Article
from detector.formats import Place, Record
from detector.formats.names import Names

from .samples import any_text, folder, patient


def named(*identifiers: str | None, path: str = "news.jsonl") -> list[str]:
    names = Names()
    places = (Place(path=path, line=number) for number in range(1, 99))
    records = [
        Record(article=Article(text="", id=each), place=place, fields={})
        for each, place in zip(identifiers, places, strict=False)
    ]
    return [names.name(each).as_posix() for each in records]


KEPT = ["a.txt", "a/b.md", "a b.markdown", "é/日本.txt", "a.b.txt", "A.TXT", "a-2.txt"]

CHANGED = {
    "7": "7.txt",
    "page.html": "page.html.txt",
    "a.txt.gz": "a.txt",
    "./a.txt": "a.txt",
    "../../a.txt": "a.txt",
    "/etc/passwd": "etc/passwd.txt",
    "a/../b.txt": "a/b.txt",
    "a//b.txt": "a/b.txt",
    "..\\..\\a.txt": "a.txt",
    "C:\\a\\b.txt": "a/b.txt",
    "C:/a.txt": "a.txt",
    "https://news.example/a?b=1": "https_/news.example/a_b=1.txt",
    "a\0b": "a_b.txt",
    "a\nb": "a_b.txt",
    "\ud800": "_.txt",
    "..": "article.txt",
    "/": "article.txt",
    " ": "article.txt",
    "": "news-1.txt",
}


@pytest.mark.parametrize("identifier", KEPT)
def test_a_good_name_is_kept(identifier: str) -> None:
    assert named(identifier) == [identifier]


@pytest.mark.parametrize(("identifier", "name"), CHANGED.items())
def test_a_bad_name_is_mended(identifier: str, name: str) -> None:
    assert named(identifier) == [name]


def test_without_an_identifier_the_place_is_the_name() -> None:
    assert named(None, None) == ["news-1.txt", "news-2.txt"]
    assert named(None, path="<stdin>") == ["_stdin_-1.txt"]


def test_names_that_meet_are_numbered() -> None:
    assert named("a", "a.txt", "A", "b/a", "a-2") == [
        "a.txt",
        "a-2.txt",
        "A-3.txt",
        "b/a.txt",
        "a-2-2.txt",
    ]


def test_a_file_and_a_folder_do_not_meet() -> None:
    assert named("a.txt", "a.txt/b") == ["a.txt", "a-2.txt/b.txt"]
    assert named("a.txt/b", "a.txt") == ["a.txt/b.txt", "a-2.txt"]


@patient
@given(st.lists(any_text | st.text("./\\:aA~ ", max_size=6), max_size=8))
def test_any_names_can_be_made_files(identifiers: list[str]) -> None:
    names = named(*identifiers)
    assert len({name.casefold() for name in names}) == len(identifiers)
    with folder() as place:
        for name in names:
            assert ".." not in PurePath(name).parts
            Path(place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text("")


@pytest.mark.parametrize(
    "identifier", ["a" * 5000, "é" * 5000 + ".md", "a" * 300 + "/" + "b" * 300, "a/" * 5000]
)
def test_long_names_are_cut(tmp_path: Path, identifier: str) -> None:
    for name in named(identifier, identifier):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / (name + ".detector.json")).write_text("")
