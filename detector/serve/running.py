"""Runs the service until it is told to stop."""

import logging
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn

from detector import Detector
from detector.errors import DetectorError
from detector.serve.app import create_app
from detector.serve.settings import Settings

BACKLOG = 2048


class Server(uvicorn.Server):
    """Says when it listens, and that it is not ready any more as soon as it is to stop."""

    def __init__(
        self, config: uvicorn.Config, said: Callable[[], None], stopping: Callable[[], None]
    ):
        super().__init__(config)
        self._said = said
        self._stopping = stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        if not self.should_exit:
            self._said()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop when what was accepted is answered; at a second signal, at once."""
        self._stopping()
        if self.should_exit:
            self.force_exit = True
            logging.disable()  # what is torn would be told with all that called it
        super().handle_exit(sig, frame)


def run(
    detector: Detector, settings: Settings, host: str, port: int, tell: Callable[[str], None]
) -> None:
    """Serve until a signal comes; DetectorError if the address cannot be had."""
    app = create_app(detector, settings)
    bound = _bound(host, port)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # nothing here depends on where a request comes from
        lifespan="on",
        timeout_keep_alive=30,
    )

    def said() -> None:
        place = f"[{host}]" if ":" in host else host
        tell(f"listening on http://{place}:{bound.getsockname()[1]}")
        if settings.token is not None:
            tell("in a browser, open it once with ?token=... behind the address")

    def stopping() -> None:
        app.state.is_ready = False

    server = Server(config, said, stopping)
    with bound:
        server.run(sockets=[bound])


def _bound(host: str, port: int) -> socket.socket:
    """Take the address before anything is loaded in its name."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        bound = socket.socket(family)
    except OSError as fault:
        raise _refused(host, port, fault) from None
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(BACKLOG)
    except OSError as fault:
        bound.close()
        raise _refused(host, port, fault) from None
    return bound


def _refused(host: str, port: int, fault: OSError) -> DetectorError:
    why = fault.strerror or fault
    return DetectorError(f"cannot listen at {host}, port {port} ({why}): name another --port")
