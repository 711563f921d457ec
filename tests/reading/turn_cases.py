"""Small transcripts with the turns expected, written as text: `turns/*.txt`.

A case begins with ¶ and its name. `⇒ label | words` is a turn, ⏎ a line end in it; `⇒ layout:`
names the layout; `⇒ warns:` a warning of `TOLD`, of which no others may be given; `⇒ says:` a plain
note. Roles are tested elsewhere: in a dialogue without names `— 1` is the voice that speaks first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from qualcode.model.transcript import Transcript
from qualcode.reading import read_transcript

FOLDER = Path(__file__).parent / "turns"
TOLD = ("dashes", "labels", "layout", "header", "unassigned", "remark", "furniture", "speakers")


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    turns: tuple[str, ...]
    layout: str
    warns: tuple[str, ...]
    says: tuple[str, ...]

    def read(self, folder: Path) -> Transcript:
        path = folder / "a.txt"
        path.write_text(self.text, encoding="utf-8", newline="")
        return read_transcript(path, path.name)


def cases(name: str) -> list[Case]:
    source = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    parts = re.split(r"^¶ ", source, flags=re.MULTILINE)[1:]
    return [_case(*part.split("\n", 1)) for part in parts]


def _case(name: str, body: str) -> Case:
    lines = body.split("\n")
    expected = [line[2:] for line in lines if line.startswith("⇒ ")]
    text = "\n".join(line for line in lines if not line.startswith("⇒ ")).rstrip("\n") + "\n"
    told = {
        key: tuple(line.removeprefix(f"{key}: ") for line in expected if line.startswith(f"{key}:"))
        for key in ("layout", "warns", "says")
    }
    turns = tuple(line for line in expected if " | " in line)
    assert turns, name
    layout = next(iter(told["layout"]), "")
    return Case(name, text, turns, layout, told["warns"], told["says"])


def check(case: Case, transcript: Transcript) -> None:
    turns = [
        f"{turn.name} | {transcript.text[turn.start : turn.stop]}".replace("\n", "⏎")
        for turn in transcript.turns
    ]
    assert "\n".join(turns) == "\n".join(case.turns)
    warned = [n.phrase.id for n in transcript.notes if n.warning and n.kind in TOLD]
    assert sorted(warned) == sorted(case.warns)
    assert {n.phrase.id for n in transcript.notes if not n.warning} >= set(case.says)
    assert case.layout in ("", transcript.source.layout)
