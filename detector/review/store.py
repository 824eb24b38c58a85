"""A queue of articles to label, and its labels."""

import random
import time
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import islice

from sqlalchemy import Connection, delete, func, insert, not_, select, update

from detector.errors import DetectorError
from detector.review import asking
from detector.review.database import Database
from detector.review.labels import labels
from detector.review.progress import progress
from detector.review.tables import ANSWERS, ARTICLES, FACTS, LEASES, PROPOSALS
from detector.review.values import (
    Added,
    Candidate,
    LabelledArticle,
    Progress,
    Proposal,
    Question,
    Queued,
    Rank,
    Reason,
    ReviewLabel,
)

BATCH = 500  # articles that are added in one transaction
TENTH = 10


class Store:
    """What several people and processes use at once; see `detector.review.database`."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, where: str, *, create: bool = False) -> "Store":
        """Open a store by its path or URL; `create` makes one that is not there.

        Raises DetectorError, which says what to do.
        """
        return cls(Database.open(where, create=create))

    def close(self) -> None:
        """Let go of it."""
        self.database.close()

    def add(self, articles: Iterable[Queued]) -> Added:
        """Add articles to the queue, in the order of how much the model doubts them.

        A text that is there already is not added again.
        """
        counts = Added(0, 0, 0)
        waiting = iter(articles)
        while batch := list(islice(waiting, BATCH)):
            with self.database.transaction() as connection:
                more = _add(connection, batch)
            counts = Added(*(sum(each) for each in zip(counts, more, strict=True)))
        return counts

    def next(self, person: str) -> Question | None:
        """Return the article that a person is to label; None where there is none left.

        It is shown to nobody else for some minutes. Who asks again gets it again.
        """
        with self.database.transaction() as connection:
            return asking.leased(connection, person)

    def answer(
        self, person: str, article: int, label: ReviewLabel | None, seconds: float = 0.0
    ) -> None:
        """Write down what a person says of an article; no label is to skip it.

        It is on disk when this returns. Who answers again changes the answer.
        """
        with self.database.transaction() as connection:
            if asking.read(connection, article) is None:
                raise DetectorError(f"there is no article {article} in this store")
            mine = (ANSWERS.c.article == article, ANSWERS.c.person == person)
            connection.execute(delete(ANSWERS).where(*mine))
            said = {"label": label and str(label), "seconds": seconds, "at": time.time()}
            connection.execute(insert(ANSWERS).values(article=article, person=person, **said))
            done = update(ARTICLES).where(ARTICLES.c.number == article)
            done = done.where(ARTICLES.c.reason == Reason.AGAIN)
            connection.execute(done.values(reason=str(Reason.UNCERTAIN)))
            connection.execute(delete(LEASES).where(LEASES.c.person == person))

    def undo(self, person: str) -> Question | None:
        """Take back the last answer of a person, and show its article to them again.

        None where there is nothing to take back.
        """
        with self.database.transaction() as connection:
            last = select(ANSWERS.c.number, ANSWERS.c.article).where(ANSWERS.c.person == person)
            row = connection.execute(last.order_by(ANSWERS.c.number.desc()).limit(1)).first()
            if row is None:
                return None
            connection.execute(delete(ANSWERS).where(ANSWERS.c.number == row.number))
            holder = select(LEASES.c.person).where(LEASES.c.article == row.article)
            if connection.scalar(holder) not in (None, person):
                return asking.read(connection, row.article)
            connection.execute(delete(LEASES).where(LEASES.c.article == row.article))
            return asking.lease(connection, person, row.article)

    def article(self, number: int) -> Question | None:
        """Return an article by its number."""
        with self.database.transaction() as connection:
            return asking.read(connection, number)

    def progress(self) -> Progress:
        """Return how far the work is, and how well people agree."""
        with self.database.transaction() as connection:
            return progress(connection)

    def labels(self) -> Iterator[LabelledArticle]:
        """Yield each labelled article once, by its number; ties between people are left out."""
        with self.database.transaction() as connection:
            yield from labels(connection)

    def candidates(self, most: int) -> Sequence[Candidate]:
        """Return up to so many articles to choose the next questions from.

        Half of them are those that the model doubts most, the others are drawn; none is of the
        random tenth.
        """
        open_ones = select(ARTICLES.c.number, ARTICLES.c.text, ARTICLES.c.quality).where(
            asking.open_articles(), not_(ARTICLES.c.drawn)
        )
        doubted = open_ones.order_by(func.abs(ARTICLES.c.quality - 0.5)).limit(most // 2)
        drawn = open_ones.order_by(ARTICLES.c.digest).limit(most)
        with self.database.transaction() as connection:
            found = {row.number: row for row in connection.execute(doubted)}
            for row in connection.execute(drawn):
                if len(found) < most:
                    found.setdefault(row.number, row)
        return [Candidate(**found[number]._mapping) for number in sorted(found)]

    def put_order(self, ranks: Sequence[Rank]) -> None:
        """Ask these first, in this order; what was ordered before follows in its own order."""
        with self.database.transaction() as connection:
            least = connection.scalar(select(func.min(ARTICLES.c.place))) or 0.0
            for place, rank in enumerate(ranks):
                values = {"place": least - len(ranks) + place, "reason": str(rank.reason)}
                ranked = ARTICLES.c.number == rank.number
                connection.execute(update(ARTICLES).where(ranked).values(**values))

    def again(self, numbers: Iterable[int]) -> None:
        """Ask who labelled these articles once more, first of all; their labels stay until then."""
        with self.database.transaction() as connection:
            these = update(ARTICLES).where(ARTICLES.c.number.in_(list(numbers)))
            connection.execute(these.values(reason=str(Reason.AGAIN)))

    def propose(self, folder: str, report: str) -> int:
        """Remember a model that was trained from the labels; returns its number."""
        with self.database.transaction() as connection:
            values = {"folder": folder, "report": report, "at": time.time()}
            done = connection.execute(insert(PROPOSALS).values(**values))
            assert done.inserted_primary_key
            return int(done.inserted_primary_key[0])

    def proposals(self) -> list[Proposal]:
        """Return all models that were trained, the newest first."""
        shown = (getattr(PROPOSALS.c, name) for name in Proposal.__slots__)
        query = select(*shown).order_by(PROPOSALS.c.number.desc())
        with self.database.transaction() as connection:
            return [Proposal(**row._mapping) for row in connection.execute(query)]

    def decide(self, number: int, *, kept: bool, folder: str | None = None) -> None:
        """Write down what a person decided of a model, and where it is now."""
        values = {"kept": kept, **({"folder": folder} if folder else {})}
        with self.database.transaction() as connection:
            these = update(PROPOSALS).where(PROPOSALS.c.number == number)
            connection.execute(these.values(**values))


def _add(connection: Connection, batch: Sequence[Queued]) -> Added:
    digests = [_digest(each.text) for each in batch]
    wanted = {*digests, *(_digest(each.twin) for each in batch if each.twin)}
    rows = connection.execute(
        select(ARTICLES.c.digest, ARTICLES.c.number).where(ARTICLES.c.digest.in_(wanted))
    )
    numbers: dict[str, int] = {row.digest: row.number for row in rows}
    seed, added, twins = _seed(connection), 0, 0
    for digest, each in zip(digests, batch, strict=True):
        if digest in numbers:
            continue
        twin = numbers.get(_digest(each.twin)) if each.twin else None
        values = _row(each, digest, twin, random.Random(seed + digest))
        done = connection.execute(insert(ARTICLES).values(values))
        assert done.inserted_primary_key
        numbers[digest] = done.inserted_primary_key[0]
        added, twins = added + 1, twins + (twin is not None)
    return Added(added, len(batch) - added, twins)


def _row(each: Queued, digest: str, twin: int | None, chance: random.Random) -> dict[str, object]:
    """Return an article as it is stored; `chance` depends on its text and the store alone."""
    drawn, seconded = chance.randrange(TENTH) == 0, chance.randrange(TENTH) == 0
    # Those of the random tenth are asked in an order of chance, the others by the model's doubt.
    place = chance.random() if drawn else abs(each.quality - 0.5)
    return {
        **{name: _storable(getattr(each, name)) for name in ("id", "url", "host", "title", "text")},
        **{name: getattr(each, name) for name in ("quality", "label", "kind")},
        "digest": digest,
        "drawn": drawn,
        "seconded": seconded,
        "twin": twin,
        "place": place,
        "reason": str(Reason.RANDOM if drawn else Reason.UNCERTAIN),
    }


def _seed(connection: Connection) -> str:
    """Return the store's own seed, drawn when it was made."""
    found = connection.scalar(select(FACTS.c.value).where(FACTS.c.name == "seed"))
    if found is None:
        found = f"{random.SystemRandom().getrandbits(64):016x}"
        connection.execute(insert(FACTS).values(name="seed", value=found))
    return str(found)


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _storable(text: str | None) -> str | None:
    """Return text as databases take it: without NUL and halves of characters."""
    if text is None:
        return None
    return (
        text.replace("\x00", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    )
