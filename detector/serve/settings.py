"""What a service is asked for: its model, its limits, and what its pages show."""

import os
from dataclasses import dataclass

MEBIBYTE = 1024 * 1024
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def cores() -> int:
    """Return how many processes score, if nothing else is said; who listens needs little."""
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one request may ask for, and how many may ask at once.

    `line_bytes` limits a record of a stream, which as a whole may be of any length.
    """

    body_bytes: int = 16 * MEBIBYTE
    line_bytes: int = 16 * MEBIBYTE
    articles: int = 1000
    seconds: float = 30.0
    requests: int = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `detector serve` was asked for.

    `token` is what whoever asks must know; None lets everybody in. `hosts` are the names that the
    service answers to, None is any: another name in a request is a page of a stranger's that was
    made to point here (DNS rebinding). `workers` are the processes that score; 0 is a thread.
    `browse` names scored files and folders, `review` a store of labels. Models that are learned
    from them begin with the one in the folder `start`, and go into the folder `keep`; None is the
    shipped one.
    """

    token: str | None = None
    hosts: tuple[str, ...] | None = LOOPBACK
    workers: int = 0
    browse: tuple[str, ...] = ()
    review: str | None = None
    start: str | None = None
    keep: str | None = None
    limits: Limits = Limits()
