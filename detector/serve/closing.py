"""Ends connections on which more is coming than anybody wants to read.

A request is often refused before its body was read: it is too large, or whoever sends it has no
token. To read on would be the work that was refused, and to hang up at once would lose the answer,
which waits behind what is still being sent (RFC 9112, 9.6). So what comes is thrown away for a
moment, and then the connection is closed.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECONDS = 1.0
MOST = 1 << 24  # bytes that are thrown away, at most
REFUSED = 400
Header = tuple[bytes, bytes]
CLOSE: Sequence[Header] = ((b"connection", b"close"),)


class Closing:
    """ASGI middleware; see above."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and see to what is left of it when it was refused."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        is_left, is_refused = True, False

        async def received() -> Message:
            nonlocal is_left
            message = await receive()
            is_left = bool(message.get("more_body"))
            return message

        async def sent(message: Message) -> None:
            nonlocal is_refused
            if message["type"] == "http.response.start":
                is_refused = is_left and message["status"] >= REFUSED
                if is_refused:
                    message = {**message, "headers": [*message["headers"], *CLOSE]}
            elif is_refused and not message.get("more_body"):
                await send({**message, "more_body": True})
                await _throw_away(receive)
                message = {"type": "http.response.body", "body": b""}
            await send(message)

        await self.app(scope, received, sent)


async def _throw_away(receive: Receive) -> None:
    size = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(SECONDS):
            while size < MOST:
                message = await receive()
                size += len(message.get("body", b""))
                if not message.get("more_body"):
                    return
