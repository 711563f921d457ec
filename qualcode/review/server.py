"""The page on 127.0.0.1: who may ask, what they get, and how a decision comes to the log.

Everything that arrives without the token of this very start, or under the name of another host or
page, is refused before it is looked at.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
from collections.abc import Callable
from contextlib import suppress
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from qualcode.errors import Problem, QualcodeError, RefusedError
from qualcode.review.desk import Desk, LinesRefusedError
from qualcode.review.material import Json

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

HOST = "127.0.0.1"
LARGEST = 2 * 1024 * 1024  # bytes of a request
TOKEN = b"x-qualcode-token"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
_NUMBER = re.compile(r"[0-9]{1,9}")
_NOTHING = "default-src 'none'"
_WAY_IN = "open the address that `qualcode review` has printed"
_NO_WAY_IN = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>qualcode review</title></head>
<body>
<h1>This address is not whole</h1>
<p>Open the address that <code>qualcode review</code> has printed in its terminal, with all that
stands behind <code>?token=</code>. Every start has an address of its own: one from an earlier
start, or from the history of the browser, opens nothing.</p>
<div lang="ru">
<h1>Адрес неполный</h1>
<p>Откройте целиком тот адрес, который команда <code>qualcode review</code> напечатала в терминале,
вместе с тем, что стоит после <code>?token=</code>. У каждого запуска свой адрес: прежний, в том
числе из истории браузера, уже ничего не откроет.</p>
</div>
</body>
</html>
"""
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def make_token() -> str:
    """Return a token nobody can guess."""
    return secrets.token_urlsafe(32)


def make_app(desk: Desk, token: str, port: int) -> ASGIApp:
    """Return the application that answers on `port` of 127.0.0.1."""
    from starlette.applications import Starlette
    from starlette.routing import Route

    handlers = _Handlers(desk, token)
    app = Starlette(
        routes=[
            Route("/", handlers.page, methods=["GET"]),
            Route("/api/transcripts/{index:int}", handlers.transcript, methods=["GET"]),
            Route("/api/changes", handlers.changes, methods=["GET"]),
            Route("/api/decisions", handlers.decisions, methods=["POST"]),
        ],
        exception_handlers={404: _missing, 405: _missing},
    )
    return _Guard(app, token, port)


class _Guard:
    """Lets through what comes from our own page, with its token."""

    def __init__(self, app: Starlette, token: str, port: int) -> None:
        self._app = app
        self._token = token.encode()
        self._host = f"{HOST}:{port}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return  # nothing else is served: no websockets
        if why := self._refuse(scope):
            refused = _show_way() if why is _WAY_IN and _is_opened(scope) else _tell(403, why)
            await refused(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _refuse(self, scope: Scope) -> str:
        """Say why a request is refused; empty where it is not."""
        hosts = _values(scope, b"host")
        if hosts != [self._host]:  # a name that leads here is another's (DNS rebinding)
            return "this address is not served"
        origins = _values(scope, b"origin")
        if origins not in ([], [b"http://" + self._host]) or not (origins or _reads(scope)):
            return "another page has asked"
        if any(site not in (b"same-origin", b"none") for site in _values(scope, b"sec-fetch-site")):
            return "another page has asked"
        given = _tokens(scope)
        if len(given) != 1 or not secrets.compare_digest(given[0], self._token):
            return _WAY_IN
        return ""


def _is_opened(scope: Scope) -> bool:
    """Tell whether somebody opens the page in a browser."""
    asked = b",".join(_values(scope, b"accept"))
    return scope["path"] == "/" and scope["method"] == "GET" and b"text/html" in asked


def _show_way() -> Response:
    """Tell people who have opened the address without its token where the whole of it stands."""
    from starlette.responses import HTMLResponse

    headers = {**_HEADERS, "Content-Security-Policy": f"{_NOTHING}; frame-ancestors 'none'"}
    return HTMLResponse(_NO_WAY_IN, 403, headers=headers)


def _values(scope: Scope, name: bytes) -> list[bytes]:
    return [value for key, value in scope["headers"] if key.lower() == name]


def _reads(scope: Scope) -> bool:
    return scope["method"] in ("GET", "HEAD")


def _tokens(scope: Scope) -> list[bytes]:
    """Return the tokens given: of the page in its address, else in the header."""
    if scope["path"] != "/":
        return _values(scope, TOKEN)
    query = parse_qs(scope["query_string"].decode("ascii", "replace"), keep_blank_values=True)
    return [one.encode() for one in query.get("token", [])]


class _Handlers:
    """What each address answers."""

    def __init__(self, desk: Desk, token: str) -> None:
        self._desk = desk
        self._token = token

    def page(self, _: Request) -> Response:
        """Give the page with all it must know to begin."""
        from starlette.responses import HTMLResponse

        from qualcode.review.page import render_review

        head = {"mode": "served", "token": self._token, "pack": None, **self._desk.head()}
        html = render_review(head, self._desk.material.language, None)
        found = _POLICY.search(html)
        policy = unescape(found[1]) if found else _NOTHING
        headers = {**_HEADERS, "Content-Security-Policy": f"{policy}; frame-ancestors 'none'"}
        return HTMLResponse(html, headers=headers)

    def transcript(self, request: Request) -> Response:
        """Give a transcript with what was found in it."""
        index = request.path_params["index"]
        try:
            return _json(200, self._desk.transcript(index))
        except IndexError:
            return _tell(404, "there is no such transcript")

    def changes(self, request: Request) -> Response:
        """Give the lines of the log behind those that the page has."""
        after = request.query_params.get("after", "")
        if not _NUMBER.fullmatch(after):
            return _tell(400, "`after` is no number")

        def behind() -> Json:
            lines, count = self._desk.changes(int(after))
            return {"lines": lines, "count": count}

        return _answer(behind)

    async def decisions(self, request: Request) -> Response:
        """Save lines; answered when they are on the disk."""
        from starlette.concurrency import run_in_threadpool

        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            return _tell(415, "only JSON is read")
        body = await _read_body(request)
        if body is None:
            return _tell(413, f"{LARGEST:,} bytes at most are read at once")
        return await run_in_threadpool(self._save, body)

    def _save(self, body: bytes) -> Response:
        try:
            said = json.loads(body, parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            return _tell(400, "what was sent is no JSON")
        lines = said.get("lines") if isinstance(said, dict) else None
        after = said.get("after") if isinstance(said, dict) else None
        if not isinstance(lines, list) or not (after is None or type(after) is int):
            return _tell(400, "`lines` must be a list, and `after` a number")
        return _answer(lambda: self._desk.save(lines, after))


def _answer(make: Callable[[], Json]) -> Response:
    """Answer with what `make` returns, or say why nothing was read or saved."""
    try:
        made = make()
    except LinesRefusedError as refused:
        return _tell(409, *refused.problems)
    except QualcodeError as error:
        return _tell(507, *map(str, error.problems))
    except OSError as error:
        return _tell(507, f"the log cannot be read: {error.strerror or error}")
    return _json(200, json.dumps(made, ensure_ascii=False).encode())


async def _read_body(request: Request) -> bytes | None:
    """Return what was sent; None where it is too large, without reading it all."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


async def _missing(*_: object) -> Response:
    return _tell(404, "there is no such address")


def _tell(status: int, *problems: str) -> Response:
    return _json(status, json.dumps({"problems": problems}, ensure_ascii=False).encode())


def _json(status: int, body: bytes) -> Response:
    from starlette.responses import Response

    policy = f"{_NOTHING}; frame-ancestors 'none'"
    headers = {**_HEADERS, "Content-Security-Policy": policy}
    return Response(body, status, headers=headers, media_type="application/json")


def open_socket(port: int = 0) -> socket.socket:
    """Return a socket of 127.0.0.1 that listens, on any free port for 0; RefusedError if none."""
    # The protocol is named, as asyncio sends at once (TCP_NODELAY) only where it is: else every
    # small answer takes 40 ms.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let two programs have one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(64)
    except OSError as error:
        listening.close()
        cure = "name another --port, or leave it out for any that is free"
        message = f"cannot be used: {error.strerror or error}"
        raise RefusedError(Problem(f"{HOST}:{port}", message, cure=cure)) from None
    return listening


def address_of(listening: socket.socket, token: str) -> str:
    """Return the address that opens the page."""
    return f"http://{HOST}:{listening.getsockname()[1]}/?token={token}"


def serve(desk: Desk, listening: socket.socket, token: str) -> None:
    """Answer until Ctrl-C; what is being saved then is saved."""
    import uvicorn

    app = make_app(desk, token, listening.getsockname()[1])
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,  # it would print the token
        server_header=False,
        proxy_headers=False,
        http="h11",
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=5,
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])
