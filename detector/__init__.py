"""Boilerplate and spam detector for scraped articles: `Detector.load().score(text)`."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from detector.version import __version__ as __version__

if TYPE_CHECKING:
    from detector.article import Article as Article
    from detector.detect import Detector as Detector
    from detector.errors import DetectorError as DetectorError
    from detector.lines.cleaned import Cleaned as Cleaned
    from detector.lines.cleaned import Residue as Residue
    from detector.lines.cleaned import restore as restore
    from detector.verdict import Contribution as Contribution
    from detector.verdict import Kind as Kind
    from detector.verdict import Label as Label
    from detector.verdict import Verdict as Verdict

_HOMES = {"Article": "article", "Detector": "detect", "DetectorError": "errors"}
_HOMES |= dict.fromkeys(("Cleaned", "Residue", "restore"), "lines.cleaned")
_HOMES |= dict.fromkeys(("Contribution", "Kind", "Label", "Verdict"), "verdict")


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `detector --help` stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'detector' has no attribute {name!r}")
    return getattr(import_module(f"detector.{_HOMES[name]}"), name)
