"""The page that explains a verdict."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detector.pages.article import article_html, residue_html, signed
from detector.pages.document import document, escaped, isolated
from detector.pages.shares import Share, shares
from detector.pages.style import style
from detector.traits import TRAITS
from detector.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detector.formats import Record
    from detector.lines.cleaned import Cleaned, Line
    from detector.verdict import Verdict

BODY = """<header>
<h1 dir="auto">{title}</h1>
{place}
</header>
{sections}
<footer><p class="faint">Model {model}, article-detector {version}.
The contributions add up to the logit of the quality.</p></footer>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections:
    """What a page says of an article, as HTML in which every text is escaped.

    `verdict` is quality and label, `chart` what each reason adds, `legend` the traits, `residue`
    the clearest lines that are not the article (empty if there are none), `article` the text with
    its highlights.
    """

    verdict: str
    chart: str
    legend: str
    residue: str
    article: str

    def __str__(self) -> str:
        """Return them one below the other, with their headings."""
        return (
            f"{self.verdict}\n<h2>What led there</h2>\n{self.chart}\n"
            f"<h2>What was found</h2>\n{self.legend}\n{self.residue}\n"
            f'<h2>The article</h2>\n<div class="article" dir="auto">{self.article}</div>'
        )


def write(path: str, record: "Record", verdict: "Verdict", **more: Any) -> None:
    """Write the page; FormatError if the file cannot be written. See `page`."""
    from detector.formats.target import faults_named, opened

    with faults_named(path), opened(path) as stream:
        stream.write(page(record, verdict, **more).encode())


def page(
    record: "Record",
    verdict: "Verdict",
    *,
    threshold: float,
    lines: "Sequence[Line]" = (),
    cleaned: "Cleaned | None" = None,
) -> str:
    """Return the page as HTML; `cleaned` is there if that is what was judged."""
    article = record.article
    title, place = article.title or article.id or "Article", article.url or str(record.place)
    body = BODY.format(
        title=escaped(title),
        place="" if place == title else f'<p class="faint" dir="auto">{escaped(place)}</p>',
        sections=sections(article.text, verdict, threshold=threshold, lines=lines, cleaned=cleaned),
        model=isolated(verdict.model),
        version=__version__,
    )
    return document(title, style(len(verdict.traits)), body)


def sections(
    text: str,
    verdict: "Verdict",
    *,
    threshold: float,
    lines: "Sequence[Line]" = (),
    cleaned: "Cleaned | None" = None,
) -> Sections:
    """Return what there is to say of a text; for `lines` and `cleaned` see `page`."""
    return Sections(
        verdict=_verdict(verdict, threshold, cleaned),
        chart=_chart(verdict),
        legend=_legend(verdict),
        residue=residue_html(text, lines),
        article=article_html(text, verdict, lines),
    )


def _verdict(verdict: "Verdict", threshold: float, cleaned: "Cleaned | None") -> str:
    of_what = f" Judged without its residue, {cleaned.share:.1%} of the words." if cleaned else ""
    kind = f", most like {verdict.kind}" if verdict.kind else ""
    because = f", {escaped(verdict.unsure_because)}" if verdict.unsure_because else ""
    return (
        f'<section class="verdict"><p><span class="quality">{verdict.quality:.3f}</span>'
        f'<span class="label {verdict.label}">{verdict.label}</span>{kind}{because}</p>'
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" width="100" height="10"/>'
        f'<rect class="{verdict.label}" width="{100 * verdict.quality:.2f}" height="10"/>'
        f'<rect class="limit" x="{100 * threshold - 0.25:.2f}" width="0.5" height="10"/></svg>'
        f'<p class="faint">Quality from 0 to 1; low is below {threshold:.3f}.{of_what}</p>'
        "</section>"
    )


def _chart(verdict: "Verdict") -> str:
    lines = shares(verdict)
    longest = max(abs(each.contribution) for each in lines) or 1.0
    bars = "\n".join(_bar(each, longest) for each in lines)
    total = (
        f'<li class="sum"><b>sum: the logit of the quality</b><i>{signed(verdict.logit)}</i></li>'
    )
    return f'<ul class="chart">\n{bars}\n{total}\n</ul>'


def _bar(share: Share, longest: float) -> str:
    """Return a line of the chart; its bar grows to the left or the right of an axis."""
    width = 100 * abs(share.contribution) / longest
    left, way = (0.0, "raises") if share.contribution > 0 else (-width, "lowers")
    return (
        f'<li><b dir="auto">{escaped(share.name)}</b><i>{signed(share.contribution)}</i>'
        f'<svg viewBox="-100 0 200 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="{way}" x="{left:.2f}" width="{width:.2f}" height="10"/>'
        f'<rect class="axis" x="-0.3" width="0.6" height="10"/></svg></li>'
    )


def _legend(verdict: "Verdict") -> str:
    about = {trait.name: trait.doc for trait in TRAITS}
    traits = (
        _found(number, name, count, about.get(name, ""))
        for number, (name, count) in enumerate(verdict.traits.items())
    )
    words = (
        '<li>Words that weighed most: <mark class="words for">for</mark> the article, '
        '<mark class="words against">against</mark> it</li>'
    )
    return "\n".join(['<ul class="legend">', *traits, words, "</ul>"])


def _found(number: int, name: str, count: int, about: str) -> str:
    """Return a trait, how often it was found, what it is, and to be unfolded why it matters."""
    what, _, why = about.strip().partition("\n")
    why = why.strip()
    more = f"<details><summary>Why it matters</summary>{escaped(why)}</details>" if why else ""
    return (
        f'<li><mark class="t{number}">{escaped(name)}</mark> \N{MULTIPLICATION SIGN} {count} '
        f'<span class="faint" id="about-{escaped(name)}">{escaped(what)}</span>{more}</li>'
    )
