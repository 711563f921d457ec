"""Where the machine's hits belong, and what it took away; rows as a run has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcode.analysis.agreement.machine import Find, Taken, locate_finds, tabulate_finds
from qualcode.analysis.agreement.units import Unit
from qualcode.runs.read import Run
from qualcode.runs.tables import SCHEMAS


def unit(start: int, stop: int, transcript: str = "a.txt") -> Unit:
    return Unit(transcript, (0, 1), start, stop, 1, "R1", "", "en", "")


def row(table: str, **cells: Any) -> Mapping[str, Any]:
    """Make a row with all columns: empty where nothing is said."""
    schema = next(schema for schema in SCHEMAS if schema.name == table)
    plain = {column.name: column.type() for column in schema.columns}
    return {**plain, "transcript": "a.txt", "respondent": "R1", "code": "saving", **cells}


def run_of(*rows: tuple[str, Mapping[str, Any]]) -> Run:
    tables = {
        schema.name: tuple(cells for name, cells in rows if name == schema.name)
        for schema in SCHEMAS
    }
    return Run({}, tables, None, None)  # type: ignore[arg-type]


SEGMENTS = (
    ("segments", row("segments", segment=1, start=0, stop=50)),
    ("segments", row("segments", segment=2, start=51, stop=100)),
)
TURN = row("codings", coder="qualcode", start=0, stop=100, polarity="affirmed", segment=1)


def hit(spans: str, segment: int = 1, **cells: Any) -> tuple[str, Mapping[str, Any]]:
    told = {"polarity": "affirmed", "words": "x", "line": 7, "indicator": "i", **cells}
    return "hits", row("hits", spans=spans, segment=segment, **told)


def units_of(run: Run, units: list[Unit], count_negated: bool = False) -> list[int]:
    return [find.unit for find in locate_finds(run, units, count_negated)[0]]


HALVES = [unit(0, 25), unit(26, 50), unit(51, 100)]


def test_a_coding_of_a_turn_counts_where_its_words_stand() -> None:
    run = run_of(*SEGMENTS, ("codings", TURN), hit("5-9"), hit("60-64", 2))
    finds, _ = locate_finds(run, HALVES)
    assert finds == (
        Find(0, "saving", "i", 7, "x", ((5, 9),), (0, 100)),
        Find(2, "saving", "i", 7, "x", ((60, 64),), (0, 100)),
    )
    found = tabulate_finds(finds, 3, ("care", "saving"))
    assert found.tolist() == [
        [False, True], [False, False], [False, True],
    ]  # fmt: skip
    assert not tabulate_finds(finds, 3, ("care",)).any()


def test_words_in_two_units_belong_to_the_one_with_more_of_them() -> None:
    run = run_of(*SEGMENTS, ("codings", TURN), hit("20-23 30-40"), hit("10-20 30-40"))
    assert units_of(run, HALVES) == [1, 0]  # as many in either: the earlier one


def test_words_outside_all_units_count_nowhere() -> None:
    run = run_of(*SEGMENTS, ("codings", TURN), hit("30-34"), hit("60-64", 2, transcript="a.txt"))
    assert units_of(run, [unit(0, 25), unit(26, 50, "b.txt")]) == []


def test_long_units_before_short_ones_are_found() -> None:
    nested = [unit(0, 90), unit(10, 12), unit(20, 22)]
    run = run_of(*SEGMENTS, ("codings", TURN), hit("60-64", 2), hit("20-22"))
    assert units_of(run, nested) == [0, 0]


def test_denied_hits_count_only_when_asked() -> None:
    mixed = {**TURN, "polarity": "mixed"}
    run = run_of(
        *SEGMENTS, ("codings", mixed), hit("5-9", polarity="negated", cue="not"), hit("60-64", 2)
    )
    finds, taken = locate_finds(run, HALVES)
    assert [find.unit for find in finds] == [2]
    assert taken == (Taken(0, "saving", 7, "x", "denied", "not"),)
    assert units_of(run, HALVES, count_negated=True) == [0, 2]


def test_hits_that_score_too_low_make_no_coding() -> None:
    finds, taken = locate_finds(run_of(*SEGMENTS, hit("5-9")), HALVES, count_negated=True)
    assert finds == ()
    assert taken == (Taken(0, "saving", 7, "x", "score", ""),)


def test_codings_of_people_and_of_other_talk_are_not_the_machine_s() -> None:
    for other in (
        {**TURN, "coder": "anna"},
        {**TURN, "respondent": "R2"},
        {**TURN, "code": "care"},
        {**TURN, "start": 51},
    ):
        assert units_of(run_of(*SEGMENTS, ("codings", other), hit("5-9")), HALVES) == []


def test_what_was_suppressed_is_told_with_its_reason() -> None:
    lost = row("suppressed", segment=1, spans="5-9", words="y", line=9, reason="masked", by="y z")
    elsewhere = row("suppressed", segment=1, spans="500-509", reason="masked")
    _, taken = locate_finds(
        run_of(*SEGMENTS, ("suppressed", lost), ("suppressed", elsewhere)), HALVES
    )
    assert taken == (Taken(0, "saving", 9, "y", "masked", "y z"),)
