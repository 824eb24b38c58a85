"""The article on the page of an explanation: its highlights, and its residue struck through."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from detector.pages.document import escaped
from detector.pages.highlights import Highlight, Segment, highlights
from detector.pages.passages import Row, Run, named, runs, strongest
from detector.pages.shares import readable
from detector.printable import on_one_line

if TYPE_CHECKING:
    from detector.lines.cleaned import Line
    from detector.verdict import Verdict

LONGEST_QUOTE = 80
Classes = Mapping[str, str]


def signed(number: float) -> str:
    """Return a contribution with its sign."""
    return f"{number:+.2f}".replace("-", "\N{MINUS SIGN}")


def article_html(text: str, verdict: "Verdict", lines: "Sequence[Line]") -> str:
    """Return the text; all of it is there, long runs of residue to be unfolded."""
    classes = {name: f"t{number}" for number, name in enumerate(verdict.traits)}
    return "".join(_run(text, run, classes) for run in runs(text, highlights(verdict), lines))


def residue_html(text: str, lines: "Sequence[Line]") -> str:
    """Return what is not the article, and why the clearest lines are not; nothing if all is."""
    cut = [each for each in lines if not each.kept]
    if not cut:
        return ""
    items = "\n".join(_reasons(text[each.start : each.end], each) for each in strongest(cut))
    return (
        f'<h2>What is not the article</h2>\n<p class="faint">{named(cut)}. The clearest of them, '
        "and what spoke against (\N{MINUS SIGN}) or for (+) their being the article:</p>\n"
        f'<ul class="legend">\n{items}\n</ul>'
    )


def _reasons(said: str, line: "Line") -> str:
    whole = on_one_line(said)
    quote = whole if len(whole) <= LONGEST_QUOTE else f"{whole[: LONGEST_QUOTE - 1]}…"
    reasons = "; ".join(f"{signed(r.contribution)} {readable(r.feature)}" for r in line.reasons)
    return (
        f'<li><del dir="auto">{escaped(quote)}</del>{_kind(line)} '
        f'<span class="faint" dir="auto">{escaped(reasons)}</span></li>'
    )


def _run(text: str, run: Run, classes: Classes) -> str:
    if not run.residue:
        return "".join(_marked(text, row.segments, classes) for row in run.rows)
    shown = "".join(_struck(text, row, classes) for row in run.shown)
    if not run.folded:
        return shown
    folded = "".join(_struck(text, row, classes) for row in run.folded)
    return f"{shown}<details><summary>… {run.fold}</summary>{folded}</details>"


def _struck(text: str, row: Row, classes: Classes) -> str:
    """Return a line of residue and its kind; the white space around it is not struck."""
    if row.line is None or not row.said:
        return _marked(text, row.segments, classes)
    before = text[row.segments[0].start : row.said[0].start]
    after = text[row.said[-1].end : row.segments[-1].end]
    return (
        f'{escaped(before)}<del title="{_certainty(row.line)}">'
        f"{_marked(text, row.said, classes)}</del>{_kind(row.line)}{escaped(after)}"
    )


def _kind(line: "Line") -> str:
    return f'<small class="kind">{line.kind} {1 - line.probability:.0%}</small>'


def _certainty(line: "Line") -> str:
    return f"{line.kind}; {1 - line.probability:.0%} sure that this is not the article"


def _marked(text: str, segments: Sequence[Segment], classes: Classes) -> str:
    return "".join(_segment(text[each.start : each.end], each, classes) for each in segments)


def _segment(said: str, segment: Segment, classes: Classes) -> str:
    covering = (*segment.traits, *segment.words)
    if not covering:
        return escaped(said)
    title = escaped("; ".join(_name(each) for each in covering))
    names = " ".join(_classes(segment, classes))
    about = " ".join(f"about-{each.trait}" for each in segment.traits)
    described = f' aria-describedby="{escaped(about)}"' if about else ""
    return f'<mark class="{names}" title="{title}" tabindex="0"{described}>{escaped(said)}</mark>'


def _name(highlight: Highlight) -> str:
    return highlight.trait or f"words {signed(highlight.contribution)}"


def _classes(segment: Segment, classes: Classes) -> list[str]:
    """Return the classes of a segment: the colour of the innermost trait, and the words' side."""
    if segment.traits:
        several = ["several"] if len(segment.traits) > 1 else []
        return [classes[segment.traits[-1].trait or ""], *several]
    return ["words", "for" if segment.words[-1].contribution > 0 else "against"]
