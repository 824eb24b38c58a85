"""A store in each of the databases that may hold one."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import insert

from detector.review.store import Store
from detector.review.tables import FACTS

SEED = "tests"
INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
NO_POSTGRES = "there is no PostgreSQL here: SQLite alone is tried (apt-get install postgresql)"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Yield the address of a PostgreSQL server of our own, which listens at a socket only."""
    programs = shutil.which("initdb") or (INSTALLED and str(INSTALLED[-1] / "initdb"))
    if not programs:
        pytest.skip(NO_POSTGRES)
    folder = Path(programs).parent
    with TemporaryDirectory(prefix="pg") as name:
        home = Path(name)
        as_user = _as_user(home)
        data = str(home / "data")
        quick = "-c fsync=off -c listen_addresses='' -c unix_socket_directories=" + name
        _run([*as_user, str(folder / "initdb"), "-D", data, "-U", "detector", "--auth=trust", "-N"])
        control = [*as_user, str(folder / "pg_ctl"), "-D", data, "-w"]
        _run([*control, "-l", str(home / "log"), "-o", quick, "start"])
        yield f"postgresql://detector@/postgres?host={name}"
        _run([*control, "-m", "immediate", "stop"])


def _as_user(home: Path) -> Sequence[str]:
    """Return what runs a command as the server's user: it refuses to run as root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return ()
    try:
        shutil.chown(home, "postgres")
    except LookupError:
        pytest.skip("there is no user postgres to run a server as")
    return ("runuser", "-u", "postgres", "--")


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    assert done.returncode == 0, command


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a store that is not there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "review.sqlite")
    address: str = request.getfixturevalue("postgres")
    name = f"store_{abs(hash(str(tmp_path))):x}"
    _create(address, name)
    return address.replace("/postgres?", f"/{name}?")


def _create(address: str, name: str) -> None:
    from sqlalchemy import create_engine, text

    url = address.replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """Return a new store, in which chance falls the same way every time."""
    opened = Store.open(where, create=True)
    with opened.database.transaction() as connection:
        connection.execute(insert(FACTS).values(name="seed", value=SEED))
    yield opened
    opened.close()
