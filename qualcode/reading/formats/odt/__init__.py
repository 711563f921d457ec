"""OpenDocument text (LibreOffice, OpenOffice): the same lines as a Word file of the same looks."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from qualcode.reading.document import Document, refused
from qualcode.reading.formats.archive import (
    DECLARATION,
    UNSAFE,
    archive_kind,
    check_archive,
    damaged,
)
from qualcode.reading.formats.odt.blocks import Blocks
from qualcode.reading.formats.odt.styles import OFFICE
from qualcode.reading.formats.sample import Claim, Sample
from qualcode.reading.formats.xml import UNREADABLE, local_name, parse_xml

SUFFIXES = (".odt", ".ott", ".fodt")
FLAT = re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<office:document\s", re.DOTALL)
# what an OpenDocument file holds where it is no text
OTHERS = {
    "spreadsheet": ("is an OpenDocument table (.ods)", "save it as .xlsx or .csv"),
    "presentation": ("is an OpenDocument presentation (.odp)", "save its text as .docx or .txt"),
}


def claims(sample: Sample) -> Claim:
    """Take OpenDocument files, packed or in one page of XML, whatever their names."""
    if sample.zipped:
        return Claim.SIGNATURE if archive_kind(sample.data) == "odt" else Claim.NO
    if sample.suffix == ".fodt":
        return Claim.CONTENT
    return Claim.SIGNATURE if FLAT.match(sample.beginning) else Claim.NO


def parse(sample: Sample) -> Document:
    """Give a line per paragraph, per line break in it, and per row of a table."""
    if sample.zipped:
        check_archive(sample.data, "odt")
    elif DECLARATION.search(sample.data.replace(b"\0", b"")):
        raise refused("is an OpenDocument file that declares entities", UNSAFE)
    try:
        roots = _packed(sample.data) if sample.zipped else [parse_xml(sample.data)]
        text = _text(roots[-1])
        blocks = Blocks(roots, text)
        lines = tuple(written.line() for written in blocks.read())
        return Document(lines, "odt", notes=blocks.left_out.notes())
    except UNREADABLE:
        raise damaged("odt") from None


def _packed(data: bytes) -> list[Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in ("styles.xml", "content.xml") if n in archive.namelist()]
        return [parse_xml(archive.read(name)) for name in names]


def _text(root: Any) -> Any:
    body = root.find(f"{OFFICE}body")
    for kind in body.iterchildren():
        if local_name(kind) == "text":
            return kind
        what, cure = OTHERS.get(local_name(kind), ("is a drawing", "export its text"))
        raise refused(what, cure)
    raise LookupError("office:text")
