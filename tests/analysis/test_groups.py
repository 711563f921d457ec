"""Groups crossed of several attributes, and the order in which they are shown."""

from __future__ import annotations

import pytest

from qualcode.analysis import assign_groups, make_frames
from qualcode.analysis.groups import order_groups, split_group
from qualcode.errors import StudyError
from tests.analysis.constructed_run import CODEBOOK, Said, make_run, make_table

TABLE = make_table(
    {"P1": "admin", "P2": "admin", "N1": "ngo", "X": ""},
    region={"P1": "north", "P2": "south", "N1": "", "X": "north"},
    years={"P1": "10", "P2": "9", "N1": "2", "X": ""},
)
FRAMES = make_frames(
    make_run({"a.txt": [Said(id, "We talk") for id in ("P1", "P2", "N1", "X")]}, TABLE).tables
)

ORDERS = {"type": tuple(type.id for type in CODEBOOK.respondent_types)}


def groups(*by: str) -> dict[str, str]:
    voices = assign_groups(FRAMES, TABLE, by)
    return dict(zip(voices["respondent"], voices["group"], strict=True))


def test_two_attributes_are_crossed_in_their_order() -> None:
    crossed = {"P1": "admin × north", "P2": "admin × south", "N1": "", "X": ""}
    assert groups("type", "region") == crossed
    assert groups("region", "type")["P1"] == "north × admin"
    assert groups("type", "region", "years")["P2"] == "admin × south × 9"


def test_wrong_names_are_told_together() -> None:
    with pytest.raises(StudyError) as refusal:
        groups("typ", "region", "yeers")
    assert [problem.message.split("`")[1] for problem in refusal.value.problems] == ["typ", "yeers"]


@pytest.mark.parametrize(
    ("id", "by", "parts"),
    [
        ("admin × north", ("type", "region"), ("admin", "north")),
        ("admin × north", ("region",), ("admin × north",)),
        ("a × b × c", ("type", "region"), ("a × b × c",)),  # a value with the sign in it
    ],
)
def test_a_group_is_taken_apart(id: str, by: tuple[str, ...], parts: tuple[str, ...]) -> None:
    assert split_group(id, by) == parts


def test_groups_stand_in_the_order_of_their_parts() -> None:
    ids = ["", "ngo × 9", "x × y × z", "ngo × 10", "other × 1", "admin × 30", "admin × 4"]
    assert order_groups(ids, ("type", "years"), ORDERS) == [
        "admin × 4", "admin × 30", "ngo × 9", "ngo × 10", "other × 1", "x × y × z", "",
    ]  # fmt: skip
    assert order_groups(["ngo", "admin", ""], ("type",), ORDERS) == ["admin", "ngo", ""]
    assert order_groups(["ngo", "admin"], ("region",), ORDERS) == ["admin", "ngo"]
    assert order_groups(["b10", "b9", "a"], ("region",), ORDERS) == ["a", "b9", "b10"]
    assert order_groups(["New", "Old"], ("run",), {"run": ("Old", "New")}) == ["Old", "New"]
