"""What the texts that are hardest for us take to score, beside prose of the same length."""

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from statistics import median
from string import ascii_lowercase
from types import MappingProxyType

from benchmarks.corpus.articles import made_of_length
from benchmarks.tables import Table
from detector import Detector
from training.progress import Progress

PROSE, DISTINCT = "prose", "all distinct words"
WORST: Mapping[str, str] = MappingProxyType(
    {
        "one line": "The harbour was closed on Monday, said Ms Okafor, who paid 40 pounds. ",
        "one sentence a line": "The harbour was closed on Monday, said Ms Okafor.\n",
        "one letter": "a",
        "one word repeated": "word ",
        "blank lines": "\n",
        "pipes": "|",
        "table rows": "| growing pressure | shared goals |\n",
        "angle brackets": "<",
        "tags": "< p > </ strong >",
        "ampersands": "& amp ; ",
        "brackets": "[[{{",
        "fences": "```\n",
        "bullets": "- Growing Pressure: It could reshape markets.\n",
        "stock phrases": "it remains to be seen and in conclusion ",
        "subscribe": "subscribe to our newsletter and continue reading ",
        "punctuation": ".,;!?",
        "mojibake": "â€™Ã©",
        "capitals": "BUY NOW ",
        "ideographs": "字",
        "surrogates": "\ud800",
    }
)
ARTICLE, WHOLE = 4_000, 1_000_000  # characters
RUNS = 3
CAPTION = (
    "CPU time to score the same {whole:,} characters, as {articles} articles in one batch and as "
    "one text; the median of {runs} runs. “x prose” is over invented prose of the same length, "
    "“1 MB x 4 KB” is the one text over the batch: law 2 of the design wants it at most 1.5 for "
    "ten times the length."
)


def table(articles: int = WHOLE // ARTICLE) -> Table:
    """Return a row for each kind of text."""
    detector = Detector.load()
    detector.score("warm up")
    length = articles * ARTICLE
    rows = []
    first: tuple[float, float] | None = None
    for name in (PROSE, DISTINCT, *WORST):
        Progress().tell(f"score: {name}")
        whole = text(name, length)
        batch = [whole[start : start + ARTICLE] for start in range(0, length, ARTICLE)]
        taken = _seconds(detector, batch), _seconds(detector, [whole])
        first = first or taken
        rows.append(
            (
                name,
                f"{taken[0] / length * 1e9:.1f}",
                f"{taken[0] / first[0]:.2f}",
                f"{taken[1] / length * 1e9:.1f}",
                f"{taken[1] / first[1]:.2f}",
                f"{taken[1] / taken[0]:.2f}",
            )
        )
    return Table(
        title="The worst texts",
        caption=CAPTION.format(whole=length, articles=articles, runs=RUNS),
        columns=("text", "us/KB at 4 KB", "x prose", "us/KB at 1 MB", "x prose", "1 MB x 4 KB"),
        rows=tuple(rows),
    )


def text(name: str, length: int) -> str:
    """Return a text of this kind and of exactly this many characters."""
    if name == PROSE:
        return str(next(made_of_length(1, length + ARTICLE))["text"])[:length]
    if name == DISTINCT:
        return _distinct(length)
    return (WORST[name] * (length // len(WORST[name]) + 1))[:length]


def _distinct(length: int) -> str:
    """Return words of seven letters, none twice."""
    letters = product(ascii_lowercase, repeat=5)
    words: Iterator[str] = ("ex" + "".join(each) for each in letters)
    return " ".join(word for word, _ in zip(words, range(length // 8 + 1), strict=False))[:length]


def _seconds(detector: Detector, texts: Sequence[str]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        for _ in detector.score_many(texts):
            pass
        times.append(time.process_time() - start)
    return median(times)
