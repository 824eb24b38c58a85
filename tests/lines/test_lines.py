"""What cleaning promises, with the shipped line model."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detector import Detector, DetectorError, restore, traits
from detector.errors import ModelError
from detector.lines import long_pages, looks
from detector.lines.cleaned import Level, ResidueKind
from detector.lines.model import MANIFEST, TREES, load
from detector.model_folder import default_path

PARAGRAPHS = (
    "The ferry to the island stopped at noon on Tuesday, and by evening the queue of lorries "
    "reached the church at the top of the hill.",
    "Anna Brandt, who has sold tickets there since 2009, said the company had told her nothing. "
    "She heard of it from a driver who had been waiting since breakfast.",
    "“We will wait,” he said.",
    "On Wednesday morning the mayor drove down to the harbour with coffee and two boxes of bread "
    "rolls, and waited with the drivers until the first boat came back.",
    "Nobody could say why the boat had stopped, and the company did not answer the telephone "
    "until the evening, when a clerk promised that the money would be paid back.",
)
ARTICLE = "\n\n".join(PARAGRAPHS)
MENU = ["Home", "News", "Sport", "Business", "Opinion", "Culture", "Travel", "Weather", "Log in"]
FOOTER = ["Share this article", "Facebook", "Twitter", "WhatsApp", "Read next"]
FOOTER += ["Mayor opens new bridge", "Ten walks for autumn", "Harbour prices rise again"]
FOOTER += ["Privacy policy", "Terms of use", "© 2021 The Island Courier. All rights reserved."]
PAGE = "\n".join([*MENU, "Ferry stops, lorries queue", *PARAGRAPHS, *FOOTER])
TEXTS = st.lists(
    st.sampled_from([*PARAGRAPHS, *MENU, *FOOTER, "", "\r", "# Heading", "| a | b |", "\ud800"])
    | st.text(max_size=30),
    max_size=12,
).map("\n".join)


@pytest.mark.parametrize("level", list(Level))
def test_a_page_loses_its_menu_and_keeps_its_article(detector: Detector, level: Level) -> None:
    cleaned = detector.clean(PAGE, level=level)
    assert all(paragraph in cleaned.text for paragraph in PARAGRAPHS)
    if level is not Level.GENTLE:
        lines = cleaned.text.split("\n")
        assert not {*MENU[:8], "Facebook", "Terms of use"} & set(lines)


@pytest.mark.parametrize("level", list(Level))
def test_a_clean_article_comes_back_as_it_is(detector: Detector, level: Level) -> None:
    assert detector.clean(ARTICLE, level=level).text == ARTICLE


def test_levels_cut_more_and_more(detector: Detector) -> None:
    gentle, balanced, thorough = (detector.clean(PAGE, level=level).share for level in Level)
    assert gentle <= balanced <= thorough


def test_a_kind_can_be_kept(detector: Detector) -> None:
    found = {each.kind for each in detector.clean(PAGE).residue}
    kind = next(iter(found - {ResidueKind.OTHER}))
    kept = detector.clean(PAGE, keep=[kind])
    assert kind not in {each.kind for each in kept.residue}
    assert kept.share < detector.clean(PAGE).share


@given(text=TEXTS, level=st.sampled_from(list(Level)))
@example(text="", level=Level.BALANCED)
@example(text="\n\n\n", level=Level.THOROUGH)
@settings(deadline=None)
def test_nothing_is_lost(detector: Detector, text: str, level: Level) -> None:
    cleaned = detector.clean(text, level=level)
    assert restore(cleaned.text, cleaned.residue) == text
    assert 0.0 <= cleaned.share <= 1.0
    assert all(0.0 <= each.probability <= 1.0 for each in cleaned.residue)


@given(texts=st.lists(TEXTS, max_size=4))
@settings(deadline=None)
def test_a_batch_is_cleaned_as_each_alone(detector: Detector, texts: list[str]) -> None:
    assert list(detector.clean_many(texts)) == [detector.clean(text) for text in texts]


@given(text=TEXTS)
@settings(deadline=None)
def test_reasons_add_up_to_the_decision(detector: Detector, text: str) -> None:
    lines = detector.lines(text)
    cut = "".join(each.text for each in detector.clean(text).residue)
    for line in lines:
        assert line.logit == pytest.approx(sum(each.contribution for each in line.contributions))
        assert 0.0 <= line.probability <= 1.0
        assert line.kept or text[line.start : line.end] in cut


def test_reasons_are_told_of_the_line(detector: Detector) -> None:
    menu = next(line for line in detector.lines(PAGE) if PAGE[line.start : line.end] == "Sport")
    assert not menu.kept
    assert menu.reasons
    assert menu.logit < 0


def test_processes_share_the_work(detector: Detector) -> None:
    texts = [PAGE, ARTICLE] * 3
    assert list(detector.clean_many(texts, jobs=2)) == list(detector.clean_many(texts))


def test_wrong_names_are_refused(detector: Detector) -> None:
    with pytest.raises(DetectorError, match="gentle, balanced, thorough"):
        detector.clean(PAGE, level="harsh")
    with pytest.raises(DetectorError, match="navigation, byline"):
        detector.clean(PAGE, keep=["menus"])


def test_long_pages_are_read_in_pieces(detector: Detector, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\r\n".join([PAGE] * 3)
    monkeypatch.setattr(long_pages, "LONGEST", 700)
    parts = long_pages.pieces(text)
    assert "".join(parts) == text
    assert all(len(part) <= 702 for part in parts)
    assert all(part.endswith("\n") for part in parts[:-1])
    cleaned = detector.clean(text)
    assert restore(cleaned.text, cleaned.residue) == text
    assert [text[line.start : line.end] for line in detector.lines(text)] == [
        line for line in text.replace("\r", "\n").split("\n") if line
    ]


def test_an_article_is_one_piece() -> None:
    assert long_pages.pieces(PAGE) == [PAGE]
    assert long_pages.pieces("") == []
    assert not long_pages.is_long(PAGE)


@pytest.mark.parametrize("text", ["a\n" * 25_000, "The ferry stopped. " * 25_000 + "\nHome"])
def test_a_very_long_text_is_cleaned(detector: Detector, text: str) -> None:
    assert long_pages.is_long(text)
    cleaned = detector.clean(text)
    assert restore(cleaned.text, cleaned.residue) == text


def test_a_line_too_long_for_a_piece_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_pages, "LONGEST", 10)
    assert long_pages.pieces("a" * 25) == ["a" * 10, "a" * 10, "a" * 5]


def test_a_folder_without_lines_uses_the_shipped_ones(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(default_path(), tmp_path / "model"))
    (folder / MANIFEST).unlink()
    assert Detector.load(folder).clean(PAGE) == Detector.load().clean(PAGE)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"schema": 99}', b'{"schema": 2}'])
def test_a_damaged_header_is_refused(tmp_path: Path, damage: bytes) -> None:
    folder = Path(shutil.copytree(default_path(), tmp_path / "model"))
    (folder / MANIFEST).write_bytes(damage)
    with pytest.raises(ModelError, match=MANIFEST):
        load(folder)


def test_other_trees_are_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(default_path(), tmp_path / "model"))
    (folder / TREES).write_bytes((folder / TREES).read_bytes()[:-1])
    with pytest.raises(ModelError, match=TREES):
        load(folder)


def test_every_column_has_a_name_of_its_own() -> None:
    assert len(set(looks.FIRST)) == len(looks.FIRST)
    assert len(set(looks.SECOND)) == len(looks.SECOND)


def test_every_measure_has_a_column() -> None:
    view = looks.view(traits.find([PAGE]))
    rows = looks.first(view)
    lines = len(view.page.place)
    nothing = np.zeros(lines)
    assert rows.shape == (lines, len(looks.FIRST))
    assert looks.second(view.page, nothing, nothing).shape == (lines, len(looks.SECOND))
    assert np.isfinite(rows).all()
