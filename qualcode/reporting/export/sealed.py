"""Office files: the same bytes each time, and known again as ours while nobody edits them."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from pathlib import Path

from qualcode.errors import Problem, RefusedError
from qualcode.runs.output import put_whole

MADE = (1980, 1, 1, 0, 0, 0)  # of every file in the archive
_PROPERTIES = "docProps/core.xml"
_SEAL = "qualcode:"  # before the hash of all that is in the archive


def seal(packed: bytes) -> bytes:
    """Return the archive with fixed times, and with a mark of all it holds in its properties.

    `packed` is a DOCX or XLSX file whose properties have no identifier.
    """
    sealed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as read:
        mark = f"<dc:identifier>{_SEAL}{_digest(read)}</dc:identifier></cp:coreProperties>"
        with zipfile.ZipFile(sealed, "w") as written:
            for name in read.namelist():
                data = read.read(name)
                if name == _PROPERTIES:
                    data = data.replace(b"</cp:coreProperties>", mark.encode())
                entry = zipfile.ZipInfo(name, MADE)
                written.writestr(entry, data, compress_type=zipfile.ZIP_DEFLATED)
    return sealed.getvalue()


def is_sealed(data: bytes) -> bool:
    """Tell whether the bytes are a file of ours that nobody has changed since."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return f"{_SEAL}{_digest(archive)}".encode() in archive.read(_PROPERTIES)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, RuntimeError, EOFError):
        return False  # no archive, a broken one, or one under a password


def _digest(archive: zipfile.ZipFile) -> str:
    """Return the SHA-256 of all files but the properties; of their names and checksums.

    The checksums stand in the archive: a workbook of a hundred megabytes need not be read.
    """
    listed = sorted((one.filename, one.CRC, one.file_size) for one in archive.infolist())
    told = repr([one for one in listed if one[0] != _PROPERTIES])
    return hashlib.sha256(told.encode()).hexdigest()


def check_place(path: Path, what: str) -> None:
    """Refuse a place where anything stands but a file of ours that nobody has changed since."""
    if path.exists() and not (path.is_file() and _is_ours(path)):
        message = f"exists, and is no {what} of qualcode or was changed since"
        raise RefusedError(Problem(str(path), message, cure="choose another name"))


def _is_ours(path: Path) -> bool:
    try:
        return is_sealed(path.read_bytes())
    except OSError:
        return False


def put_sealed(path: Path, data: bytes, what: str) -> None:
    """Write a sealed file, whole or not at all; RefusedError as in `check_place`."""
    check_place(path, what)
    put_whole(path, data)
