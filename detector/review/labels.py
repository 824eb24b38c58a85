"""What people said of each article, taken together."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import Connection, select

from detector.review.tables import ANSWERS, ARTICLES
from detector.review.values import LabelledArticle, ReviewLabel

FIELDS = ("number", "id", "url", "host", "title", "text", "drawn")


def labels(connection: Connection) -> Iterator[LabelledArticle]:
    """Yield each labelled article once, by its number, with what most people said of it.

    Where two labels are equally frequent, there is none.
    """
    shown = (getattr(ARTICLES.c, name) for name in FIELDS)
    query = (
        select(*shown, ANSWERS.c.label.label("said"), ANSWERS.c.person)
        .join(ANSWERS)
        .where(ANSWERS.c.label.is_not(None))
        .order_by(ARTICLES.c.number, ANSWERS.c.number)
    )
    for _, rows in groupby(connection.execute(query), lambda row: row.number):
        said = list(rows)
        label = _most(Counter(row.said for row in said))
        if label:
            fields = {name: getattr(said[0], name) for name in FIELDS}
            people = tuple(row.person for row in said)
            yield LabelledArticle(**fields, label=ReviewLabel(label), people=people)


def _most(said: Counter[str]) -> str | None:
    (first, most), *others = said.most_common(2)
    return first if not others or others[0][1] < most else None
