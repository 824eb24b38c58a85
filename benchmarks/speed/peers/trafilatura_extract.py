"""trafilatura: the main text. It gets each line as a paragraph of a web page."""

import logging
import sys
from collections.abc import Iterable, Sequence

import trafilatura

from benchmarks.speed.peers.records import rewrite, web_page


def decide(texts: Sequence[str]) -> Iterable[str | None]:
    """Return the main text of each."""
    return (trafilatura.extract(web_page(text)) for text in texts)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    rewrite(decide, *sys.argv[1:])
