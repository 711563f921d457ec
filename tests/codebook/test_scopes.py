"""Where indicators lead: other codes, respondent types, questions of the guide."""

from collections.abc import Callable

import pytest

from qualcode.codebook import parse_codebook
from qualcode.model.codebook import CodeReference, Group, Indicator

Told = Callable[[str], list[str]]

SECTIONS = """\
respondent_types: [{id: ngo, name: N}, {id: public, name: P}]
guide: [{id: q1, text: One?}, {id: q2, text: Two?}]
"""
TEXTS = "name: N, definition: d, use_when: u, do_not_use_when: n"


def codes(**indicators: str) -> str:
    """Codes with one list of indicators each; `__` stands for the dot of an id."""
    lines = [
        f"- {{id: {id.replace('__', '.')}, {TEXTS}, indicators: {{ru: [{items}]}}}}"
        for id, items in indicators.items()
    ]
    return "codes:\n" + "\n".join(lines) + "\n"


def load(source: str) -> dict[str, tuple[Indicator, ...]]:
    return {code.id: code.indicators for code in parse_codebook(source, "demo.yaml").codes}


def test_a_reference_is_to_a_code_and_all_below_it(head: str) -> None:
    source = head + codes(
        a="{code: b}", b="слово", b__c="слово", b__c__d="слово", e="{all: [{code: b.c}, деньги]}"
    )
    found = load(source)
    assert found["a"][0].expression == CodeReference("b", frozenset({"b", "b.c", "b.c.d"}))
    assert found["a"][0].text == "code: b"
    group = found["e"][0].expression
    assert isinstance(group, Group)
    assert group.items[0] == CodeReference("b.c", frozenset({"b.c", "b.c.d"}))


def test_the_identity_of_a_reference_outlives_codes_below_it(head: str) -> None:
    before = load(head + codes(a="{code: b}", b="слово"))["a"][0]
    after = load(head + codes(a="{code: b}", b="слово", b__c="слово"))["a"][0]
    assert before.id == after.id
    assert before.expression != after.expression


@pytest.mark.parametrize(
    ("sources", "line"),
    [
        (codes(care="{code: carr}"), "there is no code `carr`; did you mean `care`?"),
        (codes(a="{not: [{code: b}], term: слово}"), "2:… there is no code `b`"),
        (codes(a="{code: b}") + "- {id: b, name: B}\n",
         "the code `b` has no indicators, so it is never found; name another code, or take the "
         "reference out"),
        (codes(a="{code: b}") + "- {id: b, name: B, children: [{id: b.c, name: C}]}\n",
         "the code `b` has no indicators in use, nor has any below it, so it is never found"),
        (codes(a="{code: b}") + f"- {{id: b, {TEXTS}, status: retired, indicators: {{ru: [c]}}}}\n",
         "the code `b` is retired, so it is never found; name another code, or take the "
         "reference out"),
    ],
)  # fmt: skip
def test_references_that_lead_nowhere(told: Told, head: str, sources: str, line: str) -> None:
    (found,) = told(head + sources)
    assert found.startswith("3:")
    assert line.removeprefix("2:… ") in found


ALL_TALK = "says nothing in a cue: cues are looked for in all talk; take it out"
WORDS = (
    "is not for cues: cues are words that are looked for beside the poles; take it out, or write"
    " the words"
)


@pytest.mark.parametrize(
    ("cue", "key", "message"),
    [
        ("{term: мешать, who: [ngo]}", "who", ALL_TALK),
        ("{term: мешать, who: nobody}", "who", ALL_TALK),
        ("{term: мешать, question: q1}", "question", ALL_TALK),
        ("{code: a}", "code", WORDS),
        ("{code: nowhere}", "code", WORDS),
        ("{pattern: [{POS: VERB}]}", "pattern", WORDS),
        ("{all: [мешать, {any: [{code: a}]}]}", "code", WORDS),
        ("{term: мешать, not: [{code: a}]}", "code", WORDS),
    ],
)
def test_what_no_cue_can_have(told: Told, head: str, cue: str, key: str, message: str) -> None:
    start = f"{head}{SECTIONS}{codes(a='слово', b='дело')}"
    relation = f"relations: [{{id: r, name: R, cues: {{ru: [{cue}]}}}}]"
    (line,) = told(f"{start}{relation}\n")
    assert line.startswith(f"7:{relation.index(key + ':') + 1}: relations > r > cues > ru")
    assert line.endswith(f": `{key}` {message}")
    tension = f"tensions: [{{id: t, name: T, poles: [a, b], cues: {{r: {{ru: [{cue}]}}}}}}]"
    (line,) = told(f"{start}relations: [{{id: r, name: R}}]\n{tension}\n")
    assert line.startswith("8:")
    assert "tensions > t > cues > r > ru" in line
    assert line.endswith(f": `{key}` {message}")


@pytest.mark.parametrize("cue", ["{regex: 'в ущерб|взамен'}", "{fuzzy: противоречить, min: 80}"])
def test_cues_of_other_kinds(told: Told, head: str, cue: str) -> None:
    relation = f"relations: [{{id: r, name: R, cues: {{ru: [{cue}]}}}}]\n"
    assert told(head + codes(a="слово") + relation) == []


@pytest.mark.parametrize(
    ("indicators", "places"),
    [
        ({"a": "{code: a}"}, ["3:93 `a → a`"]),
        ({"a": "{code: b}", "b": "{code: a}"}, ["3:93 `a → b → a`"]),
        ({"c": "{code: a}", "a": "{code: b}", "b": "{code: a}"}, ["4:93 `a → b → a`"]),
        ({"a": "{all: [{any: [{code: b}]}, слово]}", "b": "{term: слово, not: [{code: a}]}"},
         ["3:107 `a → b → a`"]),
        ({"a__b": "{code: a}", "a": "слово"}, ["3:95 `a.b → a → a.b`"]),
        ({"x": "{code: a}", "a": "слово", "a__b": "{code: x}"}, ["3:93 `x → a → a.b → x`"]),
        ({"a": "{code: b}", "b": "{code: a}", "c": "{code: d}", "d": "{code: c}"},
         ["3:93 `a → b → a`", "5:93 `c → d → c`"]),
        ({"a": "{code: a}, {code: b}", "b": "{code: a}"}, ["3:93 `a → a`"]),
        ({"a": "{code: a.b}", "a__b": "слово"}, []),
        ({"a": "{code: b}", "b": "{code: c}", "c": "слово", "d": "{code: a}, {code: b}"}, []),
    ],
)  # fmt: skip
def test_codes_found_by_way_of_themselves(
    told: Told, head: str, indicators: dict[str, str], places: list[str]
) -> None:
    lines = told(head + codes(**indicators))
    assert len(lines) == len(places)
    for line, place in zip(lines, places, strict=True):
        where, _, way = place.partition(" ")
        assert line.startswith(f"{where}: ")
        assert line.endswith(f"code: the references go round: {way}; take one of them out")


def test_a_round_through_children(told: Told, head: str) -> None:
    source = (
        f"{head}codes:\n- id: a\n  name: A\n  children:\n"
        f"  - {{id: a.b, {TEXTS}, indicators: {{ru: [{{all: [{{code: a}}, слово]}}]}}}}\n"
    )
    (line,) = told(source)
    assert "the references go round: `a.b → a → a.b`" in line


def test_a_long_round_is_shown_by_its_ends(told: Told, head: str) -> None:
    links = {f"c{number}": f"{{code: c{(number + 1) % 3000}}}" for number in range(3000)}
    (line,) = told(head + codes(**links))
    assert "`c0 → c1 → c2 → c3 → … → c2998 → c2999 → c0`" in line


@pytest.mark.parametrize(
    ("item", "who", "questions", "text"),
    [
        ("{term: слово, who: [ngo]}", ("ngo",), (), "term: слово who [ngo]"),
        ("{term: слово, who: ngo}", ("ngo",), (), "term: слово who [ngo]"),
        ("{term: слово, question: [q2, q1, q2]}", (), ("q2", "q1"),
         "term: слово question [q2, q1]"),
        ("{near: [a, b], who: [public, ngo], question: q1}", ("public", "ngo"), ("q1",),
         "near: [a, b] within 8 who [public, ngo] question [q1]"),
        ("{fuzzy: оценка, who: ngo}", ("ngo",), (), "fuzzy: оценка min 88 who [ngo]"),
    ],
)  # fmt: skip
def test_whose_talk_and_which_answers(
    head: str, item: str, who: tuple[str, ...], questions: tuple[str, ...], text: str
) -> None:
    (found,) = load(head + SECTIONS + codes(a=item))["a"]
    assert (found.who, found.questions, found.text) == (who, questions, text)


def test_the_same_words_for_others_are_another_rule(head: str) -> None:
    items = (
        "слово, {term: слово, who: ngo}, {term: слово, who: public}, {term: слово, question: q1},"
        " {term: слово, who: [ngo, public]}"
    )
    found = load(head + SECTIONS + codes(a=items))["a"]
    assert len({indicator.id for indicator in found}) == 5
    (plain,) = load(head + codes(a="слово"))["a"]
    assert found[0].id == plain.id
    (turned,) = load(head + SECTIONS + codes(a="{term: слово, who: [public, ngo]}"))["a"]
    assert turned.id == found[4].id


@pytest.mark.parametrize(
    ("sections", "item", "line"),
    [
        (SECTIONS, "{term: a, who: [ngoo]}", "4 who: there is no respondent type `ngoo`; did you "
         "mean `ngo`?"),
        (SECTIONS, "{term: a, who: [ngo, minister]}", "4 who: there is no respondent type "
         "`minister`; the ids stand under `respondent_types`"),
        (SECTIONS, "{term: a, who: interviewer}", "4 who: there is no respondent type "
         "`interviewer`; a role is no respondent type: write `speakers: interviewer` for the "
         "whole code"),
        ("", "{term: a, who: ngo}", "2 who: there is no respondent type `ngo`, for the codebook "
         "has no `respondent_types`; add `respondent_types` with this id"),
        (SECTIONS, "{term: a, question: q11}",
         "4 question: there is no question `q11`; did you mean `q1`?"),
        ("", "{term: a, question: [q1]}", "2 question: there is no question `q1`, for the "
         "codebook has no `guide`; add `guide` with this id"),
        (SECTIONS, "{term: a, who: []}", "4 who: at least 1 must stand here, not 0; write one, "
         "or take `who` out"),
        (SECTIONS, "{term: a, who: {ngo: yes}}", "4 who: text or a list is expected here"),
        (SECTIONS, '{term: a, who: ""}', "4 who: nothing stands here; write a value, or take the "
         "line out"),
    ],
)  # fmt: skip
def test_types_and_questions_that_are_none(
    told: Told, head: str, sections: str, item: str, line: str
) -> None:
    (found,) = told(head + sections + codes(a=item))
    number, _, rest = line.partition(" ")
    assert found.startswith(f"{int(number) + 1}:")
    assert rest in found
