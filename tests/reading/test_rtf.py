from __future__ import annotations

import time
from pathlib import Path

import pytest
from office_files import counted, document_of, needs_office, said, saved_by_office, texts

from qualcode.errors import TranscriptError
from qualcode.reading import read_transcript
from qualcode.reading.wording import put

HEAD = (
    r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\froman\fcharset204 Times New Roman;}"
    r"{\f1\fswiss\fcharset0 Arial;}{\f2\fnil\fcharset2 Symbol;}}"
    r"{\colortbl;\red0\green0\blue0;\red192\green0\blue0;\red17\green17\blue17;}"
    r"{\stylesheet{\ql \snext0 Normal;}{\s1\sbasedon0 heading 1;}{\*\cs10 Strong;}}"
    r"{\*\generator Some Word 16;}{\info{\author Someone}{\title Not a word of speech}}"
)


def rtf(body: str, head: str = HEAD) -> bytes:
    """Give RTF whose letters above ASCII stand as Windows-1251 escapes."""
    signs = (s if s.isascii() else f"\\'{s.encode('cp1251')[0]:02x}" for s in body)
    return (head + "".join(signs) + "}").encode("ascii")


def lines_of(body: str, head: str = HEAD) -> list[str]:
    return texts(document_of(rtf(body, head)))


def test_labels_in_bold_with_tabs(tmp_path: Path) -> None:
    pairs = [("И", "Как вы начинали?"), ("Р", "С нуля. — Да."), ("И", "А потом?"), ("Р", "Так.")]
    body = "".join(
        rf"\pard\plain\ltrpar\ql \f0{{\rtlch\fcs1 \ab\af0 \ltrch\fcs0 \b {label}:}}"
        rf"{{\rtlch\fcs1 \af0 \ltrch\fcs0 \tab\tab {words}\par}}" + "\r\n"
        for label, words in pairs
    )
    (tmp_path / "a.rtf").write_bytes(rtf(body))
    transcript = read_transcript(tmp_path / "a.rtf", "a.rtf")
    assert said(transcript) == pairs
    assert (transcript.source.format, transcript.source.encoding) == ("rtf", "windows-1251")
    assert document_of(rtf(body)).lines[0].bold == 2


@pytest.mark.parametrize("name", ["a.doc", "a.docx", "a.txt", "a"])
def test_the_name_does_not_matter(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf\n" + rtf(r"И: Как?\par Р: Так.\par"))
    assert said(read_transcript(tmp_path / name, name)) == [("И", "Как?"), ("Р", "Так.")]


def test_letters_by_number_and_what_stands_for_them() -> None:
    assert lines_of(r"\u1048?: \u1050\'ca\u1072\'e0\u1082\'ea\par") == ["И: Как"]
    assert lines_of(r"\uc2\u1048ab\uc0\u1050 \u1072\uc1\u1082\endash ?\par") == ["ИКак?"]
    assert lines_of(r"{\uc3\u1048 a\'e0c}\u1050?!\par") == ["ИК!"]
    assert lines_of(r"\u-10179?\u-8704?\u-10179?x\par") == ["😀�x"]
    assert lines_of(r"\u1050\{\'e0\par") == ["Ка"]
    assert lines_of(r"\u1050?\u1072? \u1090 ?\u1086\'3f, да\par") == ["Ка то, да"]
    assert lines_of(r"{\uc0\u1048?\u1049?}{\uc2\u1048?a\u1049?b\u1050??}\par") == ["И?Й?ИЙК"]
    assert lines_of(r"{\*\none \u1048?\u1049?}{\pict \u1048?\u1049?}да\par") == ["да"]
    assert lines_of(r"a\~b\_c\-d\emdash e\{f\}\\g\line h\lquote i\rquote\par") == [
        "a b-cd—e{f}\\g",
        "h‘i’",
    ]


def test_each_font_has_its_code_page() -> None:
    head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset204 A;}{\f1\fcharset0 B;}{\f2\cpg1250 C;}"
    head += r"{\f3 Arial Cyr;}{\f4\fcharset134 D;}{\f5\cpg77777 E;}}"
    body = r"\f0\'c8{\f1\'e9}\f2\'e8\f3\'c8\f4\'b8\'f9\f5\'e9\plain\f0\'c8\par"
    assert texts(document_of((head + body + "}").encode())) == ["ИéčИ根éИ"]
    mac = rb"{\rtf1\mac{\fonttbl{\f0 A;}}\f0 caf\'8e\par}"
    assert texts(document_of(mac)) == ["café"]


WORDS = "И: Как вы начинали это дело и что было потом?\\par\nР: Начинали мы с нуля, долго.\\par\n"


@pytest.mark.parametrize(
    "head", [r"{\rtf1\ansi ", r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 A;}}\f0 "]
)
@pytest.mark.parametrize("encoding", ["cp1251", "utf-8"])
def test_bytes_whose_code_page_nobody_names(head: str, encoding: str) -> None:
    document = document_of(head.encode() + (WORDS * 3).encode(encoding) + b"}")
    assert texts(document)[0] == "И: Как вы начинали это дело и что было потом?"
    assert document.encoding == {"cp1251": "windows-1251"}.get(encoding, encoding)
    told = [put(note.phrase) for note in document.notes if note.warning]
    assert any("Windows-1251" in text for text in told) == (encoding == "cp1251")


def test_western_letters_stay_western() -> None:
    document = document_of(rb"{\rtf1\ansi\ansicpg1252 Interviewer: D\'e9j\'e0 vu \'93yes\'94\par}")
    assert texts(document) == ["Interviewer: Déjà vu “yes”"]
    # nobody names a page, and no page makes words of it
    assert texts(document_of(rb"{\rtf1\ansi \'80\'81\'82\'83\'84\'85\par}"))


def test_looks_last_as_long_as_their_group() -> None:
    body = r"{\b Анна }обычно\par{\cf2 вопрос}\par\cf3 ответ\par\cf99 ещё\par\i всё\b0\plain\par"
    body += r"{\b\i жирно\plain  нет}\par\pard\s1 Глава\par\pard после\par"
    lines = document_of(rtf(body)).lines
    assert [line.bold for line in lines] == [5, 0, 0, 0, 0, 5, 0, 0]
    assert [line.color for line in lines] == ["", "c00000", "", "", "", "", "", ""]
    assert [line.italic for line in lines] == [False] * 4 + [True] + [False] * 3
    assert [line.heading for line in lines] == [False] * 6 + [True, False]


def test_what_hangs_on_a_file_is_left_out_and_counted() -> None:
    body = (
        r"{\header Верх\par}{\*\unknown не речь}И: Как{\super\chftn{\footnote\pard\plain {\super"
        r"\chftn} сноска\par из слов}}?\par Р: Да{\v  тайное имя}{\*\atnid A}{\*\atnauthor B}\chatn"
        r"{\*\annotation\pard заметка}, {\revised\revauth1 вставлено}{\deleted  убрано\par}"
        r" вот {\field{\*\fldinst HYPERLINK http://e.org}{\fldrslt\cf2 ссылка}}.\par"
        r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt \pard слова в рамке\par}}{\shprslt{\*\do"
        r"{\dptxbxtext\pard слова в рамке\par}}}}{\pict\wmetafile8 0102 {\*\blipuid ff}\bin4 }}{{}"
    )
    data = rtf(body)
    document = document_of(data)
    assert texts(document) == ["И: Как?", "Р: Да, вставлено вот ссылка."]
    assert [line.color for line in document.lines] == ["", ""]
    assert counted(document.notes) == {
        "document.boxes": {"n": 1, "words": 3},
        "document.changes": {"changes": {"count.insertions": 1, "count.deletions": 1}},
        "document.comments": {"n": 1},
        "document.footnotes": {"n": 1, "words": 3},
        "document.hidden": {"words": 2},
    }


def test_lists_show_their_numbers() -> None:
    body = (
        r"{\listtext\pard\plain 1.\tab}раз\par{\listtext\'b7\tab}точка\par{\pntext -\tab}тире\par"
    )
    body += r"{\listtext\f2\'b7\tab}знак\par{\listtext a)\tab}буква\par"
    assert lines_of(body) == ["1. раз", "точка", "- тире", "знак", "буква"]


def test_tables_and_tables_inside_tables() -> None:
    body = (
        r"\trowd\cellx1\cellx2\pard\intbl 00:03\cell инт\cell Как?\par Ну?\cell\row "
        r"\trowd\pard\intbl 00:07\cell рук\cell\pard\intbl\itap2 x\nestcell y\nestcell"
        r"{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}\pard\intbl\itap1 Так.\cell\row "
        r"\pard после\par\pard\intbl хвост\cell"
    )
    assert lines_of(body) == [
        *("00:03\tинт\tКак?", "Ну?", "00:07\tрук\tx\ty", "Так.", "после", "хвост")
    ]
    numbered = "".join(rf"\intbl {n}.\cell {w}\cell\row " for n, w in [(1, "И: А?"), (2, "Р: Б.")])
    document = document_of(rtf(numbered + r"\pard\par"))
    assert texts(document) == ["И: А?", "Р: Б.", ""]
    assert counted(document.notes) == {"document.row_numbers": {"n": 2}}


def test_line_ends_as_on_a_mac() -> None:
    head = r"{\rtf1\ansi\ansicpg1252\cocoartf2639{\fonttbl\f0\fswiss\fcharset0 Helvetica;}"
    head += r"{\colortbl;\red255\green0\blue0;}{\*\expandedcolortbl;;}\pard\f0\fs24 \cf0 "
    assert lines_of("Q: Why?\\\nA: So.\\\n", head) == ["Q: Why?", "A: So."]


def test_a_last_paragraph_without_an_end_and_what_follows_the_file() -> None:
    assert texts(document_of(rtf(r"\b0 Р: Да") + b"\r\n\0{\\rtf1 once more}")) == ["Р: Да"]


@pytest.mark.parametrize(
    "data",
    [
        rtf("Р: Да")[:-1],
        b"{\\rtf1",
        b"{\\rtf1 {\\b text}",
        b"{\\rtf1" + b"{" * 3000 + b"x" + b"}" * 3001,
        b"{\\rtf1 text\\bin99999 }",
    ],
)
def test_files_that_break_off_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.rtf").write_bytes(data)
    with pytest.raises(TranscriptError, match="RTF that is damaged or cut short") as caught:
        read_transcript(tmp_path / "a.rtf", "a.rtf")
    assert "\n" not in str(caught.value)


def test_text_that_is_only_named_rtf(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_text("И: Как?\nР: Так.", encoding="utf-8")
    with pytest.raises(TranscriptError, match=r"named \.rtf but is no RTF file"):
        read_transcript(tmp_path / "a.rtf", "a.rtf")


def test_signs_that_mean_nothing_do_no_harm() -> None:
    assert lines_of(r"a\'zzb\*\*c\u\par\itap-5\uc-3\cell") == ["azzbc"]


def test_time_grows_with_the_file_and_no_faster() -> None:
    def seconds(count: int) -> float:
        data = rtf(r"\pard{\b И:}{ слово и ещё слово}\par" * count)
        began = time.process_time()
        document_of(data)
        return time.process_time() - began

    seconds(100)
    assert seconds(8000) < 10 * max(seconds(2000), 0.02)


@needs_office
@pytest.mark.parametrize("first", ["И: ", "Инт.:\t", "— "])
def test_rtf_made_by_libreoffice_from_text(tmp_path: Path, first: str) -> None:
    second = {"И: ": "Р: ", "Инт.:\t": "Респ.:\t"}.get(first, "— ")
    pairs = [("Как вы начинали?", "С нуля."), ("А потом?", "Да."), ("И всё?", "«Всё» – нет…")]
    text = tmp_path / "a.txt"
    text.write_text("\n\n".join(f"{first}{a}\n\n{second}{b}" for a, b in pairs), "utf-8")
    path = saved_by_office(
        text, "rtf:Rich Text Format", tmp_path, "--infilter=Text (encoded):UTF8,LF,,,"
    )
    word = read_transcript(path.rename(tmp_path / "a.doc"), "a.doc")
    assert said(word) == said(read_transcript(text, "a.txt"))
    assert len(word.turns) == 6
