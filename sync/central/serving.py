"""The HTTPS server in one process: a socket that is ours, TLS from the centre's own authority, an orderly end."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import Callable, Sequence
from typing import Any, cast

import uvicorn

from .centre import Centre
from .http.app import make_app
from .tls import LOCAL

KEEP_ALIVE = 75  # seconds; a slow line must not lose its connection between two batches
GRACE = 3  # seconds for answers under way when the service ends
HANDSHAKE = 10.0  # seconds; who connects and says nothing does not hold a place
FAREWELL = 0.5  # seconds for a desk's part in closing TLS; a sleeping one never says it
_TICKS_AN_HOUR = 10 * 3600

log = logging.getLogger("central.serving")


class Server(uvicorn.Server):
    """`ready` is called once, when it answers; `hourly` now and then, off the loop."""

    def __init__(self, config: uvicorn.Config, centre: Centre, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._centre, self._ready = centre, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn does it, but for the two limits of TLS, which it does not offer."""
        await self.lifespan.startup()
        loop, config = asyncio.get_running_loop(), self.config

        def protocol() -> asyncio.Protocol:
            made: Any = config.http_protocol_class
            return cast(
                asyncio.Protocol,
                made(config=config, server_state=self.server_state, app_state=self.lifespan.state),
            )

        self.servers = [
            await loop.create_server(
                protocol,
                sock=bound,
                ssl=config.ssl,
                backlog=config.backlog,
                ssl_handshake_timeout=HANDSHAKE,
                ssl_shutdown_timeout=FAREWELL,
            )
            for bound in sockets or []
        ]
        self.started = True
        self._ready()

    async def on_tick(self, counter: int) -> bool:
        if counter and counter % _TICKS_AN_HOUR == 0:
            asyncio.get_running_loop().run_in_executor(None, self._centre.publishing.trust)
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._centre.notifier.close()  # long polls end with an answer, not with a cut line
        await super().shutdown(sockets)

    def stop(self) -> None:
        """From any thread."""
        self.should_exit = True


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; port 0 takes a free one. Raises OSError where the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows: nobody else may bind beside us
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except BaseException:
        bound.close()
        raise
    return bound


def make_server(centre: Centre, names: Sequence[str], ready: Callable[[], None]) -> Server:
    context = centre.parts.keys.authority.server_context(names, centre.parts.clock.real())
    config = uvicorn.Config(
        make_app(centre),
        lifespan="off",
        loop="asyncio",
        http="h11",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=GRACE,
        ssl_context_factory=lambda _config, _default: context,
    )
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    return Server(config, centre, ready)


class ServedCentre:
    """A centre answering on a thread of this process: for tests, and for whoever needs one without a child process."""

    def __init__(self, centre: Centre, host: str = "127.0.0.1", port: int = 0) -> None:
        self.centre = centre
        self._socket = listen(host, port)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"https://{host}:{self.port}"
        answers = threading.Event()
        self._server = make_server(centre, LOCAL, answers.set)
        self._thread = threading.Thread(target=self._serve, name="central-service", daemon=True)
        self._thread.start()
        if not answers.wait(20):
            raise TimeoutError("the centre does not answer")

    def _serve(self) -> None:
        self._server.run(sockets=[self._socket])

    def close(self) -> None:
        """Stops serving and closes the centre."""
        self._server.stop()
        self._thread.join()
        self._socket.close()
        self.centre.close()

    def __enter__(self) -> ServedCentre:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
