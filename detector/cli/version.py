"""`detector --version`: what somebody has to know to repeat a result."""

import typer

from detector.version import __version__


def show_version(wanted: bool) -> None:
    """Print the version, how the lexer runs and the shipped model, and exit."""
    if not wanted:
        return
    from detector.lexer import COMPILED

    lexer = "compiled" if COMPILED else "plain Python"
    typer.echo(f"article-detector {__version__} (lexer: {lexer}; model: {_model()})")
    raise typer.Exit


def _model() -> str:
    from detector import model
    from detector.errors import ModelError

    try:
        return model.load().name
    except ModelError:
        return "none"
