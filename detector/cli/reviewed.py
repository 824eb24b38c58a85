"""What the commands of a review show and write."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detector.cli.terminal import output_console, tell
from detector.printable import on_one_line

if TYPE_CHECKING:
    from rich.table import Table

    from detector.review.store import Store
    from detector.review.values import LabelledArticle, Progress


def table(progress: "Progress") -> None:
    """Show how far the labelling is."""
    shown = _table("", "")
    rows = [
        ("labelled", f"{progress.labelled:,}"),
        *((f"  {label}", f"{count:,}") for label, count in progress.labels.items()),
        ("of the random tenth", f"{progress.drawn:,}"),
        ("skipped", f"{progress.skipped:,}"),
        ("left to ask", f"{progress.left:,}"),
        *((f"by {on_one_line(name)}", f"{count:,}") for name, count in progress.people.items()),
    ]
    if agreement := progress.agreement:
        rows.append(("agreement", f"{agreement.share:.0%} of {agreement.articles:,} articles"))
        if agreement.kappa is not None:
            rows.append(("beyond chance (Cohen's kappa)", f"{agreement.kappa:.2f}"))
    if progress.seconds_left is not None:
        left = f"{progress.seconds_left / 60:.0f} min to {progress.goal:,} labels"
        rows.append(("time left", left))
    for row in rows:
        shown.add_row(*row)
    output_console().print(shown)


def export_labels(store: "Store", path: str) -> int:
    """Write the labels as JSON lines, and return how many there are."""
    from detector.formats.target import faults_named, opened
    from detector.json_text import encode

    count = 0
    with faults_named(path), opened(path) as stream:
        for each in store.labels():
            stream.write(encode(_exported(each)) + b"\n")
            count += 1
    return count


def show_mistakes(store: "Store", found: Sequence[Any], labels: int, report: Path | None) -> None:
    """List labels that may be mistakes, and write them to `report` if that is asked."""
    shown = _table("article", "label", "worth keeping, by the others")
    listed = []
    for each in found:
        article = store.article(each.number)
        title = (article and (article.title or article.url)) or each.id
        shown.add_row(on_one_line(title)[:60], each.label, f"{each.quality:.2f}")
        listed.append(
            {
                "article": each.number,
                "id": each.id,
                "title": title,
                "label": each.label,
                "quality": each.quality,
            }
        )
    if found:
        output_console().print(shown)
    tell(f"{len(found)} of {labels} labels are doubted with confidence")
    _write(report, {"labels": labels, "mistakes": listed})


def show_retrained(store: "Store", found: Any, report: Path | None) -> int:
    """Show a new model before and after, remember it, and return its number."""
    from detector.json_text import encode

    shown = _table("figure", "before", "after", "difference")
    for row in found.figures:
        shown.add_row(row["title"], row["before"], row["after"], row["difference"])
    output_console().print(shown)
    tell(f"on {found.measured} articles of the random tenth; intervals of 95 %")
    tell(found.advice)
    said = found.to_dict()
    number = store.propose(str(found.folder.resolve()), encode(said).decode())
    _write(report, {"proposal": number, **said})
    return number


def decide(store: "Store", number: int, proposal: Path, folder: Path, *, keep: bool | None) -> None:
    """Keep a new model, or leave it where it is."""
    from detector.review import models

    if keep:
        models.keep(store, number, folder)
        tell(f"kept: {folder}; detector score crawl.jsonl --model {folder}")
    else:
        tell(f"proposed: {proposal}; keep it with --yes -o FOLDER, or at /review/model")


def _exported(each: "LabelledArticle") -> Mapping[str, Any]:
    fields = {name: getattr(each, name) for name in ("id", "url", "host", "title", "text")}
    return {
        **{name: value for name, value in fields.items() if value is not None},
        "label": str(each.label),
        "group": each.host or f"review:{each.number}",
        "random": each.drawn,
        "people": list(each.people),
    }


def _write(report: Path | None, said: Mapping[str, Any]) -> None:
    from detector.formats.target import faults_named, opened
    from detector.json_text import encode

    if report is not None:
        with faults_named(str(report)), opened(str(report)) as stream:
            stream.write(encode(said) + b"\n")


def _table(*columns: str) -> "Table":
    from rich.table import Table

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=any(columns))
    for number, column in enumerate(columns):
        made.add_column(column, justify="right" if number else "left")
    return made
