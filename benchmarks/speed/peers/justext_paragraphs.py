"""jusText: which paragraphs are good. It gets each line as a paragraph of a web page."""

import sys
from collections.abc import Iterable, Sequence

import justext

from benchmarks.speed.peers.records import rewrite, web_page

STOPLIST = justext.get_stoplist("English")


def decide(texts: Sequence[str]) -> Iterable[str]:
    """Return the good paragraphs of each text."""
    for text in texts:
        found = justext.justext(web_page(text), STOPLIST)
        yield "\n".join(each.text for each in found if not each.is_boilerplate)


if __name__ == "__main__":
    rewrite(decide, *sys.argv[1:])
