"""What is mended, what is left as it stands, and that mending twice is mending once."""

import pytest
from hypothesis import given

from detector.lines.cleaned import ResidueKind, restore
from tests.lines.test_cutting import TEXTS, cleaned

SPACED = "The bridge , he said , is old , and it is closed ."
CLOSED = "The bridge, he said, is old, and it is closed."


def mended(text: str) -> str:
    [result] = cleaned([text])
    assert restore(result.text, result.residue) == text
    assert all(each.kind is ResidueKind.MARKUP for each in result.residue)
    assert all(each.probability == 1.0 for each in result.residue)
    assert result.share == 0.0
    return result.text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The port closed.</p>", "The port closed."),
        ("The port closed.</p>\nIt rained.", "The port closed.\nIt rained."),
        ("<strong>Rain</strong> is due.<br />", "Rain is due."),
        ("- < strong >Trust:< / strong > Keep them open. li >", "- Trust: Keep them open."),
        ("The talks went on. p >\n< / ul > p >Now it rests.", "The talks went on.\nNow it rests."),
        ("A firm strong >answer strong >is due.", "A firm answer is due."),
        ("The bridge is shut br />until May.</li", "The bridge is shut until May."),
        ("The bridge is shut.<br>It opens in May.", "The bridge is shut. It opens in May."),
        ("They met <br /> in May <b> , </b> he said.", "They met in May, he said."),
        ("It rained.\n</p>\nIt stopped.", "It rained.\nIt stopped."),
        ("It rained.\n\n<br />\n\nIt stopped.\n", "It rained.\n\nIt stopped.\n"),
        ("It rained.\n\n- </li>\n\nIt stopped.", "It rained.\n\nIt stopped."),
        ("The mayor&nbsp;said no. &nbsp;He left.", "The mayor said no. He left."),
        ("It&#8217;s a long &quot;list&quot;.", "It’s a long \"list\"."),
        ("Salt & amp ; pepper, bread &amp;amp; butter.", "Salt & pepper, bread & butter."),
        ("The caf&eacute; of Smith &amp; Sons.", "The café of Smith & Sons."),
        ("It rained.\n&nbsp;\nIt stopped.", "It rained.\nIt stopped."),
        ('[caption id="a_9" align="left"]The pier[/caption]', "The pier"),
        ('The fair. [gallery ids="4,5"]\nIt rained.', "The fair.\nIt rained."),
        ("The bridge opened.[/vc_column_text][/vc_row]", "The bridge opened."),
        ("It rained.\n[gallery]\nIt stopped.", "It rained.\nIt stopped."),
        ("Itâ€™s late, and the cafÃ© is shut.", "It’s late, and the café is shut."),
        ("They paid Â£30 â€“ in cash.", "They paid £30 – in cash."),
        (SPACED, CLOSED),
        (SPACED + "\nIt ( the old one ) was shut !", CLOSED + "\nIt (the old one) was shut!"),
        ("The bridge , he said, is old.</p>", "The bridge, he said, is old."),
        (SPACED + "\nIt ’ s late.", CLOSED + "\nIt’s late."),
    ],
)  # fmt: skip
def test_mends(text: str, left: str) -> None:
    assert mended(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "The rate is &lt; 5 and the sum &gt; 9; all is well.",
        "Use `<strong>` for weight, and `&nbsp;` where a line must not break.",
        "```html\n<p>Hello<br />\n</ul> &amp; [gallery]\n```\nThat is the page.",
        "It reads so:\n\n    <p>Salt &amp; pepper</p>\n\nThat was it.",
        "# Photos\n\nSee <em>all</em> of them [here](x).<br>\nSalt &amp; pepper [gallery]\n",
        "In HTML, <br> ends a line and &nbsp; keeps two words together.",
        "The shortcode [gallery] shows pictures.",
        'The thread is now called "<main>" and no longer "<nav>".',
        "We fixed the <table> that was too wide, and were glad.",
        "The loss is $x < y$ and $\\alpha > 0$; the rest</p> is noise.",
        "If a < b and b > c, then p > 0.05 and i > j; all is well.",
        "| a<br>b | c &amp; d |\n|---|---|\n| d , e | f . |",
        "Home > sports > table > Football",
        "Read the article >\nBook a table >",
        "A set of un<b>believ</b>able size</b>able words.",
        "British Petroleum <BP> and Pitney <P> rose; <BR> fell.",
        "The judge wrote that [t]he [code] is plain [sic].",
        "Read [the guide]({{ site.url }}/guide) in {{ page.title }}.",
        "Bob , the builder, came on Monday , and left.",
        "Well ... he ran .NET and .com sites at .5 percent, and then . . . he stopped.",
        "Il a dit « Ah ! » et puis : « Non ; jamais ! » Parce que , voilà , c'est la vie .",
        "Milk    .  2.30\nBread   .  1.80\nEggs    ,  3.00",
        "```\nlet x = [ 1 , 2 , 3 , 4 , 5 ] ;\n```\nThat is how it is done.",
        "We set f ( x , y ) = g ( x , y , z ) and h = ( a , b , c ) here.",
        "Reply . Like . Share . Report . Reply . Like . Share . Report",
        "Le château, la tâche, les dégâts, l'âne et les hôpitaux.",
        "The sign costs 30 € – or £25 © 2020 ™ … and 20 °C ± 1.",
        "The ma\ufffdor said \ufffd\ufffdno.",
        "See https://example.org/list?a=1&amp;b=2 for the table.",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert mended(text) == text


def test_touching_repairs_are_one() -> None:
    [result] = cleaned(["The port closed.</p></div>\n</ul>\n\n</li>\nIt rained."])
    assert [each.text for each in result.residue] == ["</p></div>", "</ul>\n\n</li>\n"]


def test_lines_that_are_cut_are_not_mended() -> None:
    [result] = cleaned(["It rained.\nShare &amp; like\nA&amp;B"], lambda line: "Share" in line)
    assert result.text == "It rained.\nA&B"
    assert [each.replacement for each in result.residue] == ["", ""]


def test_what_comes_to_light_is_mended_too() -> None:
    assert (
        mended("It&amp;rsquo;s &amp;nbsp now, and the end&amp;#8230;") == "It’s now, and the end…"
    )


def test_an_emptied_line_is_residue() -> None:
    [result] = cleaned(["It rained.\n\n<br />\n\nIt stopped."])
    [residue] = result.residue
    assert (residue.text, residue.kind) == ("<br />\n\n", ResidueKind.MARKUP)
    assert (residue.probability, result.share) == (1.0, 0.0)


def test_an_article_that_is_only_markup_goes_and_its_neighbour_is_mended() -> None:
    results = cleaned(["<p", "The port closed.&amp;nbsp"])
    assert [result.text for result in results] == ["", "The port closed."]


@given(text=TEXTS)
def test_mending_twice_is_mending_once(text: str) -> None:
    once = mended(text)
    assert mended(once) == once
