"""What it means that a segment was read."""

from __future__ import annotations

from typing import Any

import pytest
from logbook import line

from qualcode.codebook import parse_codebook
from qualcode.decisions.applied import Applied
from qualcode.decisions.as_read import (
    Knowable,
    count_sighted,
    drafted_before,
    find_lacking,
    find_sighted,
    lacking_in,
    lies_in,
    runs_over,
)
from qualcode.decisions.codebooks import Book
from qualcode.model.decision import Decision


def read(id: str, start: int = 0, stop: int = 50, **more: Any) -> Decision:
    quote = more.pop("quote", "Всюду экономия, и людей мало.")
    return line(id, "seen", start=start, stop=stop, quote=quote, **more)


def code(id: str, start: int = 6, stop: int = 14, **more: Any) -> Decision:
    quote = more.pop("quote", "экономия")
    return line(id, start=start, stop=stop, quote=quote, **more)


@pytest.mark.parametrize(
    ("lines", "lacking"),
    [
        ([(code("1"), False), (read("2"), True), (read("3", 50, 90), True)], {"2": 1}),
        ([(read("2"), True), (code("1"), False), (code("4", 20, 30), False)], {"2": 2}),
        ([(code("1"), True), (read("2"), True)], {}),
        ([(code("1", polarity="negated"), False), (read("2"), True)], {}),
        ([(line("1", "reject", stop=9), False), (read("2"), True)], {}),
        # read on a former text, the code given on a later one, and lost since
        ([(read("2", text_sha256="older"), True), (code("1", 96, 104), False)], {"2": 1}),
        ([(read("2", text_sha256="older", quote="Иное."), True), (code("1"), False)], {}),
        # read again since: what was given then is known
        ([(code("1", text_sha256="older"), False), (read("2"), True)], {}),
        ([(code("1", transcript="ru02.txt"), False), (read("2"), True)], {}),
    ],
)
def test_where_a_code_has_lost_its_place_it_is_not_known_what_was_read(
    lines: list[tuple[Decision, bool]], lacking: dict[str, int]
) -> None:
    assert find_lacking(lines) == lacking


def test_each_coder_reads_alone_and_blind_apart() -> None:
    told = [
        Applied(code("1"), "orphan"),
        Applied(read("2"), "noted"),
        Applied(read("3", coder="BORIS"), "noted"),
        Applied(read("4", blind=True), "noted"),
    ]
    assert lacking_in(told) == {"2": 1}


def test_what_has_no_place_lies_nowhere() -> None:
    assert not lies_in(line("1", "note", about="study", text="x"), read("2", transcript=""))


@pytest.mark.parametrize(
    ("span", "several"), [((0, 10), False), ((5, 21), True), ((10, 20), False)]
)
def test_words_may_run_over_several_turns(span: tuple[int, int], several: bool) -> None:
    assert runs_over(span, [(0, 10), (11, 20), (20, 30)]) is several


def test_who_has_decided_there_in_view_of_codings_does_not_read_blind() -> None:
    lines = [
        line("1", "reject", start=3, stop=9),
        line("2", "note", about="study", text="x"),
        read("3", 100, 120, blind=True),
        read("4", blind=True),
        read("5", 100, 120),
        line("6", "undo", supersedes="1"),
    ]
    assert find_sighted(lines) == {"4"}
    assert count_sighted(lines, [read(""), read("", 200, 220), read("", 110, 115)]) == 2


def test_codes_that_were_not_there_could_not_be_given() -> None:
    from small_study import CODEBOOK

    codebook = parse_codebook(
        CODEBOOK.replace("- id: care\n", "- id: care\n  replaces: [draft.help]\n"), "codebook.yaml"
    )
    knowable = Knowable(codebook, {"old": Book({"saving": ()})})
    assert knowable.lacked("old", ()) == {"care"}
    assert knowable.lacked("old", {"draft.help"}) == frozenset()
    assert knowable.lacked(codebook.sha256, ()) == knowable.lacked("unknown", ()) == frozenset()


def test_a_draft_can_be_given_once_it_is_made() -> None:
    lines = [read("1"), line("2", "draft", code="draft.help", name="Help"), read("3")]
    assert drafted_before(lines) == {"1": frozenset(), "3": {"draft.help"}}
