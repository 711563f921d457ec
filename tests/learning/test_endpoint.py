"""A local language model is asked within bounds, and only what it quotes counts."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from stand_in import StandIn, codes, reply, send, serving

from qualcode.errors import QualcodeError
from qualcode.learning.extras import Endpoint, Passage, make_endpoint
from qualcode.learning.extras.answers import Answers
from qualcode.learning.extras.asking import find_quote
from qualcode.learning.extras.connection import LARGEST_ANSWER, parse_address
from qualcode.learning.extras.endpoint import MOST_GARBAGE, PATIENCE, TRIES
from qualcode.learning.extras.key import VARIABLE, read_key
from qualcode.model.codebook import Codebook

SAVING = Passage("Всё решает экономия,\nа люди ждут.", "ru", "Что изменилось?")
CARE = Passage("Their dignity comes first.", "en")


@pytest.fixture
def server() -> Iterator[StandIn]:
    with serving() as stand_in:
        yield stand_in


def make(server: StandIn, path: Path | None = None, seconds: float = 5.0) -> Endpoint:
    return Endpoint("small", parse_address(server.url), Answers(path), seconds, pause=0.0)


def test_quotes_become_reasons(server: StandIn, small_codebook: Codebook) -> None:
    server.answer = reply(codes(("saving", "решает экономия, а люди")))
    opinion = make(server).read([SAVING], small_codebook.codes)
    assert opinion.scores.tolist() == [[1.0, 0.0]]
    # The words as they stand in the passage: with its line break, not the model's blank.
    assert [one.text for one in opinion.reasons[0, 0]] == ["решает экономия,\nа люди"]
    assert opinion.reasons[0, 0][0].kind == "quote"
    assert not opinion.problems
    assert server.paths == ["/v1/chat/completions"]


def test_what_is_asked(server: StandIn, small_codebook: Codebook) -> None:
    server.answer = reply(codes())
    make(server).read([SAVING, CARE], small_codebook.codes)
    first, second = (one["messages"][1]["content"] for one in server.asked)
    assert "saving: Экономия" in first
    assert "Do not use when: Time is saved." in first
    assert "Что изменилось?" in first
    assert first.endswith(SAVING.text)
    assert "saving: Saving" in second
    assert "Asked before" not in second
    assert server.asked[0]["temperature"] == 0
    assert server.asked[0]["model"] == "small"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (codes(("saving", "Всё решает бережливость")), "false_quotes"),
        (codes(("saving", "всё решает экономия")), "false_quotes"),  # Всё: not verbatim
        (codes(("saving", "кономия")), "false_quotes"),  # no whole word
        (codes(("saving", "а")), "false_quotes"),
        (codes(("saving", "")), "without_quote"),
        ('{"codes": [{"code": "saving", "quote": 7}]}', "without_quote"),
        (codes(("savings", "экономия")), "unknown_codes"),
        ('{"codes": ["saving"]}', "unknown_codes"),
    ],
)
def test_a_model_that_lies(server: StandIn, small_codebook: Codebook, said: str, kind: str) -> None:
    server.answer = reply(said)
    opinion = make(server).read([SAVING], small_codebook.codes)
    assert opinion.scores.tolist() == [[0.0, 0.0]]
    assert not opinion.reasons
    assert opinion.counts[kind] == 1
    assert len(opinion.problems) == 1
    assert "1 " in str(opinion.problems[0])


@pytest.mark.parametrize(
    "said",
    [
        f"Here you are:\n```json\n{codes(('saving', 'экономия'))}\n```\nGood luck!",
        f"<think>Is it {{care}}?</think>{codes(('saving', 'экономия'))}",
        codes(("saving", "«экономия»")),
        '{"codes": [{"code": "saving", "quotes": ["экономия", "экономия", "бедность"]}]}',
    ],
)
def test_what_models_put_round_it(server: StandIn, small_codebook: Codebook, said: str) -> None:
    server.answer = reply(said)
    opinion = make(server).read([SAVING], small_codebook.codes)
    assert [one.text for one in opinion.reasons[0, 0]] == ["экономия"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>hello</html>",
        b"\xff\xfe\x00",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": "I cannot help with that."}}]}',
        b'{"choices": [{"message": {"content": "{\\"codes\\": 5}"}}]}',
        b"[" * 100_000,
    ],
)
def test_garbage(server: StandIn, small_codebook: Codebook, body: bytes) -> None:
    server.answer = send(body)
    endpoint = make(server)
    opinion = endpoint.read([SAVING], small_codebook.codes)
    assert np.isnan(opinion.scores).all()
    assert opinion.counts["unreadable"] == 1
    assert "not the JSON" in str(opinion.problems[0])
    # Garbage is not kept: another time it is asked again.
    endpoint.read([SAVING], small_codebook.codes)
    assert len(server.asked) == 2


def test_no_model_answers_there(server: StandIn, small_codebook: Codebook, tmp_path: Path) -> None:
    """A page of a site comes with status 200 again and again: it is not asked for ever."""
    server.answer = send(b"<!DOCTYPE html><title>Sign in</title>")
    place = tmp_path / "answers.jsonl"
    opinion = make(server, place).read([CARE] * 30, small_codebook.codes)
    assert len(server.asked) == MOST_GARBAGE
    assert opinion.counts["not_asked"] == 30 - MOST_GARBAGE
    assert "and 20 more were not asked about" in str(opinion.problems[0])
    assert "address" in str(opinion.problems[0])
    assert not place.exists()


def test_ten_megabytes(server: StandIn, small_codebook: Codebook) -> None:
    server.answer = send(b" " * 10_000_000)
    opinion = make(server).read([SAVING], small_codebook.codes)
    assert np.isnan(opinion.scores).all()
    assert f"over {LARGEST_ANSWER:,} bytes" in str(opinion.problems[0])
    assert len(server.asked) == 1  # it would be as large again


def test_a_server_that_stalls(server: StandIn, small_codebook: Codebook) -> None:
    def stall(_: BaseHTTPRequestHandler, __: dict[str, Any]) -> None:
        server.over.wait(20)

    server.answer = stall
    began = time.monotonic()
    opinion = make(server, seconds=0.1).read([SAVING] * 5, small_codebook.codes)
    assert time.monotonic() - began < 5
    assert len(server.asked) == 1  # it has never answered: nobody waits for it again
    assert (opinion.counts["unanswered"], opinion.counts["not_asked"]) == (1, 4)
    told = str(opinion.problems[0])
    assert "does not answer in time (0.1 s); 1 passage has no answer, and 4 more were not" in told


def test_a_server_that_stalls_later_is_waited_for(
    server: StandIn, small_codebook: Codebook
) -> None:
    fine = reply(codes(("care", "dignity")))

    def tire(handler: BaseHTTPRequestHandler, question: dict[str, Any]) -> None:
        if len(server.asked) > 1:
            server.over.wait(20)
        else:
            fine(handler, question)

    server.answer = tire
    others = [dataclasses.replace(CARE, text=f"{CARE.text} {number}") for number in range(5)]
    opinion = make(server, seconds=0.1).read(others, small_codebook.codes)
    assert len(server.asked) == 1 + PATIENCE * TRIES
    assert (opinion.counts["unanswered"], opinion.counts["not_asked"]) == (3, 1)


@pytest.mark.parametrize("in_head", [True, False])
def test_a_server_that_drips(server: StandIn, small_codebook: Codebook, in_head: bool) -> None:
    """Something comes all the time, so that no single read takes too long."""

    def drip(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        head = b"HTTP/1.0 200 OK\r\n" + b"" if in_head else b"HTTP/1.0 200 OK\r\n\r\n"
        handler.wfile.write(head)
        while not server.over.wait(0.02):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    server.answer = drip
    began = time.monotonic()
    opinion = make(server, seconds=0.2).read([SAVING], small_codebook.codes)
    assert time.monotonic() - began < 5
    assert "does not answer in time" in str(opinion.problems[0])


def test_a_server_that_comes_back(server: StandIn, small_codebook: Codebook) -> None:
    fine = reply(codes(("care", "dignity")))

    def hesitate(handler: BaseHTTPRequestHandler, question: dict[str, Any]) -> None:
        (reply("", 503) if len(server.asked) < TRIES else fine)(handler, question)

    server.answer = hesitate
    opinion = make(server).read([CARE], small_codebook.codes)
    assert opinion.scores.tolist() == [[0.0, 1.0]]
    assert len(server.asked) == TRIES
    assert not opinion.problems


@pytest.mark.parametrize(("status", "times"), [(400, 1), (404, 1), (429, TRIES), (500, TRIES)])
def test_refusals(server: StandIn, small_codebook: Codebook, status: int, times: int) -> None:
    server.answer = reply("", status)
    opinion = make(server).read([CARE], small_codebook.codes)
    assert len(server.asked) == times
    assert f"answers with status {status}" in str(opinion.problems[0])


def test_no_redirection_is_followed(server: StandIn, small_codebook: Codebook) -> None:
    with serving() as elsewhere:
        elsewhere.answer = reply(codes(("care", "dignity")))
        there = (("Location", f"{elsewhere.url}/chat/completions"),)
        for status in (301, 302, 303, 307, 308):
            server.answer = reply("", status, there)
            opinion = make(server).read([CARE], small_codebook.codes)
            assert f"status {status}" in str(opinion.problems[0])
        assert not elsewhere.asked


def test_no_proxy_is_used(
    server: StandIn, small_codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        server.answer = reply(codes(("care", "dignity")))
        assert make(server).read([CARE], small_codebook.codes).scores.tolist() == [[0.0, 1.0]]
        assert not proxy.asked


class Elsewhere:
    """A connection to another computer, though its name meant this one."""

    sent = b""

    def getpeername(self) -> tuple[str, int]:
        return "192.0.2.7", 80

    def sendall(self, data: bytes) -> None:
        Elsewhere.sent += data

    def close(self) -> None:
        pass

    def shutdown(self, _: int) -> None:
        pass


def test_nothing_is_sent_where_the_name_leads_elsewhere(
    small_codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.create_connection", lambda *_, **__: Elsewhere())
    monkeypatch.setattr(Elsewhere, "setsockopt", lambda *_: None, raising=False)
    endpoint = Endpoint("small", parse_address("http://localhost:9/v1", True), pause=0.0)
    opinion = endpoint.read([CARE], small_codebook.codes)
    assert "leads to another computer" in str(opinion.problems[0])
    assert Elsewhere.sent == b""


def test_what_people_are_told_before() -> None:
    here = make_endpoint("http://127.0.0.1:8080/v1", "small")
    assert "on this computer" in here.notice
    far = make_endpoint("https://models.example.org/v1", "small", allow_remote=True)
    assert "LEAVES THIS COMPUTER" in far.notice
    assert "anybody can read" not in far.notice
    near = make_endpoint("http://192.168.1.5/v1", "small", allow_remote=True)
    assert "anybody can read it" in near.notice


def test_a_server_that_wants_a_key(
    server: StandIn, small_codebook: Codebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(key_file: Path | None = None) -> Endpoint:
        answers = tmp_path / "answers"
        endpoint = make_endpoint(server.url, "small", answers=answers, key_file=key_file)
        endpoint.read([CARE], small_codebook.codes)
        assert "s3cret" not in repr(endpoint)
        assert "s3cret" not in answers.read_text(encoding="utf-8")
        answers.unlink()
        return endpoint

    server.answer = reply(codes(("care", "dignity")))
    monkeypatch.delenv(VARIABLE, raising=False)
    ask()
    monkeypatch.setenv(VARIABLE, " s3cret-1 ")
    ask()
    (tmp_path / "key.txt").write_text("\ufeffs3cret-2\n", encoding="utf-8")
    ask(tmp_path / "key.txt")
    assert server.keys == ["", "Bearer s3cret-1", "Bearer s3cret-2"]
    server.answer = reply("", 401)
    opinion = make(server).read([CARE], small_codebook.codes)
    assert "wants a key" in str(opinion.problems[0])
    assert VARIABLE in str(opinion.problems[0])


@pytest.mark.parametrize("text", ["", "two words", "a\nHost: evil", "ключ", "x" * 5_000])
def test_what_is_no_key(text: str, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(text, encoding="utf-8")
    with pytest.raises(QualcodeError, match="key") as error:
        read_key(tmp_path / "key")
    assert not text or text not in str(error.value)


def test_no_file_of_a_key(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="cannot be read"):
        read_key(tmp_path)


def test_nobody_there(small_codebook: Codebook) -> None:
    with serving() as stand_in:
        endpoint = make(stand_in)
    opinion = endpoint.read([CARE], small_codebook.codes)
    assert "refused" in str(opinion.problems[0])
    assert opinion.counts["unanswered"] == 1


def test_the_same_is_not_asked_again(
    server: StandIn, small_codebook: Codebook, tmp_path: Path
) -> None:
    server.answer = reply(codes(("care", "dignity")))
    place = tmp_path / "kept" / "answers.jsonl"
    first = make(server, place).read([CARE, CARE], small_codebook.codes)
    assert len(server.asked) == 1
    again = make(server, place).read([CARE], small_codebook.codes)
    assert len(server.asked) == 1
    assert again.counts["kept"] == 1
    assert again.scores.tolist() == first.scores[:1].tolist()
    # Another model, another codebook, another server: another question.
    other = Endpoint("large", parse_address(server.url), Answers(place), 5.0, 0.0)
    other.read([CARE], small_codebook.codes)
    assert len(server.asked) == 2


def test_what_is_asked_no_more_is_not_kept(
    server: StandIn, small_codebook: Codebook, tmp_path: Path
) -> None:
    server.answer = reply(codes(("saving", "экономия")))
    place = tmp_path / "answers.jsonl"
    make(server, place).read([SAVING, CARE], small_codebook.codes)
    assert len(place.read_text(encoding="utf-8").splitlines()) == 2
    make(server, place).read([CARE], small_codebook.codes)
    kept = place.read_text(encoding="utf-8").splitlines()
    assert len(kept) == 1
    make(server, place).read([SAVING], small_codebook.codes)
    assert len(server.asked) == 3


def test_torn_lines_are_passed_over(
    server: StandIn, small_codebook: Codebook, tmp_path: Path
) -> None:
    server.answer = reply(codes(("care", "dignity")))
    place = tmp_path / "answers.jsonl"
    make(server, place).read([CARE], small_codebook.codes)
    whole = place.read_text(encoding="utf-8")
    place.write_text(f'{whole}{{"key": 5, "answer": 6}}\n[]\n{whole[:40]}', encoding="utf-8")
    make(server, place).read([CARE], small_codebook.codes)
    assert len(server.asked) == 1


def test_answers_that_cannot_be_kept_are_used(
    server: StandIn, small_codebook: Codebook, tmp_path: Path
) -> None:
    server.answer = reply(codes(("care", "dignity")))
    (tmp_path / "file").write_text("", encoding="utf-8")
    opinion = make(server, tmp_path / "file" / "answers").read([CARE], small_codebook.codes)
    assert opinion.scores.tolist() == [[0.0, 1.0]]


def test_a_kept_lie_stays_a_lie(server: StandIn, small_codebook: Codebook, tmp_path: Path) -> None:
    """What is kept is the answer, not what was made of it: it is verified each time."""
    server.answer = reply(codes(("care", "dignity")))
    place = tmp_path / "answers.jsonl"
    make(server, place).read([CARE], small_codebook.codes)
    kept = json.loads(place.read_text(encoding="utf-8"))
    kept["answer"] = kept["answer"].replace("dignity", "indignity")
    place.write_text(json.dumps(kept) + "\n", encoding="utf-8")
    opinion = make(server, place).read([CARE], small_codebook.codes)
    assert opinion.counts["false_quotes"] == 1
    assert not opinion.reasons


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8080/v1",
        "http://127.9.9.9/v1/",
        "http://localhost:1234/v1/chat/completions",
        "https://[::1]:8443/v1",
    ],
)
def test_addresses_on_this_computer(url: str) -> None:
    address = parse_address(url)
    assert address.url.endswith("/v1/chat/completions")
    assert address.url.count("/chat/completions") == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://api.example.org/v1",
        "http://192.168.1.5:8080/v1",
        "http://0.0.0.0:8080/v1",
        "http://localhost.example.org/v1",
        "http://127.0.0.1.example.org/v1",
        "http://127.1/v1",
        "http://2130706433/v1",
    ],
)
def test_other_computers_only_when_allowed(url: str) -> None:
    with pytest.raises(QualcodeError, match="not on this computer"):
        parse_address(url)
    assert parse_address(url, allow_remote=True).url.startswith(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:8080",
        "ftp://127.0.0.1/v1",
        "file:///etc/passwd",
        "http://",
        "http://127.0.0.1:0/v1",
        "http://127.0.0.1:99999/v1",
        "http://[::1/v1",
        "http://anna:secret@127.0.0.1/v1",
        "http://127.0.0.1/v1?key=secret",
    ],
)
def test_what_is_no_address(url: str) -> None:
    for allowed in (False, True):
        with pytest.raises(QualcodeError, match="address"):
            parse_address(url, allow_remote=allowed)


def test_a_model_must_be_named() -> None:
    with pytest.raises(QualcodeError, match="needs a model"):
        make_endpoint("http://127.0.0.1:8080/v1", " ")
    endpoint = make_endpoint("http://127.0.0.1:8080/v1", "small")
    assert endpoint.name == "endpoint small"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("people wait", "people  wait"),
        ("wait", "wait"),
        ("people wait.", "people  wait."),
        ('"people wait"', "people  wait"),
        ("eople wait", ""),
        ("People wait", ""),
        ("people await", ""),
        (".*", ""),
        ("we", ""),
    ],
)
def test_find_quote(quote: str, found: str) -> None:
    assert find_quote(quote, "So we see people  wait. All day.") == found
