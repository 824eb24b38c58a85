"""Reading labelled articles: labels, groups, and what cannot be used."""

from pathlib import Path

import pytest

from detector import DetectorError
from detector.formats import ReadOptions
from training.datasets import load


def _write(folder: Path, *lines: str) -> str:
    path = folder / "labelled.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ('"good"', "good"), ('"Low"', "low"), ("1", "good"), ("0", "low"), ("true", "good"),
        ('"filler"', "filler"), ('"spam"', "spam"), ('"boilerplate"', "boilerplate"),
        ('"low", "kind": "spam"', "spam"), ('"low", "kind": "odd"', "low"),
    ],
)  # fmt: skip
def test_labels(tmp_path: Path, label: str, kind: str) -> None:
    path = _write(tmp_path, f'{{"text": "a", "label": {label}}}')
    assert [each.kind for each in load([path], options=ReadOptions()).articles] == [kind]


@pytest.mark.parametrize(
    ("fields", "group"),
    [
        ('"group": "herald"', "herald"),
        ('"url": "https://news.example/a"', "news.example"),
        ('"group": "herald", "url": "https://news.example/a"', "herald"),
    ],
)
def test_groups(tmp_path: Path, fields: str, group: str) -> None:
    path = _write(tmp_path, f'{{"text": "a", "label": "good", {fields}}}')
    assert load([path], options=ReadOptions()).articles[0].group == group


def test_without_a_group_each_article_is_its_own(tmp_path: Path) -> None:
    path = _write(tmp_path, *['{"text": "a", "label": "good"}'] * 3)
    assert load([path], options=ReadOptions()).groups == 3


def test_unusable_records_are_told_with_their_line(tmp_path: Path) -> None:
    path = _write(tmp_path, '{"text": "a", "label": "good"}', '{"text": "b", "label": "fine"}', "{")
    loaded = load([path], options=ReadOptions())
    assert [item.place.line for item in loaded.unusable] == [2, 3]
    assert "--label-field" in loaded.unusable[0].reason
    assert loaded.counts == {"good": 1}


def test_nothing_labelled_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DetectorError, match=r"labelled\.jsonl:1"):
        load([_write(tmp_path, '{"text": "a"}')], options=ReadOptions())
