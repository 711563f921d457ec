import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from qualcode.codebook import parse_codebook
from qualcode.model.codebook import Group, Indicator, TokenPattern

Told = Callable[[str], list[str]]
WithCode = Callable[[str], str]


def pattern(with_code: WithCode, item: str) -> Indicator:
    source = with_code(f"  indicators:\n    ru:\n    - {item}\n")
    return parse_codebook(source, "demo.yaml").codes[0].indicators[0]


@pytest.mark.parametrize(
    ("written", "tokens"),
    [
        ('[{LOWER: не}, {POS: VERB, OP: "+"}]', [{"LOWER": "не"}, {"OP": "+", "POS": "VERB"}]),
        ("[{LEMMA: отчёт, IS_TITLE: no}]", [{"IS_TITLE": False, "LEMMA": "отчёт"}]),
        ("[{LIKE_NUM: true}, {LOWER: год}]", [{"LIKE_NUM": True}, {"LOWER": "год"}]),
        ("[{LENGTH: 13}]", [{"LENGTH": 13}]),
        ('[{LENGTH: {">=": 13, "<": 20}}]', [{"LENGTH": {"<": 20, ">=": 13}}]),
        ("[{LENGTH: {IN: [13, 14]}}]", [{"LENGTH": {"IN": [13, 14]}}]),
        ("[{LOWER: {IN: [не, ни, no]}}]", [{"LOWER": {"IN": ["не", "ни", "no"]}}]),
        ("[{TEXT: {REGEX: '^[А-Я]{3}$'}}]", [{"TEXT": {"REGEX": "^[А-Я]{3}$"}}]),
        ("[{LOWER: {FUZZY2: отчёт}}]", [{"LOWER": {"FUZZY2": "отчёт"}}]),
        ("[{LOWER: {FUZZY: {IN: [отчёт]}}}]", [{"LOWER": {"FUZZY": {"IN": ["отчёт"]}}}]),
        ("[{MORPH: {IS_SUPERSET: [Number=Plur]}}]",
         [{"MORPH": {"IS_SUPERSET": ["Number=Plur"]}}]),
        ('[{LOWER: мы, OP: "{1,3}"}, {}, {POS: NOUN}]',
         [{"LOWER": "мы", "OP": "{1,3}"}, {}, {"POS": "NOUN"}]),
        ("[{LEMMA: 2019}]", [{"LEMMA": "2019"}]),
    ],
)  # fmt: skip
def test_values_become_what_spacy_takes(
    with_code: WithCode, written: str, tokens: list[object]
) -> None:
    found = pattern(with_code, f"{{pattern: {written}}}")
    assert isinstance(found.expression, TokenPattern)
    assert json.loads(found.expression.tokens) == tokens
    assert found.expression.tokens == json.dumps(tokens, ensure_ascii=False, sort_keys=True)
    assert found.text == f"pattern: {found.expression.tokens}"


def test_a_part_of_a_group(with_code: WithCode) -> None:
    item = "{all: [{pattern: [{POS: VERB}]}, отчёт], not: [{pattern: [{POS: X}]}]}"
    found = pattern(with_code, item).expression
    assert isinstance(found, Group)
    assert found.items[0] == TokenPattern('[{"POS": "VERB"}]')
    assert found.absent == (TokenPattern('[{"POS": "X"}]'),)


def test_identity_is_of_the_canonical_form(with_code: WithCode) -> None:
    def id(tokens: str) -> str:
        return pattern(with_code, f"{{pattern: {tokens}}}").id

    assert id("[{POS: VERB, LOWER: шёл}]") == id('[{"LOWER": "шёл", "POS": VERB}]')
    assert len({id("[{TEXT: Шёл}]"), id("[{TEXT: шёл}]"), id("[{LOWER: шёл}]")}) == 3


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("x", "17: codes > saving > indicators > ru > pattern: a list is expected here; "
         "write one item per line after `- `"),
        ("[]", "17: codes > saving > indicators > ru > pattern: at least 1 must stand here, "
         "not 0"),
        ("[a]", "18: codes > saving > indicators > ru > pattern: a token is keys and values; "
         "write it as `{LOWER: слово}`"),
        ("[{LOWR: a}]", "19: codes > saving > indicators > ru > pattern: `LOWR` is no attribute "
         "of a token; did you mean `LOWER`?"),
        ("[{lemma: a}]", "`lemma` is no attribute of a token; did you mean `LEMMA`?"),
        ("[{_: {a: b}}]", "`_` is no attribute of a token; it has `LOWER`, `LEMMA`, `POS`,"),
        ("[{LOWER: Не}]", "26: codes > saving > indicators > ru > pattern > LOWER: `LOWER` is the "
         "word in small letters, so this is never found; write `не`, or take `TEXT`"),
        ("[{POS: VREB}]", "`VREB` is no `POS`; did you mean `VERB`?"),
        ("[{POS: {IN: [NUON]}}]", "`NUON` is no `POS`; did you mean `NOUN`?"),
        ("[{POS: [VERB]}]", "`POS` takes one value; write `POS: {IN: […]}` for one of several"),
        ("[{POS: {INN: [VERB]}}]", "`INN` is no way to compare `POS`; did you mean `IN`?"),
        ("[{POS: {IN: VERB}}]", "a list of values is expected here; write it as `[a, b]`"),
        ("[{POS: {}}]", "nothing stands here; write a value, or take the attribute out"),
        ("[{POS: }]", "nothing stands here; write a value, or take the attribute out"),
        ("[{IS_TITLE: maybe}]", "`IS_TITLE` is `true` or `false`"),
        ("[{LENGTH: long}]", "`long` is no whole number"),
        ('[{LENGTH: {">=": x}}]', "`x` is no whole number"),
        ('[{LENGTH: {"=>": 3}}]', "`=>` is no way to compare `LENGTH`; did you mean `>`?"),
        ('[{LOWER: a, OP: "%"}]',
         '`%` is no `OP`; it is `!`, `?`, `*`, `+`, or a count as "{2}", "{1,3}"'),
        ('[{LOWER: a, OP: "{3,1}"}]', "`{3,1}` is no `OP`"),
        ("[{LOWER: a, OP: {2}}]", "this is no `OP`"),
        ("[{TEXT: {REGEX: '('}}]", "the expression is broken at its end: missing ); correct it"),
        ("[{TEXT: {REGEX: '(a|aa)+$'}}]", "the expression takes far too long on a text"),
        ("[{ENT_IOB: K}]", "spaCy does not take this pattern: "),
        ("[{MORPH: {IS_SUPERSET: [a]}}]", "17: codes > saving > indicators > ru > pattern: spaCy "
         "does not take this pattern: "),
        ("[{}]", "17: codes > saving > indicators > ru > pattern: the pattern fits any word: no "
         "token of it must be there and be of some kind; give a token without `OP` a word, a "
         "`LEMMA` or a `POS`"),
        ('[{LOWER: a, OP: "*"}]', "the pattern fits any word"),
        ('[{POS: VERB, OP: "?"}, {}]', "the pattern fits any word"),
        ('[{POS: VERB, OP: "!"}, {OP: "+"}]', "the pattern fits any word"),
        ('[{POS: VERB, OP: "{,2}"}]', "the pattern fits any word"),
        ("[{IS_ALPHA: true}]", "the pattern finds something in any sentence; say more of what "
         "must stand there"),
        ("[{IS_SPACE: false}]", "the pattern finds something in any sentence"),
        ('[{LOWER: a, OP: "{0,20}"}, {LOWER: b}]', "the pattern leaves so much open that it takes "
         "far too long; take fewer `*`, `+`, `?` and narrower counts; three of `*` and `+` are "
         "the most"),
        ('[{LOWER: a, OP: "{999}"}]', "the pattern has over 60 tokens; make it shorter"),
        ('[{LOWER: a, OP: "{99999999999}"}]', "`{99999999999}` is no `OP`"),
        (f"[{'{LOWER: a}, ' * 61}]", "the pattern has over 60 tokens; make it shorter"),
    ],
)  # fmt: skip
def test_refused(told: Told, with_code: WithCode, written: str, line: str) -> None:
    lines = told(with_code(f"  indicators:\n    ru:\n    - звук\n    - {{pattern: {written}}}\n"))
    assert len(lines) == 1, lines
    assert lines[0].startswith("11:")
    assert line in lines[0]


def test_the_most_open_pattern_comes_to_an_end(with_code: WithCode) -> None:
    import spacy
    from spacy.matcher import Matcher

    found = pattern(with_code, f"{{pattern: [{'{LOWER: a, OP: +}, ' * 3}{{LOWER: b}}]}}")
    assert isinstance(found.expression, TokenPattern)
    blank = spacy.blank("xx")
    matcher = Matcher(blank.vocab)
    matcher.add("pattern", [json.loads(found.expression.tokens)])
    assert matcher(blank("a " * 60)) == []


@pytest.mark.parametrize(("item", "asked"), [("слово", False), ("{pattern: [{POS: X}]}", True)])
def test_spacy_is_asked_only_about_patterns(with_code: WithCode, item: str, asked: bool) -> None:
    script = (
        "import sys\nfrom qualcode.codebook import parse_codebook\n"
        "parse_codebook(sys.argv[1], 'demo.yaml')\nprint('spacy' in sys.modules)"
    )
    source = with_code(f"  indicators: {{ru: [{item}]}}\n")
    done = subprocess.run([sys.executable, "-c", script, source], capture_output=True, text=True)
    assert done.stdout == f"{asked}\n", done.stderr
