"""docs/check.md says of every check and column what the program says of it."""

from __future__ import annotations

import re
from pathlib import Path

from sound_codebook import SOUND

from qualcode.codebook import parse_codebook
from qualcode.inspecting.checking.as_text import describe
from qualcode.inspecting.checking.finding import CHECKS, MEANINGS
from qualcode.inspecting.checking.material import Material
from qualcode.inspecting.checking.tables import COLUMNS, make_tables

PAGE = (Path(__file__).parents[3] / "docs" / "check.md").read_text(encoding="utf-8")


def test_every_check_is_documented() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| (\w+) \| (.*) \| (\w*) ?\|$", PAGE, re.MULTILINE)
    assert rows == [
        (name, one.severity, one.what, "yes" * one.by_note) for name, one in CHECKS.items()
    ]
    for severity, meaning in MEANINGS.items():
        assert f"| {severity} | {meaning} |" in PAGE


def test_every_column_is_documented() -> None:
    for table, columns in COLUMNS.items():
        section = PAGE.split(f"**`{table}`**")[1].split("\n\n**")[0].split("\n\n`")[0]
        assert dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE)) == columns


def test_a_code_for_people_alone_is_a_code() -> None:
    drawn = "- {id: road, name: Road, definition: d}\n- {id: old, name: Old, status: retired}\n"
    source = SOUND.replace("- id: barrier\n", f"{drawn}- id: barrier\n")
    material = Material(parse_codebook(source, "codebook.yaml"))
    said = describe(material, make_tables(material))
    assert said.startswith(
        "checked: 4 codes with 9 indicators (1 for people alone), 1 branch, 1 re"
    )
