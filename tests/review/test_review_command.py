"""`qualcode review` and `qualcode review import` as people call them."""

from __future__ import annotations

import getpass
import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest
from command_line import Cli
from reviewed import of_segment, on, opened

from qualcode.decisions import read_log
from qualcode.review.desk import Desk
from qualcode.runs.read import read_run


@pytest.fixture
def here(reviewed_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a copy of the study."""
    import shutil

    folder = tmp_path / "study"
    shutil.copytree(reviewed_folder, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Desk]:
    """Serve nothing, and keep what would have been served."""
    desks: list[Desk] = []

    def keep(desk: Desk, listening: Any, token: str) -> None:
        listening.close()
        desks.append(desk)
        said = opened(desk, "en01.txt") if "en01.txt" in desk.material.ids else None
        if said is not None:
            desk.save([of_segment(said, 2, "seen")])

    monkeypatch.setattr("qualcode.review.server.serve", keep)
    return desks


def test_it_serves_what_was_asked_for(here: Path, cli: Cli, served: list[Desk]) -> None:
    done = cli("review", "--coder", "ANNA", "--no-browser", "--language", "ru", "--blind")
    assert done.code == 0
    [desk] = served
    assert (desk.task.coder, desk.task.blind, desk.material.language) == ("ANNA", True, "ru")
    assert "review: 4 transcripts, blind; lines in the log of ANNA: 0" in done.out
    assert "open http://127.0.0.1:" in done.out
    assert "1 line saved in decisions/ANNA.jsonl" in done.out
    whole = (here / "transcripts" / "en01.txt").read_text(encoding="utf-8")
    [line] = read_log(here / "decisions" / "ANNA.jsonl").decisions
    assert line.before == whole[max(0, line.start - 60) : line.start]
    assert line.before.endswith("Respondent: ")  # the files of the study were read


def test_the_page_is_in_the_language_of_the_study(here: Path, cli: Cli, served: list[Desk]) -> None:
    with (here / "study.yaml").open("a", encoding="utf-8") as file:
        file.write("report_language: ru\n")
    assert cli("review", "--coder", "ANNA", "--no-browser").code == 0
    assert served[0].material.language == "ru"


def test_the_login_is_the_coder(
    here: Path, cli: Cli, served: list[Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "rina")
    done = cli("review", "--no-browser", "--sample", 3, "--seed", 9)
    assert "coder: rina (the login's name; --coder names another)" in done.out
    assert "3 segments of sample 9-3-" in done.out
    assert "all are taken" not in done.out
    done = cli("review", "--no-browser", "--sample", 5000)
    assert "the talk of respondents has no more than " in done.out
    assert served[0].task.coder == "rina"

    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert "say who you are" in cli("review").err


def test_the_browser_is_opened(
    here: Path, cli: Cli, served: list[Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    shown = Event()
    monkeypatch.setattr("webbrowser.open", lambda _: shown.set())
    assert cli("review", "--coder", "ANNA").code == 0
    assert shown.wait(5)


def test_what_is_wrong_in_the_log_is_told(here: Path, cli: Cli, served: list[Desk]) -> None:
    assert cli("review", "--coder", "ANNA", "--no-browser").code == 0
    with (here / "decisions" / "ANNA.jsonl").open("a") as file:
        file.write('{"id": "torn')
    done = cli("review", "--coder", "ANNA", "--no-browser")
    assert "ANNA.jsonl:3: the last line is torn" in done.err


WRONG: tuple[tuple[tuple[object, ...], str], ...] = (
    (("--settle", "ANNA"), "two coders or more"),
    (("--with-agreed",), "goes with --settle"),
    (("--settle", "ANNA,BORIS", "--blind"), "stands alone"),
    (("--settle", "ANNA,BORIS", "--coder", "EVE"), "stands alone"),
    (("--next", "find", "--blind"), "neither --blind nor --sample"),
    (("--coder", "ANNA", "--next", "best"), "find or teach"),
    (("--coder", "ANNA", "--language", "fr"), "en or ru"),
    (("--pack", "p.html"), "say for whom"),
    (("--pack", "p.txt", "--coder", "VERA"), "must end in .html"),
    (("--pack", "p.html", "--coder", "VERA", "--port", 80), "a page that is served"),
    (("--sample", 0), "greater than or equal to 1"),
)


@pytest.mark.parametrize(("arguments", "why"), WRONG)
def test_what_does_not_go_together_is_refused(
    here: Path, cli: Cli, arguments: tuple[object, ...], why: str
) -> None:
    done = cli("review", *arguments)
    assert done.code == 2
    assert why in " ".join(done.err.replace("│", " ").split())


def test_what_cannot_be_reviewed_is_told(here: Path, cli: Cli) -> None:
    assert "no suggestions for this run" in cli("review", "--coder", "A", "--next", "teach").err
    assert "EVE has decided nothing" in cli("review", "--settle", "EVE,ADA").err
    assert cli("review", "--coder", "../x").code == 4
    assert "holds no run" in cli("review", "--coder", "A", "--run", "transcripts").err


def test_a_port_that_is_taken_is_told(here: Path, cli: Cli) -> None:
    from qualcode.review.server import open_socket

    taken = open_socket()
    port = taken.getsockname()[1]
    done = cli("review", "--coder", "ANNA", "--no-browser", "--port", port)
    taken.close()
    assert done.code == 4
    assert f"127.0.0.1:{port}: cannot be used" in done.err


def test_transcripts_changed_since_the_run_are_told(
    here: Path, cli: Cli, served: list[Desk]
) -> None:
    file = here / "transcripts" / "en02.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("roof", "ceiling"), encoding="utf-8")
    told = "en02.txt has changed since the run, which shows it as it was: run `qualcode tag`"
    assert told in cli("review", "--coder", "ANNA", "--no-browser").out
    assert served[0].head()["notices"] == [
        {"kind": "changed", "count": 1, "transcripts": ("en02.txt",)}
    ]
    assert told in cli("review", "--pack", "v.html", "--coder", "VERA").out
    file.unlink()
    assert "changed since" not in cli("review", "--pack", "v.html", "--coder", "VERA").out


def test_coders_who_agree_have_nothing_to_settle(here: Path, cli: Cli, served: list[Desk]) -> None:
    for coder in ("ANNA", "BORIS"):
        assert cli("review", "--coder", coder, "--no-browser").code == 0
    done = cli("review", "--settle", "ANNA, BORIS")
    assert done.code == 0
    assert "ANNA, BORIS agree in all segments" in done.out
    assert len(served) == 2


def test_a_pack_goes_out_and_comes_back(here: Path, cli: Cli) -> None:
    done = cli("review", "--pack", "vera.html", "--coder", "VERA", "--blind", "--sample", 3)
    assert done.code == 0
    assert "pack: vera.html, 3 segments of sample 1-3-" in done.out
    page = (here / "vera.html").read_text(encoding="utf-8")
    start = page.index('id="material">') + len('id="material">')
    head = json.loads(page[start : page.index("</script>", start)])
    index, number = head["queue"][0]
    line = of_segment(head["transcripts_full"][index], number, "seen", sample=head["sample"])
    line |= {"time": "2026-03-01T10:00:00Z", "coder": "VERA", "blind": True, "codebook": "c"}
    first = {"qualcode": "decisions", "format": 1, "coder": "VERA", "study": ""}
    texts = [json.dumps(one) + "\n" for one in (first, line)]
    (here / "back.jsonl").write_text("".join(texts), encoding="utf-8")
    done = cli("review", "import", "back.jsonl")
    assert (done.code, done.err) == (0, "")
    assert "VERA: lines that are new: 1 of 1, in decisions/VERA.jsonl" in done.out
    assert "VERA: lines that are new: 0 of 1" in cli("review", "import", "back.jsonl").out
    (here / "bad.jsonl").write_text(texts[0] + json.dumps({**line, "id": "x" * 9, "quote": "?"}))
    both = cli("review", "import", "bad.jsonl", "none.jsonl")
    assert both.code == 1
    assert "the quote is not what stands" in both.err
    assert "none.jsonl: does not exist" in both.err
    assert cli("review", "import", "none.jsonl").code == 3
    again = cli("review", "--pack", "vera.html", "--coder", "VERA")
    assert again.code == 0  # a pack is derived; it may be made again
    (here / "mine.html").write_text("mine")
    assert cli("review", "--pack", "mine.html", "--coder", "VERA").code == 4


def test_files_that_cannot_be_read_leave_the_turns(
    here: Path, cli: Cli, served: list[Desk]
) -> None:
    (here / "transcripts" / "en01.txt").unlink()
    assert cli("review", "--coder", "ANNA", "--no-browser").code == 0
    (here / "reading.yaml").write_text("[")
    assert cli("review", "--coder", "BORIS", "--no-browser").code == 0
    for coder in ("ANNA", "BORIS"):
        [line] = read_log(here / "decisions" / f"{coder}.jsonl").decisions
        assert line.before == ""


class Served:
    """A server in a process of its own."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.base, _, self.token = address.partition("/?token=")

    def ask(self, path: str, said: object = None) -> Any:
        headers = {"X-Qualcode-Token": self.token, "Origin": self.base}
        data = None if said is None else json.dumps(said).encode()
        if data:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self.base + path, data, headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return json.load(answer)


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    command = [sys.executable, "-c", "from qualcode.cli import main; main()"]
    arguments = ["review", "--coder", "ANNA", "--no-browser"]
    process = subprocess.Popen(
        [*command, *arguments], cwd=folder, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        said = next(line for line in process.stdout if line.startswith("open "))
        yield Served(process, said.split()[1])
    finally:
        process.kill()
        process.communicate()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_ends_cleanly_and_two_servers_see_each_other(here: Path) -> None:
    with serving(here) as one, serving(here) as other:
        said = one.ask("/api/transcripts/0")
        for number, server in enumerate((one, other, one)):
            line = of_segment(said, 2, "note", about="segment", text=f"n{number}")
            assert server.ask("/api/decisions", {"lines": [line]})["count"] == number + 1
        for server in (one, other):
            lines = server.ask("/api/changes?after=0")["lines"]
            assert [line["text"] for line in lines] == ["n0", "n1", "n2"]
        one.process.send_signal(signal.SIGINT)
        out, _ = one.process.communicate(timeout=10)
        assert one.process.returncode == 0
        assert "3 lines saved in decisions/ANNA.jsonl" in out


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_killed_in_mid_save_nothing_that_was_answered_is_lost(here: Path) -> None:
    from threading import Timer

    said = opened_on_disk(here)
    answered: list[str] = []
    for after in (0.002, 0.021):
        with serving(here) as server:
            killing = Timer(after, server.process.kill)
            with suppress(OSError, ValueError, HTTPException):  # until it is dead
                for number in range(10_000):
                    memo = of_segment(said, 2, "note", about="segment", text="x" * 15_000)
                    lines = [memo, on(said, "We", "add", code="care")]
                    answered += server.ask("/api/decisions", {"lines": lines})["saved"]
                    if number == 2:
                        killing.start()
            assert number < 9_999
    log = read_log(here / "decisions" / "ANNA.jsonl")
    assert answered
    assert set(answered) <= {line.id for line in log.decisions}
    assert all("torn" in str(one) or "no JSON" in str(one) for one in log.problems)


def opened_on_disk(folder: Path) -> dict[str, Any]:
    from qualcode.review.material import Material

    return Material(read_run(folder / "run"), "en").spoken("en01.txt")
