"""What the service bears: `python -m benchmarks.service [--seconds S] [--rounds R] [--requests N]`.

Single articles beside a FastAPI service that does nothing, a stream beside the command line, and
the memory after many requests. wrk and curl ask on loopback, and share the cores with the services.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from benchmarks.corpus.articles import made
from benchmarks.corpus.files import corpus, stored
from benchmarks.places import CACHE, RESULTS
from benchmarks.service.load import CONNECTIONS, Answered, asked
from benchmarks.service.servers import Server, empty, ours
from benchmarks.service.streams import Streamed, streamed
from benchmarks.tables import Table, joined
from detector.errors import DetectorError
from training.progress import Progress

WRITTEN = RESULTS / "service.md"
BODIES = 200  # different articles, one after the other
LOOKS = 8  # at the memory
Cost = tuple[Answered, float]  # with the CPU seconds of a request


def main(arguments: Sequence[str] | None = None, *, written: Path = WRITTEN) -> int:
    """Print the tables, and write them as Markdown."""
    wanted = _parser().parse_args(arguments)
    CACHE.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            tables = measured(Path(folder), wanted)
    except DetectorError as fault:
        print(f"error: {fault}", file=sys.stderr)
        return 2
    sys.stdout.write(joined(tables, markdown=False))
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_text("# Service\n\n" + joined(tables, markdown=True), "utf-8")
    return 0


def measured(folder: Path, wanted: argparse.Namespace) -> list[Table]:
    """Measure all that is wanted."""
    kept = ({"id": each["id"], "text": each["text"]} for each in made(BODIES))
    bodies = stored(f"bodies-{BODIES}.jsonl", kept)
    workers = () if wanted.workers is None else ("--workers", str(wanted.workers))
    with empty(folder / "empty.log") as nothing, ours(folder / "ours.log", *workers) as service:
        tables = [single(nothing, service, bodies, wanted)]
        tables.append(stream(service, corpus(wanted.articles), wanted.rounds, folder))
        if wanted.requests:
            tables.append(memory(service, bodies, wanted.requests, wanted.seconds))
    return tables


def single(nothing: Server, service: Server, bodies: Path, wanted: argparse.Namespace) -> Table:
    """Ask both for single articles as fast as they answer, by turns, and ours half as often."""
    _tell("single articles")
    for each in (nothing, service):
        _cost(each, bodies, 2.0)
    turns = [
        [_cost(each, bodies, wanted.seconds) for each in (nothing, service)]
        for _ in range(wanted.rounds)
    ]
    peak = median(mine.rate for _, (mine, _) in turns)
    half = [_cost(service, bodies, wanted.seconds, peak / 2) for _ in range(wanted.rounds)]
    ways = {
        "an empty endpoint": [each for each, _ in turns],
        "POST /v1/score": [each for _, each in turns],
        "POST /v1/score, half as often": half,
    }
    ratio = median(mine.rate / its.rate for (its, _), (mine, _) in turns)
    return Table(
        title="Single articles",
        caption=f"wrk, {CONNECTIONS} connections, {BODIES} invented articles by turns; medians of "
        f"{wanted.rounds} rounds of {wanted.seconds:g} s. Our rate is {100 * ratio:.0f} % of the "
        "empty endpoint's, the median of the ratios within a round.",
        columns=("", "requests a second", "CPU us a request", "median ms", "99th percentile ms"),
        rows=tuple((name, *_row(costs)) for name, costs in ways.items()),
    )


def stream(service: Server, articles: Path, rounds: int, folder: Path) -> Table:
    """Filter a file by the command and through the service, by turns."""
    _tell("a stream")
    turns = [streamed(service, articles, folder) for _ in range(rounds)]
    ratio = median(mine.rate / its.rate for its, mine in turns)
    ways: Sequence[tuple[str, Callable[[tuple[Streamed, Streamed]], Streamed]]] = (
        ("detector filter", lambda turn: turn[0]),
        ("POST /v1/filter", lambda turn: turn[1]),
    )
    rows = []
    for name, of in ways:
        rate = median(of(turn).rate for turn in turns)
        cpu = median(of(turn).cpu for turn in turns)
        rows.append((name, f"{rate:,.0f}", f"{1e6 * cpu:.0f}"))
    return Table(
        title="A stream",
        caption=f"{articles.stem} invented articles, medians of {rounds} rounds; the command's "
        f"start is left out. The answers are equal. The service's rate is {100 * ratio:.0f} % of "
        "the command's, the median of the ratios within a round.",
        columns=("", "articles a second", "CPU us an article"),
        rows=tuple(rows),
    )


def memory(service: Server, bodies: Path, requests: int, seconds: float) -> Table:
    """Look at the memory while many single articles are asked for."""
    _tell(f"{requests:,} requests")
    done, rows = 0, [("0", f"{service.memory / 1e6:.0f}")]
    while done < requests:
        goal = done + requests / LOOKS
        while done < goal:
            done += asked(f"{service.address}/v1/score", bodies, seconds=seconds).requests
        rows.append((f"{done:,}", f"{service.memory / 1e6:.0f}"))
    return Table(
        title="Memory",
        caption="Of all processes of the service, after the measurements above and so many "
        "requests more; shared pages count once.",
        columns=("requests", "MB"),
        rows=tuple(rows),
    )


def _cost(server: Server, bodies: Path, seconds: float, rate: float | None = None) -> Cost:
    before = server.cpu
    answered = asked(f"{server.address}/v1/score", bodies, seconds=seconds, rate=rate)
    return answered, (server.cpu - before) / answered.requests


def _row(costs: Sequence[Cost]) -> tuple[str, ...]:
    return (
        f"{median(each.rate for each, _ in costs):,.0f}",
        f"{1e6 * median(cpu for _, cpu in costs):.0f}",
        f"{1e3 * median(each.median for each, _ in costs):.1f}",
        f"{1e3 * median(each.p99 for each, _ in costs):.1f}",
    )


def _tell(what: str) -> None:
    Progress().tell(what)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.service", description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0, metavar="S")
    parser.add_argument("--rounds", type=int, default=3, metavar="R")
    parser.add_argument("--articles", type=int, default=10_000, metavar="N")
    parser.add_argument("--requests", type=int, default=200_000, metavar="N")
    parser.add_argument("--workers", type=int, metavar="N", help="as of detector serve")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
