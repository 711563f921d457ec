"""What a comparison says of each kind of change, and by what it says codings changed."""

from __future__ import annotations

import copy
import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from decided_study import decision
from mutated import TALK, basic, code, compare, parse, read

from qualcode.decisions.deciding import gather_decisions
from qualcode.inspecting.comparing import (
    Comparison,
    match_codebooks,
    render_csv,
    render_html,
    render_json,
    render_text,
)
from qualcode.inspecting.comparing.codings import compare_codings
from qualcode.inspecting.comparing.comparison import CodeCount, Outcome, tally_reasons
from qualcode.inspecting.comparing.wording import say_change, say_field, say_reason
from qualcode.inspecting.corpus import Circumstances
from qualcode.pipeline import Corpus


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return read(tmp_path / "talk")


@pytest.fixture
def old() -> dict[str, Any]:
    return basic()


@pytest.fixture
def new() -> dict[str, Any]:
    return basic()


def kinds(outcome: Outcome, became: str) -> set[str]:
    return {
        reason.kind
        for one in outcome.codings
        if one.became == became
        for reason in one.reasons
    }  # fmt: skip


def said(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    return [say_change(one) for one in match_codebooks(parse(old), parse(new)).changes]


def test_an_added_indicator_gains(corpus: Corpus, old: Any, new: Any) -> None:
    new["codes"][1]["indicators"]["ru"].append("помощь")
    outcome = compare(corpus, old, new)
    gained = [one for one in outcome.codings if one.became == "gained"]
    assert {one.code for one in gained} == {"care"}
    for one in gained:
        [reason] = one.reasons
        assert (reason.kind, reason.text, reason.old_line) == ("indicator added", "помощь", 0)
        assert parse(new).source.splitlines()[reason.new_line - 1].strip() == '"помощь"'
        assert "помощь" in "".join(part.text for part in one.quote if part.marked).lower()
    assert said(old, new)[0].startswith("+ indicator ru помощь (line ")


def test_a_removed_indicator_loses(corpus: Corpus, old: Any, new: Any) -> None:
    new["codes"][0]["indicators"]["ru"].remove("экономия")
    outcome = compare(corpus, old, new)
    assert kinds(outcome, "lost") == {"indicator removed"}
    [one] = [one for one in outcome.codes if one.code == "saving"]
    assert one.new - one.old == -one.lost < 0


def test_a_mask_takes_away_and_gives_back(corpus: Corpus, old: Any, new: Any) -> None:
    new["codes"][1]["exclude"] = {"ru": ["забота"]}
    outcome = compare(corpus, old, new)
    assert kinds(outcome, "lost") == {"mask added"}
    assert "mask removed" in kinds(compare(corpus, new, old), "gained")
    reason = outcome.codings[0].reasons[0]
    assert (reason.old_line, reason.new_line > 0, reason.text) == (0, True, "забота")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"min_score": 3}, "min_score"),
        ({"status": "retired"}, "status"),
        ({"speakers": ["interviewer"]}, "speakers"),
        ({"unit": "turn"}, "unit"),
        ({"negation": "exclude"}, "negation"),
    ],
)
def test_settings_are_named(
    corpus: Corpus, old: Any, new: Any, change: dict[str, Any], reason: str
) -> None:
    new["codes"][0] |= change
    outcome = compare(corpus, old, new)
    names = {became: kinds(outcome, became) for became in ("lost", "denied lost", "changed")}
    assert any(reason in found for found in names.values()), names
    assert any(line.startswith("~ code saving") for line in said(old, new))


def test_what_a_weight_does(corpus: Corpus, old: Any, new: Any) -> None:
    new["codes"][2]["indicators"]["ru"] = [{"term": "деньги", "weight": 0.5, "note": "why"}]
    outcome = compare(corpus, old, new)
    assert kinds(outcome, "lost") == {"weight"}
    [line] = said(old, new)
    assert line.endswith(": weight: 1 → 0.5; note added: why")
    assert "деньги (weight: 1 → 0.5)" in say_reason(outcome.codings[0].reasons[0])


def test_a_longer_indicator_takes_the_words(corpus: Corpus, old: Any, new: Any) -> None:
    """`сокращение штата` had its own weight; now `прошло сокращение штата` outranks it."""
    longer = {"term": "пройти сокращение штат", "weight": 0.5}
    new["codes"][0]["indicators"]["ru"].append(longer)
    outcome = compare(corpus, old, new)
    assert kinds(outcome, "changed") == {"outranked", "indicator added"}
    told = [say_reason(one) for one in outcome.codings[0].reasons]
    assert any("now another takes the words: пройти сокращение штат" in one for one in told)


def test_renamed_codes_are_compared_under_their_new_names(
    corpus: Corpus, old: Any, new: Any
) -> None:
    old["codes"][1]["indicators"]["ru"].append({"code": "other"})
    new["codes"][1]["indicators"]["ru"].append({"code": "cash"})
    new["codes"][2] |= {"id": "cash", "replaces": "other"}
    outcome = compare(corpus, old, new)
    assert outcome.codings == ()
    assert [one.code for one in outcome.codes] == ["saving", "care", "cash"]
    [line] = [line for line in said(old, new) if "renamed" in line]
    assert line.startswith("~ code cash, renamed from other")
    assert not any("indicator" in line for line in said(old, new))


def test_a_code_below_another_is_moved(old: Any, new: Any) -> None:
    new["codes"][2] |= {"id": "care.other", "replaces": "other"}
    assert any(line.startswith("~ code care.other, moved from other") for line in said(old, new))


def test_two_codes_that_become_one(corpus: Corpus, old: Any, new: Any) -> None:
    new["codes"][1]["replaces"] = ["other"]
    new["codes"][1]["indicators"]["ru"] += new["codes"].pop(2)["indicators"]["ru"]
    outcome = compare(corpus, old, new)
    assert "merged" in kinds(outcome, "lost") | kinds(outcome, "changed")
    assert any("code other became part of care" in line for line in said(old, new))
    assert not any(line.startswith(("+", "-")) for line in said(old, new))


def test_an_indicator_that_went_to_another_code(corpus: Corpus, old: Any, new: Any) -> None:
    old["codes"][2]["indicators"]["ru"].append("люди")
    new["codes"][0]["indicators"]["ru"].append("люди")
    outcome = compare(corpus, old, new)
    assert kinds(outcome, "gained") | kinds(outcome, "lost") == {"indicator moved"}
    assert any("moved from other" in line for line in said(old, new))


def test_what_a_code_refers_to(corpus: Corpus, old: Any, new: Any) -> None:
    for data in (old, new):
        data["codes"].append(code("referring", [{"code": "other"}]))
    new["codes"][2]["indicators"]["ru"] = ["помощь"]
    outcome = compare(corpus, old, new)
    found = [one for one in outcome.codings if one.code == "referring" and one.became == "gained"]
    [reason] = {reason for one in found for reason in one.reasons}
    assert (reason.kind, reason.text) == ("reference", "code: other, which is found differently")


def test_a_mask_can_make_a_rule_find_other_words(tmp_path: Path, old: Any, new: Any) -> None:
    corpus = read(tmp_path / "talk", "Респондент: Забота у нас и забота о человеке, вот и всё.\n")
    for data in (old, new):
        data["codes"][1]["indicators"]["ru"] = [{"near": ["забота", "человек"], "weight": 2}]
    new["codes"][1]["indicators"]["ru"].append("всё")
    new["codes"][1]["exclude"] = {"ru": ["забота о"]}
    [one] = compare(corpus, old, new).codings
    assert {reason.kind for reason in one.reasons} == {"mask added", "indicator added"}
    [other] = compare(corpus, new, old).codings
    assert {reason.kind for reason in other.reasons} == {"mask removed", "indicator removed"}


def test_words_left_to_another_match_of_a_rule(tmp_path: Path, old: Any, new: Any) -> None:
    """The longer indicator takes the nearer word; the rule finds the farther one instead."""
    corpus = read(tmp_path / "talk", "Респондент: Забота у нас и забота о человеке, вот и всё.\n")
    for data in (old, new):
        data["codes"][1]["indicators"]["ru"] = [{"near": ["забота", "человек"], "weight": 2}]
    new["codes"][1]["indicators"]["ru"].append("и забота о")
    [one] = compare(corpus, old, new).codings
    assert {reason.kind for reason in one.reasons} == {"indicator added", "outranked"}
    [other] = compare(corpus, new, old).codings
    assert {reason.kind for reason in other.reasons} == {"indicator removed", "outranked"}


def test_codings_that_are_denied_stand_apart(tmp_path: Path, old: Any, new: Any) -> None:
    talk = "Респондент: У нас не экономия. И потом что-то ещё было, и это всё.\n"
    corpus = read(tmp_path / "talk", talk)
    del new["codes"][0]["indicators"]["ru"][0]
    [lost] = compare(corpus, old, new).codings
    assert (lost.became, lost.reasons[0].kind) == ("denied lost", "indicator removed")
    [gained] = compare(corpus, new, old).codings
    assert gained.became == "denied gained"
    [count] = compare(corpus, old, new).codes
    assert (count.old, count.new, count.denied_old, count.denied_lost) == (0, 0, 1, 1)
    new = basic()
    new["codes"][0]["negation"] = "ignore"
    [affirmed] = compare(corpus, old, new).codings
    assert (affirmed.became, affirmed.reasons[0].kind) == ("gained", "negation")
    text = render_text(comparison(corpus, old, new))
    assert "polarity negated → affirmed" in text
    assert "0 → 1; 1 gained" in text


def test_an_indicators_own_negation_is_named(tmp_path: Path, old: Any, new: Any) -> None:
    corpus = read(tmp_path / "talk", "Респондент: У нас не экономия. И потом что-то ещё.\n")
    new["codes"][0]["indicators"]["ru"][0] = {"term": "экономия", "negation": "exclude"}
    [lost] = compare(corpus, old, new).codings
    assert lost.reasons[0].text == "экономия (negation: mark → exclude)"


def test_probes_and_topics_of_the_guide(old: Any, new: Any) -> None:
    new["guide"][0] |= {"probes": ["А ещё?"], "topics": ["care"]}
    [change] = match_codebooks(parse(old), parse(new)).changes
    assert [(one.name, one.new) for one in change.fields] == [
        ("probes", "А ещё?"),
        ("topics", "care"),
    ]


def test_a_language_that_is_told_no_more(tmp_path: Path, old: Any, new: Any) -> None:
    talk = "Respondent: Wir haben kein Geld, und das ist nicht gut für die Pflege der Menschen.\n"
    corpus = read(tmp_path / "talk", talk)
    for data in (old, new):
        data["codes"][2]["indicators"] = {"any": ["geld"]}
        data["codebook"]["languages"] = ["ru", "en", "de"]
    old["codes"][2]["indicators"] = {"any": [{"term": "geld", "lang": "de"}]}
    new["codes"][2]["indicators"] = {"any": [{"term": "geld", "lang": "de"}]}
    assert compare(corpus, old, new).codings == ()
    for data in (old, new):
        data["codes"][2]["indicators"] = {"any": ["geld|gelder", "mensch"]}
    new["codebook"]["languages"] = ["ru", "en"]
    told = [reason.kind for one in compare(corpus, old, new).codings for reason in one.reasons]
    assert set(told) == {"languages"}


def test_the_guide_decides_over_questions(corpus: Corpus, old: Any, new: Any) -> None:
    for data in (old, new):
        data["codes"][1]["indicators"]["ru"] = [{"term": "забота", "question": "q1"}]
    new["guide"][0]["text"] = "И всё?"
    outcome = compare(corpus, old, new)
    assert kinds(outcome, "gained") | kinds(outcome, "lost") == {"guide"}
    assert "~ question q1" in said(old, new)


def test_cues_of_relations_decide_what_a_negation_speaks_of(
    tmp_path: Path, old: Any, new: Any
) -> None:
    corpus = read(tmp_path / "talk", "Респондент: Экономия не мешает забота о людях у нас.\n")
    new["relations"][0]["cues"]["ru"] = ["хотеть"]
    outcome = compare(corpus, old, new)
    for one in outcome.codings:
        assert {reason.kind for reason in one.reasons} == {"cues"}
    assert any(line.startswith("+ cue ru хотеть") for line in said(old, new))


def test_every_part_of_a_codebook_is_compared(old: Any, new: Any) -> None:
    new["codebook"] |= {"version": "1.1.0", "title": {"ru": "Проба", "en": "Tried"}}
    new["respondent_types"] += [{"id": "public", "name": "Public"}]
    new["guide"] = [{"id": "q2", "text": "Что?"}]
    new["codes"][0] |= {"definition": {"ru": "о", "en": "d"}, "color": "'1b9e77'"[1:-1]}
    new["codes"][1] |= {"examples": {"ru": ["Забота."]}, "near_misses": {"ru": ["Заборы."]}}
    new["tensions"][0] |= {
        "name": "New", "poles": ["saving", "other"], "levels": ["turn"],
        "examples": {"ru": [{"text": "Экономия и деньги.", "relation": "conflict"}]},
        "cues": {"conflict": {"ru": ["против"]}},
    }  # fmt: skip
    new["relations"] += [{"id": "harmony", "name": "Harmony"}]
    told = "\n".join(said(old, new))
    for line in (
        "~ codebook tried", "+ respondent type public", "+ question q2", "- question q1",
        "~ code saving", "+ example ru Забота.", "+ near miss ru Заборы.", "~ tension t",
        "+ example ru Экономия и деньги. [conflict]", "+ relation harmony", "+ cue ru против",
    ):  # fmt: skip
        assert line in told, line
    fields = {
        field.name: (field.old, field.new)
        for one in match_codebooks(parse(old), parse(new)).changes
        for field in one.fields
    }
    assert fields["version"] == ("1.0.0", "1.1.0")
    assert fields["title (ru)"] == ("", "Проба")
    assert fields["poles"] == ("saving | care", "saving | other")
    assert fields["levels"] == ("segment, answer", "turn")
    gone = "\n".join(said(new, old))
    assert "- tension" not in gone
    assert "- cue ru против" in gone
    new["tensions"] = []
    assert "- tension t" in "\n".join(said(old, new))


def test_a_code_taken_out_goes_with_all_it_had(corpus: Corpus, old: Any, new: Any) -> None:
    del new["codes"][2]
    outcome = compare(corpus, old, new)
    assert [line[:14] for line in said(old, new)] == ["- code other (", "- indicator ru"]
    assert kinds(outcome, "lost") == {"indicator removed"}
    [one] = [one for one in outcome.codes if one.code == "other"]
    assert (one.new, one.gained) == (0, 0)
    assert one.lost == one.old > 0


def test_tensions_are_counted(corpus: Corpus, old: Any, new: Any) -> None:
    new["codes"][1]["indicators"]["ru"] = ["люди"]
    [one] = compare(corpus, old, new).tensions
    assert one.new - one.old == one.gained - one.lost
    assert one.lost > 0


def test_a_regular_expression_without_end_is_off_in_both(
    corpus: Corpus, old: Any, new: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcode.tagging import listed

    for data in (old, new):
        data["codes"][1]["indicators"]["ru"].append({"regex": "забот"})
    monkeypatch.setattr(listed, "LONGEST_SEARCH", 1e-9)
    outcome = compare(corpus, old, new)
    [problem] = outcome.switched_off
    assert "takes too long in ru01.txt and was left out of both" in problem.message
    assert outcome.codings == ()


def test_counts_that_do_not_add_up_are_a_bug() -> None:
    with pytest.raises(AssertionError, match="do not add up"):
        CodeCount("x", old=1, new=3, gained=1, lost=0, changed=0)


def comparison(corpus: Corpus, old: Any, new: Any) -> Comparison:
    matched = match_codebooks(parse(old), parse(new))
    return Comparison("old.yaml", "new.yaml", matched.changes, compare_codings(corpus, matched))


def test_all_is_in_the_json_and_the_table(corpus: Corpus, old: Any, new: Any) -> None:
    new["codes"][1]["indicators"]["ru"].append("помощь")
    new["codes"][0] |= {"negation": "exclude"}
    made = comparison(corpus, old, new)
    data = json.loads(render_json(made))
    assert made.outcome is not None
    assert len(data["outcome"]["codings"]) == len(made.outcome.codings)
    header, *rows = render_csv(made).splitlines()
    assert header.startswith("change,code,transcript,segment,line,respondent,type")
    assert len(rows) == len(made.outcome.codings)
    assert "indicator added: ru помощь" in rows[-1] + rows[0]
    assert render_csv(Comparison("a", "b", (), None)).count("\n") == 1


def test_the_page_holds_every_quote(corpus: Corpus, old: Any, new: Any) -> None:
    new["codes"][1]["indicators"]["ru"].append("помощь")
    new["codes"][0]["definition"] = "<script>alert(1)</script>"
    made = comparison(corpus, old, new)
    assert made.outcome is not None
    page = unescape(render_html(made))
    shown = sum(len(one.codings) for one in tally_reasons(made.outcome.codings))
    assert page.count("<blockquote") == shown > 0
    assert "<script>" not in render_html(made)
    assert "<ins><script>alert(1)</script></ins>" in page
    assert "script-src 'none'" in page
    new["codes"][0]["theory"] = "Hood 1991"
    assert "theory added: Hood 1991" in render_html(comparison(corpus, old, new))
    assert "Nothing in it is different" in render_html(comparison(corpus, old, basic()))
    assert "Codings" not in render_html(Comparison("a", "b", made.changes, None))


def test_the_terminal_shows_a_short_page(corpus: Corpus, old: Any, new: Any) -> None:
    new["codes"][1]["indicators"]["ru"] += ["помощь", "люди", "и", "не", "на", "что"]
    new["codes"][0]["definition"] = "Something else " * 20
    text = render_text(comparison(corpus, old, new), width=80)
    assert max(map(len, text.splitlines())) <= 80
    assert "By what (a coding with several reasons stands under each):" in text
    assert "[[" in text
    assert "… and" in text
    nothing = render_text(comparison(corpus, old, basic()))
    assert nothing.startswith("old.yaml → new.yaml: no difference\n")
    assert "none is gained, lost or changed" in nothing


def test_many_changes_are_capped_and_said_so(corpus: Corpus, old: Any, new: Any) -> None:
    new["codes"][1]["indicators"]["ru"] += [f"слово{letter}" for letter in "абвгдежзик" * 1]
    new["codes"] += [code(f"c{number}", ["люди"]) for number in range(30)]
    text = render_text(comparison(corpus, old, new))
    assert "further changes: all are in --json and --out" in text
    assert "further reasons: --json or --out" in text


def test_long_texts_are_cut_where_they_differ() -> None:
    from qualcode.inspecting.comparing.comparison import Field

    long = "The same words at the beginning of a long definition, "
    told = say_field(Field("definition", long + "and one.", long + "and another."))
    assert told == "definition: …one. → …another."
    assert say_field(Field("note", "", "new")) == "note added: new"
    assert say_field(Field("note", "old", "")) == "note taken out: old"


def test_nothing_is_changed_in_what_is_compared(corpus: Corpus, old: Any) -> None:
    before = copy.deepcopy(old)
    compare(corpus, old, basic())
    assert old == before
    assert TALK.startswith("Интервьюер")


def test_each_reason_shows_its_own_words_and_what_people_have_decided(
    corpus: Corpus, old: Any, new: Any
) -> None:
    """A coding gained by two indicators stands under both, each time with other words marked."""
    new["codes"].append(code("help", ["помощь", "вовремя"]))
    old["codes"].append(code("help", ["нигде"]))
    text = corpus.transcripts[0].text
    start = text.index("Помощь пришла")
    given = decision(text, "ru01.txt", "add", "help", start, start + len("Помощь пришла"))
    matched = match_codebooks(parse(old), parse(new))
    circumstances = Circumstances(decided=gather_decisions([given]))
    outcome = compare_codings(corpus, matched, circumstances)
    shown = render_text(Comparison("a", "b", matched.changes, outcome), width=120)
    last = outcome.codings[-1]
    marked = [[part.text for part in last.quote_of(one) if part.marked] for one in last.reasons]
    assert marked == [["Помощь"], ["вовремя"]]
    assert "Помощь пришла [[вовремя]]." in shown
    gained = outcome.total("gained")
    assert gained > 1
    assert f"Of {gained} gained, people have given 1 already and taken away 0." in " ".join(
        shown.split()
    )
    assert shown.count("(given by people)") == 1  # two quotes under a reason are shown
    assert "……" not in render_text(Comparison("a", "b", matched.changes, outcome), width=60)
    assert "people have decided" not in render_text(comparison(corpus, old, new))
