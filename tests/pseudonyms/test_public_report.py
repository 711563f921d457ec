"""The public form of a report: nothing internal in it, and refused while anybody is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import Cli
from small_study import CODEBOOK, write

from qualcode.pseudonyms.key import Key, parse_key
from qualcode.pseudonyms.names_list import Entry
from qualcode.pseudonyms.watch import find_traces, make_watch

# A name for each place where a name can stand.
CANARIES = {
    "file": "Канарейкина",
    "label": "Щеглов",
    "interviewer": "Зябликова",
    "talk": "Овсянкин",
    "respondent": "Чижов",
    "attribute": "Дроздовск",
    "comment": "Снегирёв",
}


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a study with a name in every place; work in it."""
    folder = tmp_path / "study"
    talk = (
        "Зябликова: Что изменилось?\n"
        "Щеглов: Началась экономия, сказал Овсянкин. Экономия мешает заботе о людях.\n"
        "Зябликова: А потом?\n"
        "Щеглов: Потом сокращение штата, но забота осталась. Овсянкину всё равно.\n"
    )
    write(folder / "transcripts" / "Канарейкина.txt", talk)
    write(folder / "transcripts" / "b.txt", talk.replace("Овсянкин", "Овсянкин"))
    write(
        folder / "respondents.csv",
        "file,speaker,respondent,type,town\nКанарейкина.txt,Щеглов,Чижов,ngo_provider,Дроздовск\n",
    )
    write(
        folder / "codebook.yaml",
        CODEBOOK.replace('"экономия",', '"экономия",  # придумал Снегирёв\n   '),
    )
    write(
        folder / "study.yaml",
        "transcripts: transcripts\ncodebook: codebook.yaml\nrespondents: respondents.csv\n"
        "interviewers: Зябликова\nreport_language: ru\n",
    )
    monkeypatch.chdir(folder)
    return folder


def names_csv(folder: Path, *names: str) -> Path:
    rows = "".join(f"person,{name},,\n" for name in names)
    return write(folder / "names.csv", f"kind,name,forms,replacement\n{rows}")


def named(text: str) -> list[str]:
    return [where for where, name in CANARIES.items() if name[:-1] in text]


def test_names_of_every_place_never_reach_what_is_public(study: Path, cli: Cli) -> None:
    names_csv(study, *CANARIES.values())
    said = (study / "study.yaml").read_text(encoding="utf-8")
    write(study / "study.yaml", f"{said}names: names.csv\n")
    outcome = cli("pseudonymise", "--out", "public")
    assert outcome.code == 0, outcome.err
    for path in (study / "public").rglob("*"):
        assert named(path.name) == []
        assert path.is_dir() or named(path.read_text(encoding="utf-8")) == [], path
    assert named(outcome.out + outcome.err) == []
    interviewer = re.findall(r'--interviewer "([^"]+)"', outcome.out)
    assert cli(
        "tag", "public", "--respondents", "public/respondents.csv", "--out", "run2",
        "--interviewer", *interviewer,
    ).code in (0, 1)  # fmt: skip
    outcome = cli("report", "run2", "--public", "--by", "town", "--out", "public.html")
    assert outcome.code == 0, outcome.err
    assert named((study / "public.html").read_text(encoding="utf-8")) == []


def test_internal_things_are_left_out_before_any_list_is_asked(study: Path, cli: Cli) -> None:
    names_csv(study)
    assert cli("tag").code in (0, 1)
    assert cli("report").code == 0
    internal = (study / "run" / "report.html").read_text(encoding="utf-8")
    assert named(internal) == list(CANARIES)
    outcome = cli("report", "--public", "--names", "names.csv")
    assert outcome.code == 0, outcome.err
    public = (study / "run" / "report.public.html").read_text(encoding="utf-8")
    # What people say, and what the table says of them, is for the list to find.
    assert named(public) == ["talk", "respondent", "attribute"]
    assert "Интервью 1" in public


def test_it_is_refused_while_a_name_stands_in_it(study: Path, cli: Cli) -> None:
    names_csv(study, "Овсянкин", "Чижов")
    cli("tag")
    outcome = cli("report", "--public", "--names", "names.csv", "--by", "town")
    assert outcome.code == 4
    assert not (study / "run" / "report.public.html").exists()
    assert "names.csv:2: person still named in: " in outcome.err
    assert "names.csv:3: person still named in: " in outcome.err
    assert "quotes" in outcome.err
    assert named(outcome.err) == []


def test_a_key_is_asked_as_well(study: Path, cli: Cli) -> None:
    cli("pseudonymise", "--out", "public")
    cli("tag")
    outcome = cli("report", "--public")
    assert outcome.code == 4
    assert "[Name-" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--public",), 4, "neither a list nor a key"),
        (("--public", "--key", "none.csv"), 3, "does not exist"),
        (("--public", "--names", "none.csv"), 3, "cannot be read"),
        (("--names", "none.csv"), 2, "are for --public"),
    ],
)
def test_without_anything_to_ask_nothing_is_written(
    study: Path, cli: Cli, arguments: tuple[str, ...], code: int, told: str
) -> None:
    cli("tag")
    outcome = cli("report", *arguments)
    assert (outcome.code, told in outcome.err) == (code, True), outcome.err
    assert not list((study / "run").glob("*.html"))


def traces(page: str, *entries: Entry, key: Key | None = None) -> list[tuple[str, int]]:
    watch = make_watch(entries, key or Key(), "names.csv")
    return [place for trace in find_traces(page, watch) for place in trace.places]


def person(name: str, *forms: str, keep: bool = False) -> Entry:
    return Entry(2, "person", name, forms, keep=keep)


@pytest.mark.parametrize(
    "page",
    [
        "<p>пришла Петрова</p>",
        "<p>с Петровой говорили</p>",
        "<p>ПЕТРОВА</p>",
        "<p><b>Петро</b>вой нет</p>",
        '<p aria-label="Петрову"></p>',
        '<a href="files/Петрова.docx">x</a>',
        '<p data-who="Петрова"></p>',
        "<title>Петрова</title>",
        "<p>&#1055;етрова</p>",
    ],
)
def test_a_name_is_found_in_any_form_and_any_part_of_a_page(page: str) -> None:
    assert traces(page, person("Петрова"))


def test_styles_and_scripts_are_no_text() -> None:
    assert not traces("<style>Петрова{}</style><script>Петрова</script>", person("Петрова"))


def test_places_are_the_outermost_parts_of_the_page() -> None:
    inner = "<section id='c1'><p>Анне</p></section>"
    page = f"<p>Анна</p><section id='quotes'>{inner}<i>Анна</i></section>"
    assert traces(page, person("Анна")) == [("page", 1), ("quotes", 2)]


def test_what_is_kept_hides_what_is_in_it() -> None:
    kept = Entry(3, "organisation", "Фонд Анны", (), keep=True)
    assert not traces("<p>в Фонде Анны</p>", person("Анна"), kept)
    assert traces("<p>в Фонде Анны и Анна</p>", person("Анна"), kept)


def test_numbers_are_found_however_they_are_grouped() -> None:
    phone = Entry(2, "phone", "8 911 123-45-67", ())
    assert traces("<p>8(911)1234567</p>", phone)
    assert not traces("<p>8 911 123-45-68</p>", phone)


def test_surnames_of_the_key_are_looked_for_alone() -> None:
    row = "person,1,Петрова Мария,Мария Петрова,,s=петров g=мария x=f\n"
    key = parse_key(f"kind,number,name,forms,transcripts,identity\n{row}".encode(), "key.csv")
    assert traces("<p>Петровой нет</p>", key=key)
    assert not traces("<p>Мария одна, Петров другой</p>", key=key)
