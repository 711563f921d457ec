from __future__ import annotations

import pytest
from tried_codebook import CODEBOOK, SOURCE, finding, findings

from qualcode.codebook import parse_codebook
from qualcode.errors import CodebookError
from qualcode.inspecting.explaining import explain_text, render_text, wording
from qualcode.inspecting.explaining.explanation import Finding, Suppression
from qualcode.language import KNOWN_LANGUAGES
from qualcode.tagging.cues import load_file


def suppressed(text: str) -> Finding:
    (only,) = [one for one in findings(text) if one.suppression]
    return only


def test_a_hit_leads_to_its_line_of_the_codebook() -> None:
    hit = finding("Началась экономия.")
    assert (hit.code, hit.name, hit.words, hit.suppression) == (
        "saving",
        "Saving",
        "экономия",
        None,
    )
    line = hit.indicator
    assert (line.file, line.source) == ("tried.yaml", '- "экономия"')
    assert SOURCE.split("\n")[line.line - 1].strip() == line.source


@pytest.mark.parametrize(
    ("text", "said", "source"),
    [
        (
            "Это экономия времени.",
            "masked by `экономия время` (tried.yaml:{line})",
            'exclude: {ru: ["экономия время"]}',
        ),
        (
            "Прошло сокращение штатов.",
            "outranked by the longer `сокращение ставка|штат` (tried.yaml:{line})",
            '- "сокращение ставка|штат"',
        ),
        ("План урезали на бумаге.", "its `not` found «бумаге»", ""),
        (
            "Никакой экономии у нас.",
            "denied by «Никакой», and denied ones do not count here (`negation: exclude`)",
            "",
        ),
    ],
)
def test_what_takes_a_hit_away_is_told(text: str, said: str, source: str) -> None:
    one = suppressed(text)
    assert one.suppression
    line = one.suppression.line
    assert (line.source if line else "") == source
    told = wording.say_suppression(one.suppression, one.context)
    assert told == said.format(line=line.line if line else 0)


OUTRANKED = """\
codebook: {id: tried, title: Tried, version: "1.0.0", languages: [ru]}
codes:
- id: care
  name: Care
  definition: d
  use_when: u
  do_not_use_when: n
  indicators: {ru: ["забота", {term: "забот*", weight: 2}, "уход дома", "забота|уход"]}
"""


def test_what_the_winner_has_more_of_is_told() -> None:
    codebook = parse_codebook(OUTRANKED, "tried.yaml")
    found = explain_text("Забота. Это уход дома.", codebook, "ru").findings
    told = [
        (one.indicator.text, one.suppression.by, one.suppression.advantage)
        for one in found
        if one.suppression
    ]
    assert told == [
        ("забота", "забот*", "weightier"),
        ("забота|уход", "забот*", "weightier"),
        ("забота|уход", "уход дома", "longer"),
    ]
    equal = parse_codebook(OUTRANKED.replace("weight: 2", "weight: 1"), "tried.yaml")
    first, second = (
        one.suppression for one in explain_text("Забота.", equal, "ru").findings if one.suppression
    )
    assert (first.by, first.advantage) == (second.by, second.advantage) == ("забота", "")


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("turn", "Экономия. " + "Раз два три четыре пять. " * 12 + "Бюджет."),
        ("answer", "Экономия. " + "Раз два три четыре пять. " * 12 + "Бюджет."),
        ("interview", "Экономия. " + "Раз два три четыре пять. " * 12 + "Бюджет."),
    ],
)
def test_the_score_is_that_of_the_unit(unit: str, text: str) -> None:
    source = SOURCE.replace("  negation: exclude\n", f"  unit: {unit}\n  min_score: 2\n")
    codebook = parse_codebook(source, "tried.yaml")
    explanation = explain_text(text, codebook, "ru", "saving")
    assert len(explanation.segments) == 2
    for one in explanation.findings:
        assert (one.verdict.unit, one.verdict.score, one.verdict.given) == (unit, 1.5, False)


def test_a_regular_expression_without_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.tagging.listed.LONGEST_SEARCH", 1e-9)
    source = SOURCE.replace("en: [", "en: [{regex: 'sav(i|n|g)+'}, ", 1)
    with pytest.raises(CodebookError, match=r"tried.yaml:\d+: `.*` takes too long in the text"):
        explain_text("We are saving.", parse_codebook(source, "tried.yaml"), "en")


def test_what_a_model_holds_against_it_is_told() -> None:
    vetoed = Suppression("vetoed", "the model reads «стали» as a verb", None, "")
    context = finding("Началась экономия.").context
    told = wording.say_suppression(vetoed, context)
    assert told == "vetoed: the model reads «стали» as a verb"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Началась экономия.", "Weight 1. The segment scores 1 and needs 1: it has the code."),
        ("Экономия, бюджет.", "Weight 1. The segment scores 1.5 and needs 1: it has the code."),
        (
            "Это потеря.",
            "Weight 0.5. The segment scores 0.5 and needs 1: it does not have the code.",
        ),
        ("Это экономия времени.", "It adds nothing. The segment does not have the code."),
        (
            "Экономия времени и денег.",
            "It adds nothing. The segment has the code by other words.",
        ),
    ],
)
def test_what_came_of_it_is_told(text: str, verdict: str) -> None:
    assert wording.say_verdict(findings(text)[0]) == verdict


def test_a_code_that_is_only_denied_is_no_mention() -> None:
    hits = findings("Нет потерь, нет потерь. Лишение.")
    assert {one.verdict.present for one in hits} == {True}
    denied = findings_without_exclude("Никакой экономии.")
    assert wording.say_verdict(denied[0]) == (
        "Weight 1. The segment scores 1 and needs 1. The segment has the code only denied, which"
        " is counted apart."
    )


def findings_without_exclude(text: str) -> tuple[Finding, ...]:
    codebook = parse_codebook(SOURCE.replace("negation: exclude", "negation: mark"), "tried.yaml")
    return explain_text(text, codebook, "ru").findings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Началась экономия.", "Affirmed, in the speaker's own words, as a fact."),
        (
            "Никакой экономии у нас.",
            "Denied by «Никакой», in the speaker's own words, as a fact.",
        ),
        (
            "Раньше была экономия.",
            "Affirmed, in the speaker's own words, about the past by «Раньше».",
        ),
        ("Разве это экономия?", "Affirmed, in the speaker's own words, as a question."),
        (
            "Никакого лишения.",
            "Denied or not is all the same here (`negation: ignore`), in the speaker's own words,"
            " as a fact.",
        ),
    ],
)
def test_how_it_is_said_is_told(text: str, said: str) -> None:
    assert wording.say_context(finding(text).context) == said


UNMARKED = "Negation, wishes, the past and verbs of speech are not looked for in German."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Wir haben keine Fürsorge.", UNMARKED),
        ("Gibt es hier Fürsorge?", f"{UNMARKED} Said as a question."),
        (
            "Er sagte: «Wir haben viel Fürsorge hier».",
            f"{UNMARKED} Told as the words of others in the quotation «Wir haben …».",
        ),
    ],
)
def test_nothing_is_said_of_marks_that_nobody_looks_for(text: str, said: str) -> None:
    source = SOURCE.replace("[ru, en]", "[ru, en, de]").replace(
        '    en: ["=cost"', '    de: ["Fürsorge"]\n    en: ["=cost"'
    )
    (one,) = explain_text(text, parse_codebook(source, "tried.yaml"), "de").findings
    assert (one.context.language, one.context.marked) == ("de", False)
    assert wording.say_context(one.context) == said


def test_marks_are_looked_for_in_languages_with_cue_lists_alone() -> None:
    assert {code for code in ("ru", "en", "de", "tt", "uk", "") if load_file(code)} == set(
        KNOWN_LANGUAGES
    )


def test_nothing_is_said_of_marks_in_an_untold_language() -> None:
    source = SOURCE.replace("    any: [{all:", '    any: ["=442", {all:')
    (one,) = explain_text("442.", parse_codebook(source, "tried.yaml")).findings
    assert wording.say_context(one.context).endswith(
        " not looked for where the language could not be told."
    )


def test_what_is_not_enough_is_no_hit() -> None:
    shown = render_text(explain_text("Это потеря.", CODEBOOK, "ru"))
    assert shown.startswith("0 hits, 1 found that is not enough, by tried.yaml\n")
    heading = "± saving.loss “Loss”, at 4: found, but its segment scores 0.5 and needs 1"
    assert f"\n\n{heading}\n    Это [[потеря]].\n" in shown


def test_a_code_that_is_only_denied_is_so_for_words_left_out() -> None:
    source = SOURCE.replace("negation: exclude", "negation: mark")
    codebook = parse_codebook(source, "tried.yaml")
    one = next(
        one
        for one in explain_text("Никакого сокращения штата.", codebook, "ru").findings
        if one.suppression
    )
    assert wording.say_verdict(one) == (
        "It adds nothing. The segment has the code by other words, only denied, which is counted"
        " apart."
    )


def test_a_quotation_is_told_with_its_own_marks() -> None:
    said = wording.say_context(finding("Мне пишут: «Нужна ваша экономия».").context)
    assert said.startswith("Affirmed, told as the words of others in the quotation «Нужна ваша")


def test_a_wish_is_told_with_its_cue() -> None:
    said = wording.say_context(finding("Нам хотелось бы экономии.").context)
    assert said.startswith("Affirmed, in the speaker's own words, as a wish or a duty by «")
    assert said.endswith("бы».")


def test_the_words_of_others_are_told_with_their_cue() -> None:
    said = wording.say_context(finding("Нам говорят, что нужна экономия.").context)
    assert said.startswith("Affirmed, told as the words of others by «говорят")


def test_an_indicator_is_written_out_where_its_line_does_not_show_it() -> None:
    one = suppressed("План урезали на бумаге.")
    shown = wording.say_indicator(one)
    assert shown.endswith(", that is `near: [план, урезать] within 4 not [бумага]`")
    assert f'tried.yaml:{one.indicator.line}: - near: ["план", "урезать"]' in shown
    assert "that is" not in wording.say_indicator(finding("Экономия."))


def test_of_several_indicators_on_one_line_the_one_is_shown() -> None:
    others = ", ".join(f'"word{number}"' for number in range(40))
    codebook = parse_codebook(SOURCE.replace('"=cost"', f'{others}, "=cost"'), "tried.yaml")
    (one,) = explain_text("Only cost.", codebook, "en").findings
    shown = wording.say_indicator(one)
    assert shown == f"tried.yaml:{one.indicator.line}: `=cost`"


def test_every_finding_of_the_codebook_has_its_words() -> None:
    text = "Экономия бюджета. Сокращение штата. Деньги, 4,54 балла. Соцзощита. План урезать."
    found = findings(text)
    assert len(found) >= 8
    for one in found:
        assert "unknown" not in {word.how for word in one.found}
        assert "".join(fragment.text for fragment in one.excerpt) in text
        marked = [fragment.text for fragment in one.excerpt if fragment.marked]
        assert marked == [word.text for word in one.found]
    assert CODEBOOK.file == found[0].indicator.file


def test_an_expression_with_bars_and_blanks_is_one_place() -> None:
    source = SOURCE.replace('"оптимиз*"', "{regex: 'оптимиз\\w+ | нужн\\w+'}")
    explanation = explain_text("Это нужная работа.", parse_codebook(source, "tried.yaml"), "ru")
    (found,) = explanation.findings
    assert found.words == "нужная"
