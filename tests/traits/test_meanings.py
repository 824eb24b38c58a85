"""A trait that comes to mean something else has another version, so that old models are refused."""

from dataclasses import replace
from functools import cache

import pytest

from detector import traits
from detector.model import load
from detector.traits import MEASURES, TRAITS
from detector.traits.shapes import Phrases
from detector.traits.where import own_line

from .meanings import meanings, stored

NAMES = [each.name for each in (*TRAITS, *MEASURES)]
NOW = cache(meanings)
ENTER = "run `python -m tests.traits.meanings`"


@pytest.mark.parametrize("name", NAMES)
def test_what_it_finds_has_a_version(name: str) -> None:
    now, before = NOW()[name], stored().get(name)
    assert before is not None, f"{name} is new: {ENTER}"
    assert now[0] >= before[0], f"{name}: a version only rises"
    assert now[0] == before[0], f"{name} has a new version: {ENTER}, and train the models again"
    assert now[1] == before[1], (
        f"{name} finds something else in its examples: raise its version (models trained before "
        "are refused, so train the shipped ones again) or restore what it meant; if only its "
        f"examples have changed, {ENTER[:-1]} {name}`"
    )


def test_nothing_is_entered_that_is_gone() -> None:
    assert set(stored()) <= set(NAMES), ENTER


def test_the_shipped_models_know_the_versions_of_now() -> None:
    assert load().lines.levels


def test_a_changed_trait_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    place = NAMES.index("comment_tail")
    trait = TRAITS[place]
    assert isinstance(trait, Phrases)
    changed = replace(trait, where=own_line(), cut=None)
    assert changed.version == trait.version
    monkeypatch.setattr(traits, "TRAITS", (*TRAITS[:place], changed, *TRAITS[place + 1 :]))
    monkeypatch.setattr("tests.traits.meanings.TRAITS", traits.TRAITS)
    assert meanings()["comment_tail"] != stored()["comment_tail"]
