import csv
from pathlib import Path

import pytest
from command_line import Cli
from small_study import CODEBOOK, STUDY, contents, write

GUIDE = """\
guide:
- id: q1_change
  text: {ru: "Что изменилось в последние годы?", en: "What has changed in the last years?"}
- id: q2_plans
  text: {ru: "Какие у вас планы?", en: "What are your plans?"}
"""
TALK = """\
Интервьюер: Скажите, что изменилось за последние годы?
Респондент: Началась экономия.
Интервьюер: А потом?
Респондент: Осталась забота.
Интервьюер: А люди?
Респондент: Идут.
"""


@pytest.fixture
def guided(study: Path) -> Path:
    write(study / "codebook.yaml", CODEBOOK + GUIDE)
    write(study / "transcripts/ru01.txt", TALK)
    write(study / "transcripts/en01.txt", "Interviewer: Well?\nRespondent: Fine.\n" * 2)
    return study


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def questions_of(run: Path, talk: str = "respondent") -> list[str]:
    return [
        row["question"]
        for row in rows(run / "segments.csv")
        if row["transcript"] == "ru01.txt" and row["role"] == talk
    ]


def test_each_turn_has_its_line(guided: Path, cli: Cli) -> None:
    before = contents(guided)
    done = cli("questions")
    assert (done.code, done.lines) == (0, [])
    assert done.out.split("\n\n") == [
        "en01.txt: 2 unasked\n"
        "     1      0  unasked    Well?\n"
        "     3      0  unasked    Well?\n"
        "  not found: q1_change, q2_plans",
        "ru01.txt: 1 aligned, 2 follow-up\n"
        "     1  q1_change  100  aligned    Скажите, что изменилось за последние годы?\n"
        "     3               0  follow-up  А потом?\n"
        "     5              19  follow-up  А люди?\n"
        "  not found: q2_plans",
        "5 turns in 2 transcripts: 1 aligned, 2 follow-up, 2 unasked\n",
    ]
    assert contents(guided) == before


def test_a_doubt_is_shown_with_what_it_may_be(guided: Path, cli: Cli) -> None:
    write(
        guided / "transcripts/ru01.txt",
        TALK.replace("Скажите", "А планы министра?\nР: Есть.\nИ: Так"),
    )
    done = cli("questions", "transcripts/ru01.txt", "--interviewer", "И")
    assert "unsure     А планы министра?" in done.out
    assert "(q2_plans 54?)" in done.out


def test_the_table_is_written_once(guided: Path, cli: Cli) -> None:
    done = cli("questions", "--out", "questions.csv")
    assert done.code == 0
    table = guided / "questions.csv"
    assert table.read_bytes().startswith(b"\xef\xbb\xbftranscript,turn,question,")
    assert [(row["turn"], row["question"], row["how"]) for row in rows(table)[2:]] == [
        ("1", "q1_change", "aligned"),
        ("3", "", "follow-up"),
        ("5", "", "follow-up"),
    ]
    table.write_text("mine", encoding="utf-8")
    again = cli("questions", "--out", "questions.csv")
    assert (again.code, again.lines) == (4, ["questions.csv: exists already; name a new file"])
    assert table.read_text(encoding="utf-8") == "mine"
    (line,) = cli("questions", "--out", "none/questions.csv").lines
    assert line.startswith("none/questions.csv: cannot be written: ")


def test_tag_obeys_the_table(guided: Path, cli: Cli) -> None:
    assert cli("tag").code == 0
    assert questions_of(guided / "run") == ["q1_change"] * 3
    assert questions_of(guided / "run", "interviewer") == [""] * 3
    cli("questions", "--out", "questions.csv")
    table = guided / "questions.csv"
    write(guided / "study.yaml", STUDY + "questions: questions.csv\n")
    cli("tag")
    assert questions_of(guided / "run") == ["q1_change"] * 3  # unchanged it changes nothing
    text = table.read_text(encoding="utf-8-sig")
    changed = text.replace("ru01.txt,3,,", "ru01.txt,3,q2_plans,").replace("А люди?", "А звери?")
    table.write_text(changed.replace("ru01.txt,5,,", "ru01.txt,5,q2_plans,"), encoding="utf-8")
    done = cli("tag")
    assert done.code == 1  # what a person has decided was not done
    orphan = "questions.csv:6: fits no turn of the interviewer in ru01.txt: “А звери?”"
    assert [line.split(";")[0] for line in done.lines if "questions" in line] == [orphan]
    # The question that people give goes on in what follows it.
    assert questions_of(guided / "run") == ["q1_change", "q2_plans", "q2_plans"]
    hows = [row["how"] for row in rows(guided / "run/questions.csv")][2:]
    assert hows == ["kept", "corrected", "follow-up"]
    assert (guided / "run/corrections.csv").read_bytes() == table.read_bytes()
    assert cli("tag").code == 1  # also when nothing is tagged again
    shown = cli("questions")
    assert shown.code == 1
    assert "q2_plans" in shown.out
    assert any(orphan in line for line in shown.lines)


def test_rows_for_others_are_told_when_all_is_read(guided: Path, cli: Cli) -> None:
    cli("questions", "--out", "questions.csv")
    table = guided / "questions.csv"
    kept = table.read_text(encoding="utf-8-sig")
    write(table, kept + "gone.txt,1,q2_plans,60,aligned,,Планы?\n")
    write(guided / "study.yaml", STUDY + "questions: questions.csv\n")
    people = (guided / "respondents.csv").read_text(encoding="utf-8")
    write(guided / "respondents.csv", people + "far.txt,,R9,ngo_provider,\n")
    rows_unread = [
        "respondents.csv:4: names the file `far.txt`, which was not read",
        "questions.csv:7: has rows for transcripts that were not read: gone.txt",
    ]
    for paths in ((), ("transcripts",), ("transcripts/ru01.txt", "transcripts/en01.txt")):
        assert cli("questions", *paths).lines == rows_unread
        assert cli("read", *paths).lines == rows_unread[:1]
    for paths in (("transcripts/ru01.txt",), ("transcripts/en01.txt",)):
        assert cli("questions", *paths).lines == []
        assert cli("read", *paths).lines == []
    write(guided / "respondents.csv", people.replace("ru01.txt", "r01.txt"))
    write(guided / "respondents.csv", people.replace("ru01.txt", "ru1.txt"))
    assert cli("questions", "transcripts/ru01.txt").lines[0] == (
        "respondents.csv:2: names the file `ru1.txt`, which was not read; did you mean `ru01.txt`?"
    )


def test_a_changed_row_reaches_a_kept_piece(guided: Path, cli: Cli) -> None:
    """An unchanged transcript is not tagged again, unless its rows have changed."""
    cli("questions", "--out", "questions.csv")
    write(guided / "study.yaml", STUDY + "questions: questions.csv\n")
    cli("tag")
    table = guided / "questions.csv"
    text = table.read_text(encoding="utf-8-sig")
    table.write_text(text.replace("1,q1_change", "1,q2_plans"), encoding="utf-8")
    cli("tag")
    assert questions_of(guided / "run") == ["q2_plans"] * 3


def test_whatever_is_wrong_is_told_at_once(guided: Path, cli: Cli) -> None:
    write(
        guided / "questions.csv",
        "transcript,turn,question,how,text\nru01.txt,1,q1_chang,aligned,Да?\n",
    )
    write(guided / "study.yaml", STUDY + "questions: questions.csv\n")
    write(guided / "respondents.csv", "file\n")
    for command in ("tag", "questions"):
        done = cli(command)
        assert done.code == 3
        assert any("respondents.csv:1: has no column `type`" in line for line in done.lines)
        assert any("`q1_chang` is no question of the guide" in line for line in done.lines)


def test_there_must_be_a_guide(study: Path, cli: Cli) -> None:
    done = cli("questions")
    assert done.code == 3
    assert done.lines == ["codebook.yaml: has no guide; write the questions under `guide`"]
    assert cli("tag").code == 0
    assert rows(study / "run/questions.csv") == []
    write(study / "study.yaml", STUDY + "questions: none.csv\n")
    assert "study.yaml:5:12: questions: `none.csv` does not exist" in cli("tag").err


def test_a_codebook_must_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Cli
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.txt", TALK)
    assert cli("questions", "a.txt").code == 2
