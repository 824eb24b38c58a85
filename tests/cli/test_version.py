"""`detector --version`."""

from detector.version import __version__

from .samples import Invoke


def test_tells_version_lexer_and_model(invoke: Invoke) -> None:
    result = invoke("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"article-detector {__version__} (lexer: ")
    assert "model: " in result.stdout
