from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logbook import line

from qualcode.decisions import standing
from qualcode.decisions.standing import weigh_lines
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
