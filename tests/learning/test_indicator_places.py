"""Indicators go to their place in the YAML, whatever its layout."""

from __future__ import annotations

import pytest

from qualcode.codebook import parse_codebook
from qualcode.learning.indicators.places import Places, paste

HEAD = """\
codebook: {id: small, title: {en: Small}, version: "1.0.0", languages: [ru, en]}
codes:
"""
TEXTS = "name: Saving, definition: Spending less., use_when: It is., do_not_use_when: It is not."
BLOCK = "".join(f"  {text.strip()}\n" for text in TEXTS.split(","))

LAYOUTS = {
    "block": f"- id: saving\n{BLOCK}  indicators:\n    en:\n      - save money\n      - economy\n",
    "dash below its key": f"- id: saving\n{BLOCK}  indicators:\n    en:\n    - save money\n",
    "comment first": f"- id: saving\n{BLOCK}  indicators:\n    en:  # now\n\n      # of it\n"
    "      - near: [save, money]\n        within: 3\n",
    "brackets": f"- id: saving\n{BLOCK}  indicators:\n    en: [save money, economy]\n",
    "brackets in lines": f"- id: saving\n{BLOCK}  indicators:\n    en: [\n"
    "      save money,\n    ]\n",
    "brackets all": f"- id: saving\n{BLOCK}  indicators: {{en: [save money]}}\n",
    "one line": f"- {{id: saving, {TEXTS.replace('.,', ',')}, indicators: {{en: [save money]}}}}\n",
    "another language": f"- id: saving\n{BLOCK}  indicators:\n    ru:\n      - экономия\n",
    "none yet": f"- id: saving\n{BLOCK}- id: other\n{BLOCK}  indicators: {{ru: [прочее]}}\n",
}
PASTED = ['"spend less"', '{all: ["spend", "less"], within: sentence}']


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_layout(layout: str) -> None:
    source = HEAD + layout
    before = parse_codebook(source, "codebook.yaml")
    place = Places(source, "codebook.yaml").find("saving", "en")
    if place is None:  # then a person finds it: better than a wrong one
        assert layout == LAYOUTS["brackets in lines"]
        return
    after = parse_codebook(paste(source, [(place, item) for item in PASTED]), "codebook.yaml")
    texts = [one.text for one in after.code("saving").indicators if one.language == "en"]
    assert {"spend less", "all: [spend, less] within sentence"} <= set(texts)
    known = {one.id for code in before.codes for one in code.indicators}
    assert known <= {one.id for code in after.codes for one in code.indicators}
    assert len(after.code("saving").indicators) == len(before.code("saving").indicators) + 2


@pytest.mark.parametrize(
    "layout",
    [
        f"- id: saving\n{BLOCK}  indicators: {{ru: [экономия]}}\n",  # no line for `en:`
        "- {id: saving, name: Saving}\n- id: other\n" + BLOCK + "  indicators: {en: [more]}\n",
    ],
)
def test_no_plain_place(layout: str) -> None:
    assert Places(HEAD + layout, "codebook.yaml").find("saving", "en") is None


def test_several_places_at_once() -> None:
    source = HEAD + "".join(
        LAYOUTS[name].replace("saving", f"code{number}")
        for number, name in enumerate(("block", "brackets", "another language"))
    )
    places = Places(source, "codebook.yaml")
    additions = []
    for number in range(3):
        place = places.find(f"code{number}", "en")
        assert place
        additions.append((place, f'"word {number}"'))
    after = parse_codebook(paste(source, additions), "codebook.yaml")
    for number in range(3):
        assert f"word {number}" in [one.text for one in after.code(f"code{number}").indicators]
