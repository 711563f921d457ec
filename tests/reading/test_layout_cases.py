"""Every layout as a small transcript with the turns expected: `layouts/*.txt`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualcode.reading import read_transcript

FOLDER = Path(__file__).parent / "layouts"
TITLE = re.compile(r"¶ (?P<name>.+?)(?: \((?P<suffix>\w+)\))?\n")


@dataclass(frozen=True)
class Case:
    name: str
    suffix: str
    text: str
    turns: tuple[str, ...]  # role | label | words
    layout: str
    warns: tuple[str, ...]
    says: tuple[str, ...]


def parse_cases(path: Path) -> list[Case]:
    parts = re.split(r"^(?=¶ )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [parse_case(part, path.stem) for part in parts]


def parse_case(part: str, stem: str) -> Case:
    title = TITLE.match(part)
    assert title, part[:80]
    body = part[title.end() :]
    expected = [line[2:] for line in body.split("\n") if line.startswith("⇒ ")]
    text = "\n".join(line for line in body.split("\n") if not line.startswith("⇒ ")).rstrip("\n")
    told = {
        key: tuple(line.removeprefix(f"{key}: ") for line in expected if line.startswith(f"{key}:"))
        for key in ("layout", "warns", "says")
    }
    assert expected, title["name"]
    return Case(
        f"{stem}: {title['name']}",
        title["suffix"] or "txt",
        text + "\n",
        tuple(line for line in expected if " | " in line),
        next(iter(told["layout"]), ""),
        told["warns"],
        told["says"],
    )


CASES = [case for path in sorted(FOLDER.glob("*.txt")) for case in parse_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(tmp_path: Path, case: Case) -> None:
    path = tmp_path / f"a.{case.suffix}"
    path.write_text(case.text, encoding="utf-8", newline="")
    transcript = read_transcript(path, path.name)
    turns = [
        f"{turn.role} | {turn.speaker} | {transcript.text[turn.start : turn.stop]}".replace(
            "\n", "⏎"
        )
        for turn in transcript.turns
    ]
    assert "\n".join(turns) == "\n".join(case.turns)
    assert sorted(n.phrase.id for n in transcript.notes if n.warning) == sorted(case.warns)
    assert {n.phrase.id for n in transcript.notes if not n.warning} >= set(case.says)
    assert case.layout in ("", transcript.source.layout)
