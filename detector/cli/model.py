"""`detector model`: what a model was trained on and how well it does."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detector.cli.terminal import output_console

if TYPE_CHECKING:
    from rich.table import Table

    from detector.model import Model

EXAMPLES = """
Examples:

  detector model
  detector model models/mine
"""

Folder = Annotated[
    Path | None,
    typer.Argument(
        metavar="PATH", help="A model folder; the shipped model if none.", show_default=False
    ),
]


def show_model(path: Folder = None) -> None:
    """Show what a model was trained on, its operating points and its card."""
    from rich.markdown import Markdown
    from rich.text import Text

    from detector.model import load

    model = load(path)
    console = output_console()
    console.print(Text.assemble((model.name, "bold"), f"  {model.path}"), soft_wrap=True)
    console.print()
    console.print(points(model))
    console.print()
    console.print(facts(model))
    if model.card:
        console.print()
        console.print(Markdown(model.card) if console.is_terminal else Text(model.card))


def points(model: "Model") -> "Table":
    """Return the operating points and what they cost."""
    table = _table("operating point", "threshold", "good lost", "others caught")
    for name, point in model.points.items():
        table.add_row(name, f"{point.threshold:.3f}", f"{point.lost:.1%}", f"{point.recall:.1%}")
    return table


def facts(model: "Model") -> "Table":
    """Return what the model says about itself."""
    table = _table("", "")
    table.show_header = False
    for name, value in {"n-grams known": f"{len(model.ngrams):,}", **model.facts}.items():
        table.add_row(name.replace("_", " "), str(value))
    return table


def _table(*headings: str) -> "Table":
    from rich.table import Table

    return Table(*headings, box=None, pad_edge=False, padding=(0, 2, 0, 0))
