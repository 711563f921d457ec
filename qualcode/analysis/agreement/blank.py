"""A run → an empty table for coders: respondents' talk cut into stretches, and no codes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.language.words import find_words
from qualcode.runs.read import Record, Run

BlankUnit = Literal["segment", "turn"]

# As `parse_coders` reads them, and `asked`: a stretch alone is often not to be understood.
COLUMNS = ("file", "start", "stop", "speaker", "asked", "text", "codes")
_FORMULA = ("=", "+", "-", "@")  # with these signs a spreadsheet begins to compute

BlankRow = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty table for coders."""

    rows: tuple[BlankRow, ...]  # of the cells that COLUMNS names
    stretches: int  # of all talk that could be coded


def make_blank(
    run: Run, unit: BlankUnit = "segment", sample: int | None = None, seed: int = 1
) -> Blank:
    """Make an empty table of respondents' talk, in its order.

    `sample`: so many stretches at most, each as likely as any other. The same `seed` draws the
    same from the same run; what is drawn does not depend on what the machine found.
    """
    rows = list(_rows(run, unit))
    return Blank(tuple(rows if sample is None else _draw(rows, sample, seed)), len(rows))


def _rows(run: Run, unit: BlankUnit) -> Iterator[BlankRow]:
    turns = {(str(one["transcript"]), int(one["turn"])): one for one in run.tables["turns"]}
    asked = _questions_before(run.tables["turns"])
    for one in run.tables[f"{unit}s"]:
        if one["role"] != "respondent" or not find_words(str(one["text"])):
            continue
        key = str(one["transcript"]), int(one["turn"])
        speaker = str(turns[key]["voice"] or turns[key]["speaker"])
        places = key[0], int(one["start"]), int(one["stop"])
        yield (*places, *map(_as_text, (speaker, asked[key], str(one["text"]))), "")


def _questions_before(turns: Sequence[Record]) -> dict[tuple[str, int], str]:
    """Return for each turn what an interviewer said last before it in the same transcript."""
    asked: dict[tuple[str, int], str] = {}
    last: dict[str, str] = {}
    for turn in turns:
        transcript = str(turn["transcript"])
        asked[transcript, int(turn["turn"])] = last.get(transcript, "")
        if turn["role"] == "interviewer":
            last[transcript] = str(turn["text"])
    return asked


def _as_text(cell: str) -> str:
    """Keep a spreadsheet from computing what was said; the blank is not seen by `parse_coders`."""
    return f" {cell}" if cell.startswith(_FORMULA) else cell


def _draw(rows: Sequence[BlankRow], sample: int, seed: int) -> list[BlankRow]:
    """Draw rows by a hash of their place: the same with every version of Python."""
    kept = set(sorted(rows, key=lambda row: _lot(row, seed))[:sample])
    return [row for row in rows if row in kept]


def _lot(row: BlankRow, seed: int) -> bytes:
    transcript, start, *_ = row
    return hashlib.sha256(f"{seed}\t{transcript}\t{start}".encode()).digest()
