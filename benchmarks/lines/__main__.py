"""How well the lines of a page are told apart, beside the peers: `python -m benchmarks.lines`.

Without a path the pages are those of the corpus that `training/recipe.toml` names; where that is
not there, invented ones.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks import pages
from benchmarks.lines import injected
from benchmarks.lines.methods import Method, ours, own_name, rules
from benchmarks.lines.peers import peers
from benchmarks.places import RESULTS
from benchmarks.tables import Table, joined, share, with_interval
from detector import Detector
from detector.errors import DetectorError
from detector.lines.cleaned import Level
from training.evaluation.judged import Whole
from training.evaluation.wording import NONE
from training.lines import pages as labelled_pages
from training.lines.pages import Page
from training.lines.scoring import PageScores, by_group, measured, score, words
from training.progress import Progress

WRITTEN = RESULTS / "lines.md"
FEWEST = 3  # pages; languages with fewer are one row together
OTHERS = "others"
UNKNOWN = "(not known)"
CAPTION = (
    "{pages} pages of {sites} sites, {source}. Precision and recall in words, averaged over pages; "
    "95 % intervals by bootstrap over sites. Time is CPU time for one page, the median of {runs} "
    "runs; “empty” is how many pages came back with nothing. The pages are known as lines only: "
    "jusText and trafilatura got each line as a paragraph of a web page without the tags and links "
    "that they judge by, which is not what they are made for; on real HTML they do better. jusText "
    "has the stoplist of the page's language, or none.{missing}"
)
BY_LANGUAGE = (
    "Ours at each level, F1 as above, precision and recall at balanced. The language is the page's "
    "own or guessed from its article by py3langid, which leaves it open where it is not installed; "
    "languages of fewer than {fewest} pages stand together."
)


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a way to clean made of all pages; `milliseconds` for one page."""

    name: str
    scores: PageScores
    milliseconds: float
    empty: int


def main(
    arguments: Sequence[str] | None = None,
    *,
    results: Path = WRITTEN,
    detector: Detector | None = None,
) -> int:
    """Print the tables, and write them as Markdown into `results`."""
    wanted = _parser().parse_args(arguments)
    progress = Progress()
    try:
        found, source = _pages(wanted.pages, wanted.made)
    except DetectorError as fault:
        progress.tell(f"error: {fault}")
        return 2
    detector = detector or Detector.load()
    tables = [
        *compare(found[: wanted.limit], detector, source, wanted.runs, progress.tell),
        injected.table(detector, wanted.articles),
    ]
    sys.stdout.write(joined(tables, markdown=False))
    results.parent.mkdir(parents=True, exist_ok=True)
    results.write_text("# Lines of pages\n\n" + joined(tables, markdown=True), "utf-8")
    progress.tell(f"wrote {results}")
    return 0


def compare(
    found: Sequence[Page], detector: Detector, source: str, runs: int, tell: Callable[[str], None]
) -> list[Table]:
    """Return the table of all ways to clean, and the one by language for ours."""
    others, missing = peers()
    results = {}
    for method in [*rules(), *others, *ours(detector)]:
        tell(f"{method.name}: {len(found)} pages")
        results[method.name] = _result(method, found, runs)
    return [
        _overall(list(results.values()), found, source, runs, missing),
        _by_language(results, found),
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lines", description=__doc__)
    parser.add_argument(
        "pages",
        nargs="?",
        type=Path,
        help=f"a .jsonl[.gz] of pages, or a folder with {labelled_pages.TEST}",
    )
    parser.add_argument("--made", type=int, metavar="N", help="so many invented pages instead")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first pages")
    parser.add_argument("--runs", type=int, default=3, help="how often each is timed")
    parser.add_argument("--articles", type=int, default=60, help="invented articles with residue")
    return parser


def _pages(path: Path | None, made: int | None) -> tuple[list[Page], str]:
    """Return the pages to measure on, and where they are from."""
    path = path or (None if made else labelled_pages.shipped_corpus())
    if path is not None:
        return labelled_pages.read(path), f"from {path.name}"
    return pages.made(made or 200), "invented by benchmarks/pages.py, easier than real ones"


def _result(method: Method, found: Sequence[Page], runs: int) -> Result:
    prepared = [method.prepare(page) for page in found]
    method.run(prepared[0])  # whatever it loads on its first page
    times = []
    for _ in range(runs):
        start = time.process_time()
        outputs = [method.run(each) for each in prepared]
        times.append(time.process_time() - start)
    keep = [method.keep(page, output) for page, output in zip(found, outputs, strict=True)]
    lines = [line for page in found for line in page.lines]
    scores = score(
        keep=np.concatenate(keep),
        gold=np.concatenate([page.gold for page in found]),
        words=words(lines),
        page=np.repeat(np.arange(len(found)), [len(page.lines) for page in found]),
        counted=np.concatenate([page.counted for page in found]),
    )
    return Result(
        name=method.name,
        scores=scores,
        milliseconds=median(times) / len(found) * 1000,
        empty=sum(not each.any() for each in keep),
    )


def _overall(
    results: Sequence[Result], found: Sequence[Page], source: str, runs: int, missing: Sequence[str]
) -> Table:
    names, sites = [page.source for page in found], _sites(found)
    sources = list(by_group(results[0].scores, names, sites, resamples=1))
    rows = []
    for result in results:
        whole, parts = measured(result.scores, sites), by_group(result.scores, names, sites)
        rows.append(
            (
                result.name,
                with_interval(whole.precision),
                with_interval(whole.recall),
                with_interval(whole.f1),
                *(with_interval(parts[name].f1) for name in sources),
                f"{result.milliseconds:.2f}",
                str(result.empty),
            )
        )
    rows += [(name, *(NONE for _ in rows[0][1:-1]), "not installed") for name in missing]
    said = f" Not installed: {', '.join(missing)}." if missing else ""
    return Table(
        title="Lines of pages",
        caption=CAPTION.format(
            pages=len(found), sites=len(set(sites)), source=source, runs=runs, missing=said
        ),
        columns=(
            *("way", "precision", "recall", "F1"),
            *(f"F1 {name or UNKNOWN}" for name in sources),
            *("ms a page", "empty"),
        ),
        rows=tuple(rows),
    )


def _by_language(results: dict[str, Result], found: Sequence[Page]) -> Table:
    names, sites = _languages(found), _sites(found)
    own = {level: by_group(results[own_name(level)].scores, names, sites) for level in Level}
    rows = []
    for name, balanced in own[Level.BALANCED].items():
        levels = (with_interval(own[level][name].f1) for level in Level)
        figures = share(balanced.precision.value), share(balanced.recall.value)
        rows.append((name, str(balanced.pages), *figures, *levels))
    return Table(
        title="By language",
        caption=BY_LANGUAGE.format(fewest=FEWEST),
        columns=("language", "pages", "precision", "recall", *(f"F1 {level}" for level in Level)),
        rows=tuple(rows),
    )


def _languages(found: Sequence[Page]) -> list[str]:
    all_names = [page.language or UNKNOWN for page in found]
    return [name if all_names.count(name) >= FEWEST else OTHERS for name in all_names]


def _sites(found: Sequence[Page]) -> Whole:
    """Return the number of each page's site; a page without a host is one of its own."""
    names = [page.host or f" {number}" for number, page in enumerate(found)]
    return np.unique(names, return_inverse=True)[1]


if __name__ == "__main__":
    raise SystemExit(main())
