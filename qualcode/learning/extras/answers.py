"""What a model has answered, kept so that the same is never asked again.

An answer quotes what was said in an interview. It is kept under a hash of the question; what is
asked no more, as of an interview that was withdrawn, is not kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any


def key_of(question: Mapping[str, Any], url: str) -> str:
    """Return the key of a question to one server."""
    told = json.dumps([url, question], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


class Answers:
    """Bodies of answers by the keys of their questions; in memory alone without a file."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._held = dict(_read(path)) if path else {}

    def get(self, key: str) -> str | None:
        """Return the answer to a question, if it was given."""
        return self._held.get(key)

    def keep(self, key: str, body: str) -> None:
        """Keep an answer at once, so that breaking off loses none."""
        self._held[key] = body
        if self._path is None:
            return
        with suppress(OSError):  # then it is asked again another time
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(_line(key, body))

    def forget_others(self, keys: Collection[str]) -> None:
        """Keep only the answers to these questions."""
        kept = {key: body for key, body in self._held.items() if key in keys}
        if self._path is None or len(kept) == len(self._held):
            self._held = kept
            return
        self._held = kept
        fresh = self._path.with_name(f"{self._path.name}.new")
        with suppress(OSError):
            fresh.write_text(
                "".join(_line(*one) for one in kept.items()), encoding="utf-8", newline="\n"
            )
            fresh.replace(self._path)


def _line(key: str, body: str) -> str:
    return json.dumps({"key": key, "answer": body}, ensure_ascii=False) + "\n"


def _read(path: Path) -> Mapping[str, str]:
    """Read what is kept; a torn line, or one that somebody changed, is passed over."""
    held: dict[str, str] = {}
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return held
    for line in lines:
        with suppress(ValueError, KeyError, TypeError):
            one = json.loads(line)
            if isinstance(one["key"], str) and isinstance(one["answer"], str):
                held[one["key"]] = one["answer"]
    return held
