from __future__ import annotations

import csv
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import Cli
from small_study import contents

from qualcode.decisions import append, read_log, standing
from qualcode.model.decision import CONTEXT, Decision
from qualcode.reading import read_transcript

LOG = Path("decisions/ANNA.jsonl")
QUOTE = "Потом прошло сокращение штата, но забота осталась."


def decide(id: str, **more: object) -> Decision:
    known = {"time": "2026-11-22T10:00:00+00:00", "coder": "ANNA", "action": "add"}
    return Decision(id=id, **{**known, **more})  # type: ignore[arg-type]


def on_text(id: str, quote: str, **more: object) -> Decision:
    one = read_transcript(Path("transcripts/ru01.txt"), "ru01.txt")
    start = one.text.index(quote)
    stop = start + len(quote)
    return decide(
        id,
        transcript="ru01.txt",
        text_sha256=one.source.text_sha256,
        start=start,
        stop=stop,
        quote=quote,
        before=one.text[max(0, start - CONTEXT) : start],
        after=one.text[stop : stop + CONTEXT],
        **{"code": "care", "codebook": "ab" * 32, **more},
    )


@pytest.fixture
def decided(study: Path) -> Path:
    lines = [
        on_text("a1", "Экономия мешает заботе о людях."),
        on_text("a2", QUOTE, code="saving", blind=True),
        decide("a3", action="undo", supersedes="a1"),
        decide("a4", action="note", about="study", text="Много усталости"),
        decide("a5", action="draft", code="draft.shame", name="Стыд", text="Ему стыдно."),
    ]
    append(LOG, lines, "Small study")
    return study


def change(study: Path, old: str, new: str) -> None:
    place = study / "transcripts" / "ru01.txt"
    place.write_text(place.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_all_is_well(cli: Cli, decided: Path) -> None:
    before = contents(decided)
    done = cli("decisions", "check")
    assert (done.code, done.out) == (0, "1 log, 3 decisions that count; 0 problems\n")
    assert contents(decided) == before


def test_everything_that_is_wrong_is_told(cli: Cli, decided: Path) -> None:
    more = [
        on_text("b1", "Началась экономия.", code="gone"),
        on_text("b2", "Началась экономия.", code="care", action="recode", to="gone"),
        decide("b3", action="undo", supersedes="nothing"),
        decide("b4", transcript="ru99.txt", stop=3, quote="abc", code="care"),
        on_text("b5", "Экономия мешает", action="relate", code="", tension="x", relation="y"),
    ]
    append(LOG, more)
    append(LOG.with_name("anna.jsonl"), [decide("c1", coder="anna", action="flag")])
    other = [decide("d1", coder="BORIS", transcript="x.txt", stop=3, code="care")]
    append(LOG.with_name("BORIS.jsonl"), other, "Quite another study")
    with (decided / "study.yaml").open("a") as file:
        file.write("deciding: [ANNA, CARL]\n")
    with LOG.open("a") as file:
        file.write('{"id": "torn')
    change(decided, QUOTE, "Прошло время.")
    done = cli("decisions", "check")
    told = [
        one.partition(": ")[0] + ": " + one.partition(": ")[2].split(";")[0] for one in done.lines
    ]
    assert done.code == 1
    assert told == [
        f"{LOG}:12: the last line is torn: saving it was cut short, or the file was damaged",
        f"{LOG.with_name('anna.jsonl')}: anna and ANNA are two coders, and look like one",
        "study.yaml: `deciding` names CARL, and there is no log of CARL",
        f"{LOG}:9: undoes a decision that does not stand before it: nothing",
        f"{LOG}:10: a decision is about ru99.txt, which is not among the transcripts",
        f"{LOG}:7: 2 decisions from here on are about the code `gone`, which the codebook does not"
        " have",
        f"{LOG}:11: a decision is about the tension `x`, which the codebook does not have",
        f"{LOG}:11: a decision is about the relation `y`, which the codebook does not have",
        f"{LOG}:3: ru01.txt: “{QUOTE}”: its words are not there any more (id a2)",
        f"{LOG.with_name('BORIS.jsonl')}:1: is a log of the study “Quite another study”, and this"
        " one is “Small study”",
    ]
    assert done.out.endswith("; 10 problems\n")


def test_a_renamed_code_a_withdrawn_and_an_unread_transcript_are_no_faults(
    cli: Cli, decided: Path
) -> None:
    append(LOG, [decide("b1", transcript="en01.txt", stop=3, code="old", quote="abc")])
    book = decided / "codebook.yaml"
    book.write_text(book.read_text().replace("- id: care\n", "- id: care\n  replaces: [old]\n"))
    with (decided / "study.yaml").open("a") as file:
        file.write("withdrawn: [{file: en01.txt}]\n")
    done = cli("decisions", "check")
    assert (done.code, done.err) == (0, "")


def test_outside_a_study(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = cli("decisions", "check")
    assert done.code == 2
    assert "study.yaml" in done.err


def test_the_trail(cli: Cli, decided: Path) -> None:
    done = cli("decisions", "list")
    rows = [line.split() for line in done.out.splitlines()]
    assert rows[0] == "time coder action state transcript about codebook words".split()
    assert [row[-1] for row in rows[2:3]] == ["людях.”"]
    assert "undone" in rows[2]
    assert "ANNA (blind)" in done.out
    assert "[Много усталости]" in done.out
    assert len(rows) == 2 + 5


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ((), ["a1", "a2", "a3", "a4", "a5"]),
        (("--code", "saving"), ["a2"]),
        (("--code", "draft"), ["a5"]),
        (("--action", "note"), ["a4"]),
        (("--coder", "ANNA", "--code", "care"), ["a1"]),
        (("--code", "saving", "--action", "note"), []),
        (("--transcript", "ru01.txt"), ["a1", "a2"]),
    ],
)
def test_what_is_listed(cli: Cli, decided: Path, options: tuple[str, ...], ids: list[str]) -> None:
    listed = json.loads(cli("decisions", "list", "--json", *options).out)
    assert [one["id"] for one in listed] == ids
    if not options:
        states = [one["state"] for one in listed]
        assert states == ["undone", "counts", "undo", "counts", "counts"]
        assert (listed[1]["line"], listed[1]["quote"], "tension" in listed[1]) == (3, QUOTE, False)


def test_nothing_to_list(cli: Cli, study: Path) -> None:
    assert cli("decisions", "list").out == "no decisions\n"
    assert cli("decisions", "check").out == "0 logs, 0 decisions that count; 0 problems\n"


def test_the_trail_as_a_table(cli: Cli, decided: Path) -> None:
    assert cli("decisions", "list", "--csv", "trail.csv").code == 0
    with Path("trail.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["state"] for row in rows] == ["undone", "counts", "undo", "counts", "counts"]
    assert (rows[1]["quote"], rows[1]["blind"], rows[1]["line"]) == (QUOTE, "True", "3")
    again = cli("decisions", "list", "--csv", "trail.csv")
    assert (again.code, "exists already" in again.err) == (4, True)
    assert cli("decisions", "list", "--csv", "trail.txt").code == 2
    assert cli("decisions", "list", "--action", "erase").code == 2


CHANGED = "Затем было сокращение всего штата, и всё же забота о людях осталась у нас."


def test_a_lost_place_is_found_by_a_person(
    cli: Cli, decided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(decided, QUOTE, CHANGED)
    done = cli("decisions", "fix")
    assert (done.code, done.out) == (1, "1 decision without a place; name them with --place\n")
    held = LOG.read_bytes()
    answers = iter(["7", "x", "1"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    done = cli("decisions", "fix")
    assert (done.code, "  1) " in done.out, done.out.endswith("  saved\n")) == (0, True, True)
    assert LOG.read_bytes().startswith(held)  # old lines are never touched
    *_, last = standing(read_log(LOG).decisions)
    assert (last.supersedes, last.code, last.blind) == ("a2", "saving", True)
    assert last.quote in CHANGED
    assert cli("decisions", "check").code == 0
    assert cli("decisions", "fix").out == "every decision has its place\n"


@pytest.mark.parametrize("answer", ["0", "q"])
def test_it_may_stay_an_orphan(
    cli: Cli, decided: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    change(decided, QUOTE, CHANGED)
    held = LOG.read_bytes()
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: answer)
    assert cli("decisions", "fix").code == 0
    assert LOG.read_bytes() == held


def test_nothing_like_it_is_there(cli: Cli, decided: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(decided, QUOTE, "Всё.")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "0")
    done = cli("decisions", "fix")
    assert "nothing like it is there" in done.out


SHORTER = "Прошло время: сокращение штата, забота."


def test_a_person_may_name_another_place(
    cli: Cli, decided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is offered lies inside answers; the same place is offered for what stood together."""
    append(LOG, [on_text("a6", QUOTE)])
    change(decided, QUOTE, SHORTER)
    text = read_transcript(Path("transcripts/ru01.txt"), "ru01.txt").text
    start = text.index(SHORTER)
    question = text.index("А потом?")
    answers = iter([f"{question}-{question + 8}", "5-9999999", f"{start + 14}-{start + 30}", "1"])
    defaults: list[object] = []

    def answer(*_: object, **asked: object) -> str:
        defaults.append(asked["default"])
        return next(answers)

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.prompt", answer)
    done = cli("decisions", "fix")
    assert done.code == 0
    assert f"  1) {start}-{start + len(SHORTER)}: …" in done.out  # the whole segment
    assert "does not lie in one turn of a respondent; name words inside one" in done.out
    assert "has no words at 5-9999999" in done.out
    assert f"  1) {start + 14}-{start + 30} (as chosen before): …" in done.out
    assert defaults == ["0", "0", "0", "1"]
    quotes = [one.quote for one in standing(read_log(LOG).decisions)[-2:]]
    assert quotes == [text[start + 14 : start + 30]] * 2


def test_what_was_put_on_a_question_is_an_orphan(cli: Cli, decided: Path) -> None:
    append(LOG, [on_text("q1", "А потом?"), on_text("q2", "А потом?", action="seen", code="")])
    done = cli("decisions", "check")
    assert "it lies in no respondent's turn, or in several" in done.err + done.out
    assert "(id q1)" in done.err + done.out
    assert done.out.endswith("; 1 problem\n")
    text = read_transcript(Path("transcripts/ru01.txt"), "ru01.txt").text
    start = text.index("А потом?")
    wrong = cli("decisions", "fix", "--place", f"q1={start}-{start + 8}")
    assert (wrong.code, "one turn of a respondent" in wrong.err) == (3, True)
    start = text.index("забота осталась")
    assert cli("decisions", "fix", "--place", f"q1={start}-{start + 15}").code == 0
    assert cli("decisions", "check").code == 0


def test_names_that_nobody_has_are_told(cli: Cli, decided: Path) -> None:
    done = cli("decisions", "check", "--folder", "decision")
    assert (done.code, done.err) == (3, "decision: does not exist; name the folder of logs\n")
    assert "is no folder" in cli("decisions", "list", "--folder", "study.yaml").err
    done = cli("decisions", "list", "--coder", "ANA", "--code", "savings")
    assert done.code == 3
    assert done.err.splitlines() == [
        "--coder: there is no log of ANA; did you mean `ANNA`?",
        "--code: `savings` is no code of the codebook nor of the logs; did you mean `saving`?",
    ]


def test_a_log_of_another_study_with_names_of_this_one(
    cli: Cli, decided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its words are not offered places here; one that is found again makes it this study's."""
    theirs = replace(on_text("z1", QUOTE, coder="ZOE"), text_sha256="0" * 64)
    lost = replace(theirs, quote="Quite other words were said there.", before="", after="")
    zoe = LOG.with_name("ZOE.jsonl")
    append(zoe, [lost], "Another study")
    done = cli("decisions", "check")
    assert done.code == 1
    assert "ZOE.jsonl:1: is a log of the study “Another study”" in done.err + done.out
    assert done.out.endswith("; 1 problem\n")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    assert cli("decisions", "fix").out == "every decision has its place\n"
    append(zoe, [replace(theirs, id="z2")], "Another study")
    assert "is a log of the study" not in cli("decisions", "check").err


def test_places_by_number(cli: Cli, decided: Path) -> None:
    change(decided, QUOTE, CHANGED)
    text = read_transcript(Path("transcripts/ru01.txt"), "ru01.txt").text
    start = text.index(CHANGED)
    for wrong in ("a2", "a2=5", "a2=9-5", "=1-2"):
        assert cli("decisions", "fix", "--place", wrong).code == 2
    done = cli("decisions", "fix", "--place", "a1=1-5", "--place", "a2=90000-90005")
    assert (done.code, len(done.lines)) == (3, 2)
    done = cli("decisions", "fix", "--place", f"a2={start}-{start + len(CHANGED)}")
    assert (done.code, done.out) == (0, "ANNA: " + done.out.partition(": ")[2])
    *_, last = standing(read_log(LOG).decisions)
    assert (last.quote, last.supersedes) == (CHANGED, "a2")


def test_drafts_are_adopted(cli: Cli, decided: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = decided / "codebook.yaml"
    before = book.read_bytes()
    done = cli("codebook", "adopt")
    assert (done.code, book.read_bytes()) == (1, before)
    assert "+- id: shame\n" in done.out
    assert done.err == "nothing was changed; add --yes to do it\n"
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.confirm", lambda *_: False)
    assert cli("codebook", "adopt").code == 0
    assert book.read_bytes() == before
    monkeypatch.setattr("typer.confirm", lambda *_: True)
    done = cli("codebook", "adopt")
    assert done.out.endswith("1 adopted; give them indicators, then tag again\n")
    assert b"replaces: [draft.shame]" in book.read_bytes()
    assert cli("codebook", "adopt", "--yes").out == "no draft that the codebook does not have\n"
    assert cli("decisions", "check").code == 0


def test_a_draft_under_another_id(cli: Cli, decided: Path) -> None:
    assert cli("codebook", "adopt", "--yes", "--as", "draft.shame=care").code == 0
    assert "- id: care\n  replaces: [draft.shame]\n" in (decided / "codebook.yaml").read_text()
    wrong = cli("codebook", "adopt", "--as", "draft.fear=care")
    assert (wrong.code, "nobody has drafted draft.fear" in wrong.err) == (2, True)
    assert cli("codebook", "adopt", "--as", "draft.fear").code == 2


def test_drafts_by_name(cli: Cli, decided: Path) -> None:
    append(LOG, [decide("e1", action="draft", code="draft.fear", name="Страх")])
    assert cli("codebook", "adopt", "draft.fear", "--yes").code == 0
    text = (decided / "codebook.yaml").read_text(encoding="utf-8")
    assert ("draft.fear" in text, "draft.shame" in text) == (True, False)


def test_a_draft_does_not_take_a_former_id(cli: Cli, decided: Path) -> None:
    """The code that had it once would lose what was decided about it."""
    book = decided / "codebook.yaml"
    source = book.read_text(encoding="utf-8")
    book.write_text(source.replace("- id: care\n", "- id: care\n  replaces: shame\n"), "utf-8")
    assert "+- id: shame_2\n" in cli("codebook", "adopt", "--yes").out
    assert cli("decisions", "check").code == 0


@pytest.mark.parametrize("call", ["os.fsync", "pathlib.Path.replace"])
def test_whatever_fails_the_codebook_is_whole(
    cli: Cli, decided: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    book = decided / "codebook.yaml"
    mark = b"\xef\xbb\xbf"
    before = mark + book.read_bytes().replace(b"\n", b"\r\n")
    book.write_bytes(before)

    def fail(*_: object) -> bool:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr(call, fail)
        done = cli("codebook", "adopt", "--yes")
    assert (done.code, "cannot be written: no space left" in done.err) == (4, True)
    assert "adopted" not in done.out
    assert book.read_bytes() == before
    assert [one.name for one in decided.iterdir() if one.name.endswith(".new")] == []
    assert cli("codebook", "adopt", "--yes").code == 0
    after = book.read_bytes()
    assert after.startswith(mark)
    assert after.count(b"\n") == after.count(b"\r\n") == before.count(b"\n") + 5
    assert cli("decisions", "check").code == 0


def test_no_study_no_drafts(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli("codebook", "adopt").code == 2
