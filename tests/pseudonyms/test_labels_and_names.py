"""Labels, names of files, and forms of new texts that no other test meets."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Cli
from small_study import contents, write
from test_finding import new_text, replaced, transcript

from qualcode.model.transcript import Transcript
from qualcode.pseudonyms import output
from qualcode.pseudonyms.corpus import pseudonymise
from qualcode.pseudonyms.forms import cut, render_captions, render_cues, render_text
from qualcode.pseudonyms.labels import read_label
from qualcode.reading.document import Line


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Anna Kuznetsova", "Anna Kuznetsova"),
        ("Dinara S.", "Dinara S."),
        ("S. Kuznetsova", "S. Kuznetsova"),
        ("J.R.", "J.R."),
        ("Kuznetsova", "Kuznetsova"),
        ("Zorblax", "Zorblax"),
        ("Interviewer Anna", "Anna"),
        ("Интервьюер Анна", "Анна"),
        ("Седова Анна, директор", "Седова Анна"),
        ("Хрюнделева", "Хрюнделева"),
        ("Narrator", ""),
        ("Speaker 1", ""),
        ("И", ""),
        ("АК", ""),
        ("Р1", ""),
        ("Имя-3", ""),
        ("Неизвестно", ""),
        ("ХРЮНДЛ", "ХРЮНДЛ"),
        ("—", ""),
    ],
)
def test_the_name_in_a_label(label: str, name: str) -> None:
    finds = read_label(label, "a.txt", frozenset({"moderator"})).finds
    assert [label[one.start : one.stop] for one in finds] == ([name] if name else [])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I saw J. R. Smith and J.", "I saw [Name-1] and J."),
        ("I saw Adam Back Elizabeth Stark there.", "I saw [Name-1] [Name-2] there."),
        ("My name is Zorblax, yes.", "My name is [Name-1], yes."),
        ("We use DiceMix in March.", "We use DiceMix in March."),
        ("He met Kuznetsova here.", "He met [Name-1] here."),
        ("She met Klavdia Petrovna here.", "She met [Name-1] here."),
    ],
)
def test_english_names(words: str, expected: str) -> None:
    assert replaced(words, label="R") == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Седова Анна.txt", "Имя-1.txt"),
        ("2019_petrova_vologda.txt", "2019_Имя-2_Место-1.txt"),
        ("anna.txt", "Имя-2.txt"),
        ("Вологда-03.txt", "Место-1-03.txt"),
        ("вера и правда.txt", "вера и правда.txt"),
        ("Имя-7.txt", "Имя-7.txt"),
        ("Плюшкин.txt", "Имя-2.txt"),
        ("Слово.txt", "слово.txt"),
    ],
)
def test_names_of_files(tmp_path: Path, cli: Cli, name: str, expected: str) -> None:
    text = "И: Кто там был тогда?\nР: Мы с Ольгой.\nИ: Да, а ещё кто?\nР: Все мы, да и только.\n"
    path = write(tmp_path / name, text)
    names = write(
        tmp_path / "names.csv",
        "kind,name,forms,replacement\nperson,Седова Анна,,\nperson,Слово,,[слово]\n",
    )
    key, out = tmp_path / "k.key.csv", tmp_path / "out"
    assert cli("pseudonymise", path, "--out", out, "--key", key, "--names", names).code == 0
    (new,) = (one for one in contents(out) if one not in ("reading.yaml", "run.json"))
    assert _pattern(new) == _pattern(expected)


def _pattern(name: str) -> str:
    """Leave the numbers of placeholders out, for they follow from what is met first."""
    import re

    return re.sub(r"((?:Имя|Место)-)(?!7)\d+", r"\1N", name)


def test_two_files_that_would_share_a_name_are_told_apart(tmp_path: Path, cli: Cli) -> None:
    text = "И: Кто там?\nР: Никого.\nИ: Да?\nР: Да.\n"
    for name in ("a.txt", "a.md"):
        write(tmp_path / "talks" / name, text)
    arguments = ("--out", tmp_path / "out", "--key", tmp_path / "k.csv")
    assert cli("pseudonymise", tmp_path / "talks", *arguments).code == 0
    before = contents(tmp_path / "out")
    assert sorted(before) == ["a-2.txt", "a.txt", "reading.yaml", "run.json"]
    assert cli("pseudonymise", tmp_path / "talks", *arguments).code == 0
    assert contents(tmp_path / "out") == before


def timed(one: Transcript, *times: str) -> Transcript:
    from dataclasses import replace

    turns = tuple(replace(turn, time=time) for turn, time in zip(one.turns, times, strict=True))
    return replace(one, turns=turns)


def test_captions_of_turns_have_their_times() -> None:
    talk = timed(transcript(("Р", "Мы с Ольгой & все."), ("И", "Да.")), "00:05", "01:02:03,5")
    (one,) = pseudonymise([talk], language="ru").transcripts
    assert render_captions(one) == (
        "WEBVTT\n\n00:00:05.000 --> 01:02:03.500\n<v Р>Мы с [Имя-1] &amp; все.\n\n"
        "01:02:03.500 --> 01:02:04.500\n<v И>Да.\n"
    )
    assert render_text(one) == new_text(pseudonymise([talk], language="ru")) + "\n"


def test_a_name_over_two_cues_stands_in_the_first() -> None:
    talk = transcript(("Р", "Мы с Ольгой Седовой дома."))
    start = talk.text.index("Мы")
    bare = Transcript("a.vtt", talk.text[start:], (), talk.speakers, talk.source)
    (one,) = pseudonymise([bare], language="ru").transcripts
    lines = [
        Line("Мы с Ольгой", time="00:01", ends="00:02"),
        Line("Седовой", time="00:02"),
        Line("дома.", time="00:03"),
    ]
    assert render_cues(one, lines).split("\n")[2:] == [
        "00:00:01.000 --> 00:00:02.000", "Мы с [Имя-1]", "",
        "00:00:03.000 --> 00:00:04.000", "дома.", "",
    ]  # fmt: skip
    assert render_cues(one, [Line("другое", time="00:01")]) == ""
    assert cut(one.transcript.text, 0, 4, one.edits) == "Мы с"


def test_a_text_that_is_read_otherwise_is_told(
    tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "_read_again", lambda *_: None)
    path = write(tmp_path / "a.txt", "И: Кто там?\nР: Мы с Ольгой.\nИ: Да?\nР: Да.\n")
    outcome = cli("pseudonymise", path, "--out", tmp_path / "out", "--key", tmp_path / "k.csv")
    assert outcome.code == 1
    assert "a.txt: is read with other turns or roles than its source" in outcome.err
    assert "[Имя-1]" in (tmp_path / "out" / "a.txt").read_text(encoding="utf-8")
