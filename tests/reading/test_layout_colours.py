"""Speakers shown by the colour of their letters, or by bold labels that are bold only sometimes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from qualcode.model.transcript import Transcript
from qualcode.reading import read_transcript
from qualcode.reading.layouts.colours import color_name
from qualcode.reading.wording import put

BLUE, RED, GREEN = "0070C0", "C00000", "00B050"


def read(folder: Path, paragraphs: Iterable[tuple[str, str]]) -> Transcript:
    """Read a Word file with paragraphs of the colours given; none is the usual one."""
    import docx
    from docx.shared import RGBColor

    document = docx.Document()
    for color, words in paragraphs:
        run = document.add_paragraph().add_run(words)
        if color:
            run.font.color.rgb = RGBColor.from_string(color)
    document.save(str(folder / "a.docx"))
    return read_transcript(folder / "a.docx", "a.docx")


def said(transcript: Transcript) -> list[tuple[str, str, str]]:
    return [(t.role, t.speaker, transcript.text[t.start : t.stop]) for t in transcript.turns]


TALK = [
    ("", "Как вы начинали?"),
    (BLUE, "С нуля: ничего не было."),
    (BLUE, "Ни людей, ни денег."),
    ("", "А потом?"),
    (BLUE, "Потом понемногу пошло."),
    ("", "И всё?"),
    (BLUE, "Всё."),
]


def test_black_asks_and_blue_answers(tmp_path: Path) -> None:
    transcript = read(tmp_path, TALK)
    assert transcript.source.layout == "colours"
    assert said(transcript) == [
        ("interviewer", "plain", "Как вы начинали?"),
        ("respondent", "blue", "С нуля: ничего не было.\nНи людей, ни денег."),
        ("interviewer", "plain", "А потом?"),
        ("respondent", "blue", "Потом понемногу пошло."),
        ("interviewer", "plain", "И всё?"),
        ("respondent", "blue", "Всё."),
    ]
    note = next(note for note in transcript.notes if note.phrase.id == "layout.found")
    told = "“plain” (3×), “blue” (3×); the turns of one colour end in a question, 3 of 3"
    assert told in put(note.phrase)
    assert "«blue» (3×)" in put(note.phrase, "ru")


def test_three_colours(tmp_path: Path) -> None:
    talk = [
        (RED, "Кто начнёт?"),
        (BLUE, "Я начну."),
        (GREEN, "Или я."),
        (RED, "Кто против?"),
        (GREEN, "Я против."),
        (BLUE, "А я за."),
        (RED, "Почему?"),
        (BLUE, "Так лучше."),
    ]
    transcript = read(tmp_path, talk)
    speakers = [turn.speaker for turn in transcript.turns]
    assert speakers == ["red", "blue", "green", "red", "green", "blue", "red", "blue"]
    assert {t.speaker: t.role for t in transcript.turns} == {
        "red": "interviewer",
        "blue": "respondent",
        "green": "respondent",
    }


def test_two_shades_of_one_colour_are_told_apart_by_their_numbers(tmp_path: Path) -> None:
    talk = [("002060" if color else "0070C0", words) for color, words in TALK]
    names = {turn.speaker for turn in read(tmp_path, talk).turns}
    assert names == {"blue 002060", "blue 0070c0"}


@pytest.mark.parametrize(
    "paragraphs",
    [
        # one passage that somebody marked
        [("", "Как вы начинали?"), ("", "С нуля."), (RED, "Это важно."), ("", "А потом?")],
        # passages that somebody marked: no colour asks
        [("", "Начал с нуля."), (RED, "Это важно."), ("", "Потом пошло."), (RED, "И это.")] * 2,
        # one colour for all
        [(BLUE, words) for _, words in TALK],
        # a colour for every paragraph
        [(f"{n:02d}50C0", words) for n, (_, words) in enumerate(TALK * 2)],
    ],
)
def test_colours_that_are_no_speakers(tmp_path: Path, paragraphs: list[tuple[str, str]]) -> None:
    transcript = read(tmp_path, paragraphs)
    assert [turn.speaker for turn in transcript.turns] == ["?"]
    assert "speakers.unknown" in {note.phrase.id for note in transcript.notes}


def test_labels_go_before_colours(tmp_path: Path) -> None:
    talk = [(color, f"{'Р' if color else 'И'}: {words}") for color, words in TALK]
    assert read(tmp_path, talk).source.layout == "labels"


@pytest.mark.parametrize(
    ("color", "name"),
    [
        ("", "plain"),
        ("ff0000", "red"),
        ("ed7d31", "orange"),
        ("ffff00", "yellow"),
        ("70ad47", "green"),
        ("00ffff", "turquoise"),
        ("4472c4", "blue"),
        ("7030a0", "violet"),
        ("ff00aa", "pink"),
        ("ff0033", "red"),
        ("833c0b", "brown"),
        ("7f7f7f", "grey"),
        ("window", "window"),
    ],
)
def test_colours_have_names(color: str, name: str) -> None:
    assert color_name(color) == name


def test_a_label_that_is_bold_only_sometimes(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    talk = [("Врач", "На что жалуетесь?"), ("Пациент", "Голова болит.")] * 6
    for place, (label, words) in enumerate(talk):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}:").bold = place % 3 == 0 and label == "Врач"
        paragraph.add_run(f" {words}")
    document.save(str(tmp_path / "a.docx"))
    transcript = read_transcript(tmp_path / "a.docx", "a.docx")
    assert [(t.speaker, transcript.text[t.start : t.stop]) for t in transcript.turns] == talk
