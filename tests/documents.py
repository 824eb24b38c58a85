"""What is written in Markdown, for tests that run it."""

import re
from pathlib import Path

from tests.conftest import CHECKOUT

README = CHECKOUT / "README.md"
DOCS = sorted((CHECKOUT / "docs").rglob("*.md"))


def blocks(document: Path, language: str) -> list[str]:
    """Return the code blocks of a language, such as `python`, in order."""
    text = document.read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def links(document: Path) -> list[str]:
    """Return the places in this house that a document links to."""
    return re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text("utf-8"))
