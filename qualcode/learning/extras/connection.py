"""One HTTP address that may be asked: on this computer, unless people say otherwise.

No proxy is used and no redirection followed, so that what is said in interviews goes where people
have said and nowhere else; that an address is of this computer is looked at once more when the
connection stands, before anything is sent. An answer has an end in time and in size.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from errno import EHOSTUNREACH
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

from qualcode.errors import Problem, QualcodeError

LARGEST_ANSWER = 1_000_000  # bytes
_PATH = "/chat/completions"
_KEY_WANTED = (401, 403)
_LATE = "does not answer in time"


class UnansweredError(Exception):
    """No answer that can be used; `again`: the next try may get one, `late`: all time was spent."""

    def __init__(self, reason: str, again: bool, late: bool = False) -> None:
        super().__init__(reason)
        self.again = again
        self.late = late


@dataclass(frozen=True, slots=True)
class Address:
    """Where an OpenAI-compatible server answers."""

    url: str  # of chat completions
    key: str = field(default="", repr=False)  # that the server wants; it is told nobody else
    is_remote: bool = False  # it may be on another computer

    def ask(self, question: Mapping[str, Any], seconds: float) -> str:
        """Post a question as JSON and return the body of the answer, as text.

        UnansweredError where there is none within `seconds`, none that is small enough, or none
        with status 200.
        """
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        request = urllib.request.Request(  # noqa: S310 - http and https alone, see `parse_address`
            self.url, json.dumps(question).encode(), headers, method="POST"
        )
        watch = _Watch(seconds)
        try:
            with watch, _opener(watch, self.is_remote).open(request, timeout=seconds) as answer:
                body = answer.read(LARGEST_ANSWER + 1)
        except urllib.error.HTTPError as error:
            error.close()
            again = error.code >= 500 or error.code in (408, 429)
            wants = ", for it wants a key" if error.code in _KEY_WANTED else ""
            raise UnansweredError(f"answers with status {error.code}{wants}", again) from None
        except (OSError, http.client.HTTPException) as error:
            reason = watch.reason() or _reason(error)
            raise UnansweredError(reason, again=True, late=reason == _LATE) from None
        if watch.reason():
            raise UnansweredError(watch.reason(), again=True, late=True)
        if len(body) > LARGEST_ANSWER:
            raise UnansweredError(f"answers with over {LARGEST_ANSWER:,} bytes", again=False)
        return str(body, "utf-8", "replace")


def _reason(error: Exception) -> str:
    cause = getattr(error, "reason", error)
    if isinstance(cause, TimeoutError):
        return _LATE
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror.lower()
    return "breaks off"


class _Watch:
    """Ends a connection when its time is over, however slowly something still comes."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._ends = time.monotonic() + seconds
        self._timer = Timer(seconds, self._end)
        self._timer.daemon = True
        self._sockets: list[socket.socket] = []

    def __enter__(self) -> _Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def hold(self, one: socket.socket) -> None:
        """Take care of a connection."""
        self._sockets.append(one)

    def reason(self) -> str:
        """Say that the time is over, if it is."""
        return _LATE if time.monotonic() >= self._ends else ""

    def _end(self) -> None:
        for one in self._sockets:
            with suppress(OSError):  # closed already
                one.shutdown(socket.SHUT_RDWR)


def _opener(watch: _Watch, is_remote: bool) -> urllib.request.OpenerDirector:
    """Make what opens addresses: no proxies, no redirections, every connection watched."""

    class Plain(http.client.HTTPConnection):
        def connect(self) -> None:
            super().connect()
            watch.hold(self.sock)
            _check_peer(self, is_remote)

    class Secure(http.client.HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            watch.hold(self.sock)
            _check_peer(self, is_remote)

    class PlainHandler(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Plain, req)

    class SecureHandler(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Secure, req)

    class Nowhere(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    none = urllib.request.ProxyHandler({})
    return urllib.request.build_opener(none, PlainHandler, SecureHandler, Nowhere)


def _check_peer(connection: http.client.HTTPConnection, is_remote: bool) -> None:
    """Refuse a connection that has led elsewhere: `localhost` means what this computer says."""
    if not is_remote and not _is_here(str(connection.sock.getpeername()[0])):
        connection.close()
        raise OSError(EHOSTUNREACH, "leads to another computer")


def parse_address(url: str, allow_remote: bool = False, key: str = "") -> Address:
    """Parse the address of a server, as `http://127.0.0.1:8080/v1`.

    QualcodeError where it is none, holds a password, or is of another computer and `allow_remote`
    does not allow that: what is asked holds what was said in interviews.
    """
    message, cure = _find_fault(url, allow_remote)
    if message:
        raise QualcodeError(Problem("--endpoint", f"`{url}` {message}", cure=cure))
    base = url.strip().rstrip("/")
    is_remote = not _is_here(urlsplit(base).hostname or "")
    return Address(base if base.endswith(_PATH) else base + _PATH, key, is_remote)


def _find_fault(url: str, allow_remote: bool) -> tuple[str, str]:
    """Return what is wrong with an address and what to do; empty texts where nothing is."""
    cure = "write it as http://127.0.0.1:8080/v1"
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return "is no address", cure
    if parts.scheme not in ("http", "https") or not host or port == 0:
        return "is no address of a server", cure
    if parts.username or parts.password or parts.query or parts.fragment:
        return "holds more than an address", cure
    if not allow_remote and not _is_here(host):
        told = "is not on this computer, and it would be sent what people said in interviews"
        return told, "use a server at 127.0.0.1, or add --allow-remote if everybody agreed to that"
    return "", ""


def _is_here(host: str) -> bool:
    """Tell whether a name means this computer; any name but `localhost` may mean another."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
