from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook import parse_codebook
from qualcode.codebook.regex_samples import sample_regex
from qualcode.codebook.regexes import LONGEST, compile_regex, find_fault
from qualcode.model.codebook import Group, Indicator, Regex

Told = Callable[[str], list[str]]
WithCode = Callable[[str], str]

HARMLESS = [
    r"\b[1-5][,.]\d{1,2}\s*(балл|из\s+(5|пяти))",
    r"не хвата\w+\s+(?:\w+\s+){0,3}(денег|деньги)",
    r"\w*контрол\w*",
    r"контрол[а-яё]*",
    r"\b\d{2,4}-?ФЗ\b",
    r"не\b.*\bденьги",
    r"(?:bureaucracy){e<=2}",
    r"(?:do|does|did)n['’]t\s+\w+",
    r"(?<=[а-я]{3} )контроль(?!\w)",
    r"\p{Lu}{2}\d",
    r"(\d{4})-(\d\d)-(\d\d)",
    r"(?P<word>\w+) и ещё раз (?P=word)",
    "|".join(f"слово{number}" for number in range(100)),
]


@pytest.mark.parametrize("pattern", HARMLESS, ids=range(len(HARMLESS)))
def test_harmless_expressions_are_taken(pattern: str) -> None:
    assert find_fault(pattern) is None


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a|aa)+$",
        r"(\w+\s?)+!",
        r"(x+x+)+y",
        r"контроль (\w|\w\w)+$",
        r"(?:(?:деньги|кадры) )?([а-я]|[а-я][а-я])+;$",
        r"(?:\w+[ ,]*)+[.]",
        r"\w+\s*\w+\s*\w+!",
        r"a(?:b|c|bc)*d(?:e|f|ef)*$",
        r"(?R)",
        r"(?:(?:a{0,900}){0,900}){0,900}b",
    ],
)
def test_expressions_that_run_away_are_refused(pattern: str) -> None:
    fault = find_fault(pattern)
    assert fault is not None
    assert fault.message == "the expression takes far too long on a text of a few hundred signs"


@pytest.mark.parametrize("endless", range(16))
def test_one_trial_that_takes_too_long_is_the_last(
    endless: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled, limits = compile_regex(r"контрол\w*"), []

    class Slow:
        def search(self, text: str, timeout: float) -> object:
            limits.append(timeout)
            if len(limits) > endless:
                raise TimeoutError
            return compiled.search(text)

    monkeypatch.setattr("qualcode.codebook.regexes._compile", lambda _: Slow())
    fault = find_fault(compiled.pattern)
    assert fault is not None
    assert "takes far too long" in fault.message
    assert len(limits) == endless + 1
    assert 0 < max(limits) < 1  # seconds


@pytest.mark.parametrize(
    ("item", "line"),
    [
        ("'('", "the expression is broken at its end: missing ); correct it"),
        ("'[а-'", "the expression is broken at its end: unterminated character set; correct it"),
        ("'ab**c'", "the expression is broken at its sign 4, `*c`: multiple repeat; correct it"),
        (r"'\1'", "the expression is broken at its end: invalid group reference; correct it"),
        ("'a*'", "the expression matches the empty text, so it would be found everywhere; "
         "let it ask for at least one sign: `+` instead of `*`"),
        (r"'\b'", "the expression matches the empty text, so it would be found everywhere; "
         "let it ask for at least one sign: `+` instead of `*`"),
        ("'(?=контроль)'", "the expression matches the empty text, so it would be found "
         "everywhere; let it ask for at least one sign: `+` instead of `*`"),
        ("'.'", "the expression finds something in any sentence; write the words it is to find, "
         "or what stands beside them; it takes capitals and small letters for the same"),
        ("'[А-ЯЁ]{2,}'", "the expression finds something in any sentence; write the words it is "
         "to find, or what stands beside them; it takes capitals and small letters for the same"),
        ("'[a-z]+'", "the expression finds something in any sentence; write the words it is "
         "to find, or what stands beside them; it takes capitals and small letters for the same"),
        ("'(a|aa)+$'", "the expression takes far too long on a text of a few hundred signs; do "
         r"not repeat a repeat, as in `(a+)+`, nor signs that fit two repeats side by side, as "
         r"in `\w+\s*\w+`"),
        ("'a{999999}'", "the counts in braces make the expression too long; take smaller numbers"),
        ("'(a{1000}){1000}'",
         "the counts in braces make the expression too long; take smaller numbers"),
        (f"'{'(' * 700}a{')' * 700}'",
         "too many brackets stand in one another; write a simpler expression"),
        (f"'{'a' * 2001}'", "the expression is longer than 2000 signs; make it several items"),
        ("''", "nothing stands here; write a value, or take the line out"),
    ],
)  # fmt: skip
def test_refused(told: Told, with_code: WithCode, item: str, line: str) -> None:
    found = told(with_code(f"  indicators:\n    ru:\n    - звук\n    - {{regex: {item}}}\n"))
    assert found == [f"11:15: codes > saving > indicators > ru > regex: {line}"]


def test_an_expression_in_double_quotes_is_told_before_it_is_tried(
    told: Told, with_code: WithCode
) -> None:
    (line,) = told(with_code('  indicators:\n    ru:\n    - {regex: "\\d+ балл"}\n'))
    assert "a backslash in double quotes begins a special sign that is not known" in line


def regex(with_code: WithCode, item: str) -> Indicator:
    source = with_code(f"  indicators:\n    ru:\n    - {item}\n")
    return parse_codebook(source, "demo.yaml").codes[0].indicators[0]


@pytest.mark.parametrize(
    ("item", "expression", "text"),
    [
        (r"{regex: '\d+ балл'}", Regex(r"\d+ балл"), r"regex: \d+ балл"),
        ("{regex: ' КПД '}", Regex(" КПД "), "regex: КПД"),
        ("regex: |\n        КПД\n", Regex("КПД"), "regex: КПД"),
        (
            r"{regex: '\d балл', not: [{regex: 'из, ста'}], within: turn}",
            Group("any", (Regex(r"\d балл"),), "turn", absent=(Regex("из, ста"),)),
            r"regex: \d балл within turn not [regex: из, ста]",
        ),
    ],
)
def test_expressions(with_code: WithCode, item: str, expression: object, text: str) -> None:
    found = regex(with_code, item)
    assert (found.expression, found.text) == (expression, text)


def test_identity_is_of_the_expression_as_written(with_code: WithCode) -> None:
    items = (
        r"{regex: '\w балл'}",
        r"{regex: '\W балл'}",
        "{any: [{regex: 'a, b'}]}",
        "{any: [{regex: a}, b]}",
    )
    assert len({regex(with_code, item).id for item in items}) == 4


@pytest.mark.parametrize(
    ("pattern", "text", "repeats"),
    [
        (r"(a|aa)+$", "a", [("", "a"), ("", "aa")]),
        (r"не (\w+\s?)+!", "не a !", [("не ", "a"), ("не ", "a ")]),
        (r"[^a-z][0-9]{2}\.", "я0.", [("я", "0")]),
        (r"(?P<x>да|нет) (?:[\]\d]*)", "да ]", [("да ", "]")]),
        (r"\p{Cyrillic}+\x41\b", "яA", [("", "я")]),
    ],
)
def test_samples(pattern: str, text: str, repeats: list[tuple[str, str]]) -> None:
    sample = sample_regex(pattern)
    assert (sample.text, sample.repeats) == (text, repeats)


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("abж1 .*+?()[]{},|\\^$:<>=!wsdbBpP-#\n"), max_size=14))
def test_any_text_is_an_expression_or_refused(pattern: str) -> None:
    fault = find_fault(pattern)
    assert fault is None or fault.message
    if fault is None:
        assert len(pattern) <= LONGEST
        assert compile_regex(pattern).search("") is None
