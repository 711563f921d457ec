"""Drafts become codes of the YAML; everything else in the file stays as it stands."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from small_study import CODEBOOK

from qualcode.codebook import parse_codebook
from qualcode.codebook.adopting import Draft, adopt_drafts, propose_id
from qualcode.errors import CodebookError
from qualcode.model.codebook import Code

FILE = "codebook.yaml"
SHIPPED = Path(__file__).parents[2] / "codebooks"
SHAME = Draft("draft.shame", "Стыд", "Ему стыдно: «для вида».", "shame")


def code_of(source: str, id: str) -> Code:
    return next(code for code in parse_codebook(source, FILE).codes if code.id == id)


def changed(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.split("\n"), after.split("\n"))
    return [line for line in lines if line[0] in "+-"]


def test_a_draft_becomes_a_code() -> None:
    written = adopt_drafts(CODEBOOK, FILE, [SHAME])
    assert changed(CODEBOOK, written) == [
        "+ - id: shame",
        '+   name: "Стыд"',
        '+   definition: "Ему стыдно: «для вида»."',
        "+   origin: data",
        "+   replaces: [draft.shame]",
    ]
    code = code_of(written, "shame")
    assert (code.replaces, code.definition.in_language("ru")) == (
        ("draft.shame",),
        SHAME.definition,
    )


@pytest.mark.no_cover
@pytest.mark.parametrize("name", ["partnership_barriers", "social_order"])
def test_the_shipped_codebooks_take_drafts(name: str) -> None:
    source = (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")
    written = adopt_drafts(source, FILE, [SHAME])
    assert all(line.startswith("+") for line in changed(source, written))
    assert code_of(written, "shame").replaces == ("draft.shame",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        'a "b" \\ c: #d',
        "много слов и ещё " * 30 + "конец",
        "две\nстроки\tи `знак`",
        "- no: {x}",
        " с краёв ",
    ],
)
def test_any_text_comes_through(text: str) -> None:
    written = adopt_drafts(CODEBOOK, FILE, [Draft("draft.x", text or "x", text, "x")])
    assert code_of(written, "x").definition.in_language("ru").strip() == text.strip()


def test_a_draft_that_is_a_code_already() -> None:
    written = adopt_drafts(CODEBOOK, FILE, [Draft("draft.x", "X", "", "care")])
    assert changed(CODEBOOK, written) == ["+   replaces: [draft.x]"]
    again = adopt_drafts(written, FILE, [Draft("draft.y", "Y", "", "care")])
    assert code_of(again, "care").replaces == ("draft.x", "draft.y")
    commented = written.replace("[draft.x]", "draft.x  # was a draft")
    again = adopt_drafts(commented, FILE, [Draft("draft.y", "Y", "", "care")])
    assert "  replaces: [draft.x, draft.y]  # was a draft\n" in again


def test_comments_and_ends_of_lines_stay() -> None:
    source = CODEBOOK.replace("tensions:\n", "\n# of tensions\ntensions:\n")
    source = source.replace("- id: care\n", "# caring\n- id: care  # x\n    \n")
    written = adopt_drafts(source, FILE, [SHAME])
    assert all(line.startswith("+") for line in changed(source, written))
    assert written.index("- id: shame") < written.index("# of tensions")
    for end in ("\r\n", "\r"):
        other = "\ufeff" + source.replace("\n", end)
        assert adopt_drafts(other, FILE, [SHAME]) == "\ufeff" + written.replace("\n", end)


def test_two_drafts_at_once() -> None:
    drafts = [SHAME, Draft("draft.fear", "Страх", "", "shame"), Draft("draft.joy", "J", "", "joy")]
    written = adopt_drafts(CODEBOOK, FILE, drafts)
    assert code_of(written, "shame").replaces == ("draft.shame", "draft.fear")
    assert code_of(written, "joy").replaces == ("draft.joy",)


@pytest.mark.parametrize(
    ("source", "draft", "told"),
    [
        (CODEBOOK.replace("codes:", "codex:"), SHAME, "codex"),
        (
            CODEBOOK,
            Draft("draft.x", "X", "", "Не Код"),
            "`Не Код` of `draft.x` can be no id of a code",
        ),
        (CODEBOOK, Draft("draft.x", "X", "", "x\n"), "can be no id of a code"),
        (CODEBOOK, Draft("draft.", "X", "", ""), "`--as draft.=ID` gives it another"),
        (
            CODEBOOK.replace("  name: {en: Care", "  replaces: old\n  name: {en: Care"),
            Draft("draft.x", "X", "", "old"),
            "`old` of `draft.x` is a former id of `care`",
        ),
        (
            CODEBOOK.replace("  name: {en: Care", "  replaces: [draft.shame]\n  name: {en: Care"),
            SHAME,
            "`draft.shame` is in it already, as `care`",
        ),
        (
            CODEBOOK.replace("  name: {en: Care", "  replaces:\n  - old\n  name: {en: Care"),
            Draft("draft.x", "X", "", "care"),
            "add draft.x to its `replaces` by hand",
        ),
    ],
)
def test_what_is_refused(source: str, draft: Draft, told: str) -> None:
    with pytest.raises(CodebookError) as refused:
        adopt_drafts(source, FILE, [draft])
    assert told in str(refused.value)


def test_codes_in_brackets_are_left_alone() -> None:
    source = (
        'codebook: {id: b, title: B, version: "1.0.0", languages: [en]}\n'
        "codes: [{id: care, name: Care, definition: D, use_when: U, do_not_use_when: N,"
        " brief: B, indicators: {en: [care]}}]\n"
    )
    with pytest.raises(CodebookError, match="no list with a dash before each code"):
        adopt_drafts(source, FILE, [SHAME])


def test_ids_that_are_free() -> None:
    assert propose_id("draft.shame", {"care"}) == "shame"
    assert propose_id("draft.shame", {"shame", "shame_2"}) == "shame_3"
    assert propose_id("draft.care.home", ()) == "care.home"


def test_a_code_in_brackets_is_left_alone() -> None:
    source = CODEBOOK.replace("- id: care\n", "- {id: more, name: More}\n- id: care\n")
    with pytest.raises(CodebookError, match="by itself; add draft"):
        adopt_drafts(source, FILE, [Draft("draft.x", "X", "", "more")])
    assert code_of(adopt_drafts(source, FILE, [SHAME]), "shame").replaces == ("draft.shame",)
