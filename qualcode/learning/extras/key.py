"""The key that a server wants: from a file or the environment, never from the command line.

What stands on a command line is seen by all who list processes, and kept by shells. The key is sent
to the server and written nowhere.
"""

from __future__ import annotations

import os
from pathlib import Path

from qualcode.errors import Problem, QualcodeError

VARIABLE = "QUALCODE_ENDPOINT_KEY"  # of the environment
_LONGEST = 4_096  # characters


def read_key(file: Path | None = None) -> str:
    """Return the key in `file`, else that of the environment; empty where there is none.

    QualcodeError where the file cannot be read, or holds anything but one word of ASCII.
    """
    if file is None:
        return _check(os.environ.get(VARIABLE, "").strip(), VARIABLE)
    try:
        with file.open(encoding="utf-8-sig", errors="replace") as lines:
            key = lines.read(_LONGEST + 2).strip()
    except OSError as error:
        message = f"cannot be read: {(error.strerror or 'no file').lower()}"
        raise QualcodeError(Problem(str(file), message, cure="name the file of the key")) from None
    if not key:
        raise QualcodeError(Problem(str(file), "holds no key", cure="put it there, alone"))
    return _check(key, str(file))


def _check(key: str, where: str) -> str:
    """Refuse what would be more than a key in the head of a question."""
    if len(key) > _LONGEST or not all("!" <= sign <= "~" for sign in key):
        cure = "put the key there alone, as the server gave it"
        raise QualcodeError(Problem(where, "holds more than a key", cure=cure))
    return key
