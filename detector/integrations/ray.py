"""Ray: `detector filter --engine ray`. For datasets, see `detector.integrations.arrow`."""

import logging
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from detector.errors import DetectorError, EngineError, MissingExtraError

try:
    import ray
    from ray.exceptions import RayError
except ImportError:
    raise MissingExtraError("ray", "ray", "--engine ray") from None

Item = TypeVar("Item")
Result = TypeVar("Result")

ADDRESS = "RAY_ADDRESS"  # Ray's own variable for the cluster
PATIENCE = 10  # seconds
TOKEN = "RAY_AUTH_MODE"
REPORTING = "RAY_USAGE_STATS_ENABLED"  # to Ray's makers; nothing here asks for a network
AHEAD = 2_000  # items that Ray has at once: it looks at all of them whenever one is done
RETRIES = 3  # of an item whose worker died


def each(work: Callable[[Item], Result], items: Sequence[Item], workers: int) -> Iterator[Result]:
    """Yield what `work` makes of each item, in any order, as they are done.

    The cluster is that of `RAY_ADDRESS`; without one, `workers` processes on this machine. An
    item whose worker was killed is worked on again. Raises EngineError if Ray gives it up,
    DetectorError if there is no such cluster.
    """
    with _cluster(workers):
        task: Any = ray.remote(max_retries=RETRIES)(_applied)
        given = ray.put(work)
        rest = iter(items)
        waiting: list[Any] = [task.remote(given, item) for item in islice(rest, AHEAD)]
        try:
            while waiting:
                done, waiting = ray.wait(waiting)
                waiting += [task.remote(given, item) for item in islice(rest, len(done))]
                yield from ray.get(done)
        except RayError as error:
            raise EngineError("Ray", error) from error


def _applied(work: Callable[[Item], Result], item: Item) -> Result:
    return work(item)


@contextmanager
def _cluster(workers: int) -> Iterator[None]:
    # Without an address Ray would join whatever cluster was last seen on this machine.
    address = os.environ.get(ADDRESS, "local")
    cores = workers if address == "local" else None
    os.environ.setdefault(REPORTING, "0")
    _knock(address)
    try:
        ray.init(
            address=address, num_cpus=cores, include_dashboard=False, logging_level=logging.ERROR
        )
    except ConnectionError as error:
        raise DetectorError(f"{error}: check {ADDRESS}, and {TOKEN} if it wants a token") from error
    try:
        yield
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """See whether anybody answers: Ray itself would try for a quarter of an hour."""
    host, _, port = address.rpartition(":")
    if port.isdecimal():
        try:
            socket.create_connection((host, int(port)), PATIENCE).close()
        except OSError as error:
            raise DetectorError(
                f"no Ray cluster at {address} ({error}): check {ADDRESS}"
            ) from error
