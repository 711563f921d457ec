"""Makes office files for tests: a document written by hand, saved in any format by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from qualcode.model.phrase import Phrase
from qualcode.model.transcript import Note, Transcript
from qualcode.reading.document import Document
from qualcode.reading.formats import parse_file
from qualcode.reading.normal import normal_document
from qualcode.reading.wording import put

needs_office = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed"
)
SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
STYLES = """
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Asking" style:family="paragraph" style:parent-style-name="Standard">
 <style:text-properties fo:color="#C00000"/></style:style>
<style:style style:name="Asking_20_More" style:family="paragraph" style:parent-style-name="Asking"/>
<style:style style:name="Loud" style:family="text">
 <style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"/>
"""
AUTOMATIC = """
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Asking_20_More"/>
<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/>
</style:style>
<style:style style:name="T2" style:family="text" style:parent-style-name="Loud"/>
<style:style style:name="T3" style:family="text">
 <style:text-properties fo:font-style="italic" fo:color="#0000ff"/></style:style>
<style:style style:name="T4" style:family="text">
 <style:text-properties fo:font-weight="normal" style:use-window-font-color="true"/></style:style>
<style:style style:name="fr1" style:family="graphic"/>
<style:page-layout style:name="pm1"><style:header-style/><style:footer-style/></style:page-layout>
<text:list-style style:name="L1">
 <text:list-level-style-bullet text:level="1" text:bullet-char="–"/></text:list-style>
<text:list-style style:name="L2">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="L3">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="Вопрос "
  style:num-suffix=":"/></text:list-style>
"""
PAGE = """<style:master-page style:name="Standard" style:page-layout-name="pm1">
<style:header><text:p>Верх каждой страницы</text:p></style:header>
<style:footer><text:p>Низ каждой страницы</text:p></style:footer></style:master-page>"""
CHANGED = (
    "<office:change-info><dc:creator>A</dc:creator><dc:date>2020-01-01T00:00:00</dc:date>"
    "</office:change-info>"
)
# everything that an office file can hang on an interview
RICH = f"""
<text:tracked-changes>
<text:changed-region text:id="c1"><text:insertion>{CHANGED}</text:insertion></text:changed-region>
<text:changed-region text:id="c2"><text:deletion>{CHANGED}<text:p> и не нужно</text:p></text:deletion>
</text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">Интервью с директором</text:h>
<text:p text:style-name="P1">И: Как вы<text:s text:c="2"/>начинали?</text:p>
<text:p text:style-name="Standard"><text:span text:style-name="T2">Р:</text:span><text:tab/><text:tab/>С   нуля<text:note
 text:id="ftn1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>
 <text:p>сноска из слов</text:p></text:note-body></text:note>,
 <text:span text:style-name="T3">да</text:span><text:change-start text:change-id="c1"/> уже<text:change-end
 text:change-id="c1"/><text:change text:change-id="c2"/>.<text:line-break/>И так.</text:p>
<text:p text:style-name="P1">И: А<office:annotation office:name="1"><dc:creator>B</dc:creator>
 <dc:date>2020-01-01T00:00:00</dc:date><text:p>заметка на полях</text:p></office:annotation> потом<office:annotation-end
 office:name="1"/>?</text:p>
<text:p text:style-name="Standard">Р: Да<text:span text:style-name="T1"> тайное имя</text:span>, вот <text:a
 xlink:href="http://example.org/" xlink:type="simple">ссылка</text:a>.<draw:frame draw:style-name="fr1"
 draw:name="F1" text:anchor-type="paragraph" svg:width="5cm" svg:height="2cm"><draw:text-box>
 <text:p>слова в рамке</text:p></draw:text-box></draw:frame></text:p>
<text:p text:style-name="P1">И: И что дальше?</text:p>
<text:p text:style-name="Standard">Р: Три дела:</text:p>
<text:list text:style-name="L2"><text:list-item><text:p>первое</text:p></text:list-item>
<text:list-item><text:p>второе</text:p></text:list-item></text:list>
<text:p text:style-name="Standard">И всё<text:note text:id="ftn2" text:note-class="endnote">
<text:note-citation>i</text:note-citation><text:note-body><text:p>концевая</text:p></text:note-body></text:note>.</text:p>
"""  # noqa: E501
RICH_TURNS = [
    ("И", "Как вы  начинали?"),
    ("Р", "С нуля, да уже.\nИ так."),
    ("И", "А потом?"),
    ("Р", "Да, вот ссылка."),
    ("И", "И что дальше?"),
    ("Р", "Три дела:\n1. первое\n2. второе\nИ всё."),
]
RICH_NOTES = {
    "document.boxes": {"n": 1, "words": 3},
    "document.changes": {"changes": {"count.insertions": 1, "count.deletions": 1}},
    "document.comments": {"n": 1},
    "document.footnotes": {"n": 2, "words": 4},
    "document.hidden": {"words": 2},
}


def flat_odt(text: str) -> str:
    """Give a whole OpenDocument text in one page of XML."""
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in SPACES.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {spaces} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{STYLES}</office:styles>"
        f"<office:automatic-styles>{AUTOMATIC}</office:automatic-styles>"
        f"<office:master-styles>{PAGE}</office:master-styles>"
        f"<office:body><office:text>{text}</office:text></office:body></office:document>"
    )


def saved_by_office(source: Path, kind: str, folder: Path, *options: str) -> Path:
    """Let LibreOffice save a file in another format, `docx` or `rtf:Rich Text Format`."""
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *(*options, "--convert-to", kind, "--outdir", str(folder), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / f"{source.stem}.{kind.partition(':')[0]}"


def document_of(data: bytes, suffix: str = "") -> Document:
    return normal_document(parse_file(data, suffix))


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, transcript.text[turn.start : turn.stop]) for turn in transcript.turns]


def counted(notes: tuple[Note, ...]) -> dict[str, dict[str, object]]:
    """Give the numbers in what was told of the document; see that both languages can say it."""
    told = [note.phrase for note in notes if note.kind == "document"]
    for phrase in told:
        assert "{" not in put(phrase, "en") + put(phrase, "ru")
    return {phrase.id: {name: _number(value) for name, value in phrase.values} for phrase in told}


def _number(value: object) -> object:
    if isinstance(value, tuple):
        return {phrase.id: _number(phrase) for phrase in value}
    return dict(value.values)["n"] if isinstance(value, Phrase) else value


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path
