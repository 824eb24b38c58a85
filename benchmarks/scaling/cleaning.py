"""What cleaning takes: `python -m benchmarks.scaling.cleaning NAME LENGTH` cleans one text.

The most memory that a process ever held does not go down again, so that each text needs a fresh
one. On Linux a process that is started also takes over the mark of the one that starts it: start
it from a small one.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from statistics import median
from types import MappingProxyType

import orjson

from benchmarks.places import CHECKOUT

PAGES = "pages"  # texts made of the lines of invented pages
WORST: Mapping[str, str] = MappingProxyType(
    {
        "one line": "The harbour was closed on Monday, said Ms Okafor, who paid 40 pounds. ",
        "line breaks": "\n",
        "one letter a line": "a\n",
        "pipes": "|",
        "dates": "12 May 2021 | ",
        "dates in lines": "12 May 2021\n",
        "digits": "7",
        "angle brackets": "<",
        "tags in lines": "< p > </ strong >\n",
    }
)
SIZES = (5_000, 50_000, 500_000, 5_000_000, 10_000_000)
SMALL, LARGE = 40_000, 400_000
LEAST = 0.3  # seconds in which a short text is cleaned again and again
UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in which the system tells memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds of CPU time, and bytes of memory beyond those held before."""

    seconds: float
    memory: int


def main(arguments: list[str]) -> int:
    """Print what cleaning takes as JSON."""
    from detector import Detector

    text = _text(arguments[0], int(arguments[1]))
    detector = Detector.load()
    detector.clean("Warm up.\n")
    before = _peak()
    times = [_seconds(detector.clean, text)]
    memory = _peak() - before
    while len(times) < 3 or sum(times) < LEAST:
        if sum(times) > 60 * LEAST:
            break
        times.append(_seconds(detector.clean, text))
    print(orjson.dumps(asdict(Cost(seconds=median(times), memory=memory))).decode())
    return 0


def cost(name: str, length: int) -> Cost:
    """Return what cleaning a text of this name and about this length takes, in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.scaling.cleaning", name, str(length)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=CHECKOUT)
    return Cost(**orjson.loads(done.stdout))


def report(
    sizes: tuple[int, ...] = SIZES, worst: tuple[int, ...] = (SMALL, LARGE)
) -> Iterator[str]:
    """Yield a row for each text, as they are measured."""
    yield f"{'text':18} {'KB':>6} {'us/KB':>7} {'x 5 KB per byte':>16} {'x its size in memory':>21}"
    first: float | None = None
    for name, length in _asked(sizes, worst):
        found = cost(name, length)
        rate = found.seconds / length
        first = first or rate
        yield (
            f"{name:18} {length // 1000:6} {rate * 1e9:7.0f} {rate / first:14.1f} x "
            f"{found.memory / length:19.1f} x"
        )
    yield "Memory is 0 where a text fits into what loading the model had taken and given back."


def _asked(sizes: tuple[int, ...], worst: tuple[int, ...]) -> Iterator[tuple[str, int]]:
    yield from ((PAGES, length) for length in sizes)
    yield from ((name, length) for name in WORST for length in worst)


def _text(name: str, length: int) -> str:
    """Return a text of this many characters, or a little fewer."""
    if name != PAGES:
        return WORST[name] * (length // len(WORST[name]))
    from benchmarks.pages import made

    piece = "\n".join(page.text for page in made(40)) + "\n"
    return (piece * (length // len(piece) + 1))[:length]


def _seconds(clean: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    clean(text)
    return time.process_time() - start


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
