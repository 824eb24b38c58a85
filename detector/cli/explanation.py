"""One article on a terminal: the verdict, the text with what was found, and the reasons."""

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from detector.cli import colours
from detector.cli.bars import bar
from detector.cli.highlights import Segment, highlights, segments
from detector.cli.shares import Share, shares
from detector.cli.terminal import on_one_line, output_console, printable

if TYPE_CHECKING:
    from rich.console import Console

    from detector.formats import Record
    from detector.verdict import Verdict

QUALITY_WIDTH = 20
LONGEST_NAME = 44


def show(record: "Record", verdict: "Verdict", *, threshold: float) -> None:
    """Print the whole explanation."""
    console = output_console()
    for part in (
        heading(record, verdict, threshold, ascii_only=console.options.ascii_only),
        marked_text(record.article.text, verdict),
        legend(verdict),
        chart(verdict, console),
    ):
        console.print(part, soft_wrap=isinstance(part, Text) and not console.is_terminal)
        console.print()


def heading(record: "Record", verdict: "Verdict", threshold: float, *, ascii_only: bool) -> Text:
    """Return what was judged and what came of it."""
    style = colours.OF_LABEL[verdict.label]
    quality = bar(verdict.quality, QUALITY_WIDTH, ascii_only=ascii_only)
    kind = f", most like {verdict.kind}" if verdict.kind else ""
    because = f", {verdict.unsure_because}" if verdict.unsure_because else ""
    name = record.article.title or record.article.id or "Article"
    return Text.assemble(
        (f"{on_one_line(name)}  " if name != str(record.place) else "", "bold"),
        f"{on_one_line(str(record.place))}\n",
        (f"{quality} {verdict.quality:.3f}  {verdict.label}", style),
        f"{kind}{because}  (low is below {threshold:.3f}; model {verdict.model})",
    )


def marked_text(text: str, verdict: "Verdict") -> Text:
    """Return the text with each span in brackets, named, in the colour of its trait."""
    styles = {name: colours.of_trait(number) for number, name in enumerate(verdict.traits)}
    shown = Text()
    for segment in segments(len(text), highlights(verdict)):
        _append(shown, text[segment.start : segment.end], segment, styles)
    return shown


def _append(shown: Text, said: str, segment: Segment, styles: dict[str, str]) -> None:
    """Add a segment: the brackets that open before it, its words, those that close after it."""
    for each in segment.traits:
        if each.start == segment.start:
            shown.append("[", styles[each.trait or ""])
    trait = styles[segment.traits[-1].trait or ""] if segment.traits else ""
    words = f" underline {_underline(segment)}" if segment.words else ""
    shown.append(printable(said), (trait or words).strip())
    for each in reversed(segment.traits):
        if each.end == segment.end:
            shown.append(f" | {each.trait}]", f"bold {styles[each.trait or '']}")


def _underline(segment: Segment) -> str:
    return colours.of_contribution(segment.words[-1].contribution)


def legend(verdict: "Verdict") -> Text:
    """Return how often each trait was found, and what the underlines mean."""
    lines = [
        Text.assemble((f" {name} ", colours.of_trait(number)), f" {count}")
        for number, (name, count) in enumerate(verdict.traits.items())
    ]
    words = Text.assemble(
        "underlined: words that weighed most, ",
        ("for", f"underline {colours.RAISES}"),
        " or ",
        ("against", f"underline {colours.LOWERS}"),
    )
    return Text("\n").join([*lines, words])


def chart(verdict: "Verdict", console: "Console") -> Table:
    """Return a bar for what each reason adds to or takes from the score."""
    lines = shares(verdict)
    longest = max(abs(each.contribution) for each in lines) or 1.0
    name = min(max(len(each.name) for each in lines), LONGEST_NAME, console.width // 2)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(width=name, no_wrap=True, overflow="ellipsis")
    table.add_column(justify="right")
    table.add_column()
    for each in lines:
        table.add_row(*_line(each, longest, console))
    table.add_row(
        Text("sum", style="bold"), Text(f"{verdict.logit:+.2f}", style="bold"), _sum(verdict)
    )
    return table


def _line(share: Share, longest: float, console: "Console") -> tuple[Text, Text, Text]:
    style = colours.of_contribution(share.contribution)
    width = max(console.width - min(LONGEST_NAME, console.width // 2) - 12, 8)
    filled = bar(
        abs(share.contribution) / longest, width, ascii_only=console.options.ascii_only
    ).rstrip()
    return (
        Text(on_one_line(share.name)),
        Text(f"{share.contribution:+.2f}", style=style),
        Text(filled, style=style),
    )


def _sum(verdict: "Verdict") -> Text:
    return Text(f"quality = 1 / (1 + e^-sum) = {verdict.quality:.3f}")
