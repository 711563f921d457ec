"""One small sound file of each format, to be damaged by tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache

from office_files import flat_odt

TALK = (
    ("Anna", "How are you?"),
    ("Boris", "Fine, thanks."),
    ("Anna", "Really?"),
    ("Boris", "Yes."),
)
LABELLED = "".join(f"{who}: {words}\n" for who, words in TALK)
RUSSIAN = "И: Как у вас дела, что нового?\nР: Всё хорошо, спасибо, работаем понемногу.\n" * 4


def _docx() -> bytes:
    import docx

    document = docx.Document()
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text = "Date"
    for who, words in TALK:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{who}: ").bold = True
        paragraph.add_run(words)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _odt() -> bytes:
    held = io.BytesIO()
    content = flat_odt("".join(f"<text:p>{line}</text:p>" for line in LABELLED.splitlines()))
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("content.xml", content)
    return held.getvalue()


def _xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (("speaker", "text"), *TALK):
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    book.close()
    return held.getvalue()


def _pdf() -> bytes:
    lines = "".join(f"({line}) Tj T* " for line in LABELLED.splitlines())
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {lines}ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    text, places = "%PDF-1.4\n", list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF"
    return f"{text}xref\n0 6\n0000000000 65535 f \n{table}{end}".encode()


def _timed(form: str) -> bytes:
    return "".join(
        form.format(n=n, who=who, words=words) for n, (who, words) in enumerate(TALK, 1)
    ).encode()


SAMPLES: dict[str, Callable[[], bytes]] = {
    ".docx": _docx,
    ".odt": _odt,
    ".xlsx": _xlsx,
    ".pdf": _pdf,
    ".txt": lambda: LABELLED.encode(),
    ".md": lambda: LABELLED.replace("Anna:", "**Anna:**").replace("Boris:", "**Boris:**").encode(),
    ".rtf": lambda: (r"{\rtf1\ansi " + LABELLED.replace("\n", "\\par\n") + "}").encode(),
    ".html": lambda: ("<p>" + LABELLED.strip().replace("\n", "</p><p>") + "</p>").encode(),
    ".vtt": lambda: b"WEBVTT\n" + _timed("\n00:0{n}.000 --> 00:0{n}.900\n<v {who}>{words}\n"),
    ".srt": lambda: _timed("{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{who}: {words}\n\n"),
    ".sbv": lambda: _timed("0:00:0{n}.000,0:00:0{n}.900\n{who}: {words}\n\n"),
    ".csv": lambda: b"speaker,text\n" + _timed('{who},"{words}"\n'),
    ".tsv": lambda: b"speaker\ttext\n" + _timed("{who}\t{words}\n"),
    ".json": lambda: (
        b'{"segments": ['
        + b",".join(
            f'{{"start": {n}, "end": {n}.5, "speaker": "{who}", "text": "{words}"}}'.encode()
            for n, (who, words) in enumerate(TALK)
        )
        + b"]}"
    ),
    ".ttml": lambda: (
        b'<tt xmlns="http://www.w3.org/ns/ttml"><body><div>'
        + _timed('<p begin="{n}s" end="{n}.5s">{who}: {words}</p>')
        + b"</div></body></tt>"
    ),
    ".ass": lambda: (
        b"[Script Info]\n\n[Events]\nFormat: Layer, Start, End, Style, Name, Text\n"
        + _timed("Dialogue: 0,0:00:0{n}.00,0:00:0{n}.90,D,{who},{words}\n")
    ),
}


@cache
def sample_file(suffix: str) -> bytes:
    """Give the bytes of a sound file of a format."""
    return SAMPLES[suffix]()
