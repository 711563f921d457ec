"""Files that only their owner may read: the key, and the lists with the real words."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from qualcode.errors import Problem, RefusedError

_OWNER = 0o600


def put_private(contents: Mapping[Path, bytes]) -> None:
    """Write files for their owner alone: all are made beside their places first, then put there.

    RefusedError when one cannot be written; those that were there are as they were.
    """
    made: dict[Path, Path] = {}
    try:
        for path, data in contents.items():
            fresh = path.with_name(f".{path.name}.new")
            fresh.unlink(missing_ok=True)
            made[path] = fresh
            with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for path, fresh in made.items():
            fresh.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        where = next(reversed(made), Path())
        problem = Problem(str(where), f"cannot be written: {reason}", cure="choose another place")
        raise RefusedError(problem) from None
    finally:
        for fresh in made.values():
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
