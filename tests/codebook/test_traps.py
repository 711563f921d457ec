import re
from collections.abc import Callable

import pytest

from qualcode.codebook import parse_codebook
from qualcode.yaml_tree.traps import find_traps

Told = Callable[[str], list[str]]
WithCode = Callable[[str], str]

LIST = "  indicators:\n    ru:\n"
BARE = "a phrase is words without such signs: write "
PLACE = "codes > saving > indicators > ru: "


@pytest.mark.parametrize(
    ("item", "line"),
    [
        ("*эффектив*", '`*эффектив*` begins with `*`, which YAML reads as an alias; '
         'put quotes around it: "*эффектив*"'),
        ("*eff", '`*eff` begins with `*`, which YAML reads as an alias; '
         'put quotes around it: "*eff"'),
        ("%доля", '`%доля` begins with `%`, which YAML allows in quotes alone; '
         '{BARE}`доля`'),
        ("@x", '`@x` begins with `@`, which YAML allows in quotes alone; '
         '{BARE}`x`'),
        ("`x`", '``x`` begins with ```, which YAML allows in quotes alone; '
         '{BARE}`x`'),
        ('"цитата" и дальше', "words stand after the closing quotation mark; "
         "put quotes around the whole: '\"цитата\" и дальше'"),
        ("'it's'", "words stand after the closing quotation mark; {BARE}`it's`"),
        ("!важно", '`!важно` begins with `!`, which YAML reads as a tag; '
         '{BARE}`важно`'),
        ("!imp", '`!imp` begins with `!`, which YAML reads as a tag; {BARE}`imp`'),
        ("! x", '`! x` begins with `!`, which YAML reads as a tag; {BARE}`x`'),
        ("& x", '`& x` begins with `&`, which YAML reads as an anchor; '
         '{BARE}`x`'),
        ("&x y", '`&x y` begins with `&`, which YAML reads as an anchor; '
         '{BARE}`x y`'),
        ("|ставка", '`|ставка` begins with `|`, which YAML reads as the head of a block of text; '
         '{BARE}`ставка`'),
        ("> пяти", '`> пяти` begins with `>`, which YAML reads as the head of a block of text; '
         '{BARE}`пяти`'),
        ("[нрзб]", "text is expected here; {BARE}`нрзб`"),
        ("а: б", "a colon with a blank after it makes a key of `а`, where text is expected; "
         "{BARE}`а б`"),
        ("деньги # слово", "a `#` after a blank begins a comment, and the rest of the line is not "
         'read; put quotes around the text ("деньги # …"), or move the comment to a line of its '
         "own"),
    ],
)  # fmt: skip
def test_row_of_the_table(told: Told, with_code: WithCode, item: str, line: str) -> None:
    lines = told(with_code(f"{LIST}    - sound\n    - {item}\n    - word\n"))
    assert lines == [f"11:7: {PLACE}{line.replace('{BARE}', BARE)}"]


@pytest.mark.parametrize(
    "item",
    [
        "[нрзб]", "а: б", "%доля", "*эфф*: б", "важно:", "@x", "! x", "> пяти", '"цитата" и дальше',
        "`x` или (y)", "|ставка", "'it's'", "*слово", "{fuzzy: %слово}", "{term: [слово]}",
    ],
)  # fmt: skip
def test_the_cure_ends_well_in_one_step(told: Told, with_code: WithCode, item: str) -> None:
    (line,) = told(with_code(f"{LIST}    - {item}\n"))
    cure = line.rpartition("; ")[2]
    written = re.search(r"write (?:`(.+)`|(.+))$|: ([\"'].+)$", cure)
    assert written, cure
    kind, _, _ = item.rpartition(": ") if item.startswith("{") else ("", "", "")
    better = next(filter(None, written.groups()))
    better = f"{kind}: {better}}}" if kind else better
    assert parse_codebook(with_code(f"{LIST}    - {better}\n"), "demo.yaml")


@pytest.mark.parametrize(
    "where", ["theory: ", "examples: {ru: [", "edge_examples:\n    ru:\n    - "]
)
def test_texts_are_cured_by_quotes(told: Told, with_code: WithCode, where: str) -> None:
    end = "]}" if where.endswith("[") else ""
    (line,) = told(with_code(f"  {where}%доля{end}\n"))
    assert line.endswith('put quotes around it: "%доля"')


@pytest.mark.parametrize(
    "item", ["no", "yes", "off", "189", "4.54", "0123", "2021-06-01", "null", "true", "on"]
)
def test_scalars_stay_as_written(with_code: WithCode, item: str) -> None:
    code = parse_codebook(with_code(f"{LIST}    - {item}\n"), "demo.yaml").codes[0]
    assert [found.text for found in code.indicators] == [item]


@pytest.mark.parametrize(
    ("item", "cure"),
    [("12:30", "write `12 30`"), ("1_000", "write `1 000`"), ("~", "leave it out")],
)
def test_scalars_that_are_no_words(told: Told, with_code: WithCode, item: str, cure: str) -> None:
    (line,) = told(with_code(f"{LIST}    - {item}\n"))
    assert line.startswith(f"10:7: {PLACE}`{item}` is no ")
    assert line.endswith(cure)


def test_all_traps_of_a_file_come_at_once(told: Told, with_code: WithCode) -> None:
    lines = told(
        with_code(
            f"{LIST}    - *эффектив*\n    - sound\n    - @x\n    - !важно\n"
            "    en: [a, *b*, %c, 'd' e]\n"
            "  theory: Hood: 1991\n"
            "  colour: red\n"
        )
    )
    assert [line.partition(": ")[0] for line in lines] == [
        "10:7", "12:7", "13:7", "14:13", "14:18", "14:22", "15:11", "16:3"
    ]  # fmt: skip
    assert "did you mean `color`?" in lines[-1]


def test_traps_inside_brackets_over_several_lines(told: Told, with_code: WithCode) -> None:
    lines = told(with_code("  indicators:\n    ru: [a,\n      *b*, c,\n      @d]\n"))
    assert [line.partition(": ")[0] for line in lines] == ["10:7", "11:7"]


def test_traps_after_an_error_that_ends_the_reading(told: Told, with_code: WithCode) -> None:
    lines = told(
        with_code(
            f"{LIST}    - a\n   - b\n    - *c*\n  theory: |\n    - *no trap, but text*\n"
            "  brief: @d\n"
        )
    )
    assert [line.partition(": ")[0] for line in lines] == ["11:4", "12:7", "15:10"]
    assert "neither beside `- a` of line 10 (4 blanks) nor beside `indicators:`" in lines[0]


@pytest.mark.parametrize(
    ("line", "stretches"),
    [
        ("- *a*", ["*a*"]),
        ("- *a* b # c", ["*a* b"]),
        ("  - - @a", ["@a"]),
        ("key: %a", ["%a"]),
        ("- key: &a b", ["&a b"]),
        ('"key": !a', ["!a"]),
        ("ru: [a, *b, c]", ["*b"]),
        ("ru: {a: *b, c: @d}", ["*b", "@d"]),
        ('ru: ["a" b, c, "d"]', ['"a" b']),
        ('- "a" b', ['"a" b']),
        ("k: a: b", ["a: b"]),
        ("k: a:", ["a:"]),
        ('- "a"', []),
        ('- "a": b', []),
        ("- a: b", []),
        ("- a * b & c ! d", []),
        ("k: >-", []),
        ("k: |  # text", []),
        ('k: "a: b"', []),
        ("k: http://a", []),
        ("# - *a*", []),
        ("[a, 'b', c]", []),
        ("", []),
    ],
)
def test_find_traps(line: str, stretches: list[str]) -> None:
    assert [line[trap.start : trap.stop] for trap in find_traps(line)] == stretches
