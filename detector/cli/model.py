"""`detector model`: what a model was trained on and how well it does, and whether it is whole."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detector.cli.command import Command, GroupWithDefault
from detector.cli.faults import FAILED
from detector.cli.terminal import output_console
from detector.printable import on_one_line, printable

if TYPE_CHECKING:
    from rich.table import Table

    from detector.model import Model

EXAMPLES = """
Examples:

  detector model
  detector model models/mine
  detector model verify models/mine
"""

Folder = Annotated[
    Path | None,
    typer.Argument(
        metavar="PATH", help="A model folder; the shipped model if none.", show_default=False
    ),
]

app = typer.Typer(cls=GroupWithDefault)


@app.callback(epilog=EXAMPLES)
def model() -> None:
    """Show a model, or verify that it is whole and can be used: show is meant if none is named."""


@app.command("show", cls=Command)
def show_model(path: Folder = None) -> None:
    """Show what a model was trained on, its operating points and its card."""
    from rich.markdown import Markdown
    from rich.text import Text

    from detector.model import load

    model = load(path)
    console = output_console()
    name, place = on_one_line(model.name), on_one_line(str(model.path))
    console.print(Text.assemble((name, "bold"), f"  {place}"), soft_wrap=True)
    console.print()
    console.print(points(model))
    console.print()
    console.print(facts(model))
    if model.card:
        console.print()
        card = printable(model.card)
        console.print(Markdown(card, hyperlinks=False) if console.is_terminal else Text(card))


@app.command("verify", cls=Command)
def verify_model(path: Folder = None) -> None:
    """Check every file of a model, and say what is wrong with it.

    Sizes and SHA-256 are those of the manifest, arrays have the form that they must have, numbers
    are within their limits, and traits mean what they meant when it was trained. Nothing in the
    folder is run. The exit code is 1 if the model cannot be used.
    """
    from detector.model_check import check
    from detector.model_folder import default_path

    found = list(check(path or default_path()))
    for each in found:
        print(f"{'ok   ' if each.well else 'WRONG'}  {on_one_line(f'{each.what}: {each.found}')}")
    if not all(each.well for each in found):
        raise typer.Exit(FAILED)


def points(model: "Model") -> "Table":
    """Return the operating points and what they cost."""
    table = _table("operating point", "threshold", "good lost", "others caught")
    for name, point in model.points.items():
        shares = f"{point.lost:.1%}", f"{point.recall:.1%}"
        table.add_row(on_one_line(name), f"{point.threshold:.3f}", *shares)
    return table


def facts(model: "Model") -> "Table":
    """Return what the model says about itself."""
    table = _table("", "")
    table.show_header = False
    for name, value in {"n-grams known": f"{len(model.ngrams):,}", **model.facts}.items():
        table.add_row(on_one_line(name.replace("_", " ")), on_one_line(str(value)))
    return table


def _table(*headings: str) -> "Table":
    from rich.table import Table

    return Table(*headings, box=None, pad_edge=False, padding=(0, 2, 0, 0))
