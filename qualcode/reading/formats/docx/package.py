"""The parts of a Word file, found by their relations, or by their names where these are broken."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from qualcode.reading.formats.archive import WORD
from qualcode.reading.formats.xml import local_name, parse_xml

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
W = f"{{{MAIN}}}"
A = f"{{{DRAWING}}}"
# “Strict Open XML Document” says the same under other names
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", MAIN.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", DRAWING.encode()),
)


class Package:
    """The XML of a Word file: its text, and the parts that say how it looks."""

    def __init__(self, data: bytes) -> None:
        """Open a file that `check_archive` has let pass."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._names = {name.lower(): name for name in archive.namelist()}
            place = self._main(archive)
            self.document = self._part(archive, place)
            related = self._related(archive, place)
            self.styles = self._part(archive, related["styles"])
            self.numbering = self._part(archive, related["numbering"])
            self.theme = self._part(archive, related["theme"])
            self.footnotes = self._part(archive, related["footnotes"])
            self.endnotes = self._part(archive, related["endnotes"])

    def _main(self, archive: zipfile.ZipFile) -> str:
        targets = self._targets(archive, "_rels/.rels", "")
        named = (name for name in sorted(self._names.values()) if WORD.match(name))
        place = targets.get("officeDocument", "")
        return place if place.lower() in self._names else next(named, place)

    def _related(self, archive: zipfile.ZipFile, place: str) -> dict[str, str]:
        folder, name = posixpath.split(place)
        usual = {
            kind: posixpath.join(folder, f"{kind}.xml")
            for kind in ("styles", "numbering", "footnotes", "endnotes")
        }
        usual["theme"] = posixpath.join(folder, "theme/theme1.xml")
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        return usual | self._targets(archive, relations, folder)

    def _targets(self, archive: zipfile.ZipFile, name: str, folder: str) -> dict[str, str]:
        """Give the part for each kind of relation; relations that lead nowhere do no harm."""
        relations = self._part(archive, name)
        found: dict[str, str] = {}
        for relation in () if relations is None else relations.iterchildren():
            kind = (relation.get("Type") or "").rpartition("/")[2]
            target = (relation.get("Target") or "").replace("\\", "/")
            place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if local_name(relation) == "Relationship" and relation.get("TargetMode") != "External":
                found.setdefault(kind, place)
        return found

    def _part(self, archive: zipfile.ZipFile, name: str) -> Any:
        if name.lower() not in self._names:
            return None
        data = archive.read(self._names[name.lower()])
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
        return parse_xml(data)


def value(element: Any, name: str) -> str:
    """Give `w:val` of a child; empty where there is no such child or it says nothing."""
    found = element.find(W + name)
    return "" if found is None else found.get(W + "val") or ""
