"""The forms in which the line model sees pages and articles."""

import gzip
import json
from pathlib import Path

import numpy as np

from training.lines import sheets
from training.lines.pages import Page

LINES = ("Home", "News", "The ferry stopped at noon.", "Advert", "It came back at six.", "Imprint")
GOLD = (False, False, True, False, True, False)


def _page(host: str = "example.org") -> Page:
    return Page(
        source="made",
        host=host,
        language="en",
        lines=LINES,
        gold=GOLD,
        counted=(True,) * len(LINES),
    )


def test_a_line_begins_where_the_sheet_says() -> None:
    (sheet,) = sheets.whole([_page()])
    assert [sheet.text[start:].split("\n")[0] for start in sheet.starts] == list(LINES)
    assert sheet.main.tolist() == list(GOLD)
    assert sheet.group == "example.org"


def test_pages_without_a_host_are_groups_of_their_own() -> None:
    assert len({sheet.group for sheet in sheets.whole([_page(""), _page("")])}) == 2


def test_a_crop_keeps_the_article_and_little_else() -> None:
    many = [f"Entry {number}" for number in range(100)]
    lines = [*many, "It rained.", "Advert", "It stopped.", *many]
    main = np.array([line.startswith("It ") for line in lines])
    page = sheets.sheet(lines, main, group="a")
    (crop,) = sheets.crops([page], 0.5)
    left = crop.text.split("\n")
    assert {"It rained.", "It stopped."} <= set(left)
    assert len(left) <= 3 + 2 * sheets.CROP
    assert [line for line, own in zip(left, crop.main, strict=True) if own] == [
        "It rained.",
        "It stopped.",
    ]
    assert crop.weight == 0.5
    assert crop.form == "crop"


def test_a_page_without_an_article_is_not_cropped() -> None:
    page = sheets.sheet(["Home"], np.array([False]), group="a")
    assert not list(sheets.crops([page], 0.5))


def test_only_what_was_put_in_is_residue() -> None:
    text = "\n\n".join(
        f"Paragraph {number} tells of the harbour and its boats." for number in "abcdef"
    )
    good = [sheets.Good(text, "a")] * 20
    soiled = list(sheets.soiled(good, 0.4))
    assert all(sheet.form == "soiled" for sheet in soiled)
    for sheet in soiled:
        lines = sheet.text.split("\n")
        own = [line for line, main in zip(lines, sheet.main, strict=True) if main and line]
        assert own == [line for line in text.split("\n") if line]
        assert not sheet.main.all()


def test_other_languages_are_drawn_evenly(tmp_path: Path) -> None:
    rows = [
        {
            "text": f"{lang} {n}",
            "label": label,
            "split": split,
            "layout": True,
            "lang": lang,
            "group": lang,
        }
        for lang in ("pl", "ru")
        for n in range(5)
        for label, split in (("good", "train"), ("good", "test"), ("filler", "train"))
    ]
    path = tmp_path / "others.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    found = sheets.other_languages(path, 3)
    assert [each.group for each in found] == ["pl"] * 3 + ["ru"] * 3
    assert len({each.text for each in found}) == 6
