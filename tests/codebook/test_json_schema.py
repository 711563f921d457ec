import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook import parse_codebook
from qualcode.codebook.cues import check_cues
from qualcode.codebook.schema_indicators import NOT_IN_CUES
from qualcode.codebook.schema_json import (
    DIALECT,
    MODELINE,
    SCHEMA_FILE,
    make_json_schema,
    render_json_schema,
    write_json_schema,
)
from qualcode.errors import CodebookError, RefusedError
from qualcode.yaml_tree.problems import Problems
from qualcode.yaml_tree.syntax import compose_source

CODEBOOKS = Path(__file__).parents[2] / "codebooks"
VALIDATOR = jsonschema.Draft202012Validator(make_json_schema())
LANGUAGES = ("ru", "en", "any")
Node = dict[str, Any]


class Yaml12(yaml.SafeLoader):
    """YAML 1.2 as editors read it: `no`, `12:30` and dates are texts, `0123` and `4.54` numbers."""


Yaml12.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
Yaml12.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))


def refused(source: str) -> list[str]:
    tree = yaml.load(source, Loader=Yaml12)  # noqa: S506 - a safe loader
    # One fault of a value is told by its type and by its alternatives.
    told = {tuple(error.path): error.message for error in VALIDATOR.iter_errors(tree)}
    return list(told.values())


def is_sound(source: str) -> bool:
    try:
        parse_codebook(source, "demo.yaml")
    except CodebookError:
        return False
    return True


def shapes() -> list[Node]:
    schema = make_json_schema()
    return [schema, *schema["$defs"].values()]


def test_it_is_a_json_schema() -> None:
    schema = make_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert json.loads(render_json_schema()) == schema


def test_every_key_is_described_and_no_other_allowed() -> None:
    known = [shape for shape in shapes() if "properties" in shape]
    assert len(known) > 14
    for shape in known:
        assert shape["additionalProperties"] is False
        for name, entry in shape["properties"].items():
            assert entry.get("description") or name in LANGUAGES, name


def test_no_default_is_offered_that_says_nothing() -> None:
    entries = [entry for shape in shapes() for entry in shape.get("properties", {}).values()]
    defaults = [entry["default"] for entry in entries if "default" in entry]
    assert "mark" in defaults
    assert "" not in defaults


@pytest.mark.no_cover  # large: what it runs is measured by other tests
@pytest.mark.parametrize("path", sorted(CODEBOOKS.glob("*.yaml")), ids=lambda path: path.name)
def test_shipped_codebooks_are_accepted(path: Path) -> None:
    assert refused(path.read_text(encoding="utf-8")) == []


def test_the_schema_beside_the_shipped_codebooks_is_fresh() -> None:
    """Made anew by: qualcode schema --out codebooks/codebook.schema.json."""
    shipped = (CODEBOOKS / SCHEMA_FILE).read_text(encoding="utf-8")
    assert shipped == render_json_schema()
    assert MODELINE.endswith(SCHEMA_FILE)


FAULTS = [
    ("definiton: a", "Additional properties"),
    ("kind: valu", "is not one of"),
    ("brief:", "is not of type"),
    ("brief: [a]", "is not of type"),
    ('brief: " "', "does not match"),
    ("min_score: 0", "less than or equal to the minimum"),
    ("min_score: high", "does not match"),
    ("speakers: [respondent, all]", "is not valid under any"),
    ("color: red", "does not match"),
    ("guid: x", "does not match"),
    ("exclude: [a]", "is not of type"),
    ("exclude: {rus: [a]}", "does not match any"),
    ("examples: {ru: Пример}", "is not of type"),
    ("examples: {ru: [a: b]}", "is not of type"),
    ("children: {id: a}", "is not of type"),
    ("replaces: []", "should be non-empty"),
    ("replaced_by: Так", "does not match"),
    ("indicators: {ru: [{near: [a], within: 4}]}", "is not valid under any"),
    ("indicators: {ru: [{near: [a, b], within: 0}]}", "is not valid under any"),
    ("indicators: {ru: [{near: [a, b], within: page}]}", "is not valid under any"),
    ("indicators: {ru: [{near: [a, b], term: c}]}", "is not valid under any"),
    ("indicators: {ru: [{note: abc}]}", "is not valid under any"),
    ("indicators: {ru: [{term: a, weigth: 2}]}", "is not valid under any"),
    ("indicators: {ru: [{term: a, ordered: true}]}", "is not valid under any"),
    ("indicators: {ru: [{term: a, min: 90}]}", "is not valid under any"),
    ("indicators: {ru: [{fuzzy: слово, min: 20}]}", "is not valid under any"),
    ("indicators: {ru: [{term: a, within: 3}]}", "is not valid under any"),
    ("indicators: {ru: [{near: [a, b], ordered: maybe}]}", "is not valid under any"),
    ("indicators: {ru: [{term: a, lang: ru}]}", "is not valid under any"),
    ("indicators: {ru: [{all: [{term: a, weight: 2}, b]}]}", "is not valid under any"),
    ("indicators: {ru: [{pattern: [{POSS: VERB}]}]}", "is not valid under any"),
    ("indicators: {ru: [{pattern: []}]}", "is not valid under any"),
    ("indicators: {ru: [[a]]}", "is not valid under any"),
]


@pytest.mark.parametrize(("line", "expected"), FAULTS)
def test_faults_are_refused_as_the_loader_refuses_them(
    with_code: Callable[[str], str], line: str, expected: str
) -> None:
    more = "" if line.startswith("indicators") else "  indicators: {ru: [слово]}\n"
    source = with_code(f"{more}  {line}\n")
    assert not is_sound(source)
    told = refused(source)
    assert len(told) == 1, told
    assert expected in told[0]


@pytest.mark.parametrize(
    "section",
    [
        "tensions:\n- {id: t, name: T, poles: [saving]}",
        "tensions:\n- {id: t, name: T, poles: [saving, saving], levels: []}",
        "tensions:\n- {id: T, name: T, poles: [saving, saving]}",
        "respondent_types:\n- {id: a}",
        "guide:\n- {id: a, text: b, topic: saving}",
        "relations:\n- {id: a, name: b, cues: [a]}",
        "codes2: []",
    ],
)
def test_faults_outside_the_codes(with_code: Callable[[str], str], section: str) -> None:
    source = with_code("  indicators: {ru: [слово]}\n") + section + "\n"
    assert not is_sound(source)
    assert len(refused(source)) == 1


@pytest.mark.parametrize("key", NOT_IN_CUES)
@pytest.mark.parametrize("place", ["relations", "tensions"])
def test_cues_have_no_keys_that_say_nothing_there(
    with_code: Callable[[str], str], key: str, place: str
) -> None:
    value = "[{LOWER: a}]" if key == "pattern" else "saving"
    kind = "" if key in ("code", "pattern") else "term: a, "
    cue = f"{{ru: [{{{kind}{key}: {value}}}]}}"
    relations = (
        f"relations:\n- {{id: conflict, name: C, cues: {cue if place == 'relations' else '{}'}}}\n"
    )
    own = f", cues: {{conflict: {cue}}}" if place == "tensions" else ""
    tensions = f"tensions:\n- {{id: t, name: T, poles: [saving, saving]{own}}}\n"
    source = with_code("  indicators: {ru: [слово]}\n") + relations + tensions
    assert len(refused(source)) == 1
    lines = source.split("\n")
    problems = Problems("", lines)
    root = compose_source(lines, problems)
    assert root is not None
    check_cues(root, problems)  # type: ignore[arg-type]
    assert len(problems) == 1


SOUND = [
    "brief: no",
    "brief: 12:30",
    "brief: 0123",
    "brief: 4.54",
    "brief: 2021-06-01",
    "brief: {ru: 12, any: yes}",
    "examples: {ru: [слово, 0123, 12:30, '~']}",
    "color: 000000",
    "color: '#1b9e77'",
    "min_score: '2'",
    "min_score: .5",
    "min_score: 1_0",
    "speakers: [respondent, other]",
    "negation: 'ignore'",
    "replaces: old.code",
    "replaces: [' old.code ']",
    "theory: >-\n    слово\n    слово",
    "indicators: {ru: [слово, 2021, {near: [a, 12], within: 4, ordered: yes, not: [c]}]}",
    "indicators: {ru: [{near: [a, b], within: '4', ordered: 1, weight: '1.5'}]}",
    "indicators: {ru: [{fuzzy: слово, min: 90, note: 12}]}",
    "indicators: {ru: [{term: a, not: [b], within: sentence}]}",
    "indicators: {ru: [{any: [a, {all: [b, c]}], negation: exclude}]}",
    "indicators: {any: [слово, {term: word, lang: en}]}",
    "indicators: {ru: [{pattern: [{POS: VERB, LOWER: слово}], weight: 2}]}",
]


@pytest.mark.parametrize("line", SOUND)
def test_what_the_loader_takes_is_accepted(with_code: Callable[[str], str], line: str) -> None:
    more = "" if line.startswith("indicators") else "  indicators: {ru: [слово]}\n"
    source = with_code(f"{more}  {line}\n")
    assert is_sound(source), source
    assert refused(source) == []


PHRASES = st.sampled_from(["слово", "обратная связь", "=reporting", "2021", "12", "a|b", "не|нет"])


def indicators() -> st.SearchStrategy[Any]:
    def mapping(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        parts = st.lists(inner, min_size=1, max_size=3)
        return st.fixed_dictionaries(
            {},
            optional={
                "near": parts, "all": parts, "any": parts, "term": PHRASES, "fuzzy": PHRASES,
                "regex": st.just("слово\\w"), "not": parts, "code": st.just("saving"),
                "within": st.sampled_from([1, "4", 0, "sentence", "page", "answer"]),
                "ordered": st.sampled_from([True, "yes", 1, 2, "maybe", False]),
                "min": st.sampled_from([90, "80", 20]),
            },
        )  # fmt: skip

    return st.recursive(PHRASES, mapping, max_leaves=4)


OUTER = {
    "weight": st.sampled_from([1, "2", 0.5, 0, "x"]),
    "negation": st.sampled_from(["mark", "never"]),
    "note": st.sampled_from(["why", 12, ""]),
    "lang": st.sampled_from(["ru", "english"]),
}


@given(indicators(), st.fixed_dictionaries({}, optional=OUTER), st.sampled_from(["ru", "any"]))
@settings(max_examples=300, deadline=None)
def test_whatever_the_loader_takes_is_accepted(item: Any, outer: Node, language: str) -> None:
    written = {**item, **outer} if isinstance(item, dict) else item
    tree = {
        "codebook": {"id": "demo", "title": "D", "version": "1.0", "languages": ["ru"]},
        "codes": [
            {"id": "saving", "name": "A", "indicators": {"ru": ["основа"]}, **TEXTS},
            {"id": "care", "name": "B", "indicators": {language: [written]}, **TEXTS},
        ],
    }
    source = json.dumps(tree, ensure_ascii=False)
    if is_sound(source):
        assert list(VALIDATOR.iter_errors(tree)) == []


TEXTS = {"definition": "a", "use_when": "b", "do_not_use_when": "c"}


def test_a_schema_is_written_over_a_former_one_alone(tmp_path: Path) -> None:
    path = tmp_path / SCHEMA_FILE
    write_json_schema(path)
    former = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**former, "$defs": {}}), encoding="utf-8")
    write_json_schema(path)
    assert path.read_text(encoding="utf-8") == render_json_schema()
    for foreign in ("{}", "[]", "no json"):
        path.write_text(foreign, encoding="utf-8")
        with pytest.raises(RefusedError, match="is no JSON Schema of qualcode"):
            write_json_schema(path)
        assert path.read_text(encoding="utf-8") == foreign
    with pytest.raises(RefusedError, match="cannot be written"):
        write_json_schema(tmp_path / "no" / SCHEMA_FILE)
    assert [one.name for one in tmp_path.iterdir()] == [SCHEMA_FILE]


def test_the_examples_shown_are_sound() -> None:
    definitions = make_json_schema()["$defs"]
    entries = [entry for shape in shapes() for entry in shape.get("properties", {}).values()]
    shown = [(entry, example) for entry in entries for example in entry.get("examples", ())]
    assert len(shown) > 20
    for entry, example in shown:
        validator = jsonschema.Draft202012Validator({"$defs": definitions, **entry})
        assert list(validator.iter_errors(example)) == [], example
