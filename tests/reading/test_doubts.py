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
Р4: женщина, 60 лет
И1: Смирнова"""
QUARREL = """И: Как вы? Что делали?
Р: А что делать? Прихожу утром, до открытия, народу полный двор, и все злые, как собаки.
И: А он?
Р: Он мне: чего пришла? А я ему: где деньги?
И: Отдал?
Р: А куда он денется? Отдал, правда, не сразу и не всё, а мог бы и вовсе забыть."""
ROUND = """Р1: Я пришла сюда после школы, думала на год, а осталась на двадцать лет, и ничего,
привыкла.
Р2: А меня позвала подруга, она тогда уже работала в отделе, и мне сразу понравилось, так я
здесь и осталась.
Р3: Мне всё равно было, куда идти, лишь бы рядом с домом и с нормальным начальником, а остальное
приложится само.
Р4: У нас в семье все этим занимались, и мать, и бабушка, так что я другого ничего и не видела,
и не хотела."""
ROUND += "\nИ1: Спасибо вам всем большое за то, что пришли и нашли время, на этом мы и закончим."


@pytest.mark.parametrize(
    ("text", "doubt"),
    [(GUIDE, "talk.questions"), (PEOPLE, "talk.list"), (QUARREL, ""), (ROUND, "")],
)
def test_files_that_only_look_like_talk_are_doubted(tmp_path: Path, text: str, doubt: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    transcript = read_transcript(path, "a.txt")
    found = [note for note in transcript.notes if note.kind == "talk"]
    assert [note.phrase.id for note in found] == [doubt] * bool(doubt)
    assert all(note.warning and str(len(transcript.turns)) in put(note.phrase) for note in found)
