from collections.abc import Callable

import pytest

from qualcode.yaml_tree.nodes import Mapping, Node, Scalar, Sequence
from qualcode.yaml_tree.problems import Problems
from qualcode.yaml_tree.syntax import compose_source

Told = Callable[[str], list[str]]

SOURCE = """\
# comment
a: 1
b:
  - no
  - "x
     y"
  - {c: д, e: [f]}
g: |
  text
    more
"""


def compose(source: str) -> Node | None:
    problems = Problems("x", source.split("\n"))
    root = compose_source(source.split("\n"), problems)
    assert not problems
    return root


def flatten(node: Node | None) -> list[tuple[str, int, int]]:
    """Every scalar with its line and column, keys included."""
    if isinstance(node, Scalar):
        return [(node.value, node.line, node.column)]
    if isinstance(node, Sequence):
        return [found for item in node.items for found in flatten(item)]
    assert isinstance(node, Mapping)
    return [found for pair in node.entries for part in pair for found in flatten(part)]


def test_every_key_and_value_knows_its_place() -> None:
    assert flatten(compose(SOURCE)) == [
        ("a", 2, 1),
        ("1", 2, 4),
        ("b", 3, 1),
        ("no", 4, 5),
        ("x y", 5, 5),
        ("c", 7, 6),
        ("д", 7, 9),
        ("e", 7, 12),
        ("f", 7, 16),
        ("g", 8, 1),
        ("text\n  more\n", 8, 4),
    ]


def test_plain_and_cut_scalars() -> None:
    root = compose('- a # b\n- "a" # b\n- a#b\n- [a # b\n  ]\n- # b\n')
    assert isinstance(root, Sequence)
    scalars = [item.items[0] if isinstance(item, Sequence) else item for item in root.items]
    marks = [(item.plain, item.cut) for item in scalars if isinstance(item, Scalar)]
    assert marks == [(True, True), (False, False), (True, False), (True, True), (True, True)]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("", "the file is empty"),
        ("# nothing\n", "the codebook holds nothing but comments"),
        ("- a\n", "1:1: a codebook begins with keys such as `codebook:` and `codes:`"),
        ("just text", "1:1: a codebook begins with keys"),
        ("a: b\n---\nc: d\n", "2:1: a second document begins here"),
        ("a: b\na: c\n", "2:1: `a` stands here a second time, first in line 1"),
        ("? [a]\n: b\n", "1:3: a list or mapping stands where a key is expected"),
        ("a:\n\tb: c\n\td: e\n", "2:1: a tab stands in the indentation (and in 1 other line)"),
        ("a:\n  - b\n\t- c\n", "3:1: a tab stands in the indentation; indent with blanks alone"),
        ('a: "b\nc: d\n', '1:4: a: the quotation mark opened here is not closed; close it: "b"'),
        ("a: [b, c\nd: e\n", "1 on"),
        ("a: 1\n b: 2\n", "2:3: a key cannot stand here"),
        ('a: "\\d"\n', "1:5: a backslash in double quotes begins a special sign"),
        (
            'a: "\\x07"\n',
            "1:4: a: a backslash works inside double quotation marks: it makes a control character;"
            " take single ones: '\\x07'",
        ),
        (
            'a: {regex: "\\bруб"}\n',
            "1:12: a > regex: a backslash works inside double quotation marks: it makes a control"
            " character; take single ones: '\\bруб'",
        ),
        ("a: b\x07\n", "1:5: a control character stands here (U+0007)"),
        ("a: &x [b]\n", "1:4: YAML anchors, aliases and tags"),
        ("a: !!python/object/apply:os.system [b]\n", "1:4: YAML anchors, aliases and tags"),
    ],
)
def test_errors_of_yaml_in_plain_words(told: Told, source: str, line: str) -> None:
    found = told(source)
    assert any(line in each for each in found), found


def test_lines_are_those_of_an_editor(told: Told) -> None:
    assert any(
        line.startswith("4:1: `a` stands here a second time")
        for line in told("a: 1\r\n# x\u2028y\x85\r# z\r\na: 2\r\n")
    )


def test_columns_are_counted_without_the_byte_order_mark(told: Told) -> None:
    assert told("\ufeffnonsense: 1\n")[0].startswith("1:1: `nonsense` is no key here")
