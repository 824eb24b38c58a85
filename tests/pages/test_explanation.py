"""The page of an explanation: whole, self-contained, and deaf to what the article says."""

import json
import re
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector import Detector
from detector.article import Article
from detector.formats import Place, Record
from detector.lines.cleaned import Line
from detector.pages.explanation import page
from detector.printable import printable
from detector.verdict import Contribution, Label, TraitSpan, Verdict
from tests.cli.plain import lines
from tests.cli.samples import GOOD, Invoke

HOSTILE = (
    "</div><script>alert(1)</script><img src=x onerror=alert(2)>"
    "\"'><style>*{display:none}</style>{policy}{0}&amp;&#x3c;javascript:alert(3)"
)
OUTLINE = ("html", "head", "meta", "title", "style", "body", "header", "footer", "section")
ALLOWED = {*OUTLINE, "h1", "h2", "p", "ul", "li", "b", "i", "div", "span", "mark", "svg", "rect"}
ALLOWED |= {"del", "small", "details", "summary", "bdi"}
MINUS = "\N{MINUS SIGN}"
UNCLOSED = frozenset({"meta", "rect"})
TRAITS = ("comment_tail", "stray_tag")


class Page(HTMLParser):
    """What a browser would make of the page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.article = ""
        self.struck = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in UNCLOSED:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in UNCLOSED:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "div" in self.open and self.open[-1] not in ("small", "summary"):
            self.article += data
        if "del" in self.open and "div" in self.open:
            self.struck += data


def explained(
    text: str,
    spans: list[tuple[int, int]],
    title: str = "The ferry",
    lines: Sequence[Line] = (),
) -> str:
    """Return the page for a text with spans of two traits in turn, and a run of words."""
    found = tuple(
        TraitSpan(trait=TRAITS[number % 2], start=start, end=end)
        for number, (start, end) in enumerate(spans)
    )
    words = Contribution(feature=f"wording: {text[:9]}", contribution=-1.0, start=0, end=len(text))
    verdict = Verdict(
        model="two-rules",
        quality=0.25,
        logit=-1.1,
        label=Label.UNSURE,
        kind=None,
        traits={span.trait: 1 for span in found},
        reasons=(words,),
        contributions=(Contribution(feature="base", contribution=-0.1), words),
        spans=found,
        unsure_because="not English",
    )
    place = Place(path="news.jsonl", line=1)
    record = Record(article=Article(text=text, title=title), place=place, fields={})
    return page(record, verdict, threshold=0.5, lines=lines)


def lines_of(text: str) -> list[Line]:
    """Return the lines by plain rules: short ones are residue."""
    return lines(cast(Detector, None), text)


def checked(source: str) -> Page:
    """Return the page, after making sure that nothing in it is the article's doing."""
    parsed = Page(source)
    assert parsed.open == []
    assert set(parsed.tags) <= ALLOWED
    assert not any(
        name.startswith("on") or name in ("src", "href") for name, _ in parsed.attributes
    )
    assert parsed.tags.count("style") == 1
    return parsed


def test_hostile_text_stays_text() -> None:
    source = explained(HOSTILE, [(3, 20), (10, 40)], title=HOSTILE)
    assert checked(source).article == HOSTILE
    assert "<script" not in source


@given(st.text(st.characters(codec=None)), st.data())
def test_any_text_is_shown_whole(text: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(places, places).filter(lambda pair: pair[0] < pair[1])))
    source = explained(text, pairs, title=text)
    source.encode()
    assert checked(source).article == printable(text)


RESIDUE = "Home\n<script>alert(1)</script>\n\n" + GOOD + "\n" + HOSTILE + "\nLeave a comment\n"


def test_hostile_residue_stays_text() -> None:
    source = explained(RESIDUE, [(0, 30), (10, 40)], title=HOSTILE, lines=lines_of(RESIDUE))
    parsed = checked(source)
    assert parsed.article == RESIDUE
    assert parsed.struck == f"Home<script>alert(1)</script>{HOSTILE}Leave a comment"
    assert "<script" not in source


@given(
    st.lists(st.sampled_from(["Home", HOSTILE, GOOD, "", " \r", "\x00Share\x1b"])).map("\n".join),
    st.data(),
)
def test_any_residue_is_shown_whole(text: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(places, places).filter(lambda pair: pair[0] < pair[1])))
    parsed = checked(explained(text, pairs, lines=lines_of(text)))
    assert parsed.article == printable(text)
    cut = [text[each.start : each.end] for each in lines_of(text) if not each.kept]
    assert parsed.struck == printable("".join(cut))


def test_residue_has_its_kind_and_is_folded() -> None:
    text = "Home\n" * 300 + f"\n{GOOD}"
    source = explained(text, [(0, 4)], lines=lines_of(text))
    assert '<del title="navigation; 96% sure that this is not the article">' in source
    assert source.count('<small class="kind">navigation 96%</small>') == 300 + 5
    assert "<details><summary>… 295 more lines of navigation</summary>" in source
    assert "<h2>What is not the article</h2>" in source
    assert f"{MINUS}3.25 line_length" in source
    assert "<mark" in source[source.index('<div class="article"') :].split("</del>")[0]


def test_without_residue_there_is_nothing_to_fold_or_strike() -> None:
    source = explained(GOOD, [], lines=lines_of(GOOD))
    assert explained(GOOD, []) == source
    assert not {"del", "details"} & set(checked(source).tags)


def test_the_policy_allows_the_style_sheet_and_nothing_else() -> None:
    source = explained(GOOD, [(0, 5)])
    policy = re.search(r'Policy" content="([^"]+)"', source)
    sheet = re.search(r"<style>(.*)</style>", source, re.DOTALL)
    assert policy
    assert sheet
    digest = b64encode(sha256(sheet[1].encode()).digest()).decode()
    assert policy[1] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"url\(|@import", sheet[1])
    assert 'style="' not in source


def test_overlapping_spans_name_each_other() -> None:
    source = explained(GOOD, [(0, 20), (10, 30)])
    titles = [unescape(title) for title in re.findall(r'title="([^"]+)"', source)]
    assert titles[0].startswith("comment_tail; words")
    assert titles[1].startswith("comment_tail; stray_tag")


def test_light_and_dark_on_a_phone() -> None:
    source = explained(GOOD, [])
    assert "prefers-color-scheme: dark" in source
    assert 'name="viewport"' in source


@pytest.mark.parametrize("output", ["page.html", "-"])
def test_the_command_writes_it(invoke: Invoke, news: Path, output: str) -> None:
    result = invoke("explain", news, "--id", "b", "--html", output)
    assert result.exit_code == 0
    source = result.stdout if output == "-" else (news.parent / output).read_text()
    checked(source)
    assert (
        '<mark class="t0" title="comment_tail" tabindex="0" '
        'aria-describedby="about-comment_tail">Leave a comment</mark>'
    ) in source


def test_lone_surrogates_and_control_characters(invoke: Invoke) -> None:
    line = json.dumps({"text": "\ud800\x00 " + GOOD, "title": "\udfff\x1b"})
    result = invoke("explain", "-", "--html", "-", input=line)
    assert result.exit_code == 0
    assert "\x00" not in result.stdout
