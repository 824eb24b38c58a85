"""Connections on which nobody wants to read on, or nobody sends, are closed."""

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.samples import GOOD

from .process import Served, served

HEAD = (
    "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {}\r\nTransfer-Encoding: chunked\r\n\r\n"
)
JSON, NDJSON = "application/json", "application/x-ndjson"


@pytest.fixture(scope="module")
def service(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("closing")
    limits = ["--max-seconds", "1", "--max-body-bytes", "100KiB"]
    with served(folder, "--model", model, "--workers", "0", *limits) as service:
        yield service


def _begun(service: Served, path: str, media_type: str) -> socket.socket:
    host, port = service.address.removeprefix("http://").split(":")
    connection = socket.create_connection((host, int(port)), 20)
    connection.sendall(HEAD.format(path, media_type).encode())
    return connection


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def _rest(connection: socket.socket) -> bytes:
    """Return what comes until the other side closes."""
    pieces = []
    while piece := connection.recv(1 << 16):
        pieces.append(piece)
    return b"".join(pieces)


def test_a_body_without_end_is_answered_and_not_read(service: Served) -> None:
    sent = 0
    with _begun(service, "/v1/score", JSON) as connection:
        with pytest.raises(OSError):
            while sent < 1_000_000_000:
                connection.sendall(_chunk(b" " * 50_000))
                sent += 50_000
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")
    assert sent < 500_000_000


def test_a_body_that_is_a_little_too_large_gets_its_answer(service: Served) -> None:
    with _begun(service, "/v1/score", JSON) as connection:
        for _ in range(8):
            connection.sendall(_chunk(b" " * 50_000))
        connection.sendall(b"0\r\n\r\n")
        answer = _rest(connection)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in answer.lower()
    assert b'"limit":102400' in answer


@pytest.mark.parametrize(("path", "media_type"), [("/v1/score", JSON), ("/v1/filter", NDJSON)])
def test_who_sends_no_more_is_not_waited_for(service: Served, path: str, media_type: str) -> None:
    began = time.monotonic()
    with _begun(service, path, media_type) as connection:
        connection.sendall(_chunk(b'{"text": "'))
        answer = _rest(connection)
    assert 0.9 < time.monotonic() - began < 10
    assert answer.startswith(b"HTTP/1.1 503 " if path == "/v1/score" else b"HTTP/1.1 200 ")
    assert not answer.endswith(b"0\r\n\r\n"), "nobody may take this for the whole of a stream"


def test_a_good_request_keeps_the_connection(service: Served) -> None:
    body = json.dumps({"text": GOOD}).encode()
    with _begun(service, "/v1/score", JSON) as connection:
        connection.sendall(_chunk(body) + b"0\r\n\r\n")
        assert b"connection: close" not in _answer(connection).lower()
        connection.sendall(HEAD.format("/v1/score", JSON).encode() + _chunk(b"{}") + b"0\r\n\r\n")
        assert _answer(connection).startswith(b"HTTP/1.1 422 ")


def _answer(connection: socket.socket) -> bytes:
    """Read one answer to its end, however it is cut into pieces."""
    said = b""
    while b"\r\n\r\n" not in said:
        said += connection.recv(1 << 16)
    head, _, body = said.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split()[0])
    while len(body) < length:
        body += connection.recv(1 << 16)
    return head + b"\r\n\r\n" + body
