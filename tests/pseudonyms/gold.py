"""Synthetic talks in which all that names somebody is marked: `{person:1|Анна}`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from qualcode.model.transcript import Transcript
from qualcode.reading import read_transcript

_MARK = re.compile(r"\{(\w+):(\d+)\|([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch that names somebody or something."""

    start: int
    stop: int
    kind: str
    number: str  # the same for the same person or thing


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk, its file, and what is marked in it."""

    name: str
    text: str
    marked: tuple[Marked, ...]

    def save(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / self.name
        path.write_text(self.text, encoding="utf-8")
        return path

    def read(self, folder: Path) -> Transcript:
        return read_transcript(self.save(folder), self.name)


def load_talks(language: str) -> list[Talk]:
    source = Path(__file__).with_name(f"{language}.txt").read_text(encoding="utf-8")
    parts = re.split(r"^=== (.+)\n", source, flags=re.MULTILINE)[1:]
    return [_parse(name, text) for name, text in zip(parts[::2], parts[1::2], strict=True)]


def _parse(name: str, source: str) -> Talk:
    text, marked, done = "", [], 0
    for found in _MARK.finditer(source):
        text += source[done : found.start()]
        kind, number, words = found.groups()
        marked.append(Marked(len(text), len(text) + len(words), kind, f"{kind}:{number}"))
        text += words
        done = found.end()
    return Talk(name, text + source[done:], tuple(marked))
