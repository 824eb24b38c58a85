"""What a service is asked for: its model, its limits, and what its pages show."""

from dataclasses import dataclass
from pathlib import Path

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one request may ask for, and how many may ask at once."""

    body_bytes: int = 16 * MEBIBYTE
    articles: int = 1000
    seconds: float = 30.0
    requests: int = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `detector serve` was asked for.

    `token` is what whoever asks must know; None lets everybody in. `hosts` are the names that the
    service answers to: another name in a request is a page of a stranger's that was made to point
    here (DNS rebinding). `browse` names scored files and folders, `review` a store of labels.
    """

    model: Path | None = None
    point: str | None = None
    threshold: float | None = None
    token: str | None = None
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    browse: tuple[str, ...] = ()
    review: str | None = None
    limits: Limits = Limits()
