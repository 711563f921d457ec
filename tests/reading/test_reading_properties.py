from __future__ import annotations

import io
import re
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import TranscriptError
from qualcode.model.phrase import Phrase
from qualcode.model.transcript import ROLES, Transcript
from qualcode.reading import SUFFIXES, Declared, read_transcript
from qualcode.reading.wording import put

LABELS = [
    "И: ",
    "Р:\t",
    "Инт.: ",
    "— ",
    "- ",
    "12. Инф.\n",
    "Anna [00:01]\n",
    "**Bo:** ",
    "",
    "Q:\n",
]
LINES = ["Как?", "Так.", "[звонок]", "(смеётся)", "-----", "## Часть", "Дата: 1", "Важно: да", ""]
ODD = ["\u2028", "\u00a0", "\u00ad", "\r", "\x0b", "\t", " ", "[00:01:02]", "#00:00:05-3#", "<v A>"]
DIALOGUES = st.lists(
    st.tuples(st.sampled_from(LABELS), st.sampled_from(LINES) | st.text(), st.sampled_from(ODD)),
    max_size=25,
).map(lambda parts: "\n".join("".join(part) for part in parts))
CUES = st.lists(st.sampled_from([*LABELS, *LINES, *ODD, "\n"]), max_size=20).map(
    lambda parts: (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "\n\n00:03.000 --> 00:04.000\n".join(parts)
    )
)


def read(data: bytes, suffix: str, declared: Declared) -> Transcript | TranscriptError:
    """Read a file, or give the one error there may be; anything else is raised."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        try:
            return read_transcript(path, path.name, declared)
        except TranscriptError as error:
            return error


def check(transcript: Transcript | TranscriptError) -> None:
    if isinstance(transcript, TranscriptError):
        assert len(transcript.problems) == 1
        assert str(transcript).startswith("a")
        assert "\n" not in str(transcript)
        return
    before = 0
    labels = {(speaker.label, speaker.role) for speaker in transcript.speakers}
    for number, turn in enumerate(transcript.turns, start=1):
        words = transcript.text[turn.start : turn.stop]
        assert turn.number == number
        assert before <= turn.start < turn.stop <= len(transcript.text)
        assert words == words.strip()
        assert (turn.speaker, turn.role) in labels
        assert turn.role in ROLES
        before = turn.stop
    transcript.text.encode("utf-8")
    assert "\r" not in transcript.text
    assert all("\n" not in put(note.phrase) for note in transcript.notes)


DECLARED = st.sampled_from(
    [Declared(), Declared(("И",), ("Р", "")), Declared(all_others_respondents=True)]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DIALOGUES | CUES | st.text(), st.sampled_from((*SUFFIXES, "")), DECLARED)
def test_turns_are_ordered_and_hold_only_speech(text: str, suffix: str, declared: Declared) -> None:
    check(read(text.encode("utf-8", "replace"), suffix, declared))


@cache
def word_file() -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph("И: Как?")
    document.add_paragraph("Р: Так.")
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(
        [b"", b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", b"WEBVTT\n", b"1\n0:00:01,0 -->"]
    ),
    st.binary(max_size=200),
    st.sampled_from((*SUFFIXES, "", ".doc")),
)
def test_no_bytes_raise_anything_but_our_error(begin: bytes, data: bytes, suffix: str) -> None:
    check(read(begin + data, suffix, Declared()))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_damage_to_a_word_file_raises_anything_but_our_error(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(word_file())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(members)))
    place = data.draw(st.integers(0, len(members[name])))
    members[name] = (
        members[name][:place] + data.draw(st.binary(max_size=20)) + members[name][place + 5 :]
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    check(read(held.getvalue(), ".docx", Declared()))


@pytest.mark.parametrize("place", range(0, 36_000, 997))
def test_a_word_file_broken_off(place: int) -> None:
    check(read(word_file()[:place] or b"P", ".docx", Declared()))


@pytest.mark.no_cover  # large: what it runs is measured by other tests
def test_ten_thousand_speakers_and_a_line_of_megabytes() -> None:
    talk = "".join(f"Speaker {n}: Да.\nSpeaker {n}: Нет.\n" for n in range(10_000))
    transcript = read((talk + "Speaker 1: " + "слово " * 200_000).encode(), ".txt", Declared())
    assert isinstance(transcript, Transcript)
    assert len(transcript.turns) == 20_001
    check(transcript)


PLACES = [
    *("{}", "{}.", "{}?", "({})", "[{}]", "{}: {}", "Дата: {}", "Важно: {} {}", "-----", ""),
    *("# {}", "00:01:10", "12:30 {}", "конец записи {}", "Комментарий: {}", "— {}", "Note: {}\n{}"),
    *("({} {} {} {} {} {})", "{} {} {} {} {} {} {}.", "И {}.", "Секретарь: {}", "* * *", "[00:05]"),
]
OPENINGS = [
    "И: ",
    "Р: ",
    "Р:\n",
    "",
    "И. ",
    "1. ",
    "Модератор: ",
    "Анна Ивановна, директор: ",
    "\t",
]
TALKS = st.lists(
    st.tuples(st.sampled_from(OPENINGS), st.sampled_from(PLACES), st.sampled_from(["\n", "\n\n"])),
    max_size=20,
)


def numbered(parts: list[tuple[str, str, str]]) -> str:
    """Write the parts with a word of its own in every gap: `слово1`, `слово2` …"""
    numbers = iter(range(1, 1000))
    text = "".join("".join(part) for part in parts)
    return re.sub(r"\{\}", lambda _: f"слово{next(numbers)}", text)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TALKS, st.sampled_from([".txt", ".md"]), DECLARED)
def test_every_word_is_said_or_counted(
    parts: list[tuple[str, str, str]], suffix: str, declared: Declared
) -> None:
    transcript = read(numbered(parts).encode(), suffix, declared)
    if isinstance(transcript, TranscriptError):
        return
    told = [note.phrase for note in transcript.notes]
    header = sum(dict(one.values)["n"] for one in told if one.id == "header.lines")
    below = transcript.text.split("\n")[header:]
    said = " ".join(transcript.text[turn.start : turn.stop] for turn in transcript.turns)
    said += " ".join(speaker.label for speaker in transcript.speakers)
    heard = set(re.findall(r"слово\d+", said))
    silent = [word for word in re.findall(r"слово\d+", "\n".join(below)) if word not in heard]
    assert len(silent) <= sum(map(words_of, told))


def words_of(told: Phrase) -> int:
    """Give the number of words that a note tells of, counted or put as `one word`."""
    words: Any = dict(told.values).get("words", 0)
    return int(dict(words.values)["n"]) if isinstance(words, Phrase) else int(words)
