"""Makes files that would harm whoever reads them carelessly, each with the one line expected."""

from __future__ import annotations

import io
import os
import socket
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qualcode.reading import SELDOM

GOOD = "И: Как дела?\nР: Так, хорошо.\n" * 3
ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaa">]><x>&a;</x>'
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>'
MAIN = {"docx": "word/document.xml", "odt": "content.xml", "xlsx": "xl/workbook.xml"}
NAMES = {"docx": "a Word file", "odt": "an OpenDocument file", "xlsx": "an Excel workbook"}
NOT_OPENED = "; it is not opened; ask for a clean copy"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file or something else that lies in a folder, and the line that is to tell of it."""

    name: str
    make: Callable[[Path], object]
    line: str  # behind the name
    found: bool = True  # told by its name in the folder; else by the path to it
    seldom: bool = False  # passed over in folders, where such files are mostly something else


def archive(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack members as they are named, whatever their names."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return held.getvalue()


def linked(kind: str) -> bytes:
    """Pack a member that is a link out of the file."""
    held = io.BytesIO(archive({MAIN[kind]: "<x/>"}))
    with zipfile.ZipFile(held, "a") as packed:
        member = zipfile.ZipInfo("link")
        member.external_attr = 0o120777 << 16
        packed.writestr(member, "/etc/passwd")
    return held.getvalue()


def understated(kind: str) -> bytes:
    """Pack a member that says it is small and unpacks to 20 MB."""
    data = bytearray(archive({MAIN[kind]: b" " * 20_000_000}))
    size = (20_000_000).to_bytes(4, "little")
    for place in range(2):
        data[data.index(size) : data.index(size) + 4] = (1000).to_bytes(4, "little")
        assert place or size in data
    return bytes(data)


def written(data: bytes | str) -> Callable[[Path], object]:
    """Make a file of these bytes."""
    raw = data.encode() if isinstance(data, str) else data
    return lambda path: path.write_bytes(raw)


def sparse(size: int) -> Callable[[Path], object]:
    """Make a file of zero bytes that takes no room."""

    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return make


def listen(path: Path) -> None:
    """Leave a socket behind."""
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(path.parent)  # the name of a socket must be short
        try:
            one.bind(path.name)
        finally:
            os.chdir(here)


def _archives(kind: str) -> list[Hostile]:
    main, what, seldom = MAIN[kind], NAMES[kind], f".{kind}" in SELDOM
    outside = f"is {what} with a member outside its folder{NOT_OPENED}"
    entities = f"is {what} that declares entities{NOT_OPENED}"
    member = {
        "above": ("../evil.txt", b"x", outside),
        "root": ("/etc/evil", b"x", outside),
        "drive": ("C:\\evil", b"x", outside),
        "entities": ("extra.xml", ENTITIES, entities),
        "wide-entities": ("extra.xml", ENTITIES.encode("utf-16"), entities),
        "external": ("extra.xml", EXTERNAL, entities),
        "bomb": (
            "big.bin",
            b"\0" * 30_000_000,
            f"is {what} that unpacks to a suspicious size{NOT_OPENED}",
        ),
    }
    cases = [
        Hostile(
            f"{name}.{kind}", written(archive({main: "<x/>", inner: data})), line, seldom=seldom
        )
        for name, (inner, data, line) in member.items()
    ]
    many = archive({main: "<x/>"} | {f"{n}.bin": b"\0" * 1_000_000 for n in range(210)})
    damaged = {
        "docx": "save it as .docx again",
        "odt": "save it as .odt again, or as .docx",
        "xlsx": "save it as .xlsx again",
    }
    broken = f"is {what} that is damaged or cut short; {damaged[kind]}"
    return [
        *cases,
        Hostile(f"link.{kind}", written(linked(kind)), outside, seldom=seldom),
        Hostile(
            f"bombs.{kind}",
            written(many),
            f"would unpack to more than 200 MB{NOT_OPENED}",
            seldom=seldom,
        ),
        Hostile(f"understated.{kind}", written(understated(kind)), broken, seldom=seldom),
        Hostile(f"half.{kind}", written(archive({main: "<x/>" * 500})[:60]), broken, seldom=seldom),
    ]


ARCHIVES = [case for kind in MAIN for case in _archives(kind)]
TTML = '<tt xmlns="http://www.w3.org/ns/ttml"><body><p begin="1s" end="2s">a</p></body></tt>'
NO_TEXT = (
    "is no text file (there are zero bytes in it, the first in line 1); export the transcript again"
)
NO_WORDS = "holds no speech (no words); export the transcript again"
TEXTS = [
    Hostile(
        "entities.ttml",
        written('<!DOCTYPE tt [<!ENTITY a "b">]>' + TTML),
        f"is XML that declares entities{NOT_OPENED}",
    ),
    Hostile("large.txt", sparse(100 * 1024 * 1024 + 1), "is larger than 100 MB; split it"),
    Hostile("zeros.txt", sparse(1_000_000), NO_TEXT),
    Hostile("nul.txt", written(GOOD.replace("Как", "К\0к")), NO_TEXT),
    Hostile("empty.txt", written(b""), "is empty; export the transcript again"),
    Hostile("blank.txt", written(b" \n\t\r\n" * 50), "is empty; export the transcript again"),
    Hostile("rules.txt", written("-----\n" * 50), NO_WORDS),
    Hostile(
        "deep.json",
        written("[" * 100_000),
        "is JSON with too many brackets inside each other; export the transcript again, or as "
        ".txt, .docx, .vtt or .srt",
        seldom=True,
    ),
]
PIPE = "is a pipe, a socket or a device; save the transcript to a file"
LINK = "is a link that leads to no file; bring back the file it leads to, or remove it"
THINGS = [
    Hostile("pipe.txt", lambda path: os.mkfifo(path), PIPE, found=False),
    Hostile("socket.txt", listen, PIPE, found=False),
    Hostile("broken.txt", lambda path: path.symlink_to("nowhere.txt"), LINK, found=False),
    Hostile("loop.txt", lambda path: path.symlink_to("loop.txt"), LINK, found=False),
]
