"""What cleaning takes is measured in processes of their own, and told in relation to 5 KB."""

import pytest

from benchmarks.scaling import cleaning
from benchmarks.scaling.cleaning import PAGES, WORST, Cost


@pytest.mark.parametrize("name", [PAGES, *WORST])
@pytest.mark.parametrize("length", [40_000, 400_000])
def test_a_text_has_its_length(name: str, length: int) -> None:
    text = cleaning._text(name, length)
    assert length - 100 < len(text) <= length
    assert text == cleaning._text(name, length)


def test_figures_are_relative_to_the_smallest_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def cost(name: str, length: int) -> Cost:
        slow = 3 if name == "digits" else 1
        return Cost(seconds=length * slow * 1e-7, memory=length * 20)

    monkeypatch.setattr(cleaning, "cost", cost)
    rows = list(cleaning.report(sizes=(5_000, 50_000), worst=(40_000,)))[1:-1]
    assert len(rows) == 2 + len(WORST)
    assert rows[1].split()[-6:] == ["50", "100", "1.0", "x", "20.0", "x"]
    digits = next(row for row in rows if row.startswith("digits"))
    assert digits.split() == ["digits", "40", "300", "3.0", "x", "20.0", "x"]
