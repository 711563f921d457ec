"""Cues of relations and of one tension: what kinds of indicators they can be."""

import pytest
from constructed_codebook import Indicator, make_codebook

from qualcode.model.coding import UNSTATED
from qualcode.pipeline import code_text
from qualcode.tagging import Tagger


@pytest.mark.parametrize(
    ("cue", "text", "words"),
    [
        ({"regex": "в ущерб|взамен"}, "Экономия идёт в ущерб заботе.", "в ущерб"),
        ({"regex": "в ущерб|взамен"}, "Экономия взамен заботы.", "взамен"),
        ({"regex": "в ущерб|взамен"}, "Экономия идёт рядом с заботой.", ""),
        ({"fuzzy": "вытеснять", "min": 80}, "Экономия вытесьняет заботу.", "вытесьняет"),
        ({"fuzzy": "вытеснять", "min": 80}, "Экономия вытесняла заботу.", "вытесняла"),
        ({"fuzzy": "вытеснять", "min": 80}, "Экономия тесна для заботы.", ""),
    ],
)
def test_expressions_and_words_spelt_alike_are_cues(cue: Indicator, text: str, words: str) -> None:
    codebook = make_codebook(["экономия"], own_cues={"conflict": {"ru": [cue]}})
    coded = code_text(text, Tagger(codebook), "ru")
    relations = {one.tension: one.relation for one in coded.tensions}
    assert relations["own"] == ("conflict" if words else UNSTATED)
    assert relations["c_vs_d"] == UNSTATED
    assert [cue.words for cue in coded.tagged.cues] == [words] * bool(words)
