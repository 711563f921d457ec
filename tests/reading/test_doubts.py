"""What is no interview is doubted in a warning, and interviews are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.reading import read_transcript
from qualcode.reading.wording import put

GUIDE = """Question: How did you start?
Probe: What was hard?
Probe: Who helped?
Question: Where does the money come from?
Probe: What changed?
Question: What do you expect?"""
PEOPLE = """Р1: женщина, 34 года
Р2: мужчина, 51 год
Р3: женщина, 28 лет
И1: Смирнова"""
SHORT = """И: Как вы?
Р: А вы?
И: Я первый спросил. Как работа?
Р: Какая работа? Нет её."""
ROUND = """Р1: Я пришла сюда после школы, думала на год, а осталась на двадцать лет, и ничего.
Р2: А меня позвала подруга, она тогда уже работала в отделе, и мне сразу понравилось.
Р3: Мне всё равно было, куда идти, лишь бы рядом с домом и с нормальным начальником.
И1: Спасибо вам всем большое, на этом мы сегодня закончим, до встречи через неделю."""


@pytest.mark.parametrize(
    ("text", "doubt"),
    [(GUIDE, "talk.questions"), (PEOPLE, "talk.list"), (SHORT, ""), (ROUND, "")],
)
def test_files_that_only_look_like_talk_are_doubted(tmp_path: Path, text: str, doubt: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    transcript = read_transcript(path, "a.txt")
    assert len(transcript.turns) == len(text.split("\n"))
    found = [note for note in transcript.notes if note.kind == "talk"]
    assert [note.phrase.id for note in found] == [doubt] * bool(doubt)
    assert all(note.warning and str(len(transcript.turns)) in put(note.phrase) for note in found)
