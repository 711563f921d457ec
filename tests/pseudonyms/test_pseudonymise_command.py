"""`qualcode pseudonymise` as people use it: texts, key, what was found, and again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from command_line import Cli
from gold import load_talks
from small_study import contents, write

from qualcode.reading import read_transcript

CAPTIONS = """\
WEBVTT

00:00:01.000 --> 00:00:03.000
<v Anna Kuznetsova>Where do you live?

00:00:03.500 --> 00:00:05.000
<v Rob Delgado>In Leeds, with John

00:00:05.000 --> 00:00:08.000
<v Rob Delgado>Smith &amp; his dog.

00:00:09.000 --> 00:00:11.000
<v Anna Kuznetsova>Thanks, Rob.
"""
NAMES = (
    "Соколов Лебедев Мельник Гуляев Кравцов Бурлаков Тарасенко Череповец Marsh Whitfield".split()
)


@pytest.fixture
def talks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with talks in a study, and work in the study."""
    folder = tmp_path / "study"
    for talk in (*load_talks("ru"), *load_talks("en")):
        talk.save(folder / "talks")
    write(folder / "talks" / "call.vtt", CAPTIONS)
    write(
        folder / "respondents.csv",
        "file,speaker,respondent,type,place\n"
        "второе.txt,Бурлаков А.С.,R1,ngo,Псков\n"
        "первое.txt,Р,R2,public,город Череповец\n"
        "call.vtt,Rob Delgado,R3,ngo,Leeds\n"
        "другое.txt,Р,R4,ngo,Тверь\n",
    )
    write(
        folder / "study.yaml",
        "transcripts: talks\nrespondents: respondents.csv\ncodebook: none.yaml\n"
        'interviewers: ["Кравцова Нина", "Anna Kuznetsova", "И"]\nreport_language: ru\n',
    )
    monkeypatch.chdir(folder)
    return folder


def review(folder: Path, name: str = "pseudonyms") -> list[dict[str, str]]:
    text = (folder / f"{name}.review.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_texts_key_and_lists_lie_where_they_must(talks: Path, cli: Cli) -> None:
    before = contents(talks / "talks")
    outcome = cli("pseudonymise", "--out", "public")
    assert outcome.code == 0, outcome.err
    assert contents(talks / "talks") == before
    public = contents(talks / "public")
    assert sorted(public) == [
        "call.vtt", "first.txt", "reading.yaml", "respondents.csv", "run.json", "second.txt",
        "второе.txt", "первое.txt", "третье.txt",
    ]  # fmt: skip
    everything = b"".join(public.values()).decode() + outcome.out + outcome.err
    assert [name for name in NAMES if name in everything] == []
    key = talks / "pseudonyms.key.csv"
    assert "Соколова" in key.read_text(encoding="utf-8-sig")
    for suffix in ("key.csv", "review.csv", "review.html"):
        assert (talks / f"pseudonyms.{suffix}").stat().st_mode & 0o777 == 0o600
    assert "interviewers are now" in outcome.out
    page = (talks / "pseudonyms.review.html").read_text(encoding="utf-8")
    assert '<html lang="ru">' in page
    assert "Соколова" in page


def test_the_new_folder_is_read_as_the_old_one(talks: Path, cli: Cli) -> None:
    assert cli("pseudonymise", "--out", "public").code == 0
    for old, new in (("call.vtt",) * 2, ("второе.txt",) * 2, ("first.txt",) * 2):
        one = read_transcript(talks / "talks" / old, old)
        other = read_transcript(talks / "public" / new, new)
        assert len(one.turns) == len(other.turns) > 2
        assert [turn.time for turn in one.turns] == [turn.time for turn in other.turns]
    assert cli("read", "public", "--respondents", "public/respondents.csv").code == 0
    table = (talks / "public" / "respondents.csv").read_text(encoding="utf-8")
    assert table.splitlines()[0] == "file,speaker,respondent,type,place"
    assert "второе.txt,Имя-" in table
    assert "другое" not in table


def test_captions_keep_their_cues(talks: Path, cli: Cli) -> None:
    assert cli("pseudonymise", "talks/call.vtt", "--out", "public").code == 0
    text = (talks / "public" / "call.vtt").read_text(encoding="utf-8")
    assert text.count(" --> ") == 4
    assert "00:00:03.500 --> 00:00:05.000\n<v Name-2>In [Place-1], with [Name-3]" in text
    assert "<v Name-2>&amp; his dog." in text


def test_a_second_run_changes_nothing_and_asks_nothing_new(talks: Path, cli: Cli) -> None:
    cli("pseudonymise", "--out", "public")
    before = contents(talks)
    assert cli("pseudonymise", "--out", "public").code == 0
    assert contents(talks) == before


def test_what_people_fill_in_is_obeyed_and_kept(talks: Path, cli: Cli) -> None:
    cli("pseudonymise", "--out", "public")
    rows = review(talks)
    assert {"Вера", "Надежда", "Роман", "Любовь"} <= {row["name"] for row in rows}
    said = {"Вера": "replace", "Надежда": "keep", "Роман": "keep", "Москва": "оставить"}
    for row in rows:
        row["replacement"] = said.get(row["name"], "")
    with (talks / "pseudonyms.review.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    before = (talks / "public" / "первое.txt").read_text(encoding="utf-8")
    assert cli("pseudonymise", "--out", "public").code == 0
    after = (talks / "public" / "первое.txt").read_text(encoding="utf-8")
    assert "Вера тут ни при чём" in before
    assert "] тут ни при чём. Надежда умирает" in after
    assert "в Москве законы" in after
    left = {row["name"]: row["status"] for row in review(talks)}
    assert left["Вера"] == left["Надежда"] == left["Москва"] == "decided"
    assert left["Любовь"] == "doubtful"
    assert [line for line in before.splitlines() if "СНИЛС" in line] == [
        line for line in after.splitlines() if "СНИЛС" in line
    ]


def test_the_list_of_the_study_goes_before_what_is_filled_in(talks: Path, cli: Cli) -> None:
    write(talks / "names.csv", "kind,name,forms,replacement\nplace,Москва,,keep\n")
    study = (talks / "study.yaml").read_text(encoding="utf-8")
    write(talks / "study.yaml", f"{study}names: names.csv\n")
    write(
        talks / "pseudonyms.review.csv",
        "kind,name,forms,replacement,status\nplace,Москва,,replace,doubtful\n",
    )
    assert cli("pseudonymise", "--out", "public").code == 0
    assert "в Москве законы" in (talks / "public" / "первое.txt").read_text(encoding="utf-8")


def test_files_named_after_people_get_other_names(tmp_path: Path, cli: Cli) -> None:
    text = "И: Кто вы?\nР: Меня зовут Ольга Седова.\nИ: Да?\nР: Да.\n"
    for name in ("Седова_интервью.txt", "sedova.txt", "Тверь/ru01.txt", "интервью.txt"):
        write(tmp_path / "talks" / name, text)
    key = tmp_path / "k.key.csv"
    outcome = cli("pseudonymise", tmp_path / "talks", "--out", tmp_path / "out", "--key", key)
    assert outcome.code == 0, outcome.err
    names = [name for name in contents(tmp_path / "out") if name.endswith(".txt")]
    assert names == ["Имя-1.txt", "Имя-1_интервью.txt", "Место-1/ru01.txt", "интервью.txt"]
    assert "Седова_интервью" in key.read_text(encoding="utf-8-sig")
    assert "Седова_интервью" not in (tmp_path / "out" / "run.json").read_text(encoding="utf-8")


def test_names_are_printed_only_when_asked_for(talks: Path, cli: Cli) -> None:
    assert "Соколова" not in cli("pseudonymise", "--out", "public").out
    assert "Соколова Елена Викторовна" in cli("pseudonymise", "--out", "public", "--show").out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), 2, "--out"),
        (("--out", "public", "--key", "public/key.csv"), 4, "would lie in public"),
        (("--out", "talks/public"), 4, "lies in"),
        (("--out", "talks"), 4, "holds"),
        (("--out", "public", "--key", "respondents.csv"), 4, "is another file of the study"),
        (("--out", "public", "--page-language", "de"), 2, "must be en or ru"),
        (("--out", "public", "--names", "none.csv"), 3, "cannot be read"),
        (("--out", "public", "--model", "no_such_model"), 3, "no_such_model"),
    ],
)
def test_what_is_refused_touches_nothing(
    talks: Path, cli: Cli, arguments: tuple[str, ...], code: int, told: str
) -> None:
    before = contents(talks)
    outcome = cli("pseudonymise", *arguments)
    assert (outcome.code, told in outcome.err) == (code, True), outcome.err
    assert contents(talks) == before


def test_without_a_study_the_key_must_be_named(tmp_path: Path, cli: Cli) -> None:
    path = write(tmp_path / "a.txt", "И: Да?\nР: Нет.\nИ: Да?\nР: Нет.\n")
    assert "--key" in cli("pseudonymise", path, "--out", tmp_path / "out").err


def test_anybodys_page_is_not_written_over(talks: Path, cli: Cli) -> None:
    page = write(talks / "pseudonyms.review.html", "mine")
    assert cli("pseudonymise", "--out", "public").code == 4
    assert page.read_text() == "mine"
    assert not (talks / "public").exists()


def test_nothing_is_left_when_the_key_cannot_be_written(
    talks: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcode.errors import Problem, RefusedError
    from qualcode.pseudonyms import output

    def full(_: object) -> None:
        raise RefusedError(Problem("key", "cannot be written: disk full"))

    monkeypatch.setattr(output, "put_private", full)
    before = contents(talks)
    assert cli("pseudonymise", "--out", "public").code == 4
    assert contents(talks) == before
    assert not (talks / "public").exists()


def test_one_bad_file_stops_no_other(talks: Path, cli: Cli) -> None:
    write(talks / "talks" / "bad.txt", b"")
    outcome = cli("pseudonymise", "--out", "public")
    assert outcome.code == 1
    assert "bad.txt: is empty" in outcome.err
    assert (talks / "public" / "первое.txt").exists()


def test_layouts_that_plain_text_cannot_say_are_written_otherwise(tmp_path: Path, cli: Cli) -> None:
    bold = "".join(
        f"**Anna** Where do you live, number {n}?\n\n# Part {n}\n\n**Rob** In Leeds, I said.\n\n"
        for n in range(4)
    )
    write(
        tmp_path / "talks" / "bold.md",
        bold.replace("**Anna**", "**Anna:**").replace("**Rob**", "**Rob:**"),
    )
    key = tmp_path / "k.csv"
    outcome = cli("pseudonymise", tmp_path / "talks", "--out", tmp_path / "out", "--key", key)
    assert outcome.code == 0, outcome.err
    assert (tmp_path / "out" / "bold.md").exists()
    old = read_transcript(tmp_path / "talks" / "bold.md", "bold.md")
    new = read_transcript(tmp_path / "out" / "bold.md", "bold.md")
    assert len(old.turns) == len(new.turns) == 8
    table = write(
        tmp_path / "rows.csv", "speaker,text\nAnna Kuznetsova,Where?\nRob Delgado,In Leeds.\n"
    )
    outcome = cli("pseudonymise", table, "--out", tmp_path / "out2", "--key", key)
    assert outcome.code == 0, outcome.err
    text = (tmp_path / "out2" / "rows.csv").read_text(encoding="utf-8")
    assert text.splitlines()[0] == "speaker,text"
    assert ",In [Place-1]." in text
    assert "Anna" not in text
