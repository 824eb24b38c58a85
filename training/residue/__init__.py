"""Invents the residue of scraping and puts it into articles that have none.

A good article with a comment tail is still a good article, and corpora have few of them. So
training adds some, and evaluation measures what each sort costs. The wordings are data, in
`wordings.toml`, which tells how they are written; a sort that changes the article's own text is a
function in `changes.py`. None of them takes a word away or changes their order. English only.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from detector.errors import DetectorError
from training.residue.changes import CHANGES
from training.residue.placing import put
from training.residue.wordings import Writer, sort_tables

MOST = 3  # sorts that one article gets


def sorts() -> tuple[str, ...]:
    """Return the names of all sorts, in the order in which they are put into a text."""
    return (*CHANGES, *sort_tables())


def sorts_of_lines() -> tuple[str, ...]:
    """Return the sorts that add lines to a text on several lines, and change none."""
    return tuple(
        name for name, sort in sort_tables().items() if not {"before", "around"} & set(sort.where)
    )


def inject(text: str, seed: int, sorts: Sequence[str] | None = None) -> str:
    """Put one to three sorts of residue into a text, chosen among `sorts` (by default all).

    The same text, seed and sorts give the same result; another text gets other residue. A text on
    one line stays on one line. A text without letters comes back as it is, and so does one that is
    too short for what a sort does: a single sentence has no paragraph to double. Raises
    DetectorError for an unknown sort.
    """
    known = _known()
    names = tuple(known) if sorts is None else tuple(dict.fromkeys(sorts))
    if unknown := [name for name in names if name not in known]:
        raise DetectorError(f"no sort of residue {unknown[0]!r}; there are {', '.join(known)}")
    if not any(map(str.isalpha, text)):
        return text
    rng = random.Random(f"{seed} ".encode() + text.encode("utf-8", "surrogatepass"))
    writer = Writer(article=text, rng=rng)
    chosen = rng.sample(names, min(rng.randint(1, MOST), len(names)))
    for name in sorted(chosen, key=tuple(known).index):
        text = known[name](text, writer)
    return text


@cache
def _known() -> Mapping[str, Callable[[str, Writer], str]]:
    return {name: CHANGES.get(name) or _adding(name) for name in sorts()}


def _adding(name: str) -> Callable[[str, Writer], str]:
    return lambda text, writer: put(text, sort_tables()[name], writer)
