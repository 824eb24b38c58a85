"""Opens a store: a SQLite file, or PostgreSQL by its URL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from detector.errors import DetectorError, MissingExtraError
from detector.review.tables import FACTS, METADATA, SCHEMA

BUSY = 30  # seconds to wait while another process writes
LOCK = 0x617274  # of PostgreSQL, one for all stores of a database
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY}000")


class Database:
    """Transactions on a store, one at a time: whoever reads a queue takes something from it."""

    def __init__(self, where: str, engine: Engine) -> None:
        self.where = where
        self._engine = engine

    @classmethod
    def open(cls, where: str, *, create: bool = False) -> "Database":
        """Open a store by its path or URL; `create` makes one that is not there.

        Raises DetectorError where there is none, where it is none, or of another schema.
        """
        database = cls(where, _engine(where, create=create))
        try:
            _settle(database, create=create)
        except BaseException:
            database.close()
            raise
        return database

    def close(self) -> None:
        """Let go of it."""
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Yield a connection; what is done with it is on disk when the block has ended, or undone.

        Transactions of all processes follow one another.
        """
        try:
            with self._engine.begin() as connection:
                if connection.dialect.name == "postgresql":
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
                yield connection
        except SQLAlchemyError as fault:
            raise DetectorError(f"{shown(self.where)}: {_reason(fault)}") from None


def shown(where: str) -> str:
    """Return the address of a store without its password."""
    return make_url(where).render_as_string() if "://" in where else where


def _engine(where: str, *, create: bool) -> Engine:
    if "://" in where:
        return _by_url(where)
    path = Path(where)
    if not create and not path.is_file():
        raise DetectorError(
            f"{where}: there is no store: fill one with `detector review CRAWL --store {where}`"
        )
    # Transactions begin where we say so, and at once as those that write: two that both read first
    # and then want to write would refuse each other.
    made = create_engine(f"sqlite:///{path.resolve()}", connect_args={"timeout": BUSY})
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


def _by_url(where: str) -> Engine:
    try:
        url = make_url(where)
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
        if url.get_backend_name() != "postgresql":
            raise DetectorError(f"{shown(where)}: a store is a file or postgresql://...")
        return create_engine(url, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError) as fault:
        raise DetectorError(f"--store is no address of a store: {_reason(fault)}") from None
    except ModuleNotFoundError as missing:
        raise MissingExtraError(
            missing.name or "psycopg", "postgres", "A store in PostgreSQL"
        ) from None


def _prepare(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _settle(database: Database, *, create: bool) -> None:
    """Make the tables of a new store; see that an old one is of our schema."""
    where = shown(database.where)
    with database.transaction() as connection:
        tables = set(inspect(connection).get_table_names())
        if FACTS.name not in tables:
            if tables:
                raise DetectorError(f"{where}: it holds something else: name a new store")
            if not create:
                raise DetectorError(f"{where}: it holds no queue: fill it with `detector review`")
            METADATA.create_all(connection)
            connection.execute(insert(FACTS).values(name="schema", value=str(SCHEMA)))
        found = connection.scalar(select(FACTS.c.value).where(FACTS.c.name == "schema"))
        if found != str(SCHEMA):
            raise DetectorError(
                f"{where}: it is of schema {found}, this version knows {SCHEMA}: export its labels "
                "with the version that made it"
            )


def _reason(fault: Exception) -> str:
    """Return what a database says, on one line and without the statement."""
    said = str(getattr(fault, "orig", None) or fault)
    return " ".join(said.split()) or type(fault).__name__
