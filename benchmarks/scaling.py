"""How the cost of one text grows with its length: `python -m benchmarks.scaling [score|clean]`."""

import sys
import time
from collections.abc import Sequence
from statistics import median

from benchmarks import cleaning
from detector import Detector

PIECES = {
    "prose": "The harbour was closed on Monday, said Ms Okafor, who paid 40 pounds to leave. ",
    "prose in lines": "The harbour was closed on Monday, said Ms Okafor.\n",
    "one letter": "a",
    "one word": "word ",
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
SMALL, LARGE = 40_000, 400_000


def main(parts: Sequence[str]) -> int:
    """Print one row for each kind of text, of the parts asked for or of both.

    Cleaning comes first: its processes take over how much memory this one has used.
    """
    if not set(parts) <= {"score", "clean"}:
        print("usage: python -m benchmarks.scaling [score|clean]", file=sys.stderr)
        return 2
    if "clean" in (parts or ["clean"]):
        print("Cleaning: time, and the most memory held, in a process of its own for each text")
        for row in cleaning.report():
            print(row, flush=True)
        print()
    if "score" in (parts or ["score"]):
        print("Scoring")
        score()
    return 0


def score() -> None:
    """Print how the time to score grows."""
    detector = Detector.load()
    detector.score("warm up")
    print(f"{'text':16} {'us/KB at 40 KB':>15} {'at 400 KB':>10} {'10 x text takes':>16}")
    for name, piece in PIECES.items():
        small, large = (_seconds(detector, piece, length) for length in (SMALL, LARGE))
        rates = small / SMALL * 1e9, large / LARGE * 1e9
        print(f"{name:16} {rates[0]:15.0f} {rates[1]:10.0f} {large / small:14.1f} x")


def _seconds(detector: Detector, piece: str, length: int) -> float:
    text = piece * (length // len(piece))
    times = []
    for _ in range(3):
        start = time.process_time()
        detector.score(text)
        times.append(time.process_time() - start)
    return median(times)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
