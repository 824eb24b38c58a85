"""Stands before everything else: who may ask, under which name, and how many at once.

A service on loopback is reached by every page that a browser of this machine shows. So it answers
only to its own names (a stranger's name may be made to lead here: DNS rebinding), and takes nothing
from a page of another site (which a browser says in `Sec-Fetch-Site` and `Origin`).
"""

import hmac
from collections.abc import Mapping
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from detector.serve.problems import ProblemError, response
from detector.serve.settings import Settings

Headers = Mapping[bytes, bytes]

COOKIE = "detector_token"
OPEN = ("/healthz", "/readyz")  # to those who watch over the service
READING = ("GET", "HEAD", "OPTIONS")
SENDING = ("POST", "PUT", "PATCH")
STREAMED = "/v1/"  # where bodies are counted as they come
FOUND = 303


class Guard:
    """ASGI middleware; see above."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, send)
            return
        self.running += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.running -= 1

    def _refused(self, scope: Scope) -> Response | None:
        headers: Headers = dict(scope["headers"])
        host = _said(headers, b"host")
        if not self._is_ours(host):
            said = f"{host[:100]!r} is no name of this service: see --host"
            return response(ProblemError(421, "unknown-host", said))
        if scope["method"] not in READING and _is_cross_site(headers):
            said = "this came from a page of another site: ask directly"
            return response(ProblemError(403, "cross-site", said))
        if scope["path"] in OPEN:
            return None
        if self.settings.token is not None and not self._knows_token(headers):
            return self._asked_for_token(scope)
        to_page = scope["method"] in SENDING and not scope["path"].startswith(STREAMED)
        if to_page and (unsized := self._unsized(headers)):
            return response(unsized)
        if self.running >= self.settings.limits.requests:
            said = f"{self.running} requests are under way, and that is the limit: try again"
            return response(
                ProblemError(429, "too-many-requests", said, headers={"Retry-After": "1"})
            )
        return None

    def _unsized(self, headers: Headers) -> ProblemError | None:
        """Say what is wrong with the size of what is sent to a page, which is read as a whole."""
        said, most = _said(headers, b"content-length"), self.settings.limits.body_bytes
        if not said.isdigit():
            return ProblemError(411, "length-needed", "say how long the body is: Content-Length")
        if int(said) > most:
            more = f"the body has {said} bytes, {most} are allowed: see --max-body-bytes"
            return ProblemError(413, "too-large", more, limit=most)
        return None

    def _is_ours(self, host: str) -> bool:
        if self.settings.hosts is None:
            return True
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        return name.lower() in self.settings.hosts

    def _knows_token(self, headers: Headers) -> bool:
        scheme, _, said = _said(headers, b"authorization").partition(" ")
        if scheme.lower() != "bearer":
            cookie = SimpleCookie()
            cookie.load(_said(headers, b"cookie"))
            said = cookie[COOKIE].value if COOKIE in cookie else ""
        return self._is_token(said.strip())

    def _is_token(self, said: str) -> bool:
        return hmac.compare_digest(said.encode(), (self.settings.token or "").encode())

    def _asked_for_token(self, scope: Scope) -> Response:
        """Ask for the token; a browser that brings it in the address keeps it as a cookie."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        said = dict(query).get("token")
        if scope["method"] == "GET" and said is not None and self._is_token(said):
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            path = "/" + scope["path"].lstrip("/\\")  # not another host, as //host would be
            answer = RedirectResponse(f"{path}?{rest}" if rest else path, FOUND)
            answer.set_cookie(COOKIE, said, httponly=True, samesite="strict")
            return answer
        said_so = "send the token: Authorization: Bearer TOKEN, or open /?token=TOKEN in a browser"
        headers = {"WWW-Authenticate": 'Bearer realm="article-detector"'}
        return response(ProblemError(401, "token-needed", said_so, headers=headers))


def _is_cross_site(headers: Headers) -> bool:
    if site := _said(headers, b"sec-fetch-site"):
        return site not in ("same-origin", "none")
    origin = _said(headers, b"origin")
    return bool(origin) and urlsplit(origin).netloc != _said(headers, b"host")


def _said(headers: Headers, name: bytes) -> str:
    return headers.get(name, b"").decode("latin-1")
