"""Which article of a queue is asked next."""

import time
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, insert, not_, select
from sqlalchemy.orm import aliased

from detector.review.tables import ANSWERS, ARTICLES, LEASES
from detector.review.values import Question, Reason

LEASE = 600.0  # seconds in which an article is shown to nobody else
ONE_IN = 10  # questions is of the random tenth
# Shown from the table of articles; the reason may be another one now.
SHOWN = (
    ARTICLES.c.number,
    ARTICLES.c.id,
    ARTICLES.c.url,
    ARTICLES.c.host,
    ARTICLES.c.title,
    ARTICLES.c.text,
    ARTICLES.c.quality,
    ARTICLES.c.label,
    ARTICLES.c.kind,
    ARTICLES.c.reason,
)


def leased(connection: Connection, person: str) -> Question | None:
    """Return the article that a person is shown: the one shown already, or the next."""
    connection.execute(delete(LEASES).where(LEASES.c.until < time.time()))
    held = connection.scalar(select(LEASES.c.article).where(LEASES.c.person == person))
    if held is not None:
        return _shown(connection, person, held)
    number = _next(connection, person)
    return None if number is None else lease(connection, person, number)


def lease(connection: Connection, person: str, number: int) -> Question | None:
    """Show an article to a person, and to nobody else for a while."""
    connection.execute(delete(LEASES).where(LEASES.c.person == person))
    until = time.time() + LEASE
    connection.execute(insert(LEASES).values(article=number, person=person, until=until))
    return _shown(connection, person, number)


def read(connection: Connection, number: int) -> Question | None:
    """Return an article by its number."""
    row = connection.execute(select(*SHOWN).where(ARTICLES.c.number == number)).first()
    return Question(**row._mapping) if row else None


def _shown(connection: Connection, person: str, number: int) -> Question | None:
    """Return an article as it is shown: as a second opinion where another has said one."""
    question = read(connection, number)
    others = (ANSWERS.c.article == number, ANSWERS.c.person != person, ANSWERS.c.label.is_not(None))
    said = connection.scalar(select(func.count()).select_from(ANSWERS).where(*others))
    if question is None or not said or question.reason == Reason.AGAIN:
        return question
    return replace(question, reason=str(Reason.SECOND))


def open_articles() -> ColumnElement[bool]:
    """Return the condition that nobody has labelled an article, and that it is to be asked."""
    said = exists().where(ANSWERS.c.article == ARTICLES.c.number, ANSWERS.c.label.is_not(None))
    return and_(ARTICLES.c.twin.is_(None), not_(said))


def _next(connection: Connection, person: str) -> int | None:
    """Choose: a label of one's own to look at again, a second opinion, or else what is open."""
    mine = exists().where(ANSWERS.c.article == ARTICLES.c.number, ANSWERS.c.person == person)
    taken = exists().where(LEASES.c.article == ARTICLES.c.number)
    free = and_(not_(mine), not_(taken))
    unlabelled = and_(free, open_articles())
    again = and_(mine, not_(taken), ARTICLES.c.reason == Reason.AGAIN)
    drawn, ranked = and_(unlabelled, ARTICLES.c.drawn), and_(unlabelled, not_(ARTICLES.c.drawn))
    rest = (drawn, ranked) if _is_time_to_draw(connection) else (ranked, drawn)
    for wanted in (again, _seconded(free), *rest):
        query = select(ARTICLES.c.number).where(wanted).order_by(ARTICLES.c.place).limit(1)
        number = connection.scalar(query)
        if number is not None:
            return int(number)
    return None


def _seconded(free: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that one other person has labelled an article, and two are asked."""
    once = aliased(ANSWERS.select().subquery())
    count = (
        select(func.count())
        .select_from(once)
        .where(once.c.article == ARTICLES.c.number, once.c.label.is_not(None))
        .scalar_subquery()
    )
    return and_(free, ARTICLES.c.seconded, count == 1)


def _is_time_to_draw(connection: Connection) -> bool:
    """Say whether fewer than a tenth of what was labelled is of the random tenth."""
    said = ANSWERS.join(ARTICLES)
    labelled = select(func.count()).select_from(said).where(ANSWERS.c.label.is_not(None))
    drawn = connection.scalar(labelled.where(ARTICLES.c.drawn)) or 0
    return drawn * ONE_IN <= (connection.scalar(labelled) or 0)
