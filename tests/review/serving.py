"""A desk served as `qualcode review` serves it, beside the test that opens its page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep

import uvicorn

from qualcode.review.desk import Desk
from qualcode.review.server import address_of, make_app, open_socket

TOKEN = "a-token-for-tests-alone-0123456789"  # noqa: S105


@contextmanager
def serving(desk: Desk, port: int = 0) -> Iterator[str]:
    """Serve on `port`, any for 0; yield the page's address. Behind the block nobody answers."""
    listening = open_socket(port)
    app = make_app(desk, TOKEN, listening.getsockname()[1])
    config = uvicorn.Config(
        app, log_level="error", access_log=False, ws="none", lifespan="off", http="h11"
    )
    config.timeout_graceful_shutdown = 1
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    end = monotonic() + 10
    while not server.started and monotonic() < end:
        sleep(0.01)
    try:
        yield address_of(listening, TOKEN)
    finally:
        server.should_exit = True
        thread.join(10)


def port_of(address: str) -> int:
    return int(address.split("/?")[0].rpartition(":")[2])
