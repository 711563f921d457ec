import pytest

from qualcode.codebook import parse_codebook
from qualcode.inspecting.checking import Material
from qualcode.inspecting.checking.never import check_never

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
  exclude: {ru: [MASK]}
relations: [{id: conflict, name: Conflict, cues: {ru: [CUE]}}]
"""


def findings(item: str, cue: str = "мешать", mask: str = "слово чести") -> list[str]:
    source = SOURCE.replace("ITEM", item).replace("CUE", cue).replace("MASK", mask)
    told = check_never(Material(parse_codebook(source, "demo.yaml")))
    return [f"{one.line}: {one.message}; {one.cure}" for one in told]


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
    assert findings(item) == [f"11: {line}"]
    assert findings("a", item) == [f"13: {line}"]


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


@pytest.mark.parametrize(
    ("item", "mask", "hidden"),
    [
        ("плановые дела", "плановый дело", True),
        ("честное дело жизни", "дело", True),
        ("{any: [дело, дела чести]}", "дело", True),
        ("дело", "дело чести", False),  # hidden in that phrase alone
        ("дело ... жизнь", "дело ... жизнь", False),  # of several the mask takes the nearest
        ("{any: [дело, честь]}", "дело", False),
        ("{regex: 'дел[оа]'}", "дело", False),
        ("=дело", "=дела", False),
    ],
)
def test_a_mask_that_hides_an_indicator_whole_is_told(item: str, mask: str, hidden: bool) -> None:
    assert [line[:3] for line in findings(item, mask=mask)] == ["11:"] * hidden
