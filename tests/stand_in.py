"""A stand-in for an OpenAI-compatible server, which does what a test tells it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


class StandIn:
    """Its address, what it was asked, and how it answers."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.keys: list[str] = []  # that came with the questions
        self.answer: Callable[[BaseHTTPRequestHandler, dict[str, Any]], None] = reply("{}")
        self.over = Event()  # set when the test ends: nobody waits longer


def reply(
    content: str, status: int = 200, headers: tuple[tuple[str, str], ...] = ()
) -> Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]:
    """Answer with this text as what the model says."""
    body = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]})
    return send(body.encode(), status, headers)


def send(
    body: bytes, status: int = 200, headers: tuple[tuple[str, str], ...] = ()
) -> Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]:
    """Answer with these bytes."""

    def answer(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        handler.send_response(status)
        for name, value in headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        with suppress(OSError):  # whoever asked has heard enough
            handler.wfile.write(body)

    return answer


def codes(*given: tuple[str, str]) -> str:
    """Write an answer as it was asked for."""
    return json.dumps({"codes": [{"code": code, "quote": quote} for code, quote in given]})


@contextmanager
def serving() -> Iterator[StandIn]:
    """Serve on this computer until the block ends."""
    stand_in = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stand_in.asked.append(question)
            stand_in.paths.append(self.path)
            stand_in.keys.append(self.headers.get("Authorization", ""))
            with suppress(OSError):
                stand_in.answer(self, question)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        stand_in.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield stand_in
        finally:
            stand_in.over.set()
            server.shutdown()
            thread.join()
