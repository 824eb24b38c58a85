"""How far the labelling is, how long it will take, and how well people agree."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from statistics import median
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from detector.review import asking
from detector.review.tables import ANSWERS, ARTICLES
from detector.review.values import Agreement, Progress

GOAL = 200  # labels; then the next so many
LONGEST = 300.0  # seconds of an answer: who took longer was away
RECENT = 200  # answers whose time counts

Said = Mapping[str, str]  # what each person said of an article


def progress(connection: Connection) -> Progress:
    """Count everything."""
    rows = connection.execute(_answers()).all()
    said = _by_article(rows)
    labelled = len(said)
    goal = GOAL * (labelled // GOAL + 1)
    seconds = _median_seconds(rows)
    waiting = select(func.count()).select_from(ARTICLES).where(asking.open_articles())
    return Progress(
        labelled=labelled,
        drawn=len({row.article for row in rows if row.label and row.drawn}),
        skipped=sum(row.label is None for row in rows),
        left=connection.scalar(waiting) or 0,
        labels=Counter(row.label for row in rows if row.label),
        people=Counter(row.person for row in rows if row.label),
        agreement=agreement(said.values()),
        seconds=seconds,
        goal=goal,
        seconds_left=None if seconds is None else seconds * (goal - labelled),
    )


def agreement(said: Iterable[Said]) -> Agreement | None:
    """Return how alike people label; None where no article was labelled by two."""
    several = [each for each in said if len(each) > 1]
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for each in several:
        for one, other in combinations(sorted(each), 2):
            pairs[one, other].append((each[one], each[other]))
    if not pairs:
        return None
    together = [pair for found in pairs.values() for pair in found]
    known = [
        (len(found), kappa) for found in pairs.values() if (kappa := _kappa(found)) is not None
    ]
    weight = sum(count for count, _ in known)
    return Agreement(
        articles=len(several),
        share=_equal(together),
        kappa=sum(count * kappa for count, kappa in known) / weight if weight else None,
    )


def _kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa (1960); None where both always say the same one thing."""
    ones, others = (Counter(each) for each in zip(*pairs, strict=True))
    chance = sum(ones[label] * others[label] for label in ones) / len(pairs) ** 2
    return None if chance == 1.0 else (_equal(pairs) - chance) / (1.0 - chance)


def _equal(pairs: Sequence[tuple[str, str]]) -> float:
    return sum(one == other for one, other in pairs) / len(pairs)


def _answers() -> Select[Any]:
    shown = (ANSWERS.c.article, ANSWERS.c.person, ANSWERS.c.label, ANSWERS.c.seconds)
    return select(*shown, ARTICLES.c.drawn).join(ARTICLES).order_by(ANSWERS.c.number)


def _by_article(rows: Iterable[Row[Any]]) -> Mapping[int, Said]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row.label:
            found[row.article][row.person] = row.label
    return found


def _median_seconds(rows: Sequence[Row[Any]]) -> float | None:
    """Return the median time of the latest answers; 0 means that nobody measured it."""
    measured = [row.seconds for row in rows if 0 < row.seconds <= LONGEST]
    return median(measured[-RECENT:]) if measured else None
