"""Attacks change what a filter reads and not what people read; most of them are undone."""

import random

import pytest

from detector import Detector
from detector.traits import find
from training.attacks import ATTACKS, attack
from training.attacks.words import pad
from training.evaluate import evaluate

from .samples import Knowing, cases

OF_CHARACTERS = (
    "homoglyphs", "zero-width characters", "soft hyphens", "bidirectional marks",
    "full-width letters", "mathematical letters", "combining marks", "entities for letters",
)  # fmt: skip
STORY = (
    "The ferry to the island stopped at noon on Tuesday, because the harbour was full of ice. "
    "Nobody knew when it would sail again, and the mayor drove down with coffee for the drivers.\n"
    "They had waited there since the morning, and some of them slept in their seats.\n"
)
OTHER = "A walk through the market took an hour. The fish was gone by ten. Bread was left."


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_changes_a_text_and_is_repeated_exactly(name: str) -> None:
    first = attack(name, [STORY, STORY * 2], [OTHER])
    assert first != [STORY, STORY * 2]
    assert attack(name, [STORY, STORY * 2], [OTHER]) == first
    assert attack(name, ["", "\n", "123"], [OTHER])[0] == ""


@pytest.mark.parametrize("name", OF_CHARACTERS)
def test_a_disguise_of_characters_comes_off(name: str) -> None:
    (disguised,) = attack(name, [STORY * 3], [OTHER])
    assert find([disguised]).whole.text == STORY * 3


@pytest.mark.parametrize("name", OF_CHARACTERS)
def test_a_disguise_does_not_change_the_quality(name: str, detector: Detector) -> None:
    texts = [STORY * 3, "In conclusion, it remains to be seen how it unfolds. " * 9]
    for plain, disguised in zip(
        detector.score_many(texts), detector.score_many(attack(name, texts, [OTHER])), strict=True
    ):
        tricks = {"hidden_characters", "mixed_script"} & set(disguised.traits)
        assert tricks
        parts = sum(c.contribution for c in disguised.contributions if c.feature in tricks)
        assert disguised.logit - parts <= plain.logit + 0.2
        assert disguised.label in (plain.label, "low")


def test_spelled_words_are_read(detector: Detector) -> None:
    (spelled,) = attack("spaced-out letters", [STORY * 3], [OTHER])
    words = set(find([spelled]).whole.text.split())
    assert len(words & set(STORY.split())) > 0.9 * len(set(STORY.split()))
    assert "broken_words" in detector.score(spelled).traits


@pytest.mark.parametrize(("before", "behind"), [(0.5, 0.5), (1.0, 0.0), (0.0, 1.0)])
def test_padding_is_as_long_as_it_says(before: float, behind: float) -> None:
    padded = pad(STORY, OTHER, before=before, behind=behind)
    assert STORY in padded
    start = padded.index(STORY)
    rest = len(padded) - start - len(STORY)
    assert start == pytest.approx(before * len(STORY), abs=60)
    assert rest == pytest.approx(behind * len(STORY), abs=60)


def test_padding_of_one_line_stays_on_one_line() -> None:
    flat = " ".join(STORY.split())
    assert "\n" not in pad(flat, "One.\n\nTwo. Three.", before=1, behind=1)


def test_slips_leave_most_words_alone() -> None:
    words = STORY.split()
    slipped = ATTACKS["misspelling"](STORY, random.Random(1), "").split()
    same = sum(one == other for one, other in zip(words, slipped, strict=True))
    assert 0.7 < same / len(words) < 1.0


def test_the_table_of_an_evaluation() -> None:
    known = cases(50)
    found = evaluate([each.article for each in known], Knowing(known), resamples=1)
    assert [each.attack for each in found.attacks] == list(ATTACKS)
    assert all(each.articles == 100 for each in found.attacks)
    changed = {each.attack: each for each in found.attacks}["padding with good text"]
    assert (changed.caught, changed.lost, changed.good_low) == (0.0, 1.0, 0.0)


def test_without_anything_caught_there_is_no_table() -> None:
    known = [each for each in cases(20) if each.article.good]
    assert evaluate([each.article for each in known], Knowing(known), resamples=1).attacks == ()
