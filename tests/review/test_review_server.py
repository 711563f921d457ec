"""The server: hostile names, pages and requests refused on every address; problems told."""

from __future__ import annotations

import errno
import json
import os
import socket
from html import unescape
from typing import Any

import pytest
from asking import HERE, OURS, PORT, TOKEN, ask, get, post
from reviewed import Reviewed, of_segment, on, opened
from starlette.types import ASGIApp

from qualcode.review import server
from qualcode.review.desk import Desk
from qualcode.review.server import make_app, make_token


@pytest.fixture
def desk(reviewed: Reviewed) -> Desk:
    return reviewed.desk()


@pytest.fixture
def app(desk: Desk) -> ASGIApp:
    return make_app(desk, TOKEN, PORT)


ADDRESSES = (
    ("GET", f"/?token={TOKEN}"),
    ("GET", "/api/transcripts/0"),
    ("GET", "/api/changes?after=0"),
    ("POST", "/api/decisions"),
    ("GET", "/nothing"),
    ("OPTIONS", "/api/decisions"),
    ("HEAD", "/api/transcripts/0"),
)
HOSTILE: dict[str, dict[str, str] | list[tuple[str, str]]] = {
    "rebound name": {**OURS, "host": f"evil.example:{PORT}"},
    "our name, another's domain": {**OURS, "host": f"127.0.0.1.evil.example:{PORT}"},
    "localhost": {**OURS, "host": f"localhost:{PORT}"},
    "another port": {**OURS, "host": "127.0.0.1:80"},
    "no port": {**OURS, "host": "127.0.0.1"},
    "other figures": {**OURS, "host": f"0x7f.1:{PORT}"},
    "IPv6": {**OURS, "host": f"[::1]:{PORT}"},
    "no host": {**OURS, "host": ""},
    "two hosts": [*OURS.items(), ("host", f"127.0.0.1:{PORT}"), ("host", "evil.example")],
    "another page": {**OURS, "origin": "http://evil.example"},
    "a page of another port": {**OURS, "origin": "http://127.0.0.1:1"},
    "https": {**OURS, "origin": HERE.replace("http:", "https:")},
    "a file or a frame": {**OURS, "origin": "null"},
    "two pages": [*OURS.items(), ("origin", "http://evil.example")],
    "a cross-site request": {**OURS, "sec-fetch-site": "cross-site"},
    "a same-site request": {**OURS, "sec-fetch-site": "same-site"},
}


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
@pytest.mark.parametrize("which", HOSTILE)
def test_hostile_requests_are_refused_everywhere(
    app: ASGIApp, method: str, path: str, which: str
) -> None:
    answer = ask(app, method, path, HOSTILE[which])
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
@pytest.mark.parametrize("token", [None, "", "the-toke", "the-token2", "Ж"])
def test_without_the_token_nothing_is_answered(
    app: ASGIApp, method: str, path: str, token: str | None
) -> None:
    headers = [(b"origin", HERE.encode())]
    if token is not None:
        headers.append((b"x-qualcode-token", token.encode()))
    path = path.replace(TOKEN, token or "")
    assert ask(app, method, path, headers).status_code == 403


def test_the_token_belongs_into_one_place(app: ASGIApp, desk: Desk) -> None:
    assert ask(app, "GET", "/", OURS).status_code == 403  # the page is opened by its address
    assert ask(app, "GET", f"/api/changes?after=0&token={TOKEN}", {}).status_code == 403
    assert ask(app, "GET", f"/?token={TOKEN}&token={TOKEN}", {}).status_code == 403
    doubled = [*OURS.items(), ("x-qualcode-token", TOKEN)]
    assert ask(app, "GET", "/api/changes?after=0", doubled).status_code == 403
    assert ask(app, "GET", f"/?token={TOKEN}", {}).status_code == 200
    assert ask(app, "GET", f"/?token={TOKEN}", {"sec-fetch-site": "none"}).status_code == 200


def test_who_opens_the_address_without_its_token_is_told_what_to_do(app: ASGIApp) -> None:
    opened_by_hand = {"accept": "text/html,*/*;q=0.8", "sec-fetch-site": "none"}
    for path in ("/", "/?token=of-an-earlier-start"):
        answer = ask(app, "GET", path, opened_by_hand)
        assert answer.status_code == 403
        assert "qualcode review" in answer.text
        assert "терминале" in answer.text
        assert answer.headers["content-type"].startswith("text/html")
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    for path, headers in (
        ("/", opened_by_hand | {"host": "evil.example"}),  # a stranger learns nothing of us
        ("/api/transcripts/0", opened_by_hand),
    ):
        assert ask(app, "GET", path, headers).json()["problems"]


def test_a_post_says_which_page_it_comes_from(app: ASGIApp, desk: Desk) -> None:
    lines = {"lines": [on(opened(desk, "ru01.txt"), "Началась", "add", code="care")]}
    without = {"x-qualcode-token": TOKEN}
    assert ask(app, "POST", "/api/decisions", without, json=lines).status_code == 403
    assert not desk.log.path.exists()
    assert post(app, lines).status_code == 200


def test_tokens_are_long_and_different() -> None:
    tokens = {make_token() for _ in range(50)}
    assert len(tokens) == 50
    assert min(map(len, tokens)) >= 40


def test_the_page_is_whole_and_closed(app: ASGIApp, desk: Desk) -> None:
    answer = get(app, f"/?token={TOKEN}")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "connect-src 'self'" in policy
    assert "script-src 'sha256-" in policy
    assert "unsafe" not in policy
    assert policy.endswith("; frame-ancestors 'none'")
    assert policy.removesuffix("; frame-ancestors 'none'") in unescape(answer.text)
    for header, value in {
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
    }.items():
        assert answer.headers[header] == value
    start = answer.text.index('id="material">') + len('id="material">')
    head = json.loads(answer.text[start : answer.text.index("</script>", start)])
    assert head["token"] == TOKEN
    assert head["mode"] == "served"
    assert head["coder"] == "ANNA"


def test_a_page_without_a_policy_may_do_nothing(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.review.page.render_review", lambda *_: "<p>bare</p>")
    policy = get(app, f"/?token={TOKEN}").headers["content-security-policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'"


def test_transcripts_are_inert_json(app: ASGIApp, desk: Desk) -> None:
    for index, id in enumerate(desk.material.ids):
        answer = get(app, f"/api/transcripts/{index}")
        assert answer.json() == json.loads(json.dumps(opened(desk, id)))
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
    for path in ("/api/transcripts/4", "/api/transcripts/-1", "/api/transcripts/x", "/x"):
        answer = get(app, path)
        assert (answer.status_code, list(answer.json())) == (404, ["problems"])


def test_a_decision_is_saved_and_seen(app: ASGIApp, desk: Desk) -> None:
    line = on(opened(desk, "ru01.txt"), "Началась", "add", code="care")
    answer = post(app, {"lines": [line], "after": 0})
    assert answer.status_code == 200
    assert answer.json()["saved"] == [line["id"]]
    changes = get(app, "/api/changes?after=0").json()
    assert changes == {"lines": answer.json()["lines"], "count": 1}
    assert get(app, "/api/changes?after=1").json() == {"lines": [], "count": 1}


def test_lines_that_do_not_fit_are_told_and_nothing_is_saved(app: ASGIApp, desk: Desk) -> None:
    said = opened(desk, "ru01.txt")
    right, wrong = (on(said, "Началась", "add", code=code) for code in ("care", "wealth"))
    answer = post(app, {"lines": [right, wrong]})
    assert answer.status_code == 409
    assert answer.json() == {"problems": ["`wealth` is no code of the codebook and no draft"]}
    assert not desk.log.path.exists()


MALFORMED: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 400),
    "no JSON": (b"{", 400),
    "another encoding": ("{}".encode("utf-16"), 400),
    "a list": (b"[]", 400),
    "no lines": (b"{}", 400),
    "lines of another kind": (b'{"lines": {}}', 400),
    "after of another kind": (b'{"lines": [], "after": "x"}', 400),
    "after that is yes": (b'{"lines": [], "after": true}', 400),
    "no number": (b'{"lines": [{"weight": NaN}]}', 400),
    "too deep": (b'{"lines": ' + b"[" * 100_000, 400),
    "a huge number": (b'{"lines": [], "after": ' + b"9" * 10_000 + b"}", 400),
    "lines that are none": (b'{"lines": [1]}', 409),
    "too large": (b" " * (server.LARGEST + 1), 413),
}


@pytest.mark.parametrize("which", MALFORMED)
def test_what_is_no_request_is_refused(app: ASGIApp, desk: Desk, which: str) -> None:
    body, status = MALFORMED[which]
    headers = {**OURS, "content-type": "application/json"}
    answer = ask(app, "POST", "/api/decisions", headers, content=body)
    assert answer.status_code == status
    assert answer.json()["problems"]
    assert not desk.log.path.exists()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_read(app: ASGIApp, desk: Desk, kind: str) -> None:
    line = on(opened(desk, "ru01.txt"), "Началась", "add", code="care")
    body = json.dumps({"lines": [line]}).encode()
    headers = {**OURS, "content-type": kind} if kind else OURS
    assert ask(app, "POST", "/api/decisions", headers, content=body).status_code == 415
    assert not desk.log.path.exists()


@pytest.mark.parametrize("after", ["", "-1", "x", "1e3", "٣", "9" * 30])
def test_changes_are_asked_by_number(app: ASGIApp, after: str) -> None:
    assert ask(app, "GET", "/api/changes", OURS, params={"after": after}).status_code == 400


def test_a_full_disk_is_told(app: ASGIApp, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = {"lines": [of_segment(opened(desk, "ru01.txt"), 2, "seen")]}

    def full(*_: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        answer = post(app, lines)
    assert answer.status_code == 507
    assert "No space left on device" in answer.json()["problems"][0]
    assert get(app, "/api/changes?after=0").json() == {"lines": [], "count": 0}
    assert post(app, lines).status_code == 200


def test_a_log_that_cannot_be_read_is_told(app: ASGIApp, desk: Desk) -> None:
    desk.log.path.mkdir(parents=True)
    answer = get(app, "/api/changes?after=0")
    assert answer.status_code == 507
    assert "cannot be read" in answer.json()["problems"][0]


def test_nothing_but_http_is_served(app: ASGIApp) -> None:
    import asyncio

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    scope = {"type": "websocket", "path": "/", "headers": [], "query_string": b""}
    asyncio.run(app(scope, receive, send))
    assert sent == []


def test_small_answers_do_not_wait() -> None:
    """Only on a socket that names TCP asyncio turns the waiting for more bytes off."""
    with server.open_socket() as listening:
        assert listening.proto == socket.IPPROTO_TCP
        assert listening.getsockname()[0] == "127.0.0.1"
        assert server.address_of(listening, "t").endswith("/?token=t")
