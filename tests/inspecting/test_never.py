import pytest

from qualcode.codebook import parse_codebook
from qualcode.inspecting.never import check_never

SOURCE = """\
codebook: {id: demo, title: Demo, version: 1.0.0, languages: [ru]}
codes:
- id: saving
  name: Saving
  definition: d
  use_when: u
  do_not_use_when: n
  indicators:
    ru:
    - слово
    - ITEM
relations: [{id: conflict, name: Conflict, cues: {ru: [CUE]}}]
"""


def findings(item: str, cue: str = "мешать") -> list[str]:
    source = SOURCE.replace("ITEM", item).replace("CUE", cue)
    return [str(finding) for finding in check_never(parse_codebook(source, "demo.yaml"))]


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ('{all: ["a"], not: ["a"]}', "a"),
        ('{all: ["b", "Слово  моё"], not: ["c", "слово моё"]}', "слово мое"),
        ('{term: "a", not: ["a"], within: turn}', "a"),
        ('{any: ["a", "b"], not: ["b"]}', "b"),
        ('{near: ["a", {regex: "ab+"}], not: [{regex: "ab+"}]}', 'regex: "ab+"'),
        ('{any: ["c", {all: ["a", "b"], not: ["b"]}]}', "b"),
        ('{term: "c", not: [{term: "a", not: ["a"]}]}', "a"),
    ],
)
def test_what_is_sought_and_forbidden_is_told(item: str, text: str) -> None:
    message = f"`{text}` is looked for, and stands under `not` beside it: it can never be found"
    line = f"{message}; take it out of one of the two"
    assert findings(item) == [f"demo.yaml:11: {line}"]
    assert findings("a", item) == [f"demo.yaml:12: {line}"]


@pytest.mark.parametrize(
    "item",
    [
        '{all: ["a"], not: ["a b"]}',
        '{all: ["a", {all: ["b"], not: ["c"]}], not: ["d"]}',
        '{any: [{term: "a", not: ["b"]}, "b"]}',
        '{term: "=a", not: ["a"]}',
    ],
)
def test_what_can_be_found_is_not_told(item: str) -> None:
    assert findings(item) == []
