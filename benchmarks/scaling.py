"""How the time to score one article grows with its length: `python -m benchmarks.scaling`."""

import time
from statistics import median

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


def main() -> None:
    """Print one row for each kind of text."""
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
    main()
