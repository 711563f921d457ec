from collections.abc import Callable

import pytest

from qualcode.codebook import parse_codebook
from qualcode.codebook.grammar import parse_phrase
from qualcode.model.codebook import Group, Indicator

Told = Callable[[str], list[str]]
WithCode = Callable[[str], str]


@pytest.fixture
def indicator(with_code: WithCode) -> Callable[[str], Indicator]:
    """The indicator a list of one item makes."""

    def parse(item: str) -> Indicator:
        source = with_code(f"  indicators:\n    en:\n    - {item}\n")
        return parse_codebook(source, "demo.yaml").codes[0].indicators[0]

    return parse


a, b, c = (parse_phrase(letter) for letter in "abc")


@pytest.mark.parametrize(
    ("item", "expression"),
    [
        ("a", a),
        ("{term: a}", a),
        ("{term: a, not: [b]}", Group("any", (a,), "segment", absent=(b,))),
        ("{term: a, not: [b], within: answer}", Group("any", (a,), "answer", absent=(b,))),
        ("{any: [a, b]}", Group("any", (a, b), "segment")),
        ("{all: [a, b]}", Group("all", (a, b), "segment")),
        ("{all: [a, b], within: sentence, ordered: yes}", Group("all", (a, b), "sentence", True)),
        ("{near: [a, b]}", Group("all", (a, b), 8)),
        ("{near: [a, b], within: 4, ordered: true}", Group("all", (a, b), 4, True)),
        ("{near: [a, b], within: turn, ordered: no}", Group("all", (a, b), "turn")),
        ("{term: a, not: [{term: b}]}", Group("any", (a,), "segment", absent=(b,))),
        (
            "{term: a, not: [{near: [b, c]}], within: turn}",
            Group("any", (a,), "turn", absent=(Group("all", (b, c), 8),)),
        ),
        (
            "{all: [a, {any: [b, {term: c}]}], not: [c, b]}",
            Group("all", (a, Group("any", (b, c), "segment")), "segment", absent=(c, b)),
        ),
    ],
)
def test_expressions(indicator: Callable[[str], Indicator], item: str, expression: object) -> None:
    assert indicator(item).expression == expression


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ('"Red   Tape"', "Red Tape"),
        ("{near: [A, b], within: 4}", "near: [A, b] within 4"),
        ("{near: [a, b], ordered: true}", "near: [a, b] within 8 ordered"),
        ("{term: a, not: [b, c]}", "term: a within segment not [b, c]"),
        (
            "{term: a, not: [{near: [b, c]}]}",
            "term: a within segment not [near: [b, c] within 8]",
        ),
        ("{all: [a, {any: [b]}]}", "all: [a, any: [b] within segment] within segment"),
    ],
)
def test_text_is_on_one_line(indicator: Callable[[str], Indicator], item: str, text: str) -> None:
    assert indicator(item).text == text


def test_settings_of_an_indicator(indicator: Callable[[str], Indicator]) -> None:
    found = indicator("{term: a, weight: 0.5, negation: exclude, note: rare}")
    assert (found.weight, found.negation, found.note) == (0.5, "exclude", "rare")
    assert (found.owner, found.language, found.line) == ("saving", "en", 10)


def test_identity_is_of_code_language_and_canonical_form(with_code: WithCode) -> None:
    def ids(lines: str) -> list[str]:
        codebook = parse_codebook(with_code(f"  indicators:\n{lines}"), "demo.yaml")
        return [found.id for found in codebook.codes[0].indicators]

    plain = ids("    en: [red tape]\n")
    assert plain == ["879e5bf465"]  # sha1 of "saving\nen\nred tape"
    assert ids("    en:\n    - {term: RED  tape, weight: 3, note: x}\n") == plain
    assert ids("    any: [{term: red tape, lang: en}]\n") == plain
    assert ids("    ru: [red tape]\n") != plain
    assert ids("    en: [{all: [a, b], within: 8}]\n") == ids("    en: [{near: [a, b]}]\n")


def test_negation_comes_from_the_code(with_code: WithCode) -> None:
    source = with_code("  negation: ignore\n  indicators: {en: [a, {term: b, negation: mark}]}\n")
    code = parse_codebook(source, "demo.yaml").codes[0]
    assert [found.negation for found in code.indicators] == ["ignore", "mark"]


@pytest.mark.parametrize(
    ("item", "line"),
    [
        ("{term: a, regexp: b}", "`regexp` is no key here; did you mean `regex`?"),
        ("{term: a, wieght: 2}", "`wieght` is no key here; did you mean `weight`?"),
        ("{fuzy: a}", "10:8: codes > saving > indicators > en: `fuzy` is no key here; "
         "did you mean `fuzzy`?"),
        ("{any: [{fuzy: a}]}", "`fuzy` is no key here; did you mean `fuzzy`?"),
        ("{any: [{term: a, weigth: 2}]}", "`weigth` is no key here; did you mean `weight`?"),
        ("{near: [a, b], withn: 3}", "`withn` is no key here; did you mean `within`?"),
        ("{near: [a]}", "at least 2 must stand here, not 1; add another item"),
        ("{any: []}", "at least 1 must stand here, not 0; write one"),
        ("{near: a}", "a list is expected here"),
        ("{term: a, any: [b]}", "`term`, `any` stand in one indicator"),
        ("{weight: 2}", "the indicator has none of `term`, `any`, `all`, `near`, `regex`, "
         "`fuzzy`, `code`, `pattern`; add one"),
        ("{who: [ngo]}", "the indicator has none of `term`"),
        ("{term: a, regex: b}", "`term`, `regex` stand in one indicator; keep one, or put one "
         "inside another"),
        ("{term: a, min: 80}", "`min` says nothing beside `term`; use it with `fuzzy`"),
        ("{any: [a], min: 80}", "`min` says nothing beside `any`; use it with `fuzzy`"),
        ("{regex: ab, within: 3}", "`within` says nothing beside `regex` without `not`; take it"),
        ("{fuzzy: abcd, within: 3}", "`within` says nothing beside `fuzzy` without `not`"),
        ("{regex: ab, ordered: true}", "`ordered` says nothing beside `regex`"),
        ("{term: a, within: 3}", "`within` says nothing beside `term` without `not`"),
        ("{term: a, ordered: true}", "`ordered` says nothing beside `term`"),
        ("{any: [a], ordered: true}", "`ordered` says nothing beside `any`"),
        ("{all: [a], within: sentense}", "did you mean `sentence`?"),
        ("{all: [a], within: interview}", "`interview` is none of"),
        ("{all: [a], within: 0}", "`0` is too small: it must be 1 or more"),
        ("{all: [a], within: 2.5}", "`2.5` is none of"),
        ("{all: [a], ordered: maybe}", "`maybe` is not `true` or `false`"),
        ("{term: a, weight: 0}", "`0` is too small: it must be more than 0"),
        ("{term: a, weight: heavy}", "`heavy` is not a number"),
        ("{term: a, weight: nan}", "`nan` is not a number"),
        ("{term: a, negation: ignor}", "did you mean `ignore`?"),
        ("{term: a, lang: en}", "`lang` says nothing in the list of `en`"),
        ("{all: [{term: a, weight: 2}]}", "`weight` belongs to the whole indicator"),
        ("{all: [{term: a, who: [ngo]}]}", "`who` belongs to the whole indicator, not to a part "
         "of it; move it to the outermost mapping"),
        ("{term: a, not: [{term: b, question: q1}]}", "`question` belongs to the whole indicator"),
        ("{all: [{any: [{any: [{any: [{any: [a]}]}]}]}]}", "more than 4 deep"),
        ("{term: a |b}", "a blank stands beside the bar"),
        ("{any: [a, b c.]}", "`c.` ends with `.`; leave it out"),
        ("{term: a, not: [b |c]}", "a blank stands beside the bar"),
        ("{term: a, not: [{any: [b |c]}]}", "a blank stands beside the bar"),
        ("{term: a, not: [{near: [b]}]}", "at least 2 must stand here, not 1"),
        ("{term: a, not: b}", "a list is expected here"),
        ("[a, b]", "text is expected here; write one item per line after `- `"),
        ('""', "nothing stands here"),
    ],
)  # fmt: skip
def test_refused_indicators(told: Told, with_code: WithCode, item: str, line: str) -> None:
    lines = told(with_code(f"  indicators:\n    en:\n    - sound\n    - {item}\n"))
    lines = [each.replace("11:", "10:", 1) for each in lines]
    assert len(lines) <= 2
    assert any(line in each for each in lines), lines


def test_the_same_indicator_twice(told: Told, with_code: WithCode) -> None:
    source = with_code(
        "  indicators:\n    en:\n    - red tape\n    - other\n    - {term: RED tape, weight: 2}\n"
        "    ru: [red tape]\n"
    )
    assert told(source) == [
        "12:7: codes > saving > indicators > en: the same indicator stands in line 10: "
        "`red tape`; take one out"
    ]
