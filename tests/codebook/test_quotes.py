from collections.abc import Callable

import pytest

from qualcode.yaml_tree.quotes import find_unclosed

Told = Callable[[str], list[str]]
WithCode = Callable[[str], str]

LIST = "  indicators:\n    ru:\n"
MESSAGE = "the quotation mark opened here is not closed; close it: "


@pytest.mark.parametrize("mark", ['"', "'"])
def test_it_is_told_where_it_was_opened(told: Told, with_code: WithCode, mark: str) -> None:
    items = "".join(f"    - {mark}{word}{mark}\n" for word in ("деньги", "бюджет", "грант"))
    broken = items.replace(f"бюджет{mark}", "бюджет")
    (line,) = told(with_code(LIST + broken))
    assert line == f'11:7: codes > saving > indicators > ru: {MESSAGE}"бюджет"'


def test_what_stands_below_is_read(told: Told, with_code: WithCode) -> None:
    source = (
        f'{LIST}    - "деньги"\n    - "бюджет\n    - "a"\n    - *b*\n'
        "    en: [\n      'x', 'y,\n      'z']\n"
        '  theory: "open\n  brief: "b"\n  colour: red\n'
    )
    lines = told(with_code(source))
    assert [line.partition(": ")[0] for line in lines] == ["11:7", "13:7", "15:12", "17:11", "19:3"]
    assert [MESSAGE in line for line in lines] == [True, False, True, True, False]


def test_texts_of_several_lines_are_not_blamed(told: Told, with_code: WithCode) -> None:
    source = f'  theory: "one\n    two"\n{LIST}    - "a"\n   - "b"\n'
    (line,) = told(with_code(source))
    assert line.startswith("13:4: this line begins after 3 blanks")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('- "a', '"a'),
        ('  - - "a  ', '"a'),
        ('key: "a b', '"a b'),
        ("- key: 'a", "'a"),
        ('ru: ["a", "b,', '"b'),
        ('ru: {a: "b", c: "d}', '"d'),
        ('"a', '"a'),
        ('- "a"', None),
        ("- it's", None),
        ('- 5" pipe', None),
        ('ru: ["a", b]', None),
        ('- "', None),
        ("", None),
        ('- "' + "a" * 10_000, None),
    ],
)
def test_find_unclosed(line: str, text: str | None) -> None:
    trap = find_unclosed(line)
    assert (trap and line[trap.start : trap.stop]) == text
