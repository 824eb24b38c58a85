"""One article on a terminal: the verdict, the text with what was found, and the reasons."""

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from detector.cli import colours
from detector.cli.bars import bar
from detector.cli.marked_text import marked_text
from detector.cli.terminal import output_console
from detector.pages.passages import named, strongest
from detector.pages.shares import Share, readable, shares
from detector.printable import on_one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console, RenderableType

    from detector.formats import Record
    from detector.lines.cleaned import Cleaned, Line
    from detector.verdict import Contribution, Verdict

QUALITY_WIDTH = 20
LONGEST_NAME = 44
REASONS_SHOWN = 3


def show(
    record: "Record",
    verdict: "Verdict",
    *,
    threshold: float,
    lines: "Sequence[Line]" = (),
    cleaned: "Cleaned | None" = None,
) -> None:
    """Print the whole explanation; `cleaned` is there if that is what was judged."""
    console = output_console()
    title = heading(record, verdict, threshold, ascii_only=console.options.ascii_only)
    if cleaned is not None:
        title.append(f"\njudged without its residue, {cleaned.share:.1%} of the words")
    text = marked_text(record.article.text, verdict, lines, console)
    parts: list[RenderableType] = [title, text, legend(verdict), chart(verdict, console)]
    for part in (*parts, *residue(record.article.text, lines, console)):
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
        f"{kind}{because}  (low is below {threshold:.3f}; model {on_one_line(verdict.model)})",
    )


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


def residue(text: str, lines: "Sequence[Line]", console: "Console") -> "list[RenderableType]":
    """Return what is not the article, and why the clearest lines are not; nothing if all is."""
    cut = [each for each in lines if not each.kept]
    if not cut:
        return []
    about = "How sure, and what spoke against (-) or for (+) their being the article:"
    title = Text.assemble((f"Not the article: {named(cut)}\n", "bold"), about)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(justify="right")
    table.add_column()
    table.add_column(width=console.width // 3, no_wrap=True, overflow="ellipsis")
    table.add_column()
    for each in strongest(cut):
        said = Text(on_one_line(text[each.start : each.end]))
        table.add_row(f"{1 - each.probability:.0%}", each.kind, said, _reasons(each.reasons))
    return [title, table]


def _reasons(reasons: "Sequence[Contribution]") -> Text:
    shown = (
        Text.assemble(
            (f"{each.contribution:+.1f}", colours.of_contribution(each.contribution)),
            f" {on_one_line(readable(each.feature))}",
        )
        for each in reasons[:REASONS_SHOWN]
    )
    return Text("  ").join(shown)


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
