"""Articles of every form come back byte for byte: nothing of them is residue."""

import pytest

from detector import Detector

OPENING = (
    "The harbour master of Nordhavn keeps a notebook in which he has written down every ship that "
    "called since 1998. It is bound in oilcloth, and he does not lend it out."
)
CLOSING = (
    "When the last ferry had left he closed the notebook, put it back on the shelf above the stove "
    "and went out to see whether the lamp on the eastern mole was burning."
)
FORMS = {
    "headings": "# A notebook\n\n{o}\n\n## The ships\n\n{c}\n\n## The lamp\n\n{o}\n",
    "plain headings": "A notebook\n\n{o}\n\nThe ships\n\n{c}\n\nThe lamp\n\n{o}",
    "code": (
        "{o}\n\nHe keeps them in a small script:\n\n```python\nships = []\n\n\ndef call(name):\n"
        "    ships.append(name)\n    return len(ships)\n```\n\nIt has never failed him.\n\n{c}\n"
    ),
    "indented code": (
        "{o}\n\nThe script is short:\n\n    ships = open('ships.txt')\n    for ship in ships:\n"
        "        print(ship)\n\nIt prints the ships in the order in which they came.\n\n{c}\n"
    ),
    "table": (
        "{o}\n\n| Ship | Called | Cargo |\n|------|--------|-------|\n| Astrid | 12 | timber |\n"
        "| Jonna | 7 | salt |\n| Vega | 3 | grain |\n\n{c}\n"
    ),
    "list": (
        "{o}\n\nHe writes down four things:\n\n- the name of the ship\n- the hour at which she "
        "came in\n- what she carried\n- the weather\n\n{c}\n"
    ),
    "numbered": "{o}\n\n1. Boil the water.\n2. Add the salt.\n3. Wait for an hour.\n\n{c}\n",
    "verse": (
        "{o}\n\nThe old men sing of it still:\n\nThe lamp is lit, the lamp is low,\nThe boats come "
        "home in rows of snow,\nAnd no one asks the reason why\nThe gulls have left the winter "
        "sky.\n\nThe lamp is lit, the lamp is low,\nThe tide will tell us when to go.\n\n{c}\n"
    ),
    "dialogue": (
        "{o}\n\n“Is it true?” she asked.\n\n“Every word.”\n\n“And the Astrid?”\n\n“She came in "
        "March.”\n\nHe looked at the stove.\n\n“No,” he said. “In April.”\n\n{c}\n"
    ),
    "short paragraphs": (
        "{o}\n\nIt was cold.\n\nNobody spoke.\n\nThen the bell rang twice, and the men on the quay "
        "put down their cups.\n\nThe ferry was late.\n\n{c}\n"
    ),
    "mathematics": (
        "{o}\n\nThe height of the tide is $h = a \\cos(\\omega t)$, where a < 3 and t > 0.\n\n"
        "$$\\int_0^T h\\,dt = 0$$\n\nSo the mean is nought.\n\n{c}\n"
    ),
    "quotations": "{o}\n\n> I have never lost a ship.\n>\n> They lost themselves.\n\n{c}\n",
    "windows line breaks": "{o}\r\n\r\nIt rained.\r\n\r\n{c}\r\n",
    "many blank lines": "\n\n{o}\n\n\n\nIt rained for a week.\n\n\n{c}\n\n\n",
    "one line": "{o} {c}",
    "no last line break": "{o}\n{c}",
    "about comments": (
        "{o}\n\nUnder the photograph somebody had written that readers should leave a comment, "
        "and that the newsletter would tell the rest; he did neither, and never accepted a cookie."
        "\n\n{c}"
    ),
}


@pytest.mark.parametrize("level", ["gentle", "balanced"])
@pytest.mark.parametrize("form", FORMS)
def test_an_article_comes_back_byte_for_byte(detector: Detector, form: str, level: str) -> None:
    text = FORMS[form].replace("{o}", OPENING).replace("{c}", CLOSING)
    cleaned = detector.clean(text, level=level)
    assert [each.text for each in cleaned.residue] == []
    assert cleaned.text == text
