"""`detector traits`: what the detector looks for."""

from typing import TYPE_CHECKING, Annotated

import typer

from detector.cli.terminal import output_console, paragraphs
from detector.printable import printable

if TYPE_CHECKING:
    from rich.console import Console

    from detector.traits.shapes import Example, Measure, Trait

EXAMPLES = """
Examples:

  detector traits
  detector traits comment_tail
"""


def complete_name(incomplete: str) -> list[str]:
    """Return the names that begin with what was typed, for the shell."""
    return [each.name for each in _all() if each.name.startswith(incomplete)]


Name = Annotated[
    str | None,
    typer.Argument(
        metavar="NAME",
        help="A trait or a measure.",
        show_default=False,
        autocompletion=complete_name,
    ),
]


def show_traits(name: Name = None) -> None:
    """List the traits and measures, or tell all about one.

    A trait is something a reader can point at in the text;
    a measure is a number about all of it.
    """
    console = output_console()
    if name is None:
        _list(console)
    else:
        _show(console, _named(name))


def _all() -> "list[Trait | Measure]":
    from detector.traits import MEASURES, TRAITS

    return [*TRAITS, *MEASURES]


def _named(name: str) -> "Trait | Measure":
    known = {each.name: each for each in _all()}
    if name in known:
        return known[name]
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=3)
    advice = f"perhaps {' or '.join(close)}" if close else "`detector traits` lists them"
    raise typer.BadParameter(f"no trait or measure is called {name!r}; {advice}", param_hint="NAME")


def _list(console: "Console") -> None:
    from rich.table import Table
    from rich.text import Text

    from detector.traits import MEASURES, TRAITS

    for heading, values in (("Traits", TRAITS), ("Measures", MEASURES)):
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        for each in values:
            table.add_row(Text(each.name, style="bold"), Text(paragraphs(each.doc)[0]))
        console.print(Text(f"{heading} ({len(values)})", style="bold underline"))
        console.print(table)
        console.print()


def _show(console: "Console", value: "Trait | Measure") -> None:
    from rich.text import Text

    from detector.traits.shapes import Measure

    console.print(Text(value.name, style="bold"))
    console.print(Text("\n\n".join(paragraphs(value.doc))))
    if isinstance(value, Measure):
        for text, number in value.examples:
            _show_example(console, f"Is {number:g} in:", text)
        return
    for example in value.flags:
        _show_example(console, "Found in:", _bracketed(example))
    for text in value.passes:
        _show_example(console, "Not found in:", text)


def _show_example(console: "Console", heading: str, text: str) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print()
    console.print(Text(heading, style="dim"))
    console.print(Padding(Text(printable(text)), (0, 0, 0, 2)))


def _bracketed(example: "Example") -> str:
    """Return the example with its spans, which are in order, in brackets."""
    shown, position = "", 0
    for span in example.spans:
        start = example.text.index(span, position)
        shown += f"{example.text[position:start]}[{span}]"
        position = start + len(span)
    return shown + example.text[position:]
