"""What people have decided goes with the new texts, and does the same there."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import Cli
from decided_study import decision, write_logs
from small_study import CODEBOOK, contents, write

from qualcode.codebook import load_codebook
from qualcode.decisions import append, load_logs
from qualcode.decisions.codebooks import book_of, keep_codebook
from qualcode.files import find_transcripts
from qualcode.model.decision import Decision
from qualcode.model.transcript import Transcript
from qualcode.pipeline import read_corpus
from qualcode.pseudonyms.corpus import pseudonymise
from qualcode.pseudonyms.edits import apply_edits
from qualcode.pseudonyms.moved import Moved

IVANOVA = """\
Интервьюер: Мария Ивановна, расскажите, что изменилось?
Иванова: Меня зовут Мария Ивановна Иванова. Началась экономия, и Гуляев Иван её ведёт.
Интервьюер: А потом?
Иванова: Экономия мешает заботе о людях, так Мария Ивановна и говорит. Люди ждут нас.
Интервьюер: Что скажет Гуляев?
Иванова: Гуляев Иван забыл, что забота осталась. Сокращение штата прошло в Вологде, ул. Мира, 5.
"""
CAPTIONS = """\
WEBVTT

00:00:01.000 --> 00:00:03.000
<v Anna Kuznetsova>Where do you live?

00:00:03.500 --> 00:00:05.000
<v Rob Delgado>In Leeds, with John

00:00:05.000 --> 00:00:08.000
<v Rob Delgado>Smith &amp; his dog. We save money there.

00:00:09.000 --> 00:00:11.000
<v Anna Kuznetsova>Thanks, Rob. And dignity?

00:00:12.000 --> 00:00:14.000
<v Rob Delgado>John Smith has no dignity left, none at all.
"""
TABLE = (
    "speaker,text\nAnna Kuznetsova,Where?\nRob Delgado,In Leeds we save money. I like dignity.\n"
)
STUDY = """\
transcripts: talks
codebook: codebook.yaml
respondents: respondents.csv
title: Small study
interviewers: [Интервьюер, Anna Kuznetsova]
"""
PEOPLE = """\
file,speaker,respondent,type
ivanova.txt,Иванова,Иванова,ngo_provider
call.vtt,Rob Delgado,Rob Delgado,public_provider
rows.csv,Rob Delgado,R3,public_provider
"""
NAMES = "Иванов Ивановн Гуляев Вологд Delgado Smith Leeds ivanova".split()


class Talks:
    """The study, its transcripts, and decisions about their words."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read()

    def read(self) -> None:
        found = find_transcripts([self.folder / "talks"])
        self.transcripts: dict[str, Transcript] = {
            one.id: one for one in read_corpus(found).transcripts
        }

    def say(
        self, action: str, code: str, words: str, id: str = "ivanova.txt", **more: object
    ) -> Decision:
        """Make a decision about some words; `borders`: those of other words."""
        text = self.transcripts[id].text
        if borders := str(more.pop("borders", "")):
            start = text.index(borders)
            more |= {"to_start": start, "to_stop": start + len(borders)}
        start = text.index(words)
        return decision(text, id, action, code, start, start + len(words), **more)


@pytest.fixture
def talks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Talks:
    for name, text in (("ivanova.txt", IVANOVA), ("call.vtt", CAPTIONS), ("rows.csv", TABLE)):
        write(tmp_path / "talks" / name, text)
    write(tmp_path / "codebook.yaml", CODEBOOK)
    write(tmp_path / "respondents.csv", PEOPLE)
    write(tmp_path / "study.yaml", STUDY)
    monkeypatch.chdir(tmp_path)
    return Talks(tmp_path)


def everything(talks: Talks) -> list[Decision]:
    """Return decisions of every kind: about words with names, beside names, inside of names."""
    say = talks.say
    blind = say("add", "care", "Экономия мешает заботе о людях", coder="VERA", blind=True)
    wrong = say("add", "saving", "Люди ждут нас", coder="BORIS")
    about = {"code": "", "start": 0, "stop": 0, "quote": "", "before": "", "after": ""}
    first = say("seen", "", "Люди ждут нас")
    return [
        say("accept", "saving", "Началась экономия, и Гуляев Иван её ведёт"),
        say("add", "care", "Ивановна Иванова. Началась"),
        say("add", "care", "Гуляев Иван забыл", coder="BORIS"),
        say("border", "care", "Гуляев Иван забыл", coder="BORIS", borders="Иван забыл, что забота"),
        say("recode", "care", "Гуляев Иван забыл", coder="BORIS", to="saving"),
        say("reject", "care", "забота осталась"),
        say("relate", "", "Экономия мешает заботе о людях, так Мария Ивановна и говорит",
            tension="saving_vs_care", level="segment", relation="conflict"),
        say("relate", "", "Люди ждут нас", tension="gone", level="segment", relation="conflict"),
        first,
        say("flag", "", "Вологде, ул. Мира, 5", about="segment", text="Спросить Гуляева"),
        say("note", "", "Что скажет Гуляев?", about="segment", text="См. ivanova.txt: Гуляев"),
        replace(first, id="whole", action="note", about="transcript", text="Иванова устала",
                **{name: value for name, value in about.items() if name != "code"}),
        replace(first, id="book", action="note", about="code", code="care", text="Тоньше",
                transcript="", text_sha256="", **{n: v for n, v in about.items() if n != "code"}),
        Decision("draft", "2026-03-01T10:00:00Z", "BORIS", "draft", code="draft.road",
                 name="Дорога к Гуляеву", text="Путь к нему"),
        say("add", "draft.road", "так Мария Ивановна и говорит", coder="BORIS"),
        wrong,
        replace(wrong, id="undone", action="undo", supersedes=wrong.id, code="", quote=""),
        blind,
        say("add", "saving", "We save money there", "call.vtt"),
        say("reject", "care", "John Smith has no dignity left", "call.vtt", coder="BORIS"),
        say("seen", "", "In Leeds we save money. I like dignity.", "rows.csv"),
        say("accept", "care", "I like dignity", "rows.csv", coder="BORIS"),
    ]  # fmt: skip


def placeholder(form: str) -> str:
    """Return what the key has for a name."""
    with Path("pseudonyms.key.csv").open(encoding="utf-8-sig", newline="") as key:
        found = [row for row in csv.DictReader(key) if form in row["forms"].split("|")]
    return f"[Имя-{found[0]['number']}]"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def outcomes(run: Path) -> dict[str, tuple[str, str, str]]:
    return {
        row["decision"]: (row["coder"], row["outcome"], row["code"] or row["tension"])
        for row in rows(run / "decisions.csv")
    }


def by_people(run: Path) -> list[tuple[str, ...]]:
    """Return the codings of people, but for their places and words."""
    told = ("segment", "type", "code", "polarity", "status", "decided_by", "decision")
    tables = (run / "codings.csv", run / "overruled.csv")
    return sorted(
        tuple(row[name] for name in told)
        for path in tables
        for row in rows(path)
        if row["decided_by"]
    )


def tag_both(cli: Cli) -> None:
    assert cli("tag").code in (0, 1)
    done = cli("tag", "public", "--respondents", "public/respondents.csv", "--out", "run-public")
    assert done.code in (0, 1), done.err


def test_the_new_study_has_the_same_codings_by_people(talks: Talks, cli: Cli) -> None:
    write_logs(talks.folder / "decisions", everything(talks))
    before = contents(talks.folder / "decisions")
    done = cli("pseudonymise", "--out", "public")
    assert done.code == 0, done.err
    assert contents(talks.folder / "decisions") == before
    assert "decisions: 18 of 3 coders" in done.out
    tag_both(cli)
    old, new = outcomes(talks.folder / "run"), outcomes(talks.folder / "run-public")
    renamed = {"draft.road": "draft.code_1"}  # of a name in which somebody is named
    assert {id: (*one[:2], renamed.get(one[2], one[2])) for id, one in old.items()} == new
    assert {outcome for _, outcome, _ in new.values()} == {
        "applied", "measured", "noted", "draft", "gone",
    }  # fmt: skip
    assert by_people(talks.folder / "run") == by_people(talks.folder / "run-public") != []


def test_nobody_is_named_in_the_new_logs(talks: Talks, cli: Cli) -> None:
    write_logs(talks.folder / "decisions", everything(talks))
    done = cli("pseudonymise", "--out", "public")
    logs = load_logs(talks.folder / "public/decisions")
    assert logs.problems == ()
    text = b"".join(contents(talks.folder / "public/decisions").values()).decode()
    assert [name for name in NAMES if name in text] == []
    new = {one.id: one for one in logs.decisions}
    transcripts = {
        one.id: one for one in read_corpus(find_transcripts([talks.folder / "public"])).transcripts
    }
    for one in logs.decisions:
        if one.stop:
            talk = transcripts[one.transcript]
            assert one.text_sha256 == talk.source.text_sha256
            assert one.quote == talk.text[one.start : one.stop]
            assert talk.text[: one.start].endswith(one.before)
    other = placeholder("Гуляев Иван")
    assert new["whole"].text == f"{placeholder('Мария Ивановна Иванова')} устала"
    assert new["draft"].name == f"Дорога к {other}"
    memos = talks.folder / "pseudonyms.memos.csv"
    assert memos.stat().st_mode & 0o777 == 0o600
    listed = list(csv.DictReader(memos.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["before"] for row in listed if row["action"] == "flag"] == ["Спросить Гуляева"]
    assert len(listed) == 5
    assert f"{memos.name}: 5 memos" in done.out
    first = next(one for one in logs.decisions if one.action == "note" and one.about == "segment")
    assert first.text == f"См. {first.transcript}: {other}"


def test_ids_of_drafts_and_titles_name_nobody(talks: Talks, cli: Cli) -> None:
    told = [
        Decision("a", "2026-03-01T10:00:00Z", "ANNA", "draft", code="draft.doroga_k_gulyaevu",
                 name="Дорога к Гуляеву", text="См. aivanova.txt, ivanova.txt"),
        Decision("b", "2026-03-01T10:00:00Z", "ANNA", "draft", code="draft.doroga", name="Дорога"),
        talks.say("recode", "care", "забота осталась", to="draft.doroga_k_gulyaevu"),
        talks.say("add", "draft.doroga", "Люди ждут нас"),
        talks.say("add", "draft.gulyaev_i", "Началась экономия"),
    ]  # fmt: skip
    append(talks.folder / "decisions/ANNA.jsonl", told, "Беседы с Марией Ивановной Ивановой")
    cli("pseudonymise", "--out", "public")
    (log,) = load_logs(talks.folder / "public/decisions").logs
    assert [one.to or one.code for one in log.decisions] == [
        "draft.code_1", "draft.doroga", "draft.code_1", "draft.doroga", "draft.code_2",
    ]  # fmt: skip
    assert log.study == f"Беседы с {placeholder('Мария Ивановна Иванова')}"
    file = log.decisions[2].transcript
    assert log.decisions[0].text.endswith(f", {file}")
    assert f", {file}, {file}" not in log.decisions[0].text


def test_what_was_not_judged_is_not_judged_in_the_new_study(talks: Talks, cli: Cli) -> None:
    book = load_codebook(talks.folder / "codebook.yaml")
    young = replace(book, sha256="a" * 64, codes=book.codes[:1])
    keep_codebook(talks.folder / "decisions", young)
    keep_codebook(talks.folder / "decisions", replace(book, sha256="b" * 64))  # of no decision
    read = talks.say("seen", "", "Люди ждут нас", codebook="a" * 64, blind=True)
    lost = talks.say("add", "care", "Началась экономия", blind=True)
    around = talks.say("seen", "", "Иванова. Началась экономия, и Гуляев Иван её", blind=True)
    other = replace(around, id="other", coder="BORIS")  # who gave nothing there
    write_logs(talks.folder / "decisions", [read, lost, around, other])
    write(talks.folder / "talks/ivanova.txt", IVANOVA.replace("Началась экономия", "Было плохо"))
    cli("pseudonymise", "--out", "public")
    logs = load_logs(talks.folder / "public/decisions")
    assert [book.stem for book in (talks.folder / "public/decisions/codebooks").iterdir()] == [
        "a" * 64
    ]
    assert logs.logs[0].books["a" * 64] == book_of(young)
    assert {one.id for one in logs.decisions} == {read.id, other.id}


def test_a_decision_on_a_former_text_goes_over_where_its_place_is_known(
    talks: Talks, cli: Cli
) -> None:
    kept = talks.say("add", "care", "Экономия мешает заботе о людях, так Мария Ивановна и говорит")
    moved = talks.say(
        "add", "care", "Гуляев Иван забыл, что забота осталась", borders="забота осталась"
    )
    moved = replace(moved, action="border")
    lost = talks.say("add", "saving", "Началась экономия, и Гуляев Иван её ведёт")
    away = replace(kept, id="away", transcript="gone.txt")
    write_logs(talks.folder / "decisions", [kept, moved, lost, away])
    text = IVANOVA.replace("Началась экономия, и Гуляев Иван её ведёт", "Ничего")
    write(talks.folder / "talks/ivanova.txt", text)
    done = cli("pseudonymise", "--out", "public")
    assert "2 decisions have no place that is known, and were left out" in done.err
    (log,) = load_logs(talks.folder / "public/decisions").logs
    assert [one.id for one in log.decisions] == [kept.id, moved.id]
    (border,) = [one for one in log.decisions if one.to_stop]
    assert border.quote == f"{placeholder('Гуляев Иван')} забыл, что забота осталась"
    assert border.to_stop == border.stop


def test_what_is_decided_in_the_new_folder_is_not_written_over(talks: Talks, cli: Cli) -> None:
    write_logs(talks.folder / "decisions", everything(talks))
    assert cli("pseudonymise", "--out", "public").code == 0
    log = talks.folder / "public/decisions/ANNA.jsonl"
    later = Decision("later", "2026-03-02T10:00:00Z", "ANNA", "note", about="study", text="Later")
    append(log, [later])
    before = contents(talks.folder / "public")
    again = cli("pseudonymise", "--out", "public")
    assert again.code == 4
    assert "decisions/ANNA.jsonl was changed" in again.err
    assert contents(talks.folder / "public") == before
    assert cli("pseudonymise", "--out", "public-2").code == 0
    assert contents(talks.folder / "public") == before


def test_without_a_codebook_decisions_stay_behind_and_it_is_told(talks: Talks, cli: Cli) -> None:
    write_logs(talks.folder / "decisions", everything(talks))
    (talks.folder / "codebook.yaml").unlink()
    done = cli("pseudonymise", "--out", "public")
    assert "decisions: are not carried over" in done.err
    assert not (talks.folder / "public/decisions").exists()


def test_of_what_is_withdrawn_nothing_is_carried(talks: Talks, cli: Cli) -> None:
    write_logs(talks.folder / "decisions", everything(talks))
    words = '{file: ivanova.txt, words: "так Мария Ивановна и говорит"}'
    gone = f"withdrawn:\n- file: call.vtt\n- {words}\n"
    write(talks.folder / "study.yaml", STUDY + gone)
    done = cli("pseudonymise", "--out", "public")
    assert done.code == 0, done.err
    text = b"".join(contents(talks.folder / "public/decisions").values()).decode()
    assert "money there" not in text
    assert "устала" not in text  # a memo about the whole of a transcript that was cut
    tag_both(cli)
    # those about another transcript are told to nobody, but for what they were about
    old, new = outcomes(talks.folder / "run"), outcomes(talks.folder / "run-public")
    assert {id: one for id, one in old.items() if one[1] in ("applied", "measured")} == {
        id: one for id, one in new.items() if one[1] in ("applied", "measured")
    }


@pytest.mark.parametrize("kept", [True, False], ids=["whole text", "turns alone"])
def test_every_place_is_carried_over(talks: Talks, kept: bool) -> None:
    (old,) = pseudonymise([talks.transcripts["ivanova.txt"]], language="ru").transcripts
    before = old.transcript.text
    text = apply_edits(before, old.edits)
    turns = []
    for turn in old.transcript.turns:
        inside = [e for e in old.edits if turn.start <= e.start < turn.stop]
        said = [replace(e, start=e.start - turn.start, stop=e.stop - turn.start) for e in inside]
        words = apply_edits(before[turn.start : turn.stop], said)
        start = text.index(words)
        turns.append(replace(turn, start=start, stop=start + len(words)))
    front = "" if kept else "# "
    moved = [replace(t, start=t.start + len(front), stop=t.stop + len(front)) for t in turns]
    new = replace(old.transcript, text=front + text, turns=tuple(moved))
    places = Moved(old, new)
    for turn, now in zip(old.transcript.turns, new.turns, strict=True):
        assert places.find((turn.start, turn.stop)) == (now.start, now.stop)
    edit = next(one for one in old.edits if one.stop - one.start > 10 and not one.label)
    whole = places.find((edit.start, edit.stop))
    assert whole is not None
    assert new.text[slice(*whole)] == edit.text
    assert places.find((edit.start + 2, edit.stop - 2)) == whole
    assert places.find((edit.start + 2, edit.stop + 1)) == (whole[0], whole[1] + 1)
    assert (places.find((0, 5)) is None) is not kept  # a label: the other file may have none
