from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import TranscriptError
from qualcode.model.transcript import Transcript
from qualcode.reading import read_transcript
from qualcode.reading.wording import put

RUSSIAN = (
    "И: Расскажите, как вы оказались в этой сфере?\r\n\r\n"
    "Р: Ой, случайно. Я из финансов, одиннадцать лет казначейство — и вот «сюда».\r\n"
)
PLAIN = RUSSIAN.replace("«", '"').replace("»", '"').replace("—", "-")
ENGLISH = (
    "Q: How did it start?\n\nA: Well, “slowly” – at a café, I’d say, years ago, with nothing.\n"
)


def read(folder: Path, data: bytes, name: str = "a.txt") -> Transcript:
    (folder / name).write_bytes(data)
    return read_transcript(folder / name, name)


@pytest.mark.parametrize(
    ("codec", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
        ("cp1251", "windows-1251"),
    ],
)
def test_encodings_that_are_read(tmp_path: Path, codec: str, named: str) -> None:
    transcript = read(tmp_path, RUSSIAN.encode(codec))
    assert transcript.source.encoding == named
    assert transcript.text == RUSSIAN.replace("\r\n", "\n")
    assert [turn.speaker for turn in transcript.turns] == ["И", "Р"]


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_both_byte_orders(tmp_path: Path, mark: bytes) -> None:
    codec = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert read(tmp_path, mark + RUSSIAN.encode(codec)).source.encoding == "utf-16"


def test_windows_1251_is_said_with_its_grounds(tmp_path: Path) -> None:
    notes = read(tmp_path, RUSSIAN.encode("cp1251")).notes
    note = next(note for note in notes if note.kind == "encoding")
    assert note.warning
    assert "Windows-1251" in put(note.phrase)
    assert "small" in put(note.phrase)


def test_windows_1252_in_english(tmp_path: Path) -> None:
    transcript = read(tmp_path, ENGLISH.encode("cp1252"))
    assert transcript.source.encoding == "windows-1252"
    assert "café, I’d say" in transcript.text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (PLAIN.encode("koi8-r"), "looks like KOI8-R; save it as UTF-8"),
        (PLAIN.encode("cp866"), "IBM866"),
        (PLAIN.encode("mac-cyrillic"), "MacCyrillic"),
        (PLAIN.encode("iso8859-5"), "8859-5"),
        (
            RUSSIAN.encode("utf-16-le"),
            "looks like UTF-16 without a byte order mark; save it as UTF-8",
        ),
        (RUSSIAN.encode("utf-16-be"), "UTF-16 without"),
        (ENGLISH.encode("utf-16-le"), "UTF-16 without"),
        (b"\xff\xfe" + RUSSIAN.encode("utf-16-le")[:-1], "damaged"),
        (b"\xef\xbb\xbfabc \xff\xff", "damaged"),
        (bytes(range(1, 256)) * 4, "is no text file"),
        (b"abc\0def ghi jkl", "zero bytes"),
        (b"\xf0\xf1", "too little"),
        (b"", "is empty"),
        (b" \n\n \r\n", "is empty"),
        (b"...\n---\n", "holds no speech"),
        ("\ufeff\u200b".encode(), "holds no speech"),
    ],
)
def test_what_is_refused_in_one_line(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        read(tmp_path, data)
    assert message in str(caught.value)
    assert str(caught.value).startswith("a.txt: ")
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "no.txt", tmp_path):
        with pytest.raises(TranscriptError, match="cannot be opened"):
            read_transcript(path, "no.txt")


def test_a_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.reading.read.LIMIT", 1024)
    with pytest.raises(TranscriptError, match="is larger than"):
        read(tmp_path, b"x" * 2000)


@pytest.mark.parametrize("codec", ["cp1251", "cp1252"])
def test_letters_garbled_before_are_a_warning(tmp_path: Path, codec: str) -> None:
    garbled = RUSSIAN.encode().decode(codec, errors="replace")
    notes = read(tmp_path, garbled.encode()).notes
    assert any(note.kind == "encoding" and note.warning for note in notes)


@pytest.mark.parametrize(
    "text", [RUSSIAN, ENGLISH, "Р: РОССИЯ, СССР И РФ. Срок — 5 лет.\nИ: С РОСТОМ?"]
)
def test_sound_text_is_not_called_garbled(tmp_path: Path, text: str) -> None:
    assert not any(note.kind == "encoding" for note in read(tmp_path, text.encode()).notes)


def test_lost_letters_are_a_warning(tmp_path: Path) -> None:
    notes = read(tmp_path, "И: Что \ufffd\ufffd?\nР: Да.\n".encode()).notes
    assert any(note.kind == "characters" and note.warning for note in notes)
