"""Who may ask: nobody from another site, under another name, or without the token."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detector import Detector
from detector.serve.settings import Limits

from .asking import asked

TOKEN = "s3cret-token"


@pytest.fixture(scope="module")
def loaded(model: Path) -> Detector:
    return Detector.load(model)


@pytest.fixture(scope="module")
def client(loaded: Detector) -> Iterator[TestClient]:
    with asked(loaded) as client:
        yield client


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8000", "localhost:1", "LOCALHOST", "[::1]:8"]
)
def test_own_names(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::1", "a:1:2"])
def test_other_names(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1"},
    ],
)
def test_pages_of_other_sites_can_send_nothing(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/v1/score", json={"text": "a"}, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["type"].endswith("cross-site")


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://127.0.0.1"}, {"Sec-Fetch-Site": "same-origin"}]
)
def test_own_pages_and_programs_can(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/v1/score", json={"text": "a"}, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/metrics", "/openapi.json", "/static/style.css", "/nothing"]
)
def test_without_the_token_there_is_nothing(loaded: Detector, path: str) -> None:
    with asked(loaded, token=TOKEN) as client:
        answer = client.get(path)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        for wrong in ("Bearer wrong", f"Basic {TOKEN}", TOKEN, "Bearer", "Bearer é"):
            given = {b"Authorization": wrong.encode()}
            assert client.get(path, headers=given).status_code == 401
        assert client.get(path, headers={"Authorization": f"Bearer {TOKEN}"}).status_code != 401
        assert client.get("/healthz").status_code == 200


def test_a_browser_keeps_the_token_as_a_cookie(loaded: Detector) -> None:
    with asked(loaded, token=TOKEN) as client:
        first = client.get(f"/?a=b&token={TOKEN}", follow_redirects=False)
        assert first.status_code == 303
        assert first.headers["location"] == "/?a=b"
        cookie = first.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert client.get("/").status_code == 200
        assert client.post("/v1/score", json={"text": "a"}).status_code == 200


def test_a_token_in_the_address_leads_to_no_other_host(loaded: Detector) -> None:
    with asked(loaded, token=TOKEN) as client:
        answer = client.get(
            f"http://127.0.0.1//evil.example/?token={TOKEN}", follow_redirects=False
        )
        assert answer.headers["location"] == "/evil.example/"
        client.cookies.clear()
        assert client.get("/?token=wrong").status_code == 401


def test_too_many_at_once(loaded: Detector) -> None:
    with asked(loaded, limits=Limits(requests=0)) as client:
        answer = client.post("/v1/score", json={"text": "a"})
        assert answer.status_code == 429
        assert answer.headers["retry-after"] == "1"
        assert client.get("/healthz").status_code == 200


def test_a_page_takes_no_more_than_is_allowed(loaded: Detector) -> None:
    with asked(loaded, limits=Limits(body_bytes=2000)) as client:
        small = client.post("/", data={"text": "The port was closed."})
        assert small.status_code == 200
        large = client.post("/", files={"file": ("a.txt", b"a" * 5000)})
        assert large.status_code == 413
        assert large.json()["limit"] == 2000
        endless = client.post("/", content=(b"a" for _ in range(10)))
        assert endless.status_code == 411
