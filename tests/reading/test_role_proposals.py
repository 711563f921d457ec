"""Who asks and who stands by, over a set of transcripts whose roles are known."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from role_cases import CASES

from qualcode.reading import Declared, read_transcript
from qualcode.reading.asking import asks
from qualcode.reading.cast import Cast, Voice
from qualcode.reading.who_asks import who_asks
from qualcode.reading.wording import put

ROLES = {"i": "interviewer", "r": "respondent", "o": "other", "u": "unknown"}


def read(folder: Path, text: str, declared: Declared | None = None) -> dict[str, tuple[str, bool]]:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    transcript = read_transcript(folder / "a.txt", "a.txt", declared or Declared())
    return {one.name: (one.role, one.proposed) for one in transcript.speakers}


def test_roles_over_the_whole_set(tmp_path: Path) -> None:
    found: Counter[str] = Counter()
    for text, truth in CASES.values():
        read_as = read(tmp_path, text)
        for label, role in truth.items():
            was = read_as.get(label, ("missing", False))[0]
            right = was == ROLES[role]
            found["right" if right else "left" if was in ("unknown", "missing") else "wrong"] += 1
    total = sum(found.values())
    assert total >= 140
    assert found["wrong"] == 0
    assert found["right"] >= 0.97 * total


@pytest.mark.parametrize("name", ["dashes ru", "focus twelve en", "several interviewers ru"])
def test_a_proposal_is_marked_and_has_figures(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(CASES[name][0], encoding="utf-8")
    transcript = read_transcript(tmp_path / "a.txt", "a.txt")
    asking = [one for one in transcript.speakers if one.role == "interviewer"]
    assert asking
    for one in asking:
        assert one.proposed
        assert " of " in put(one.grounds)
        assert any(
            note.warning and one.name in put(note.phrase) and note.phrase.id == "roles.proposed"
            for note in transcript.notes
        )


def test_a_bystander_is_proposed_and_a_crowd_is_not_asked_about(tmp_path: Path) -> None:
    assert read(tmp_path, CASES["observer"][0])["Наблюдатель"] == ("other", True)
    assert read(tmp_path, CASES["focus everybody"][0])["Все"] == ("other", False)
    assert read(tmp_path, CASES["a secretary is asked"][0])["Секретарь"] == ("respondent", False)


@pytest.mark.parametrize("name", ["observer", "focus everybody", "second by name"])
def test_where_the_table_says_whoever_is_no_interviewer_it_is_so(tmp_path: Path, name: str) -> None:
    told = read(tmp_path, CASES[name][0], Declared(all_others_respondents=True))
    assert {role for role, _ in told.values()} == {"interviewer", "respondent"}
    assert sum(role == "interviewer" for role, _ in told.values()) == 1


@pytest.mark.parametrize(
    ("label", "talk"),
    [
        ("Все", "Все: Мы начинали с нуля и очень долго собирали всё по частям.\n" * 3),
        ("Реплика", "Реплика: Мы начинали с нуля и очень долго собирали всё по частям.\n" * 3),
    ],
)
def test_a_crowd_that_says_most_is_no_crowd(tmp_path: Path, label: str, talk: str) -> None:
    text = "Модератор: Как?\nАнна: Так.\n" * 2 + f"Модератор: А?\n{talk}Модератор: Да?\n{talk}"
    assert read(tmp_path, text)[label][0] != "other"


@pytest.mark.parametrize(
    ("turn", "asked"),
    [
        ("Как вы начинали?", True),
        ("А потом?", True),
        ("Почему?", True),
        ("«Зачем?»", True),
        ("Расскажите о себе.", True),
        ("Хорошо. Тогда опишите, пожалуйста, ваш день", True),
        ("Okay, please tell me about the hall.", True),
        ("Мы сами всё делали, понимаете?", False),
        ("Да?", False),
        ("А что?", False),
        ("It is not easy, you know?", False),
        ("Потом стало легче.", False),
        ("Мне говорят: расскажите. А я не хочу, и всё тут", False),
        ("Расскажите. " + "И мы рассказывали, долго и подробно. " * 20, False),
        ("", False),
    ],
)
def test_what_asks(turn: str, asked: bool) -> None:
    assert asks(turn) is asked


def test_one_turn_each_is_too_little(tmp_path: Path) -> None:
    told = read(tmp_path, "Анна: Как вы начинали?\nБорис: С нуля.\nБорис: Сами.\n")
    assert {role for role, _ in told.values()} == {"unknown"}


def test_who_asks_is_not_taken_for_an_interviewer_against_the_table(tmp_path: Path) -> None:
    told = read(tmp_path, CASES["names ru"][0], Declared(respondents=("Анна",)))
    assert told["Анна"] == ("respondent", False)


def test_a_respondent_who_waits_to_be_confirmed_is_told(tmp_path: Path) -> None:
    declared = Declared(proposals=(("Борис", "respondent"), ("Анна", "unknown")))
    told = read(tmp_path, CASES["names ru"][0], declared)
    assert told == {"Анна": ("interviewer", True), "Борис": ("respondent", True)}


def voice(name: str, turns: int, words: int, asking: int, beside: int = 4) -> Voice:
    return Voice(name, name, False, turns, words, asking, asking, beside)


def proposed(*voices: Voice) -> list[str]:
    cast = Cast({one.name: one for one in voices}, Declared(), "")
    return [key for key, _ in who_asks(cast, {})]


def test_who_leads_a_group_may_say_more_at_a_time_than_the_others() -> None:
    others = [voice(name, 20, 100, 1) for name in "BCDE"]
    assert proposed(voice("A", 20, 300, 10), *others) == ["A"]
    # one who speaks beside few of them, or says nearly everything, leads nobody
    assert proposed(voice("A", 20, 300, 10, beside=1), *others) == []
    assert proposed(voice("A", 20, 900, 10), *others) == []


def test_who_is_heard_once_or_not_at_all_is_no_ground() -> None:
    assert proposed(voice("A", 9, 90, 8), voice("B", 1, 20, 0)) == []
    assert proposed(voice("A", 1, 5, 1), voice("B", 1, 20, 0)) == []
