"""The small parts of a report, with examples worked out by hand."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.pages import base_style, read_asset
from qualcode.reporting.anchors import anchor
from qualcode.reporting.excerpts import Fragment, Mark, cut_fragments
from qualcode.reporting.messages import load_messages
from qualcode.reporting.views.balance import draw_boxes
from qualcode.reporting.views.estimates import write_signed
from qualcode.reporting.views.joint import find_majority
from qualcode.reporting.views.shares import make_share
from qualcode.runs.cells import parse_evidence

CSS = base_style() + read_asset("qualcode.reporting", "report.css")


def shown(fragments: tuple[Fragment, ...]) -> str:
    return "".join(
        f"[{'+'.join(fragment.kinds)}:{fragment.text}]" if fragment.kinds else fragment.text
        for fragment in fragments
    )


@pytest.mark.parametrize(
    ("marks", "cut"),
    [
        ([], "we save money"),
        ([(103, 107, "first")], "we [first:save] money"),
        ([(100, 113, "cue")], "[cue:we save money]"),
        ([(90, 102, "cue"), (108, 999, "second")], "[cue:we] save [second:money]"),
        ([(103, 113, "first"), (108, 113, "cue")], "we [first:save ][cue+first:money]"),
        ([(0, 100, "first"), (113, 120, "first")], "we save money"),
    ],
)
def test_pieces_are_cut_where_marks_start_and_stop(marks: list[Mark], cut: str) -> None:
    assert shown(cut_fragments("we save money", 100, marks)) == cut


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40), st.just("first")), max_size=5),
)
def test_no_letter_is_lost(text: str, marks: list[Mark]) -> None:
    assert "".join(fragment.text for fragment in cut_fragments(text, 0, marks)) == text


@given(st.text(max_size=20), st.text(max_size=20))
def test_ids_are_plain(one: str, other: str) -> None:
    assert re.fullmatch(r"code-[0-9a-f]{12}", anchor("code", one))
    assert (anchor("code", one) == anchor("code", other)) == (one == other)


def test_parts_of_an_id_are_kept_apart() -> None:
    assert anchor("cell", "ab", "c") != anchor("cell", "a", "bc")


@pytest.mark.parametrize(
    ("count", "total", "text", "interval", "step"),
    [
        (0, 8, "0 of 8", "", 0),
        (5, 8, "5 of 8", "", 4),
        (8, 8, "8 of 8", "", 6),
        (1, 1, "1 of 1", "", 0),
        (9, 9, "9 of 9", "", 6),
        (0, 20, "0 of 20", "0% (0–16%)", 0),
        (81, 263, "81 of 263", "31% (26–37%)", 2),
    ],
)
def test_shares(count: int, total: int, text: str, interval: str, step: int) -> None:
    share = make_share(load_messages("en"), count, total, "#there")
    assert (share.text, share.interval, share.step) == (text, interval, step)
    assert share.href == ("#there" if count else "")


def test_boxes_are_one_for_each_respondent_and_side() -> None:
    boxes = draw_boxes(first=3, second=2, both=1, respondents=4)
    assert Counter(box.kind for box in boxes) == {
        "first both": 1, "first only": 2, "second both": 1, "second only": 1, "silent": 3,
    }  # fmt: skip
    nearest = min(boxes, key=lambda box: abs(box.x + box.width / 2 - 102))
    assert nearest.kind.endswith("both")
    assert all(box.x >= 0 and box.x + box.width <= 204 for box in boxes)


def test_many_respondents_become_one_box_of_each_kind() -> None:
    assert len(draw_boxes(first=60, second=50, both=30, respondents=100)) == 6
    assert draw_boxes(first=0, second=0, both=0, respondents=0) == ()


@pytest.mark.parametrize(
    ("positions", "usual"),
    [("", ""), ("a", "a"), ("aab", "a"), ("ab", ""), ("aabbc", "")],
)
def test_a_majority_must_be_alone(positions: str, usual: str) -> None:
    assert find_majority(Counter(positions)) == usual


@pytest.mark.parametrize(
    ("cell", "sides"),
    [
        ("a.b@3 c@12 || d@4", ((("a.b", 3), ("c", 12)), (("d", 4),))),
        ("a@1 || b@1", ((("a", 1),), (("b", 1),))),
        (" || b@1", ((), (("b", 1),))),
        ("", ((), ())),
        ("a@x c@2 || d", ((("c", 2),), ())),  # what cannot be read is passed over
    ],
)
def test_the_evidence_of_a_meeting_is_read(
    cell: str, sides: tuple[tuple[tuple[str, int], ...], ...]
) -> None:
    assert parse_evidence(cell) == sides


def variables(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})\b", block))


LIGHT = variables(CSS.split("@media (prefers-color-scheme: dark)")[0])
DARK = {**LIGHT, **variables(CSS.split("@media (prefers-color-scheme: dark)")[1].split("* {")[0])}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours; WCAG 2.2, relative luminance."""

    def luminance(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_contrast_aa(scheme: dict[str, str]) -> None:
    grounds = ("ground", "mark", "first-mark", "second-mark", "cue-mark", "caution")
    pairs = [("ink", ground) for ground in grounds]
    pairs += [(name, ground) for name in ("muted", "link") for ground in ("ground", "caution")]
    pairs += [(f"h{hue}", "ground") for hue in range(8)]
    for text, ground in pairs:
        assert contrast(scheme[text], scheme[ground]) >= 4.5, (text, ground)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_figures_have_contrast_aa(scheme: dict[str, str]) -> None:
    for name in ("first", "second", "cue"):
        assert contrast(scheme[name], scheme["ground"]) >= 3


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_colour_scale_bears_its_numbers(scheme: dict[str, str]) -> None:
    for step in range(1, 7):
        assert contrast(scheme[f"s{step}"], scheme[f"t{step}"]) >= 4.5


@pytest.mark.parametrize(
    ("number", "plus", "written"),
    [
        (0.26, True, "+0.3"),
        (0.26, False, "0.3"),
        (-0.26, True, "−0.3"),
        (0.04, True, "0.0"),
        (-0.04, True, "0.0"),
    ],
)
def test_what_is_rounded_to_nothing_has_no_sign(number: float, plus: bool, written: str) -> None:
    assert write_signed(load_messages("en"), number, 1, plus=plus) == written
