"""A run → data for R: segments × codes as 0 and 1, respondents, and a script that reads them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from qualcode.model.coding import MACHINE
from qualcode.reporting.export.gathered import Gathered
from qualcode.reporting.export.matrices import list_found
from qualcode.reporting.export.sheets import Cell
from qualcode.reporting.export.tables import Table, fill_folder, write_table
from qualcode.reporting.panels import rows_of
from qualcode.reporting.placing import Coded
from qualcode.tagging.stretches import segments_in

KIND = "data for R"
SCRIPT = "read.R"
_SPOKEN = ("transcript", "segment", "turn", "answer", "respondent", "type", "group", "language")
_COUNTED = ("words", "question")
_NOT_SAFE = re.compile(r"[^A-Za-z0-9._]+")
_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9._]*")


def write_r(out: Path, tables: Iterable[Table]) -> None:
    """Write the tables of `list_r_tables` and the script into the folder `out`, all or nothing.

    RefusedError when `out` holds anything but what was written so before.
    """
    with fill_folder(out, KIND) as folder:
        for table in tables:
            write_table(folder / f"{table.name}.csv", table)
        script = files("qualcode.reporting.export").joinpath(SCRIPT).read_bytes()
        (folder / SCRIPT).write_bytes(script)


def list_r_tables(gathered: Gathered) -> tuple[Table, ...]:
    """Return the segments with 1 for each code in them, the respondents, names of columns."""
    found = list_found(gathered)
    codes = dict(zip(found, _code_names(found), strict=True))
    attributes = dict(zip(gathered.attributes, name_attributes(gathered.attributes), strict=True))
    return (
        _segments(gathered, codes, attributes),
        _respondents(gathered, attributes),
        _names(gathered, codes, attributes),
    )


def name_attributes(attributes: Iterable[str]) -> list[str]:
    """Return names that R takes as they are: those of other scripts than Latin get numbers."""
    given: list[str] = []
    for number, name in enumerate(attributes, 1):
        plain = _NOT_SAFE.sub(".", name).strip(".")
        lossy = any(sign.isalpha() and not sign.isascii() for sign in name)
        safe = f"attribute.{number}" if lossy or not _SAFE.fullmatch(plain) else plain
        if safe in (*_SPOKEN, *_COUNTED, *_SAMPLE) or safe.startswith("code."):
            safe += ".given"
        given.append(_once(safe, given))
    return given


def _code_names(codes: Iterable[str]) -> list[str]:
    given: list[str] = []
    for code in codes:
        given.append(_once("code." + _NOT_SAFE.sub("_", code), given))
    return given


def _once(name: str, given: list[str]) -> str:
    """Return the name, or with a number behind it where it is given already."""
    taken, one, number = set(given), name, 1
    while one in taken:
        number += 1
        one = f"{name}.{number}"
    return one


def _segments(gathered: Gathered, codes: dict[str, str], attributes: dict[str, str]) -> Table:
    """One row for each segment of a respondent: 1 where a code is affirmed or mixed in it."""
    present: dict[tuple[str, int], set[str]] = defaultdict(set)
    for coded in gathered.material.codings:
        if not coded.negated:
            for number in _segments_of(gathered, coded):
                key = str(coded.record["transcript"]), number
                present[key].add(str(coded.record["code"]))
    groups = {
        (voice["respondent"], voice["language"]): voice["group"]
        for voice in rows_of(gathered.material.voices)
        if voice["counted"]
    }
    header = (*_SPOKEN, *attributes.values(), *_COUNTED, *codes.values())
    rows = list(_rows(gathered, list(codes), present, groups))
    return Table("segments", header, rows, ())


def _segments_of(gathered: Gathered, coded: Coded) -> list[int]:
    """Return the segment of the first evidence, or all that a stretch of people's speaks for."""
    record = coded.record
    if record["coder"] == MACHINE:
        return [int(record["segment"])]
    person = str(record["transcript"]), str(record["respondent"])
    spoken = gathered.material.segments_by_person.get(person, ())
    spans = [(int(one["start"]), int(one["stop"])) for one in spoken]
    meant = segments_in((int(record["start"]), int(record["stop"])), spans)
    return [int(spoken[at]["segment"]) for at in meant] or [int(record["segment"])]


def _rows(
    gathered: Gathered,
    codes: list[str],
    present: dict[tuple[str, int], set[str]],
    groups: dict[tuple[object, object], str],
) -> Iterator[tuple[Cell, ...]]:
    for one in gathered.run.tables["segments"]:
        if not one["respondent"]:
            continue
        found = present.get((str(one["transcript"]), int(one["segment"])), set())
        yield (
            *(one[name] for name in ("transcript", "segment", "turn", "answer")),
            *(one["respondent"], one["type"]),
            *(groups.get((one["respondent"], one["language"])), one["language"]),
            *gathered.attributes_of(str(one["respondent"])),
            *(one["words"], one["question"]),
            *(int(code in found) for code in codes),
        )


_SAMPLE = ("respondent", "type", "languages", "transcripts", "turns", "segments", "words")


def _respondents(gathered: Gathered, attributes: dict[str, str]) -> Table:
    rows = [
        (*(row[name] for name in _SAMPLE), *gathered.attributes_of(row["respondent"]))
        for row in rows_of(gathered.results["sample"])
    ]
    return Table("respondents", (*_SAMPLE, *attributes.values()), rows, ())


def _names(gathered: Gathered, codes: dict[str, str], attributes: dict[str, str]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (safe, "code", id, gathered.labels.code(id)) for id, safe in codes.items()
    ]
    rows += [(safe, "attribute", name, name) for name, safe in attributes.items()]
    return Table("names", ("column", "kind", "name", "label"), rows, ())
