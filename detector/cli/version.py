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
    from detector.errors import ModelError
    from detector.model_folder import about, default_path

    try:
        return str(about(default_path() / "model.json").get("name"))
    except ModelError:
        return "none"
