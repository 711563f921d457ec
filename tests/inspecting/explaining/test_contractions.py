from __future__ import annotations

import pytest
from tried_codebook import SOURCE

from qualcode.codebook import parse_codebook
from qualcode.inspecting.explaining import explain_text, render_text
from qualcode.inspecting.explaining.explanation import Finding
from qualcode.inspecting.explaining.wording import say_context, say_suppression
from qualcode.inspecting.explaining.wording_words import say_words

INDICATORS = '["money", "do not pay", "not support", {all: [tax], not: ["=do not"]}]'
CODEBOOK = parse_codebook(
    SOURCE.replace('["=cost", "person centred", "do not pay"]', INDICATORS).replace(
        "negation: exclude", "negation: mark"
    ),
    "tried.yaml",
)


def found(text: str) -> Finding:
    (only,) = explain_text(text, CODEBOOK, "en").findings
    return only


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("We don't have money.", "don't have"),
        ("We haven’t had money.", "haven’t had"),
        ("I don't know, we haven't money.", "haven't"),
        ("We have no money.", "no"),
    ],
)
def test_the_contraction_of_a_cue_is_shown_whole(text: str, cue: str) -> None:
    assert found(text).context.cue == cue
    assert say_context(found(text).context).startswith(f"Denied by «{cue}», ")


@pytest.mark.parametrize(
    ("text", "shown", "said"),
    [
        (
            "I don’t pay.",
            "I [[don’t]] [[pay]].",
            [
                "«don’t», read as do and not, matches `do` and `not`.",
                "«pay» matches `pay` as it is written.",
            ],
        ),
        (
            "They didn't support it.",
            "They [[didn't]] [[support]] it.",
            [
                "«didn't», read as did and not, matches `not`.",
                "«support» matches `support` as it is written.",
            ],
        ),
        (
            "The money's gone.",
            "The [[money's]] gone.",
            ["«money's», read as money, matches `money`."],
        ),
    ],
)
def test_a_contraction_is_marked_whole(text: str, shown: str, said: list[str]) -> None:
    assert f"    {shown}\n" in render_text(explain_text(text, CODEBOOK, "en"))
    assert say_words(found(text).found) == said


def test_the_words_keep_their_own_places() -> None:
    words = found("I don’t pay.").found
    assert [(word.text, word.start, word.stop) for word in words] == [
        ("do", 2, 4),
        ("n’t", 4, 7),
        ("pay", 8, 11),
    ]


def test_what_not_has_found_is_shown_whole() -> None:
    one = found("The tax is high, and I don't like it.")
    assert one.suppression
    assert say_suppression(one.suppression, one.context) == "its `not` found «don't»"
