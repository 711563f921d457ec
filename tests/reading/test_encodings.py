from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import TranscriptError
from qualcode.model.transcript import Note, Transcript
from qualcode.reading import read_transcript
from qualcode.reading.encodings import decode
from qualcode.reading.encodings.names import KNOWN, find_encoding
from qualcode.reading.encodings.repairs import (
    Step,
    byte_of,
    parse_repair,
    repair_text,
    sign_of_byte,
)
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


NINE = [
    ("utf-8", "utf-8"),
    ("utf-16-le", "utf-16-le"),
    ("utf-16-be", "utf-16-be"),
    ("utf-32-le", "utf-32-le"),
    ("cp1251", "windows-1251"),
    ("koi8-r", "koi8-r"),
    ("cp866", "ibm866"),
    ("mac-cyrillic", "mac-cyrillic"),
    ("iso8859-5", "iso-8859-5"),
]


@pytest.mark.parametrize(("codec", "named"), NINE)
def test_one_russian_text_in_nine_encodings_reads_the_same(
    tmp_path: Path, codec: str, named: str
) -> None:
    transcript = read(tmp_path, PLAIN.encode(codec))
    assert transcript.source.encoding == named
    assert transcript.text == PLAIN.replace("\r\n", "\n")
    assert [turn.speaker for turn in transcript.turns] == ["И", "Р"]


@pytest.mark.parametrize(
    ("codec", "named"),
    [
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
        ("cp1251", "windows-1251"),
    ],
)
def test_marks_and_typographic_signs(tmp_path: Path, codec: str, named: str) -> None:
    transcript = read(tmp_path, RUSSIAN.encode(codec))
    assert transcript.source.encoding == named
    assert transcript.text == RUSSIAN.replace("\r\n", "\n")


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_both_byte_orders(tmp_path: Path, mark: bytes) -> None:
    codec = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert read(tmp_path, mark + RUSSIAN.encode(codec)).source.encoding == "utf-16"


def said(notes: tuple[Note, ...]) -> dict[str, Note]:
    return {note.phrase.id: note for note in notes}


def test_a_choice_is_said_with_its_grounds() -> None:
    note = said(decode(RUSSIAN.encode("cp1251")).notes)["encoding.found"]
    assert note.warning  # short: a person should look
    assert "Windows-1251" in put(note.phrase)
    assert "“И: Расскажите, как вы оказались" in put(note.phrase)
    assert "MacCyrillic, the next likely, “»: –асскажите" in put(note.phrase)
    assert "Windows-1251" in put(note.phrase, "ru")
    assert not said(decode((RUSSIAN * 30).encode("cp1251")).notes)["encoding.found"].warning


def test_windows_1252_in_english(tmp_path: Path) -> None:
    transcript = read(tmp_path, ENGLISH.encode("cp1252"))
    assert transcript.source.encoding == "windows-1252"
    assert "café, I’d say" in transcript.text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (RUSSIAN.encode("utf-16-le")[:-1], "UTF-16 LE, but breaks off in line 4"),
        (b"\xff\xfe" + RUSSIAN.encode("utf-16-le")[:-1], "UTF-16, but breaks off in line 4"),
        (b"\xff\xfe" + b"\n\0\x00\xd8a\0", "UTF-16, but is damaged in line 2"),
        (b"\xef\xbb\xbfabc \xff\xff", "UTF-8, but is damaged in line 1"),
        (RUSSIAN.encode() + b"\n\xd0", "breaks off inside its last letter (line 5)"),
        (RUSSIAN.encode() * 9 + b"\xff" + RUSSIAN.encode(), "one byte is no letter (line 28)"),
        (RUSSIAN.encode() + "Это из старого файла".encode("cp1251"), "utf-8+windows-1251"),
        (b"\xc0\xaf" + RUSSIAN.encode(), "2 bytes are no letter (line 1)"),
        (b"\xed\xa0\x80" + RUSSIAN.encode(), "3 bytes are no letter (line 1)"),
        (PLAIN.encode("cp1251") * 4 + PLAIN.encode("koi8-r") * 4, "KOI8-R in another (line 13"),
        ("Δουλεύω εδώ δεκαπέντε χρόνια. ".encode("cp1253") * 9, "fit no other encoding"),
        ("我在这家医院工作了十五年。".encode("gb18030") * 9, "fit no other encoding"),
        (bytes(range(1, 256)) * 4, "is no text file"),
        (b"abc\0def ghi jkl", "zero bytes"),
        (b"\xf0\xf1", "too few letters to tell which of these it is: Windows-1251 (“рс”), KOI8-R"),
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
    for path, message in ((tmp_path / "no.txt", "cannot be opened"), (tmp_path, "is no file")):
        with pytest.raises(TranscriptError, match=message):
            read_transcript(path, "no.txt")


def test_a_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.reading.read.LIMIT", 1024)
    with pytest.raises(TranscriptError, match="is larger than"):
        read(tmp_path, b"x" * 2000)


@pytest.mark.parametrize(
    "text", [RUSSIAN, ENGLISH, "Р: РОССИЯ, СССР И РФ. Срок — 5 лет.\nИ: С РОСТОМ?"]
)
def test_sound_text_is_not_called_garbled(tmp_path: Path, text: str) -> None:
    assert not any(note.kind == "encoding" for note in read(tmp_path, text.encode()).notes)


def test_lost_letters_are_a_warning(tmp_path: Path) -> None:
    notes = read(tmp_path, "И: Что \ufffd\ufffd?\nР: Да.\n".encode()).notes
    assert any(note.kind == "characters" and note.warning for note in notes)


OTHERS = {
    "Ukrainian": "Їм потрібна допомога, але ліків не вистачає. «Сім’я» каже: «Ні». Різні історії.",
    "Belarusian": "Ім патрэбна дапамога, але лекаў не хапае. Сёння ў нас няма чаго рабіць.",
    "Bulgarian": "Имат нужда от помощ, но лекарствата не стигат. Ще видим какво ще стане.",
    "Kazakh": "Оларға көмек керек, бірақ дәрі жетіспейді. Қазақстан өзгереді, үміт бар.",
    "Serbian": "Њима је потребна помоћ, али љекова нема. Ђорђе и Џон су рекли: „Не“.",
    "capitals": "РОССИЯ, СССР И РФ. СРОК — 5 ЛЕТ. ТА И ТУТ. ЭТО ВСЁ. РЁВ.",
    "Greek": "Δουλεύω σε αυτό το νοσοκομείο δεκαπέντε χρόνια.",
    "French": "L’été dernier, j’ai passé deux semaines — c’était très différent, ça.",
    "emoji": "Да 👍👍 ну и ладно 😂 ❤️ — «ок» ✔",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("times", [1, 40])
def test_other_languages_in_utf_8_are_left_alone(text: str, times: int) -> None:
    decoded = decode(f"{text}\n".encode() * times)
    assert (decoded.text, decoded.encoding, decoded.notes) == (f"{text}\n" * times, "utf-8", ())


@pytest.mark.parametrize(
    ("language", "codec"),
    [
        *(("Ukrainian", codec) for codec in ("cp1251", "koi8-u", "mac-cyrillic")),
        *(("Belarusian", codec) for codec in ("cp1251", "mac-cyrillic", "iso8859-5")),
        *(("Bulgarian", codec) for codec in ("cp866", "iso8859-5")),
        *(("capitals", codec) for codec in ("cp1251", "mac-cyrillic")),
        *(("French", codec) for codec in ("cp1252", "mac-roman")),
    ],
)
def test_other_languages_in_old_encodings(language: str, codec: str) -> None:
    data = f"{OTHERS[language]}\n".encode(codec, "ignore") * 5
    assert decode(data).text == data.decode(codec)


def test_letters_that_come_late() -> None:
    data = b"Q: And then? A: Nothing.\n" * 20_000 + PLAIN.encode("koi8-r")
    assert decode(data).encoding == "koi8-r"


def test_a_table_of_dos() -> None:
    text = "│ № │ Вопрос        │\n├───┼───────────────┤\n│ 1 │ Как начиналось? │\n" * 3
    data = text.replace("№", "N").encode("cp866")
    assert decode(data).encoding == "ibm866"


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("cp1251", "windows-1251"),
        ("Windows 1251", "windows-1251"),
        ("1251", "windows-1251"),
        ("ANSI Cyrillic", "windows-1251"),
        ("DOS", "ibm866"),
        ("UTF8", "utf-8"),
        ("KOI-8", "koi8-r"),
        ("x-mac-cyrillic", "mac-cyrillic"),
        ("gb18030", "gb18030"),
        ("latin1", "iso-8859-1"),
    ],
)
def test_names_that_people_use(written: str, id: str) -> None:
    found = find_encoding(written)
    assert found is not None
    assert found.id == id


@pytest.mark.parametrize("written", ["utf-9", "rot13", "base64", "utf-7", "idna", "", "a\0b"])
def test_names_that_mean_nothing(written: str) -> None:
    assert find_encoding(written) is None


def test_every_encoding_is_found_by_the_name_it_is_told_by() -> None:
    for encoding in KNOWN:
        assert find_encoding(encoding.id) is encoding


@pytest.mark.parametrize("declared", ["koi8-r", "KOI8", "koi8-r+lost"])
def test_a_declared_encoding_is_obeyed(declared: str) -> None:
    decoded = decode("да".encode("koi8-r"), declared)
    assert decoded.text == "да"
    assert [note.warning for note in decoded.notes] == [False]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_declared_byte_order_may_be_left_to_the_file(codec: str) -> None:
    assert decode(RUSSIAN.encode(codec), "utf-16").text == RUSSIAN
    assert decode("\ufeff".encode(codec) + RUSSIAN.encode(codec), "utf-16").text == RUSSIAN
    assert decode("\ufeffда".encode(), "utf-8").text == "да"


@pytest.mark.parametrize(
    ("data", "declared", "message"),
    [
        (b"a\nb \x98", "cp1251", "Windows-1251, but breaks off in line 2 (byte 5)"),
        (b"a\r\nb \x98 c", "cp1251", "is damaged in line 2"),
        (RUSSIAN.encode("cp1251"), "utf-8", "declare `encoding: windows-1251`"),
        (RUSSIAN.encode(), "cp1251", "in UTF-8; correct `encoding:`"),
        (b"\xf0\xf1", "utf-8", "too few letters"),
        (RUSSIAN.encode() * 5 + b"\xff", "utf-8", "is no letter (line 16)"),
        (b"\xef\xbb\xbfabc", "koi8-r", "begins with the mark of UTF-8"),
        (b"abc", "utf-9", "`encoding: utf-9`, which is no encoding that is known"),
        (b"abc", "koi8-r+cp1251", "only UTF-8 can have parts"),
        (b"abc", "utf-8+koi9", "`encoding: koi9`"),
        (b"a\0bc", "utf-8", "zero bytes in it, the first in line 1"),
    ],
)
def test_a_declared_encoding_that_cannot_be(data: bytes, declared: str, message: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        decode(data, declared)
    assert message in str(caught.value)


@pytest.mark.parametrize(("codec", "declared"), [("cp1251", "koi8-r"), ("utf-8", "cp866")])
def test_a_declared_encoding_is_doubted_aloud(codec: str, declared: str) -> None:
    notes = decode(RUSSIAN.encode(codec), declared).notes
    assert [note.phrase.id for note in notes] == ["encoding.doubted"]
    assert notes[0].warning
    assert "Расскажите" in put(notes[0].phrase)


def test_an_old_paragraph_in_utf_8_is_read_where_it_is_declared() -> None:
    old = "Это абзац из старого файла: «Да»\r\n"
    data = RUSSIAN.encode() + old.encode("cp1251") + RUSSIAN.encode()
    decoded = decode(data, "utf-8+cp1251")
    assert decoded.text == RUSSIAN + old + RUSSIAN
    assert decoded.encoding == "utf-8+windows-1251"
    assert put(decoded.notes[0].phrase).startswith("Read as UTF-8, line 4 in part as Windows-1251")


def test_broken_bytes_are_lost_where_it_is_declared() -> None:
    decoded = decode("да\nне".encode()[:-1], "utf-8+lost")
    assert decoded.text == "да\nн\ufffd"
    assert decoded.notes[0].warning


def misread(text: str, right: str, wrong: str) -> str:
    """Read the bytes of a text as most programs do: holes become controls."""
    encoding = find_encoding(wrong)
    assert encoding is not None
    return "".join(sign_of_byte(encoding)[byte] for byte in text.encode(right))


CROSSED = [
    *(("utf-8", wrong) for wrong in ("cp1251", "cp1252", "koi8-r", "cp866", "mac-roman")),
    ("koi8-r", "cp1251"),
    ("cp1251", "koi8-r"),
    ("cp1251", "cp1252"),
    ("cp866", "cp1251"),
    ("cp1251", "cp866"),
    ("mac-cyrillic", "cp1251"),
    ("iso8859-5", "cp1251"),
]


@pytest.mark.parametrize(("right", "wrong"), CROSSED)
def test_garbled_letters_are_told_and_repaired_only_on_demand(right: str, wrong: str) -> None:
    text = PLAIN * 5
    garbled = misread(text, right, wrong)
    decoded = decode(garbled.encode())
    assert decoded.text == garbled
    note = said(decoded.notes)["encoding.garbled"]
    assert note.warning
    values = dict(note.phrase.values)
    assert str(values["repaired"]).startswith("И: Расскажите")
    repaired = decode(garbled.encode(), repair=str(values["repair"]))
    assert repaired.text == text
    assert "encoding.repaired" in said(repaired.notes)


def test_letters_garbled_twice_are_repaired_in_two_steps() -> None:
    garbled = misread(misread(PLAIN, "utf-8", "cp1252"), "utf-8", "cp1252")
    values = dict(decode(garbled.encode()).notes[0].phrase.values)
    assert values["repair"] == "windows-1252, windows-1252"
    assert decode(garbled.encode(), repair="windows-1252, windows-1252").text == PLAIN


def test_english_marks_and_one_garbled_passage() -> None:
    english = misread(ENGLISH, "utf-8", "cp1252")
    assert "â€œslowly" in english
    assert decode(english.encode(), repair="windows-1252").text == ENGLISH
    passage = RUSSIAN * 9 + misread("так и живём вот", "utf-8", "cp1251") + "\n" + RUSSIAN * 9
    values = dict(decode(passage.encode()).notes[0].phrase.values)
    assert values["repair"] == "windows-1251"
    assert "так и живём вот" in str(values["repaired"])
    assert decode(passage.encode(), repair="windows-1251").text == (
        RUSSIAN * 9 + "так и живём вот\n" + RUSSIAN * 9
    )


@pytest.mark.parametrize("lost", ["?", "\ufffd"])
def test_what_windows_1251_cannot_write_is_found_again(lost: str) -> None:
    garbled = misread("И Расскажите. Иначе", "utf-8", "cp1251").replace("\x98", lost)
    assert decode(garbled.replace("\xa0", " ").encode(), repair="cp1251").text == (
        "И Расскажите. Иначе"
    )


def test_a_repair_that_repairs_nothing_is_told() -> None:
    decoded = decode(RUSSIAN.encode(), repair="windows-1251")
    assert decoded.text == RUSSIAN
    assert [note.phrase.id for note in decoded.notes] == ["encoding.unrepaired"]
    with pytest.raises(TranscriptError, match="`repair: cp9`"):
        decode(RUSSIAN.encode(), repair="koi8-r as cp9")


def test_the_long_way_of_a_repair() -> None:
    assert [step.id for step in parse_repair("utf8 as 1251, KOI8 as windows-1251")] == [
        "windows-1251",
        "koi8-r as windows-1251",
    ]


@given(st.text(st.sampled_from("АБВабвгёйюя «»—№"), max_size=40))
def test_a_repair_gives_back_the_very_text(text: str) -> None:
    for right, wrong in CROSSED[5:]:
        one, other = find_encoding(right), find_encoding(wrong)
        assert one
        assert other
        kept = text.encode(right, "ignore").decode(right)
        garbled = misread(kept, right, wrong)
        assert len(byte_of(other)) >= 256
        assert repair_text(garbled, Step(one, other)) == kept


@given(
    st.binary(max_size=300), st.sampled_from(["", "utf-8+lost", "utf-8+koi8-r", "dos", "utf-16"])
)
def test_no_bytes_raise_anything_but_our_error(data: bytes, declared: str) -> None:
    with suppress(TranscriptError):
        text = decode(data, declared).text
        assert "\0" not in text
        text.encode("utf-8")
