"""Every measure on its own examples, and what must hold of all of them on any text."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detector.traits import MEASURES, compiled, find, measure
from detector.traits.shapes import Measure

NAMES = [each.name for each in MEASURES]
SAMPLES = [text for each in MEASURES for text, _ in each.examples]
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
TEXTS = ANY_TEXT | st.lists(st.sampled_from(SAMPLES), max_size=6).map("\n".join)


EXAMPLES = [
    pytest.param(each, text, value, id=f"{each.name}-{number}")
    for each in MEASURES
    for number, (text, value) in enumerate(each.examples)
]


def _measured(*texts: str) -> np.ndarray:
    return measure(find(texts).body)


@pytest.mark.parametrize(("each", "text", "value"), EXAMPLES)
def test_examples(each: Measure, text: str, value: float) -> None:
    assert _measured(text)[0, NAMES.index(each.name)] == pytest.approx(value)


@pytest.mark.parametrize("each", MEASURES, ids=NAMES)
def test_an_empty_article_has_zero(each: Measure) -> None:
    column = NAMES.index(each.name)
    assert _measured("", "\n\n", " \t\n")[:, column].tolist() == [0.0, 0.0, 0.0]


def test_no_article_has_no_rows() -> None:
    assert _measured().shape == (0, len(MEASURES))


@given(text=TEXTS)
@example(text="\ud800" * 50)
@example(text="a" * 100_000)
@example(text="\x00")
def test_finite_for_any_text(text: str) -> None:
    values = _measured(text)
    assert values.shape == (1, len(MEASURES))
    assert np.isfinite(values).all()
    assert (values >= 0).all()


@given(texts=st.lists(TEXTS, max_size=6))
def test_a_batch_equals_one_at_a_time(texts: list[str]) -> None:
    alone = [_measured(text)[0] for text in texts]
    if alone:
        np.testing.assert_array_equal(_measured(*texts), np.stack(alone))


@given(text=TEXTS, blanks=st.integers(1, 50))
def test_blank_lines_at_the_end_change_nothing(text: str, blanks: int) -> None:
    np.testing.assert_array_equal(*_measured(text, text + "\n" * blanks)[:, None])


@pytest.mark.parametrize("each", MEASURES, ids=NAMES)
def test_bold_type_changes_nothing(each: Measure) -> None:
    plain = "The ferry sailed at noon. Ms Okafor said that she saw it, and waved.\nIt came back."
    bold = plain.replace("Ms Okafor", "**Ms Okafor**").replace("waved", "*waved*")
    column = NAMES.index(each.name)
    before, after = _measured(plain, bold)[:, column]
    assert before == after


def test_a_share_is_a_share() -> None:
    shares = [place for place, name in enumerate(NAMES) if name.endswith(("_share", "_ratio"))]
    values = _measured(*SAMPLES)[:, shares]
    assert (values <= 1.0).all()


def test_names_differ_and_examples_are_on_both_sides() -> None:
    assert len(set(NAMES)) == len(NAMES)
    for each in MEASURES:
        assert each.doc, each.name
        assert len({value for _, value in each.examples}) > 1, each.name


def test_measures_share_the_traits_tables() -> None:
    assert {each.lines for each in MEASURES if each.lines} <= set(compiled().members)
