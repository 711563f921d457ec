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
BACK = "bring it back under that name; they wait for it"
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
    waits = "is a draft, 0 decisions wait for it: `qualcode codebook adopt`"
    told = f"draft.shame “Стыд” (ANNA) {waits}\n1 log, 3 decisions that count; 0 problems\n"
    assert (done.code, done.out) == (0, told)
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


CHANGED = "Затем было сокращение всего штата, и всё же забота о людях не осталась у нас."


def answer_with(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Answer the questions of `fix`, as in a terminal."""
    said = iter(answers)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(said))


def test_a_lost_place_is_found_by_a_person(
    cli: Cli, decided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(LOG, [on_text("a6", QUOTE, action="seen", code="")])
    other = replace(on_text("b1", QUOTE, code="care"), coder="BORIS")
    append(LOG.with_name("BORIS.jsonl"), [other], "Small study")
    change(decided, QUOTE, CHANGED)
    done = cli("decisions", "fix")
    assert done.code == 1
    assert done.out.splitlines()[1:4] == [
        "  a2  ANNA (blind): add saving",
        "  a6  ANNA: read",
        "  b1  BORIS: add care",
    ]
    assert "    perhaps segment 4: " in done.out
    assert "3 decisions without a place; say --place ID= and s9 (a segment), words" in done.out
    held = LOG.read_bytes()
    answer_with(monkeypatch, "7", "x", "1")
    done = cli("decisions", "fix")
    assert (done.code, "  1) segment 4: …" in done.out) == (0, True)
    assert "3 saved, 0 left as they are, 0 not asked about" in done.out
    assert "  “7” is none of these\n" in done.out
    assert "  “x” stands nowhere in ru01.txt\n" in done.out
    assert "     changed: потом прошло → затем было; – → всего; " in done.out
    assert LOG.read_bytes().startswith(held)  # old lines are never touched
    saving, seen = standing(read_log(LOG).decisions)[-2:]
    assert (saving.supersedes, saving.code, saving.blind) == ("a2", "saving", True)
    assert (saving.quote in CHANGED, seen.quote, seen.supersedes) == (True, CHANGED, "a6")
    assert cli("decisions", "check").code == 0
    assert cli("decisions", "fix").out == "every decision has its place\n"


@pytest.mark.parametrize("answer", ["0", "q"])
def test_it_may_stay_an_orphan(
    cli: Cli, decided: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    change(decided, QUOTE, CHANGED)
    held = LOG.read_bytes()
    answer_with(monkeypatch, answer)
    assert cli("decisions", "fix").code == 0
    assert LOG.read_bytes() == held


REWRITTEN = "Всё."


def test_the_first_place_offered_lies_between_the_same_words(
    cli: Cli, decided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the answer says now: a person has to say whether it is meant."""
    change(decided, QUOTE, REWRITTEN)
    answer_with(monkeypatch, "0")
    done = cli("decisions", "fix")
    assert f"  1) segment 4: …емени. Интервьюер: А потом? Респондент: [{REWRITTEN}]" in done.out
    change(decided, "А потом?", "И что же?")
    change(decided, "Это не экономия времени.", "Нет.")
    answer_with(monkeypatch, "0")
    assert "nothing like it is there" in cli("decisions", "fix").out


def test_what_is_gone_is_taken_back_for_good(
    cli: Cli, decided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all that the decision had replaced or changed: none of it comes back."""
    more = [
        on_text("a6", QUOTE, action="reject"),
        on_text("a7", QUOTE, action="recode", to="saving"),
        on_text("a8", QUOTE, action="accept", code="saving", blind=True),
    ]
    append(LOG, more)
    start = more[0].start
    append(LOG, [on_text("a9", QUOTE, action="border", to_start=start, to_stop=start + 12)])
    change(decided, QUOTE, REWRITTEN)
    assert cli("decisions", "check").code == 1
    answer_with(monkeypatch, "g")
    assert "2 saved, 0 left as they are" in cli("decisions", "fix").out
    assert cli("decisions", "check").code == 0
    listed = json.loads(cli("decisions", "list", "--json").out)
    undone = {one["id"] for one in listed if one["state"] == "undone"}
    assert undone == {"a1", "a2", "a6", "a7", "a8", "a9"}
    assert {one["text"] for one in listed if one["action"] == "undo" and one["id"] != "a3"} == {
        "its words stand nowhere any more"
    }


def test_a_person_may_name_another_place(
    cli: Cli, decided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its segment, its words or its characters; never half a word, never a question."""
    append(LOG, [on_text("a6", QUOTE), on_text("a7", QUOTE, action="note", code="", text="!")])
    shorter = "Прошло время: сокращение штата, не забота."
    change(decided, QUOTE, shorter)
    text = read_transcript(Path("transcripts/ru01.txt"), "ru01.txt").text
    start = text.index(shorter)
    answer_with(monkeypatch, "А потом?", "s99", "5-9999999", f"{start + 15}-{start + 23}")
    done = cli("decisions", "fix")
    assert done.code == 0
    assert "“А потом” does not lie in one turn of a respondent; name words inside" in done.out
    assert "  ru01.txt has no segment 99\n" in done.out
    assert "  ru01.txt has no words at 5-9999999\n" in done.out
    quotes = [one.quote for one in standing(read_log(LOG).decisions)[-3:]]
    assert quotes == ["сокращение"] * 3
    change(decided, shorter, QUOTE.replace("штата", "мест"))
    append(LOG, [on_text("a8", "А потом?")])
    assert cli("decisions", "fix", "--place", "a8=…").code == 3
    assert cli("decisions", "fix", "--place", "a8=ЗАБОТА осталась").code == 0
    assert standing(read_log(LOG).decisions)[-1].quote == "забота осталась"


def test_a_transcript_that_came_back_in_another_format(
    cli: Cli, decided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = Path("transcripts/ru01.txt"), Path("transcripts/ru01.md")
    memo = decide("n1", action="note", about="transcript", transcript="ru01.txt", text="Устал")
    more = [on_text("a6", "Экономия мешает заботе о людях."), memo]
    append(LOG, more)
    new.write_text(old.read_text(encoding="utf-8").replace(QUOTE, "Всё."), encoding="utf-8")
    old.unlink()
    done = cli("decisions", "check")
    assert "3 decisions from here on are about ru01.txt" in done.err
    cure = "`qualcode decisions fix --transcript ru01.txt=ru01.md`"
    assert f"their words stand in ru01.md: {cure}" in done.err
    assert done.out.endswith("5 decisions that count, 3 without a place; 1 problem\n")
    done = cli("decisions", "fix")
    assert done.out.splitlines()[0] == (
        "ru01.txt is not there; decisions about it: 3: --transcript ru01.txt=ru01.md"
    )
    held = LOG.read_bytes()
    for wrong in ("ru01.txt=en01.txt", "ru01.txt=ru1.md", "ru09.txt=ru01.md"):
        assert cli("decisions", "fix", "--transcript", wrong).code == 3
    assert cli("decisions", "fix", "--transcript", "ru01.txt").code == 2
    assert LOG.read_bytes() == held
    answer_with(monkeypatch, "0")
    asked: list[str] = []

    def refuse(said: str) -> bool:
        asked.append(said)
        return False

    monkeypatch.setattr("typer.confirm", refuse)
    cli("decisions", "fix")
    assert LOG.read_bytes() == held
    assert asked == [
        "Are the 3 decisions about ru01.txt about ru01.md? (1 of 2 find their words there)"
    ]
    monkeypatch.setattr("typer.confirm", lambda _: True)
    done = cli("decisions", "fix")
    assert "ru01.txt is ru01.md now: 2 of 3 decisions have their place there" in done.out
    assert LOG.read_bytes().startswith(held)
    done = cli("decisions", "check")
    assert done.out.endswith("5 decisions that count, 1 without a place; 1 problem\n")
    moved = {one.supersedes: one for one in standing(read_log(LOG).decisions) if one.supersedes}
    assert {one.transcript for one in moved.values()} == {"ru01.md"}
    assert (moved["a2"].quote, moved["a6"].quote) == (QUOTE, "Экономия мешает заботе о людях.")
    assert moved["a2"].blind


def test_what_was_decided_again_stays_decided_so_under_another_name(
    cli: Cli, decided: Path
) -> None:
    """Lines on the same words in two forms of the text: the later one holds, however often."""
    place = Path("transcripts/ru01.txt")
    first = on_text("f1", "Экономия мешает заботе о людях.", action="reject")
    place.write_text(place.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    later = replace(first, id="f2", action="accept", text_sha256="f" * 64)
    append(LOG, [first, later])
    place.rename("transcripts/ru02b.txt")
    for said in ("is ru02b.txt now", "no decision is about"):
        done = cli("decisions", "fix", "--transcript", "ru01.txt=ru02b.txt")
        assert said in done.out + done.err
    left = [one for one in standing(read_log(LOG).decisions) if one.quote == first.quote]
    assert [one.action for one in left] == ["accept"]


def test_memos_alone_follow_a_transcript(
    cli: Cli, decided: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(LOG, [decide("m1", action="note", about="transcript", transcript="was.txt", text="!")])
    answer_with(monkeypatch, "0")
    assert "was.txt is not there; decisions about it: 1" in cli("decisions", "fix").out
    done = cli("decisions", "fix", "--transcript", "was.txt=ru01.txt")
    assert "1 of 1 decisions have their place there" in done.out
    assert "was.txt" not in cli("decisions", "check").err


def test_all_count_what_has_no_place_alike(cli: Cli, decided: Path) -> None:
    """Also where a sentence of a segment was withdrawn; of that nothing is told but the count."""
    change(decided, QUOTE, f"{QUOTE} Никому об этом не рассказывайте.")
    append(
        LOG,
        [
            on_text("w1", f"{QUOTE} Никому об этом не рассказывайте.", text="SECRET"),
            on_text("w2", "Никому об этом не рассказывайте."),
            replace(on_text("w3", QUOTE), transcript="gone.txt"),
        ],
    )
    with (decided / "study.yaml").open("a", encoding="utf-8") as file:
        file.write('withdrawn: [{file: ru01.txt, words: "Никому об этом не рассказывайте"}]\n')
    tagged = cli("tag")
    done = cli("decisions", "check")
    assert "decisions: 2 decisions have no place" in tagged.err
    assert done.out.endswith(
        "6 decisions that count, 2 without a place, 1 about what is withdrawn; 2 problems\n"
    )
    manifest = json.loads(Path("run/run.json").read_text(encoding="utf-8"))
    with Path("run/decisions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lost = [row for row in rows if row["outcome"] == "orphan"]
    assert manifest["decisions"]["outcomes"]["orphan"] == len(lost) == 2
    assert [(row["decision"], row["transcript"], row["text"]) for row in lost] == [
        ("w1", "ru01.txt", ""),
        ("w3", "", ""),
    ]
    # of an interview whose only respondent has withdrawn nobody waits for anything
    study = decided / "study.yaml"
    said = study.read_text(encoding="utf-8").replace(
        "withdrawn: [", "withdrawn: [{respondent: R1}, "
    )
    study.write_text(said, encoding="utf-8")
    assert "decisions: 1 decision has no place" in cli("tag").err
    ending = "6 decisions that count, 1 without a place, 3 about what is withdrawn; 1 problem\n"
    assert cli("decisions", "check").out.endswith(ending)


def test_a_relation_of_what_does_not_meet_is_listed_and_can_be_taken_back(
    cli: Cli, decided: Path
) -> None:
    relate = {"code": "", "tension": "saving_vs_care", "relation": "conflict"}
    rejected = on_text("j1", QUOTE, action="reject")
    append(LOG, [rejected, on_text("r1", QUOTE, action="relate", level="segment", **relate)])
    assert "1 decision is about a code, tension or meeting that is not there" in cli("tag").err
    done = cli("decisions", "check")
    assert (
        done.code,
        "`saving_vs_care` do not meet there, as the last run has it (id r1)" in done.err,
    ) == (
        1,
        True,
    )
    done = cli("decisions", "fix", "--place", "r1=gone")
    assert done.out == "ANNA: r1 counts no more\n"
    assert cli("decisions", "check").code == 0


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


def test_check_tells_what_decisions_hang_on_and_is_gone(cli: Cli, decided: Path) -> None:
    append(
        LOG,
        [on_text("g1", QUOTE, code="thrift"), replace(on_text("g2", QUOTE), transcript="ru9.txt")],
    )
    done = cli("check")
    assert done.code == 1
    told = [line for line in done.err.splitlines() if "decision" in line]
    assert told[0].endswith(
        "1 decision hangs (ANNA) on the code `thrift`, which the codebook does not have; if it has"
        " another id now, write `replaces: [thrift]` there; else they change nothing"
    )
    assert told[1].endswith("(ANNA) on ru9.txt, which is not among the transcripts; " + BACK)
    assert len(told) == 2
    book = decided / "codebook.yaml"
    book.write_text(book.read_text().replace("- id: care\n", "- id: care\n  replaces: [thrift]\n"))
    assert "`thrift`" not in cli("check").err


def test_one_id_has_one_place(cli: Cli, decided: Path) -> None:
    done = cli("decisions", "fix", "--place", "a2=1-5", "--place", "a2=1-6")
    assert (done.code, "a2 is given two places" in done.err) == (2, True)


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
    assert (
        "new: `shame`; people can give them as they are. Rules find a code by its `indicators:`,"
        " and with these it needs `use_when:` and `do_not_use_when:`; " in done.out
    )
    assert b"replaces: [draft.shame]" in book.read_bytes()
    assert cli("codebook", "adopt", "--yes").out == "no draft that the codebook does not have\n"
    assert cli("decisions", "check").code == 0


def test_a_draft_under_another_id(cli: Cli, decided: Path) -> None:
    done = cli("codebook", "adopt", "--yes", "--as", "draft.shame=care")
    assert (done.code, "indicators" in done.out) == (0, False)
    assert done.out.endswith(
        "`draft.shame` is `care` now\n"
        "codebook.yaml: decisions follow with the next `qualcode tag`\n"
    )
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


def test_coders_who_mean_different_things_by_a_draft_are_told(cli: Cli, decided: Path) -> None:
    for coder, name in (("ANNA", "Care"), ("BORIS", "Guilt")):
        one = decide(coder, action="draft", code="draft.care", name=name, text="As said.")
        append(Path(f"decisions/{coder}.jsonl"), [replace(one, coder=coder)])
    done = cli("codebook", "adopt", "draft.care", "--yes")
    assert (
        "`care` is taken, so it becomes `care_2`; if both are one: --as draft.care=care" in done.err
    )
    assert "draft.care: BORIS says otherwise: Guilt: As said." in done.err
