from __future__ import annotations

from pathlib import Path

from qualcode.reading import Declared, read_transcript
from qualcode.reading.unsaid import count_nonspeech

TALK = """И: Как дела? [нрзб]
Р: Ну (смеётся) так. (2.0) Живём [inaudible 00:12:33] потихоньку // да ⌈вот⌉ [звонок].
И: (пауза) Ясно?
Р: Да (реформа?) пошла 00:13:00 дальше.
"""


def test_what_was_not_said_is_counted_in_all_and_in_respondents(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TALK, encoding="utf-8")
    counted = count_nonspeech(
        read_transcript(tmp_path / "a.txt", "a.txt", Declared(("И",), ("Р",)))
    )
    assert dict(counted.respondents.remarks) == {
        "inaudible": 1,
        "doubtful": 1,
        "pause": 1,
        "emotion": 1,
        "overlap": 2,
        "time": 1,
        "other": 1,
    }
    assert counted.respondents.words == 9
    assert counted.respondents.inaudible_per_1000 == 1000 / 9
    assert counted.whole.count("inaudible") == 2
    assert counted.whole.count("pause") == 2
    assert counted.whole.words == 12


def test_nothing_is_said_where_nobody_is_known(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Просто текст без имён.\n", encoding="utf-8")
    transcript = read_transcript(tmp_path / "a.txt", "a.txt")
    assert count_nonspeech(transcript).respondents.inaudible_per_1000 is None
