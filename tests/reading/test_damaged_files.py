"""Files of every format, damaged in every way: each is read, or refused in one line and silence."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_files import LABELLED, RUSSIAN, SAMPLES, TALK, sample_file
from small_study import write

from qualcode.errors import TranscriptError
from qualcode.model.transcript import Transcript
from qualcode.reading import SELDOM, SUFFIXES, read_interviews

QUICK = sorted(SAMPLES.keys() - {".pdf"})  # PDFs are read in a process of their own
MARKS = [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"+/v8-"]
MAIN = "from qualcode.cli import main; main()"
ENDINGS = (*SUFFIXES, *SELDOM, ".doc", "")
CODECS = ["cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5", "utf-16", "utf-32", "utf-8"]


def check_lines(lines: list[str]) -> tuple[Transcript, ...]:
    assert all(line.startswith("a") and line.isprintable() for line in lines), lines
    return ()


def read(data: bytes, suffix: str) -> tuple[Transcript, ...]:
    """Read a file and look at what comes out; nothing where it is refused in one line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        try:
            found = read_interviews(path, path.name)
        except TranscriptError as error:
            lines = [str(one) for one in error.problems]
            return check_lines(lines)
    for one in found.transcripts:
        before = 0
        for turn in one.turns:
            assert before <= turn.start < turn.stop <= len(one.text)
            before = turn.stop
        one.text.encode()
    return found.transcripts


def test_there_is_a_sample_of_every_format() -> None:
    assert set(SAMPLES) >= {".docx", ".odt", ".xlsx", ".pdf", ".rtf", ".html", ".json", ".csv"}
    assert set(SAMPLES) <= set(ENDINGS)


@pytest.mark.parametrize("suffix", SAMPLES)
def test_the_samples_are_sound(suffix: str) -> None:
    (transcript,) = read(sample_file(suffix), suffix)
    said = [(turn.speaker, transcript.text[turn.start : turn.stop]) for turn in transcript.turns]
    assert said == list(TALK)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[bytes, str]:
    """Draw a file that was cut, overwritten, joined with another, marked, or named otherwise."""
    suffix = draw(st.sampled_from(QUICK))
    data = bytearray(sample_file(suffix))
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(data)))
        data[place : place + draw(st.integers(0, 30))] = draw(st.binary(max_size=12))
    if draw(st.booleans()):
        data = data[: draw(st.integers(0, len(data)))]
    if draw(st.booleans()):
        data += sample_file(draw(st.sampled_from(QUICK)))
    named = draw(st.sampled_from([suffix, *ENDINGS]))
    return draw(st.sampled_from(MARKS)) + bytes(data), named


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
def test_damage_is_read_or_told(file: tuple[bytes, str]) -> None:
    read(*file)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_old_encodings_damaged(data: st.DataObject) -> None:
    codec = data.draw(st.sampled_from(CODECS))
    raw = bytearray(RUSSIAN.encode(codec))
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(raw)))
        raw[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    read(bytes(raw), data.draw(st.sampled_from([".txt", ".md", ".srt", ".csv", ".html", ""])))


LABELS = ["И: ", "Р: ", "Инт.: ", "", "— ", "Bo: ", "Anna [00:01] ", "12. Р: ", "Р (смеётся): "]
WORDS = [
    "Как?",
    "Так.",
    "[звонок]",
    "-----",
    "Дата: 1",
    "а\u0306\u0323",
    "\u00a0",
    "\u00ad",
    "\x0b",
]
TALKS = st.lists(
    st.tuples(st.sampled_from(LABELS), st.sampled_from(WORDS) | st.text()), max_size=25
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TALKS, st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_the_text_read_again_is_the_same(talk: list[tuple[str, str]], end: str) -> None:
    first = read(end.join(map("".join, talk)).encode("utf-8", "replace"), ".txt")
    if len(first) != 1 or first[0].source.format != "txt":
        return
    (again,) = read(first[0].text.encode(), ".txt")
    if again.source.format != "txt":
        return  # what was taken away had hidden the first words of another format
    assert again.text == first[0].text
    if first[0].source.layout.startswith("labels"):
        assert again.turns == first[0].turns


@pytest.mark.parametrize("text", [r"\ud800", r"\udfff\ud800", r"\u0000", r"\uffff", r"\u001b"])
def test_signs_that_no_table_can_hold_are_taken_out_of_json(text: str) -> None:
    raw = sample_file(".json").replace(b"Fine", text.encode() + b"Fine")
    raw = raw.replace(b'"Boris"', f'"Boris{text}"'.encode())
    (transcript,) = read(raw, ".json")
    assert [turn.speaker for turn in transcript.turns] == ["Anna", "Boris"] * 2
    assert "Fine, thanks." in transcript.text


def test_libraries_say_nothing_of_damage(tmp_path: Path) -> None:
    for suffix in SAMPLES:
        sound = sample_file(suffix)
        for number in range(1, 5):
            cut = len(sound) * number // 5
            torn = sound[:cut] + b"\xff\0<" + sound[cut + 9 :]
            write(tmp_path / f"cut{number}{suffix}", sound[:cut])
            write(tmp_path / f"torn{number}{suffix}", torn)
    write(tmp_path / "good.txt", LABELLED)
    names = sorted(path.name for path in tmp_path.iterdir())
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", MAIN, "read", *names],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "good.txt: txt, utf-8, labels, en" in done.stdout
    assert {line.partition(":")[0] for line in done.stderr.splitlines()} < set(names)
