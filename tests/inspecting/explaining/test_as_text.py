from __future__ import annotations

import json

import pytest
from tried_codebook import CODEBOOK

from qualcode.inspecting.explaining import Marking, explain_text, render_json, render_text

WHOLE = """\
1 hit, 1 left out, by tried.yaml

Segment 1: Russian

+ saving “Saving”, at 9
    Началось [[сокращение]] [[штатов]].
    «сокращение» matches `сокращение` as it is written.
    «штатов», a form of штат, matches `ставка|штат`.
    tried.yaml:15: - "сокращение ставка|штат"
    Affirmed, in the speaker's own words, as a fact.
    Weight 1. The segment scores 1 and needs 1: it has the code.

- saving “Saving”, at 9: outranked by the longer `сокращение ставка|штат` (tried.yaml:15)
    Началось [[сокращение]] штатов.
    «сокращение» matches `сокращение` as it is written.
    tried.yaml:16: - "сокращение"
    Affirmed, in the speaker's own words, as a fact.
    It adds nothing. The segment has the code by other words."""


def test_a_text_is_explained_whole() -> None:
    assert render_text(explain_text("Началось сокращение штатов.", CODEBOOK, "ru")) == WHOLE


def test_suppressed_hits_can_be_left_out() -> None:
    shown = explain_text("Началось сокращение штатов.", CODEBOOK, "ru", suppressed=False)
    assert render_text(shown).startswith("1 hit, by tried.yaml\n")
    assert "left out" not in render_text(shown)


def test_nothing_found_is_told_with_what_is_near() -> None:
    assert render_text(explain_text("Выросли ставки.", CODEBOOK, "ru")) == (
        "0 hits, by tried.yaml\n\nSegment 1: Russian\n\n"
        "    Выросли ставки.\n    Nothing was found here.\n    Nearest:\n"
        "    - saving, `сокращение ставка|штат` (tried.yaml:15): «ставки» matches `ставка|штат`,"
        " but nothing matches `сокращение`."
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Это [[нрзб экономия.", "Это [[нрзб {{экономия}}."),
        ("Это [[нрзб {{ экономия.", "Это [[нрзб {{ <<экономия>>."),
        ("Это\nэкономия\tсил.", "Это [[экономия]] сил."),
    ],
)
def test_the_brackets_are_none_of_the_text(text: str, shown: str) -> None:
    assert f"    {shown}\n" in render_text(explain_text(text, CODEBOOK, "ru"))


def test_signs_that_steer_a_terminal_are_not_passed_on() -> None:
    text = render_text(explain_text("Это \x1b[31m экономия.", CODEBOOK, "ru"))
    assert "\x1b" not in text
    assert "экономия" in text


def test_words_are_painted_and_those_of_suppressed_hits_otherwise() -> None:
    marking = Marking(
        word=lambda words: f"<w>{words}</w>",
        taken=lambda words: f"<t>{words}</t>",
        heading=lambda line: f"<h>{line}</h>",
        aside=lambda line: f"<a>{line}</a>",
    )
    shown = render_text(explain_text("Сокращение штатов.", CODEBOOK, "ru"), marking)
    assert "    [[<w>Сокращение</w>]] [[<w>штатов</w>]].\n" in shown
    assert "    [[<t>Сокращение</t>]] штатов.\n" in shown
    assert '    <a>tried.yaml:16: - "сокращение"</a>\n' in shown
    assert "<h>Segment 1: Russian</h>" in shown


def test_a_language_that_cannot_be_told_can_be_said() -> None:
    shown = render_text(explain_text("12 5.", CODEBOOK))
    assert "in no language that could be told; say it with --language" in shown


def test_json_holds_the_same() -> None:
    shown = json.loads(render_json(explain_text("Началось сокращение штатов.", CODEBOOK, "ru")))
    assert list(shown) == [
        "run",
        "codebook",
        "transcript",
        "offset",
        "segment",
        "code",
        "segments",
        "unsought",
    ]
    hit, taken = shown["segments"][0]["findings"]
    assert [word["place"] for word in hit["found"]] == ["сокращение", "ставка|штат"]
    assert hit["suppression"] is None
    assert taken["suppression"]["reason"] == "outranked"
    assert taken["suppression"]["advantage"] == "longer"
