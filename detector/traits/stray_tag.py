"""Markup left over when a page was stripped: whole tags, half tags, tags torn apart by spaces.

A torn or half tag (`< / strong >`, `li >`, `</p`) is always a fault. Whole tags are one too, save
where the text is Markdown or HTML source on purpose: there a tag with its partner is read as
intended. Code, backticks, company codes such as "<BP>", "<3", sums and addresses are passed over.
"""

from detector.arrays import PhraseHits
from detector.lexemes import Lexemes
from detector.traits.shapes import Example, Spans, Structure, spans
from detector.traits.structures.source import is_hypertext, is_markdown, line_at
from detector.traits.structures.tags import Tag, meant, tags_by_article

LINES_OF_SOURCE = 3  # so many lines with paired tags are no accident


def find(lexemes: Lexemes, _: PhraseHits) -> Spans:
    """Find the tags that are not meant."""
    markdown, hypertext = is_markdown(lexemes), is_hypertext(lexemes)
    found = [
        tag
        for article, tags in tags_by_article(lexemes).items()
        for tag in _stray(lexemes, tags, bool(markdown[article]), bool(hypertext[article]))
    ]
    return spans([tag.start for tag in found], [tag.end for tag in found])


def _stray(lexemes: Lexemes, tags: list[Tag], markdown: bool, hypertext: bool) -> list[Tag]:
    """Leave out the tags that are meant, where the article is source text."""
    line = line_at(lexemes, [tag.start for tag in tags])
    paired = len(set(line[meant(tags, source=False)].tolist()))
    source = hypertext or paired >= LINES_OF_SOURCE
    if not (source or markdown):
        return tags
    kept = set(range(len(tags))) - set(meant(tags, source=source))
    return [tags[place] for place in sorted(kept)]


TRAIT = Structure(
    name="stray_tag",
    doc=__doc__,
    find=find,
    flags=[
        Example("The port closed.</p>", spans=["</p>"]),
        Example("<strong>Rain</strong> is due.<br />", spans=["<strong>", "</strong>", "<br />"]),
        Example(
            "- < strong >Trust:< / strong > Keep the lines open. li >",
            spans=["< strong >", "< / strong >", "li >"],
        ),
        Example(
            "The talks went on. p >\n< / ul > p >Now it rests.", spans=["p >", "< / ul >", "p >"]
        ),
        Example("A firm strong >answer strong >is due.", spans=["strong >", "strong >"]),
        Example("The bridge is shut br />until May.</li", spans=["br />", "</li"]),
        Example(
            'It rained. /p>\n<span style="color: red">Soaked',
            spans=["/p>", '<span style="color: red">'],
        ),
    ],
    passes=[
        "British Petroleum <BP> and Pitney <P> rose; <BR> fell. I <3 this town.",
        "If a < b and b > c, then p > 0.05 and i > j; all is well <https://example.org/p>.",
        "Write to Ann <ann@example.org> -> she answers => always >> see below.",
        "Use `<strong>` for weight, and end it with `</strong>`.",
        "```html\n<p>Hello<br />\n</ul>\n```\nThat is the page.",
        '# Photos\n\nSee <em>all</em> of them [here](x).\n\n<img src="a.jpg" alt="A pier">\n',
        "The rule `ul > li` and the rule div > p are not the same in CSS.",
        "Home > Sports > Football\n> A quotation stands here.\n> I am its second line.",
    ],
)
