"""Invented residue: what it adds, what it leaves alone, and that it can be had again."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import training
from detector import DetectorError
from training.residue import inject, sorts
from training.residue.placing import breaks, parts
from training.residue.wordings import entities, slots, sort_tables

PARAGRAPHS = (
    "The ferry is late again",
    "The boat to Carrow left forty minutes late on Tuesday, the harbour office said. It was the "
    "third time this month. Nobody on the quay seemed surprised.",
    '"We\'ve stopped asking," said Oona Farrow, who sells tickets. Her brother-in-law, a stoker on '
    "the old Kestrel, blames the new pump. The firm doesn't answer letters.",
    "In 1998 the same crossing took 25 minutes; today it takes 31. The council will talk about it "
    "on Friday, and about the lamps on Mill Street.",
    "Until then the bakery opens at five. Its owner, Piet Hollander, keeps the lights on for those "
    "who wait.",
)
ARTICLE = "\n\n".join(PARAGRAPHS) + "\n"
FLAT = " ".join(PARAGRAPHS)
LINES = "\n".join(PARAGRAPHS)
SEEDS = range(40)
ADDED = tuple(sort_tables())
LETTERS = re.compile(r"[^\W_]+")
LEFTOVER = re.compile(r"\{\w|\w\}|\{phrase")


def _keeps_words(before: str, after: str) -> bool:
    """Whether the words of one text all stand in the other, in their order."""
    words = iter(LETTERS.findall(after))
    return all(word in words for word in LETTERS.findall(before))


@pytest.mark.parametrize("text", [ARTICLE, FLAT, LINES], ids=["paragraphs", "flat", "lines"])
@pytest.mark.parametrize("sort", sorts())
def test_a_sort_changes_the_text_and_keeps_its_words(sort: str, text: str) -> None:
    for seed in SEEDS:
        changed = inject(text, seed, [sort])
        assert changed != text
        assert _keeps_words(text, changed)
        assert ("\n" in changed) == ("\n" in text)
        assert not LEFTOVER.search(changed)


@pytest.mark.parametrize("sort", sorts())
def test_a_sort_cannot_be_learned_by_heart(sort: str) -> None:
    assert len({inject(ARTICLE, seed, [sort]) for seed in SEEDS}) >= 10


@given(text=st.text(max_size=300), seed=st.integers())
def test_any_text(text: str, seed: int) -> None:
    changed = inject(text, seed)
    assert changed == inject(text, seed)
    assert _keeps_words(text, changed)
    assert "\n" not in changed or "\n" in text


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "42", "\n\n1\n\n"])
def test_without_letters_nothing_is_done(text: str) -> None:
    assert inject(text, 1) == text


@pytest.mark.parametrize("sort", sorts())
@pytest.mark.parametrize(
    "text", ["word", "\nword\n", "One sentence.", "it's", "\ud800 odd", "ß\n\nç"]
)
def test_very_short_texts(sort: str, text: str) -> None:
    assert _keeps_words(text, inject(text, 3, [sort]))


def test_the_same_seed_gives_the_same_text() -> None:
    assert [inject(ARTICLE, seed) for seed in SEEDS] == [inject(ARTICLE, seed) for seed in SEEDS]
    assert len({inject(ARTICLE, seed) for seed in SEEDS}) == len(SEEDS)


def test_another_article_gets_other_residue() -> None:
    added = {inject(f"{FLAT} No. {n}.", 1, ADDED).replace(f"{FLAT} No. {n}.", "") for n in SEEDS}
    assert len(added) > len(SEEDS) // 2


def test_there_are_many_sorts() -> None:
    assert len(sorts()) == len(set(sorts())) >= 14


def test_an_unknown_sort_is_named() -> None:
    with pytest.raises(DetectorError, match=r"'comments'; there are doubled_paragraph"):
        inject(ARTICLE, 1, ["byline", "comments"])


def test_no_sorts_no_residue() -> None:
    assert inject(ARTICLE, 1, []) == ARTICLE


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [("navigation_row", False, False), ("byline", True, False), ("comment_tail", True, True)],
)
def test_residue_stands_where_pages_have_it(sort: str, first: bool, last: bool) -> None:
    changed = [inject(ARTICLE, seed, [sort]).strip().split("\n\n") for seed in SEEDS]
    assert all(each[0] == PARAGRAPHS[0] for each in changed) == first
    assert all(each[-1] != PARAGRAPHS[-1] for each in changed) == last


def test_a_byline_stands_below_the_title() -> None:
    assert inject(ARTICLE, 5, ["byline"]).split("\n\n")[2:] == ARTICLE.split("\n\n")[1:]
    assert inject(FLAT, 5, ["byline"]).endswith(FLAT)


def test_a_doubled_paragraph_is_one_of_the_article() -> None:
    for seed in SEEDS:
        counts = Counter(inject(ARTICLE, seed, ["doubled_paragraph"]).strip().split("\n\n"))
        assert sorted(counts) == sorted(PARAGRAPHS)
        assert sorted(counts.values()) == [1, 1, 1, 1, 2]


def test_related_titles_are_about_the_article() -> None:
    texts = [inject(ARTICLE, seed, ["related_links"]) for seed in range(200)]
    assert sum(text.count("Mill Street") > 1 for text in texts) > 20


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One.\n\nTwo\nlines.", ["One.", "Two\nlines."]),
        ("\nOne.\nTwo.\n", ["One.", "Two."]),
        (
            "It was done. Mr. Hu left. At 9 a.m. she won.",
            ["It was done.", "Mr. Hu left.", "At 9 a.m. she won."],
        ),
        ("", [""]),
    ],
)
def test_parts(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in parts(text)] == found
    assert len(breaks(text)) == len(found) - 1


@pytest.mark.parametrize("name", ADDED)
def test_a_sort_has_many_wordings(name: str) -> None:
    sort = sort_tables()[name]
    assert len(set(sort.wordings)) == len(sort.wordings) >= 12
    assert set(sort.where) <= {"top", "head", "middle", "tail", "before", "around"}
    assert all(("{phrase}" in wording) == (sort.where == ("around",)) for wording in sort.wordings)
    assert all(wording.count("{") == wording.count("}") for wording in sort.wordings)


def test_every_slot_is_written_by_someone() -> None:
    wordings = [wording for sort in sort_tables().values() for wording in sort.wordings]
    entries = [entry for listed in slots().values() for entry in listed]
    asked = set(re.findall(r"\{([A-Za-z]+)\}", " ".join(wordings + entries)))
    assert {name.lower() for name in asked} == {*slots(), "subject", "phrase"}


def test_entities_stand_for_one_character() -> None:
    assert all(len(character) == 1 for character in entities())
    assert all("&" in each and ";" in each for listed in entities().values() for each in listed)


def test_the_wordings_go_into_the_wheel() -> None:
    project = Path(training.__file__).parent.parent / "pyproject.toml"
    assert '"residue/*.toml"' in project.read_text("utf-8")
