from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.remark_kinds import REMARK_KINDS, remark_kind
from qualcode.language.remarks import find_remarks


def found(text: str) -> list[str]:
    return [text[start:stop] for start, stop in find_remarks(text)]


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("да (2.0) нет (.) и (..) (3 сек)", ["(2.0)", "(.)", "(..)", "(3 сек)"]),
        ("ну (пауза 5 с.) вот (долгая пауза)", ["(пауза 5 с.)", "(долгая пауза)"]),
        ("жил (в 2010 году) там, по (442-ФЗ), (5 раз)", []),
        ("минут (в 5 мин. ходьбы) пешком, (1990-е)", []),
        ("эта (реформа?) и [слово?]", ["(реформа?)", "[слово?]"]),
        ("да // нет, см. https://a.example", ["//"]),
        ("слово 00:12:31 слово, в 12:31 пришёл", ["00:12:31"]),
        ("{00:12} и {смех}", ["{00:12}", "{смех}"]),
        ("[00:12:31] (12:31) #00:00:05-3#", ["[00:12:31]", "(12:31)", "#00:00:05-3#"]),
        ("<00:01:02> [inaudible 00:12:33]", ["<00:01:02>", "[inaudible 00:12:33]"]),
        ("а [звонок\nв дверь] и (смеётся\nгромко)", ["[звонок\nв дверь]", "(смеётся\nгромко)"]),
        ("а [звонок\n\nв дверь] и", []),
        ("[a [b] c] ((a (b) c))", ["[a [b] c]", "((a (b) c))"]),
        ("не [ закрыто (( никогда ( и # {", []),
        ("мы ⌈все⌉ так = да", []),
    ],
)
def test_remarks(text: str, remarks: list[str]) -> None:
    assert found(text) == remarks


@pytest.mark.parametrize(
    ("kind", "remarks"),
    [
        (
            "inaudible",
            "[нрзб]|[неразборчиво, 2 сек]|[inaudible 00:12:33]|[???]|( )|(не слышно)|(xxx)",
        ),
        ("doubtful", "(реформа?)|[слово?]"),
        ("pause", "(пауза)|[долго молчит]|(2.0)|(.)|(…)|(3 сек)|(long pause)|(задумывается)"),
        ("emotion", "(смеётся)|#смеется#|[laughs, coughs]|(вздыхает)|(усмехается)|[crying]"),
        ("overlap", "//|[overlapping]|(перебивает)|[говорят одновременно]|[crosstalk]"),
        ("time", "00:12:31|[00:12:31]|(12:31)|#00:00:05-3#|<00:01:02>|{00:12}"),
        ("other", "[звонок]|[…]|((…))|(показывает на уши)|[end of file 2]"),
    ],
)
def test_kinds(kind: str, remarks: str) -> None:
    assert {one: remark_kind(one) for one in remarks.split("|")} == dict.fromkeys(
        remarks.split("|"), kind
    )


@given(st.text(st.sampled_from("()[]{}<>#/\n :аб1?.…"), max_size=60))
def test_remarks_are_in_order_and_have_a_kind(text: str) -> None:
    last = 0
    for start, stop in find_remarks(text):
        assert last <= start < stop <= len(text)
        assert remark_kind(text[start:stop]) in REMARK_KINDS
        last = stop


@pytest.mark.parametrize(
    "sign", ["[", "(", "((", "[[а", "((a(", "#", "<", "{", "//", "1:11:1", "[\n"]
)
def test_signs_without_end_take_no_time(sign: str) -> None:
    find_remarks(sign * (1_000_000 // len(sign)))  # quadratic: it would not come back
