"""Puts a new text in the place of a file: whole or not at all, with the permissions it had."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from qualcode.errors import Problem, RefusedError


def rewrite(path: Path, before: str, text: str) -> None:
    """Write `text` over the file that held `before`; RefusedError when that cannot be done."""
    place = Path(os.path.realpath(path))  # a link stays one
    fresh = place.with_name(f".{place.name}.new")
    try:
        if place.read_bytes() != before.encode():
            raise RefusedError(
                Problem(str(path), "was changed meanwhile", cure="save it everywhere, try again")
            )
        if not os.access(place, os.W_OK):
            raise PermissionError(0, "the file is read-only")
        try:
            with fresh.open("wb") as file:
                shutil.copymode(place, fresh)
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(place)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RefusedError(
            Problem(str(path), f"cannot be written: {reason}", cure="check who may change it")
        ) from None
