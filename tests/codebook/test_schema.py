import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from qualcode.codebook.schema import CodebookShape

Told = Callable[[str], list[str]]
WithCode = Callable[[str], str]


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for shape in (schema, *schema["$defs"].values()):
        yield from shape.get("properties", {}).items()


def test_every_key_is_described_in_the_json_schema() -> None:
    schema = CodebookShape.model_json_schema()
    found = list(properties(schema))
    assert len(found) > 60
    assert [name for name, entry in found if not entry.get("description")] == []
    assert "not" in dict(found)


def test_the_json_schema_allows_no_other_keys() -> None:
    schema = CodebookShape.model_json_schema()
    shapes = [shape for shape in (schema, *schema["$defs"].values()) if "properties" in shape]
    assert len(shapes) > 10
    assert all(shape["additionalProperties"] is False for shape in shapes)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("kind: valu", "`valu` is none of `value`, `practice`, `actor`, `instrument`, `barrier`, "
         "`attribute`; did you mean `value`?"),
        ("origin: [theory]", "one word is expected here"),
        ("unit: sentence", "`sentence` is none of `segment`, `turn`, `answer`, `interview`"),
        ("min_score: -1", "`-1` is too small: it must be more than 0"),
        ("min_score: high", "`high` is not a number"),
        ("speakers: interviewr", "did you mean `interviewer`?"),
        ("speakers: [respondent, all]", "`all` is none of"),
        ("color: red", "`red` is no colour: six hexadecimal digits"),
        ("color: #ff0000", "nothing stands here; a `#` after a blank begins a comment"),
        ("guid: x", "`x` is no identifier"),
        ("brief:", "nothing stands here; write a value, or take the line out"),
        ("brief: [a, b]", 'if the brackets belong to the text, quote it: "[a, b]"'),
        ("exclude: [a]", "lists by language are expected here; write a language first"),
        ("exclude: {ru: [{term: a}]}", "text is expected here"),
        ("examples: {ru: Пример}", "a list is expected here"),
        ("examples: {ru: [Она сказала: нет]}", 'quote it: "Она сказала: нет"'),
        ("examples: {ru: [Деньги # нет\n  ]}", "begins a comment"),
        ("indicator: {ru: [a]}", "`indicator` is no key here; did you mean `indicators`?"),
        ("wholly_other: 1", "`wholly_other` is no key here; the keys are `id`, `name`,"),
        ("near_misses: {rus: [a]}", "`rus` is no language: two small letters"),
        ("children: {id: a}", "a list is expected here"),
        ("children: [a]", "keys and values are expected here"),
        ("theory: {}", "at least 1 must stand here, not 0"),
    ],
)  # fmt: skip
def test_values_that_do_not_fit(told: Told, with_code: WithCode, lines: str, expected: str) -> None:
    found = told(with_code(f"  indicators: {{ru: [слово]}}\n  {lines}\n"))
    assert len(found) == 1, found
    assert found[0].startswith("9:")
    assert "codes > saving" in found[0]
    assert expected in found[0]


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("{id: d, title: D, version: 1.0.0}", "`languages` is missing"),
        ("{id: d, title: D, version: 1.0.0, languages: [rus]}", "`rus` is no language"),
        ("{id: d, title: D, version: one, languages: [en]}", "`one` is no version"),
        ("{id: D!, title: D, version: 1.0.0, languages: [en]}", "`D!` is no id"),
        ("{id: d, title: D, version: 1.0.0, languages: [en], changelog: [{version: 1.0.0}]}",
         "`what` is missing"),
        ("demo", "keys and values are expected here"),
    ],
)  # fmt: skip
def test_what_a_codebook_says_of_itself(
    told: Told, with_code: WithCode, head: str, about: str, expected: str
) -> None:
    source = with_code("  indicators: {en: [word]}\n").replace(head, f"codebook: {about}\n")
    found = told(source)
    assert any(expected in line for line in found), found


def test_importing_the_room_imports_nothing_heavy() -> None:
    script = (
        "import sys, qualcode.codebook, qualcode.codebook.grammar\n"
        "heavy = 'pydantic yaml rapidfuzz pymorphy3 simplemma regex spacy'.split()\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr
