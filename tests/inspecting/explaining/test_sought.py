from __future__ import annotations

import pytest

from qualcode.codebook import parse_codebook
from qualcode.inspecting.explaining import explain_text, render_text
from qualcode.inspecting.explaining.sought import find_unsought
from qualcode.inspecting.explaining.wording_nothing import say_unsought

TEXTS = "definition: d, use_when: u, do_not_use_when: n"
SOURCE = f"""\
codebook: {{id: tried, title: Tried, version: "1.0.0", languages: [ru, de, tt]}}
codes:
- {{id: asks, name: A, {TEXTS}, speakers: interviewer, indicators: {{ru: ["отчёт"]}}}}
- {{id: old, name: O, {TEXTS}, status: retired, indicators: {{ru: ["отчёт"]}}}}
- {{id: bare, name: B}}
- id: branch
  name: C
  children:
  - {{id: branch.old, name: O, {TEXTS}, status: retired, indicators: {{ru: ["отчёт"]}}}}
  - {{id: branch.asks, name: A, {TEXTS}, speakers: interviewer, indicators: {{ru: ["дом"]}}}}
- {{id: heard, name: H, {TEXTS}, indicators: {{ru: ["отчёт"], tt: ["эш"]}}}}
"""
CODEBOOK = parse_codebook(SOURCE, "tried.yaml")


@pytest.mark.parametrize(
    ("code", "language", "said"),
    [
        ("asks", "ru", "`asks` is looked for only in the talk of the interviewer"),
        ("old", "ru", "`old` is retired and is not looked for"),
        ("bare", "ru", "`bare` has no indicators"),
        (
            "branch",
            "ru",
            "`branch.old` is retired and is not looked for; `branch.asks` is looked for only in the"
            " talk of the interviewer",
        ),
        ("heard", "de", "`heard` has no indicators for German"),
        ("", "de", "no code has indicators for German"),
    ],
)
def test_why_a_code_is_not_looked_for(code: str, language: str, said: str) -> None:
    shown = explain_text("Арбайт, работа.", CODEBOOK, language, code)
    (segment,) = shown.segments
    assert segment.nothing
    assert not segment.nothing.sought
    assert f"Nothing was found here: {said}." in render_text(shown)


def test_what_is_looked_for_has_no_reason() -> None:
    (segment,) = explain_text("Работа.", CODEBOOK, "ru", "heard").segments
    assert segment.nothing
    assert (segment.nothing.sought, segment.nothing.unsought) == (True, ())


def test_no_code_at_all_is_looked_for_in_some_talk() -> None:
    heard = [code for code in CODEBOOK.codes if code.id in ("heard", "old", "bare")]
    segment = {"role": "interviewer", "language": "ru"}
    unsought = find_unsought(heard, [segment], asked=False)
    assert say_unsought(unsought) == "no code is looked for in the talk of the interviewer"
    unsought = find_unsought(heard[:2], [{"role": "other", "language": "ru"}], asked=False)
    assert say_unsought(unsought) == "every code is retired or has no indicators"


def test_few_of_many_reasons_are_named() -> None:
    reasons = find_unsought([CODEBOOK.code("old")] * 7, [{"role": "other", "language": ""}], True)
    assert say_unsought(reasons).endswith("not looked for; and 2 more codes")
