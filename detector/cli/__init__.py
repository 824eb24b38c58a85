"""The command line: one file a command, put together here.

What costs time to import is imported inside the commands, so that `detector --help` is quick.
"""

import gc
import sys
import warnings
from io import TextIOWrapper
from typing import Annotated

import typer

from detector.cli import (
    clean,
    evaluate,
    explain,
    filter,
    model,
    review,
    score,
    serve,
    train,
    traits,
)
from detector.cli.command import Command, Group
from detector.cli.faults import faults_told
from detector.cli.stopping import stop_at_signals
from detector.cli.version import show_version

EXAMPLES = """
Examples:

  detector score article.txt
  detector filter news.jsonl -o kept.jsonl --rejected low.jsonl
  detector clean pages/ -o cleaned/
  detector explain article.txt --html why.html
  cat news.jsonl | detector filter > kept.jsonl
  detector serve
"""

app = typer.Typer(
    name="detector",
    cls=Group,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Version = Annotated[
    bool,
    typer.Option(
        "--version", callback=show_version, is_eager=True, help="Show the version and exit."
    ),
]


@app.callback(epilog=EXAMPLES)
def detector(version: Version = False) -> None:
    """Tell articles worth keeping from filler, spam and boilerplate, with the reasons.

    Each article gets a quality from 0 to 1, a label (good, low, unsure),
    and the words and traits that led there. Works offline.
    """


app.command("score", cls=Command, epilog=score.EXAMPLES)(score.score)
app.command("filter", cls=Command, epilog=filter.EXAMPLES)(filter.filter_articles)
app.command("clean", cls=Command, epilog=clean.EXAMPLES)(clean.clean)
app.command("explain", cls=Command, epilog=explain.EXAMPLES)(explain.explain)
app.command("traits", cls=Command, epilog=traits.EXAMPLES)(traits.show_traits)
app.add_typer(model.app, name="model")
app.command("serve", cls=Command, epilog=serve.EXAMPLES)(serve.serve)
app.add_typer(review.app, name="review")
app.command("train", cls=Command, epilog=train.EXAMPLES)(train.train)
app.command("evaluate", cls=Command, epilog=evaluate.EXAMPLES)(evaluate.evaluate)


def main() -> None:
    """Run the command line; the console script starts here."""
    stop_at_signals()
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that knows fewer characters than we
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # they speak to programmers
    try:
        with faults_told():
            app()
    finally:
        gc.freeze()  # the process ends: nobody need look for garbage once more
