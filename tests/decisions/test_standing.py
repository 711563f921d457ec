from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logbook import line

from qualcode.decisions import standing
from qualcode.decisions.standing import carry_on, weigh_lines
from qualcode.model.decision import Decision


def ids(*lines: Decision) -> list[str]:
    return [one.id for one in standing(lines)]


def undo(id: str, of: str) -> Decision:
    return line(id, "undo", supersedes=of)


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ([line("1"), undo("2", "1")], []),
        ([line("1"), undo("2", "1"), undo("3", "2")], ["1"]),
        ([line("1"), undo("2", "1"), undo("3", "2"), undo("4", "3")], []),
        ([line("1"), line("2", "reject")], ["2"]),
        ([line("1"), line("2", "reject"), undo("3", "2")], ["1"]),
        ([line("1"), line("2", code="saving")], ["1", "2"]),
        ([line("1"), line("2", stop=11)], ["1", "2"]),
        ([line("1"), line("2", text_sha256="new")], ["1", "2"]),
        ([line("1"), line("2", transcript="en01.txt")], ["1", "2"]),
        ([line("1"), line("2", coder="BORIS")], ["1", "2"]),
        ([line("1"), line("2", stop=11, supersedes="1")], ["2"]),
        ([line("1"), line("2", stop=11, supersedes="1"), undo("3", "2")], ["1"]),
        # what is replaced in its turn has had its effect
        (
            [
                line("1"),
                line("2", stop=11, supersedes="1"),
                line("3", stop=12, supersedes="2"),
            ],
            ["3"],
        ),
        (
            [
                line("1"),
                line("2", stop=11, supersedes="1"),
                line("3", stop=12, supersedes="2"),
                undo("4", "3"),
            ],
            ["2"],
        ),
        ([line("1", "seen"), line("2", "seen"), line("3")], ["2", "3"]),
        (
            [
                line("1", "relate", tension="t", level="turn", relation="conflict"),
                line("2", "relate", tension="t", level="answer", relation="conflict"),
                line("3", "relate", tension="t", level="turn", relation="unstated"),
            ],
            ["2", "3"],
        ),
        ([line("1", "note", text="a"), line("2", "note", text="a")], ["1", "2"]),
        ([line("1", "flag"), line("2", "flag"), undo("3", "1")], ["2"]),
        ([undo("1", "2"), line("2")], ["2"]),  # nothing can be undone before it is done
        ([line("1"), line("2", coder="BORIS", supersedes="1")], ["1", "2"]),
        ([line("1"), line("2", "undo", coder="BORIS", supersedes="1")], ["1"]),
    ],
)
def test_what_counts(lines: list[Decision], left: list[str]) -> None:
    assert ids(*lines) == left


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ([line("1", blind=True), line("2", "reject")], ["1", "2"]),
        ([line("1"), line("2", "reject", blind=True)], ["1", "2"]),
        ([line("1", "seen", blind=True), line("2", "seen")], ["1", "2"]),
        ([line("1", blind=True), line("2", "reject"), line("3", blind=True)], ["2", "3"]),
        ([line("1", blind=True), line("2", "reject"), line("3")], ["1", "3"]),
        ([line("1", blind=True), line("2", stop=11, supersedes="1")], ["1", "2"]),
        ([line("1", blind=True), line("2", stop=11, supersedes="1", blind=True)], ["2"]),
        ([line("1", blind=True), line("2", "reject"), undo("3", "1")], ["2"]),
        ([line("1", blind=True), line("2", "reject"), undo("3", "2")], ["1"]),
        ([line("1", blind=True), undo("2", "1"), undo("3", "2")], ["1"]),
    ],
)
def test_what_was_said_blind_stands_apart(lines: list[Decision], left: list[str]) -> None:
    assert [one.id for one in standing(lines, apart=True)] == left


def recode(id: str, **more: object) -> Decision:
    return line(id, "recode", **{"to": "saving"} | more)


def border(id: str, **more: object) -> Decision:
    return line(id, "border", **{"to_start": 2, "to_stop": 8} | more)


@pytest.mark.parametrize(
    ("lines", "said", "states"),
    [
        ([recode("1"), border("2")], ("2", "saving", 2, 8, ""), "counts counts"),
        ([border("1"), recode("2")], ("2", "saving", 2, 8, ""), "counts counts"),
        (
            [recode("1"), border("2"), recode("3", to="fear")],
            ("3", "fear", 2, 8, ""),
            "replaced counts counts",
        ),
        ([recode("1"), border("2"), undo("3", "1")], ("2", "", 2, 8, ""), "undone counts undo"),
        (
            [recode("1"), border("2"), undo("3", "2")],
            ("1", "saving", 0, 0, ""),
            "counts undone undo",
        ),
        ([recode("1"), line("2", "accept"), border("3")], ("3", "", 2, 8, ""), None),
        ([recode("1"), line("2", "reject"), border("3")], ("3", "", 2, 8, ""), None),
        (
            [line("1", "accept", polarity="negated"), border("2"), recode("3", polarity="mixed")],
            ("3", "saving", 2, 8, "mixed"),
            "replaced counts counts",
        ),
        ([line("1", polarity="negated"), recode("2")], ("2", "saving", 0, 0, "negated"), None),
        # the same coding after its borders have changed, or the text: as the page shows it
        ([border("1"), recode("2", stop=11, supersedes="1")], ("2", "saving", 2, 8, ""), None),
        (
            [
                border("1", start=1),
                recode("2", start=6, stop=15, text_sha256="new", supersedes="1"),
            ],
            ("2", "saving", 7, 13, ""),
            None,
        ),
        # what is put elsewhere, whole, takes all of it along
        (
            [recode("1"), border("2"), border("3", to="saving", stop=12, supersedes="2")],
            ("3", "saving", 2, 8, ""),
            None,
        ),
    ],
)
def test_another_code_and_other_borders_hold_together(
    lines: list[Decision], said: tuple[object, ...], states: str | None
) -> None:
    (one,) = standing(lines)
    assert (one.id, one.to, one.to_start, one.to_stop, one.polarity) == said
    assert one.action == ("border" if one.to_stop else "recode")
    if states is not None:
        assert weigh_lines(lines) == tuple(states.split())


def test_all_other_decisions_begin_anew() -> None:
    accepts = line("2", "accept")
    assert carry_on(recode("1", polarity="negated"), accepts) == accepts


def test_a_part_of_what_holds_together_can_be_replaced() -> None:
    lines = [recode("1"), border("2"), line("3", "accept", code="fear", supersedes="1")]
    assert [(one.id, one.to) for one in standing(lines)] == [("2", ""), ("3", "")]


def test_the_last_word_of_a_coder_blind_or_not() -> None:
    assert ids(line("1", blind=True), line("2", "reject")) == ["2"]


def test_times_decide_nothing() -> None:
    late = line("1", time="2030-01-01T00:00:00+00:00")
    early = line("2", "reject", time="1970-01-01T00:00:00+00:00")
    assert ids(late, early) == ["2"]


def test_every_line_has_a_state() -> None:
    lines = [line("1"), line("2", "reject"), line("3"), undo("4", "3")]
    assert weigh_lines(lines) == ("replaced", "counts", "undone", "undo")


LINES = st.lists(
    st.one_of(
        st.builds(
            lambda number, stop, code: ("add", number, stop, code),
            st.integers(0, 9),
            st.integers(1, 3),
            st.sampled_from(["care", "saving"]),
        ),
        st.builds(lambda number: ("undo", number, 0, ""), st.integers(0, 9)),
    ),
    max_size=15,
)


@given(LINES)
def test_a_last_undo_takes_back_a_line_and_all_it_did(
    made: list[tuple[str, int, int, str]],
) -> None:
    lines = [
        undo(str(at), str(number)) if kind == "undo" else line(str(at), stop=stop, code=code)
        for at, (kind, number, stop, code) in enumerate(made)
    ]
    before = standing(lines)
    more = [*lines, line("x", "reject", supersedes="0"), undo("y", "x")]
    assert standing(more) == before
    assert standing(before) == before


def test_long_chains_of_undo() -> None:
    chain = [line("0"), *(undo(str(at), str(at - 1)) for at in range(1, 20_001))]
    assert ids(*chain) == ["0"]
