"""What is unsafe, locked, damaged or of another kind is refused in one line, whatever its bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_files import RICH, document_of, flat_odt, zipped

from qualcode.errors import TranscriptError
from qualcode.reading import read_transcript
from qualcode.reading.formats import parse_file
from qualcode.reading.formats.archive import archive_kind, check_archive

MAIN = {"docx": "word/document.xml", "odt": "content.xml", "xlsx": "xl/workbook.xml"}
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaa">]><x>&a;</x>'
BOMB = b"\0" * 30_000_000


def archive_of(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


@pytest.mark.parametrize("kind", sorted(MAIN))
@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("../evil.txt", b"x", "outside its folder"),
        ("a/../../evil.txt", b"x", "outside its folder"),
        ("..\\evil.txt", b"x", "outside its folder"),
        ("/etc/evil", b"x", "outside its folder"),
        ("C:\\evil", b"x", "outside its folder"),
        ("\\\\host\\evil", b"x", "outside its folder"),
        ("media/bomb.bin", BOMB, "suspicious size"),
        ("extra.xml", ENTITIES, "entities"),
        ("extra.xml", ENTITIES.decode().encode("utf-16"), "entities"),
        ("_rels/x.rels", b"<!DOCTYPE x>", "entities"),
    ],
)
def test_members_that_do_harm(kind: str, name: str, data: bytes, message: str) -> None:
    unsafe = archive_of({MAIN[kind]: b"<x/>", name: data})
    assert archive_kind(unsafe) == kind
    with pytest.raises(TranscriptError, match=message):
        check_archive(unsafe, kind)


def test_links_copies_locks_and_methods(tmp_path: Path) -> None:
    def link() -> bytes:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr("content.xml", b"<x/>")
            member = zipfile.ZipInfo("link")
            member.external_attr = 0o120777 << 16
            archive.writestr(member, "/etc/passwd")
        return held.getvalue()

    def twice() -> bytes:
        once = archive_of({"content.xml": b"<x/>", "content.xmk": b"<y/>"}, zipfile.ZIP_STORED)
        return once.replace(b"content.xmk", b"content.xml")

    def locked() -> bytes:
        data = bytearray(archive_of({"content.xml": b"<x/>"}))
        data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag “encrypted” in the list of members
        return bytes(data)

    def packed() -> bytes:
        return archive_of({"content.xml": b"<x/>"}, zipfile.ZIP_LZMA)

    for make, message in (
        (link, "outside its folder"),
        (twice, "two members of the same name"),
        (locked, "with a password"),
        (packed, "of a kind that is not read"),
    ):
        with pytest.raises(TranscriptError, match=message):
            check_archive(make(), "odt")


def test_numbers_and_sizes_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    many = archive_of({"content.xml": b"<x/>"} | {f"{n}.txt": b"x" for n in range(30)})
    check_archive(many, "odt")
    monkeypatch.setattr("qualcode.reading.formats.archive.MEMBERS", 20)
    with pytest.raises(TranscriptError, match="more than 20 members"):
        check_archive(many, "odt")
    monkeypatch.undo()
    monkeypatch.setattr("qualcode.reading.formats.archive.LIMIT", 20)
    with pytest.raises(TranscriptError, match="would unpack to more"):
        check_archive(many, "odt")


def test_too_many_members_are_refused_before_one_is_looked_at() -> None:
    record = b"PK\x01\x02" + b"\0" * 42
    with pytest.raises(TranscriptError, match="zip file with more than 10,000 members"):
        parse_file(b"PK\x03\x04" + record * 50_000, ".docx")


def test_a_zip_inside_is_never_opened(tmp_path: Path) -> None:
    inner = archive_of({"../evil.xml": ENTITIES})
    content = flat_odt("<text:p>И: Как?</text:p><text:p>Р: Так.</text:p>").encode()
    zipped(tmp_path / "a.odt", {"content.xml": content, "Object 1/inner.docx": inner})
    assert len(read_transcript(tmp_path / "a.odt", "a.odt").turns) == 2


@pytest.mark.parametrize(
    ("member", "message"),
    [
        ("ppt/presentation.xml", "PowerPoint"),
        ("xl/workbook.bin", ".xlsb"),
        ("Index/Document.iwa", "Apple Pages"),
        ("Index.zip", "Apple Pages"),
        ("META-INF/container.xml", "e-book"),
        ("study.qde", "qdpx"),
        ("interview.txt", "zip file that holds no document"),
    ],
)
def test_zips_of_other_kinds(tmp_path: Path, member: str, message: str) -> None:
    zipped(tmp_path / "a.docx", {member: b"x"})
    with pytest.raises(TranscriptError, match=message):
        read_transcript(tmp_path / "a.docx", "a.docx")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("stream", "message"),
    [
        ("WordDocument", r"old Word file \(\.doc\); open it in Word or LibreOffice"),
        ("EncryptedPackage", "with a password; open it with its password"),
        ("Workbook", r"\.xls\); save it as \.xlsx"),
        ("Book", r"\.xls\)"),
        ("PowerPoint Document", r"\.ppt\)"),
        ("MatOST", r"\.wps\)"),
        ("__nameid_version1.0", r"\.msg\)"),
        ("Something", "old Office file"),
    ],
)
@pytest.mark.parametrize("name", ["a.doc", "a.docx", "a"])
def test_files_of_the_old_kind_are_told_apart(
    tmp_path: Path, name: str, stream: str, message: str
) -> None:
    (tmp_path / name).write_bytes(OLE + (stream + "\0").encode("utf-16-le") + b"\0" * 64)
    with pytest.raises(TranscriptError, match=message) as caught:
        read_transcript(tmp_path / name, name)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xdb\xa5-\0\0", "early nineties"),
        (b"\xffWPC\0", "WordPerfect"),
        (b"PK\x05\x06" + b"\0" * 18, "empty zip"),
        (b"MIME-Version: 1.0\r\n", ".mht"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><x/>',
            "Word file in XML",
        ),
        (b'<?xml version="1.0"?>\n<pkg:package xmlns:pkg="x"/>', "Word file in XML"),
        (b"PK\x03\x04" + b"\0" * 60, "a Word file that is damaged or cut short"),
    ],
)
def test_other_files_under_the_name_of_a_word_file(
    tmp_path: Path, data: bytes, message: str
) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(TranscriptError, match=message):
        read_transcript(tmp_path / "a.docx", "a.docx")


@pytest.mark.parametrize(
    ("suffix", "message"),
    [(".odt", "OpenDocument file"), (".ott", "OpenDocument file"), (".zip", "damaged zip")],
)
def test_a_zip_that_breaks_off(suffix: str, message: str) -> None:
    with pytest.raises(TranscriptError, match=message):
        parse_file(archive_of({"content.xml": b"<x/>"})[:-30], suffix)


@pytest.mark.parametrize("suffix", [".docx", ".docm", ".odt", ".rtf", ".xlsx"])
def test_plain_text_under_another_name(suffix: str) -> None:
    with pytest.raises(TranscriptError, match=rf"is named {suffix} but is no"):
        parse_file("И: Как?\nР: Так.".encode(), suffix)


@cache
def real_files() -> dict[str, bytes]:
    """Give one small real file of each kind."""
    import docx

    content = flat_odt(RICH).encode()
    held = io.BytesIO()
    document = docx.Document()
    document.add_heading("Интервью", 1)
    table = document.add_table(rows=2, cols=2)
    for number, row in enumerate(table.rows):
        row.cells[0].text, row.cells[1].text = str(number), "И: Как?"
    document.add_paragraph("Р: Так.", style="List Number")
    document.save(held)
    rtf = (
        r"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 A;}}{\colortbl;\red9\green99\blue9;}"
        r"{\stylesheet{\s1 heading 1;}}\uc1\pard\s1\b\f0\cf1 \'c8:\b0\tab\u1050?{\footnote x\par}"
        r"\par\trowd\intbl a\cell\itap2 b\nestcell{\*\nesttableprops\nestrow}\cell\row"
        r"{\listtext 1.\tab}{\deleted c}{\revised d}{\v e}{\field{\*\fldinst f}{\fldrslt g}}\par}"
    )
    return {
        ".docx": held.getvalue(),
        ".odt": archive_of({"mimetype": b"x", "styles.xml": content, "content.xml": content}),
        ".fodt": content,
        ".rtf": rtf.encode("ascii"),
    }


def in_one_line(data: bytes, suffix: str) -> bool:
    """Tell whether a file is read; where it is not, see that the refusal is one line."""
    try:
        document_of(data, suffix)
    except TranscriptError as error:
        assert "\n" not in str(error)  # noqa: PT017
        return False
    return True


def cut(data: bytes, draw: Callable[[st.SearchStrategy[int]], int]) -> bytes:
    return data[: draw(st.integers(0, len(data) - 1))]


def changed(data: bytes, draw: Callable[[st.SearchStrategy[int]], int]) -> bytes:
    new = bytearray(data)
    for _ in range(draw(st.integers(1, 8))):
        new[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(new)


def test_the_real_files_are_read() -> None:
    assert all(in_one_line(data, suffix) for suffix, data in real_files().items())


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".fodt", ".rtf"])
@given(choices=st.data())
def test_a_file_that_breaks_off_anywhere_is_refused(suffix: str, choices: st.DataObject) -> None:
    assert not in_one_line(cut(real_files()[suffix], choices.draw), suffix)


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".fodt", ".rtf"])
@given(choices=st.data())
def test_no_changed_byte_ends_in_a_traceback(suffix: str, choices: st.DataObject) -> None:
    in_one_line(changed(real_files()[suffix], choices.draw), suffix)


@pytest.mark.parametrize("suffix", [".odt", ".docx"])
@given(choices=st.data())
def test_no_changed_byte_of_the_xml_ends_in_a_traceback(
    suffix: str, choices: st.DataObject
) -> None:
    # packed anew, so that the checksums of the zip are right
    name = {".odt": "content.xml", ".docx": "word/document.xml"}[suffix]
    with zipfile.ZipFile(io.BytesIO(real_files()[suffix])) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    members[name] = changed(members[name], choices.draw)
    in_one_line(archive_of(members), suffix)


CONTROLS = (
    rb"{ } \ \par \cell \row \itap9 \nestcell \nestrow \u-1 \uc9999999999 \' \'c8 \bin3 \* \f77 "
    rb"\fonttbl \colortbl; \stylesheet \footnote \shptxt \fcharset128 \cf-1 \ansicpg99999 a; "
    b"\\pntext \\deleted \\v \xff \0"
).split()


@given(st.lists(st.sampled_from(CONTROLS)))
def test_no_order_of_control_words_ends_in_a_traceback(words: list[bytes]) -> None:
    in_one_line(b"{\\rtf1" + b"".join(words) + b"}", ".rtf")


def test_entities_in_letters_that_hide_them(tmp_path: Path) -> None:
    declared = "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>".replace("<", "+ADw-").replace(
        "!", "+ACE-"
    )
    content = b'<?xml version="1.0" encoding="UTF-7"?>' + declared.encode("ascii")
    zipped(tmp_path / "a.odt", {"content.xml": content})
    with pytest.raises(TranscriptError, match="declares entities in its XML"):
        read_transcript(tmp_path / "a.odt", "a.odt")
