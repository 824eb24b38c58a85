"""The tables of a report's page, the heat maps among them."""

import math
from collections.abc import Iterable, Mapping, Sequence

from detector.pages.document import escaped
from training.evaluation.bootstrap import Estimate
from training.evaluation.compare import Difference
from training.evaluation.page_style import HEATS
from training.evaluation.tables import Row
from training.evaluation.wording import (
    TITLES,
    excludes_zero,
    of_share,
    percent,
    signed,
    signed_span,
    span,
    written,
)

MOST_ROWS = 60
PARTS = (
    "good",
    "others",
    "good called low",
    "others called low",
    "unsure",
    "good lost at the 1 % cut",
    "others caught there",
    "median quality",
)


def figures(found: Mapping[str, Estimate]) -> str:
    """Return the table of the figures with their intervals."""
    rows = [
        [TITLES[name], written(name, each.value), span(name, each.low, each.high)]
        for name, each in found.items()
    ]
    return table(["figure", "value", "95 % interval"], rows)


def differences(found: Mapping[str, Difference], model: str, against: str) -> str:
    """Return the table of differences, which says whether an interval leaves zero out."""
    heading = ["figure", model, against, "difference", "95 % interval", "excludes zero"]
    rows = [
        [
            TITLES[name],
            written(name, each.model),
            written(name, each.against),
            signed(name, each.difference),
            signed_span(name, each.low, each.high),
            excludes_zero(each.excludes_zero, each.verdict),
        ]
        for name, each in found.items()
    ]
    return table(heading, rows, classes=[each.verdict for each in found.values()])


def parts(name: str, rows: Sequence[Row]) -> str:
    """Return the table of one kind of parts, the greatest of them."""
    shown = [
        [
            each.name,
            f"{each.good:,}",
            f"{each.others:,}",
            of_share(each.good_low),
            of_share(each.others_low),
            percent(each.unsure),
            percent(each.good_lost),
            percent(each.recall),
            f"{each.median_quality:.3f}",
        ]
        for each in rows[:MOST_ROWS]
    ]
    return table([name, *PARTS], shown) + left_out(len(rows))


def left_out(rows: int) -> str:
    """Say how many rows are not shown."""
    more = rows - MOST_ROWS
    return f'<p class="faint">{more:,} more in the JSON.</p>' if more > 0 else ""


def table(
    heading: Sequence[str], rows: Iterable[Sequence[str]], classes: Sequence[str] = ()
) -> str:
    """Return a table in a box that scrolls by itself; `classes` are those of the last cells."""
    marks = iter(classes)
    body = "\n".join(_row(row, next(marks, "")) for row in rows)
    head = "".join(f'<th scope="col">{escaped(each)}</th>' for each in heading)
    return (
        f'<div class="wide"><table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>'
        "</table></div>"
    )


def _row(cells: Sequence[str], mark: str) -> str:
    first, *rest = (_small_interval(escaped(each)) for each in cells)
    ends = ["<td>"] * (len(rest) - 1) + [f'<td class="{mark}">' if mark else "<td>"]
    body = "".join(f"{start}{each}</td>" for start, each in zip(ends, rest, strict=True))
    return f'<tr><th scope="row">{first}</th>{body}</tr>'


def _small_interval(cell: str) -> str:
    value, bracket, between = cell.partition(" % (")
    return f"{value} % <small>({between}</small>" if bracket else cell


def heat(
    name: str, columns: Sequence[str], rows: Mapping[str, Sequence[float]], *, hottest: float
) -> str:
    """Return a heat map of shares; the share `hottest` and what is above it is darkest."""
    head = "".join(
        f'<th scope="col"><span class="upright">{escaped(c)}</span></th>' for c in columns
    )
    body = "\n".join(
        f'<tr><th scope="row">{escaped(row)}</th>{"".join(_cell(s, hottest) for s in shares)}</tr>'
        for row, shares in list(rows.items())[:MOST_ROWS]
    )
    return (
        f'<div class="wide"><table class="heat"><thead><tr><th scope="col">{escaped(name)}</th>'
        f"{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>{left_out(len(rows))}"
    )


def _cell(share: float, hottest: float) -> str:
    heat = math.ceil(min(share / hottest, 1.0) * HEATS)
    return f'<td class="h{heat}">{hundredths(share)}</td>'


def hundredths(share: float) -> str:
    """Return percent without the sign: "0", "<0.1", "0.4", "17"."""
    if 0 < share < 0.0005:
        return escaped("<0.1")
    return f"{share * 100:.{1 if 0 < share < 0.0995 else 0}f}"
