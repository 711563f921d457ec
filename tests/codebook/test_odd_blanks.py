from collections.abc import Callable

import pytest

from qualcode.yaml_tree.blanks import find_odd_blanks

Told = Callable[[str], list[str]]
WithCode = Callable[[str], str]

NO_BREAK = "a no-break space stands here; write an ordinary blank"
LIST = "  indicators:\n    ru:\n"


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (f'{LIST}    -\u00a0"деньги"\n    - "слово"\n', "10:6"),
        (f"{LIST}    -\u00a0деньги\n    - слово\n", "10:6"),
        (f'{LIST}    - "слово"\n    -\u00a0"деньги"\n', "11:6"),
        (f'{LIST}    - "слово"\n    -\u00a0"деньги"\n\n    # note\n    - "a"\n', "11:6"),
        (f'{LIST}    -\u00a0"деньги"\n', "10:6"),
        (f'{LIST}    - \u00a0{{term: "a"}}\n    - "b"\n', "10:7"),
        ("  brief:\u00a0A\n  indicators: {ru: [a]}\n", "8:9"),
        ('  brief:\u00a0"A"\n  indicators: {ru: [a]}\n', "8:9"),
        ("\u00a0\u00a0brief: A\n  indicators: {ru: [a]}\n", "8:1"),
        (" \u00a0brief: A\n  indicators: {ru: [a]}\n", "8:2"),
        ("  indicators: {ru:\u00a0[a]}\n", "8:19"),
        ("  indicators:\u00a0\n    ru: [a]\n", "8:14"),
        ('  indicators:\n    ru:\u00a0\n    - "a"\n', "9:8"),
        ("  indicators: {ru: [a]}\n- id:\u00a0b\n  name: B\n", "9:6"),
    ],
)
def test_a_no_break_space_is_told_where_it_stands(
    told: Told, with_code: WithCode, lines: str, place: str
) -> None:
    (line,) = told(with_code(lines))
    assert line.startswith(f"{place}: ")
    assert line.endswith(NO_BREAK)


def test_a_no_break_space_that_makes_a_key_without_a_value(told: Told, with_code: WithCode) -> None:
    line, _ = told(with_code('  indicators: {ru: [a]}\n  exclude: {ru:\u00a0"a"}\n'))
    assert line == f"9:16: codes > saving > exclude: {NO_BREAK}"


@pytest.mark.parametrize(
    ("blank", "name"),
    [
        ("\u202f", "a narrow no-break space"),
        ("\u200b", "a zero-width space"),
        ("\u2003", "an odd blank (U+2003)"),
        ("\t", "a tab"),
    ],
)
def test_other_odd_blanks(told: Told, with_code: WithCode, blank: str, name: str) -> None:
    (line,) = told(with_code(f'{LIST}    -{blank}"деньги"\n    - "слово"\n'))
    assert line == f"10:6: {name} stands here; write an ordinary blank"


def test_all_odd_blanks_come_at_once_with_the_other_mistakes(
    told: Told, with_code: WithCode
) -> None:
    lines = told(
        with_code(
            f'{LIST}    -\u00a0"a"\n    -\u00a0"b"\n    - *c*\n    - "d"\n    -\u00a0*e*\n'
            "  brief:\u00a0A\n  colour: red\n"
        )
    )
    assert [line.partition(": ")[0] for line in lines] == [
        "10:6", "11:6", "12:7", "14:6", "14:7", "15:9", "16:3"
    ]  # fmt: skip


def test_an_error_elsewhere_is_not_laid_to_an_odd_blank(told: Told, with_code: WithCode) -> None:
    (line,) = told(with_code('  theory: "open\n  brief: |\n    -\u00a0да\n  unit: turn\n'))
    assert "the quotation mark opened here is not closed" in line


@pytest.mark.parametrize(
    "lines",
    [
        f'{LIST}    - "обратная\u00a0связь"\n',
        f"{LIST}    - обратная\u00a0связь\n",
        "  indicators: {ru: [a,\u00a0b]}\n  brief: Он сказал:\u00a0да\n",
        "  indicators: {ru: [a]}\n  brief: |\n    -\u00a0да\n    -\u00a0нет\n",
        "  indicators: {ru: [a]}\n  examples: {ru: [-\u00a0Да.]}\n",
        "  indicators: {ru: [a]}\n  brief:\tA\n",
    ],
)
def test_odd_blanks_in_text_are_sound(told: Told, with_code: WithCode, lines: str) -> None:
    assert told(with_code(lines)) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("-\u00a0a", [(1, 2)]),
        ("\u00a0\u00a0- -\u00a0a:\u00a0\u00a0b", [(0, 2), (5, 6), (8, 10)]),
        ('"a b":\u00a0c', [(6, 7)]),
        ("a\u00a0b: c", []),
        ("- a: b:\u00a0c", []),
        ("- a\u00a0b", []),
        ("a:\tb", []),
        ("\t- a", []),
        ("", []),
    ],
)
def test_find_odd_blanks(line: str, found: list[tuple[int, int]]) -> None:
    assert [(trap.start, trap.stop) for trap in find_odd_blanks(line)] == found
