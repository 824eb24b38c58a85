"""Invented pages: always the same, and each line labelled as what it is."""

from random import Random

from benchmarks.pages import SENTENCES, article, made

PAGES = made(40)


def _beginning(wording: str) -> str:
    """Return what stands before the first blank of a wording."""
    return wording.split("{")[0]


def test_the_same_seed_gives_the_same_pages() -> None:
    assert made(5) == made(5) == PAGES[:5]
    assert made(5, seed=2) != PAGES[:5]


def test_a_page_has_lines_above_inside_and_below_its_article() -> None:
    for page in PAGES:
        main = [number for number, right in enumerate(page.gold) if right]
        assert 0 < main[0] < main[-1] < len(page.lines) - 1
        assert len(page.lines) == len(page.gold) == len(page.counted)
    between = [not all(page.gold[page.gold.index(True) : -1]) for page in PAGES]
    assert sum(between) > 20


def test_residue_has_no_sentence_of_the_article() -> None:
    openings = tuple(each for each in map(_beginning, SENTENCES) if len(each) > 20)
    assert len(openings) > 5
    for page in PAGES:
        own = [line for line, right in zip(page.lines, page.gold, strict=True) if right]
        others = [line for line, right in zip(page.lines, page.gold, strict=True) if not right]
        assert not set(own) & set(others)
        assert not [line for line in others if line.startswith(openings)]
        assert sum(len(line.split()) for line in own) > 60


def test_the_labels_are_those_of_the_article_alone() -> None:
    rng = Random(11)
    own = article(rng)
    page = made(1)[0]
    assert [line for line, right in zip(page.lines, page.gold, strict=True) if right] == own


def test_lines_are_lines() -> None:
    for page in PAGES:
        assert all(line.strip() and "\n" not in line for line in page.lines)
        assert page.text.split("\n") == list(page.lines)


def test_sites_and_language() -> None:
    assert len({page.host for page in PAGES}) == 12
    assert {page.language for page in PAGES} == {"en"}
