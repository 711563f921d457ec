"""Small transcripts with what must be understood of them, as text: `layouts/*.txt`, `turns/*.txt`.

A case begins with ¶ and its name; `(md)` gives the file that ending. `⇒ role | label | words` is a
turn, ⏎ a line end in it; `⇒ label | words` where the role is tested elsewhere: in a dialogue
without names `— 1` is the voice that speaks first. `⇒ layout:` names the layout, `⇒ says:` a plain
note, `⇒ warns:` a warning. No other warning may be given; where no roles are told, none of `TOLD`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from qualcode.model.transcript import Transcript, Turn
from qualcode.reading import read_transcript

FOLDER = Path(__file__).parent
TITLE = re.compile(r"(?P<name>.+?)(?: \((?P<suffix>\w+)\))?\n")
TOLD = ("dashes", "labels", "layout", "header", "unassigned", "remark", "furniture", "speakers")


@dataclass(frozen=True)
class Case:
    name: str
    suffix: str
    text: str
    turns: tuple[str, ...]
    layout: str
    warns: tuple[str, ...]
    says: tuple[str, ...]

    def read(self, folder: Path) -> Transcript:
        path = folder / f"a.{self.suffix}"
        path.write_text(self.text, encoding="utf-8", newline="")
        return read_transcript(path, path.name)


def cases(name: str) -> list[Case]:
    """Give the cases of a file, named from this folder: `turns/dialogues`."""
    source = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [_case(part) for part in re.split(r"^¶ ", source, flags=re.MULTILINE)[1:]]


def _case(part: str) -> Case:
    title = TITLE.match(part)
    assert title, part[:80]
    lines = part[title.end() :].split("\n")
    expected = [line[2:] for line in lines if line.startswith("⇒ ")]
    text = "\n".join(line for line in lines if not line.startswith("⇒ ")).rstrip("\n") + "\n"
    told = {
        key: tuple(line.removeprefix(f"{key}: ") for line in expected if line.startswith(f"{key}:"))
        for key in ("layout", "warns", "says")
    }
    turns = tuple(line for line in expected if " | " in line)
    assert turns, title["name"]
    layout = next(iter(told["layout"]), "")
    suffix = title["suffix"] or "txt"
    return Case(title["name"], suffix, text, turns, layout, told["warns"], told["says"])


def check(case: Case, transcript: Transcript, roles: bool = False) -> None:
    turns = [_shown(turn, transcript, roles) for turn in transcript.turns]
    assert "\n".join(turns) == "\n".join(case.turns)
    warned = [n.phrase.id for n in transcript.notes if n.warning and (roles or n.kind in TOLD)]
    assert sorted(warned) == sorted(case.warns)
    assert {n.phrase.id for n in transcript.notes if not n.warning} >= set(case.says)
    assert case.layout in ("", transcript.source.layout)


def _shown(turn: Turn, transcript: Transcript, roles: bool) -> str:
    words = transcript.text[turn.start : turn.stop].replace("\n", "⏎")
    return f"{turn.role} | {turn.speaker} | {words}" if roles else f"{turn.name} | {words}"
