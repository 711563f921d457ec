from pathlib import Path

import pytest

from qualcode.codebook import load_codebook
from qualcode.language.stop_words import stop_words
from qualcode.language.words import fold
from qualcode.segmenting.likeness import word_guide

CODEBOOK = Path(__file__).parents[2] / "codebooks" / "npm_tensions.yaml"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_stop_words_are_folded(language: str) -> None:
    words = stop_words(language)
    assert len(words) > 100
    assert {word for word in words if word != fold(word)} == set()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_text_of_the_shipped_guide_keeps_words_that_count(language: str) -> None:
    guide = load_codebook(CODEBOOK).guide
    texts = word_guide(guide, language).items
    assert [item.id for item, wordings in zip(guide, texts, strict=True) if not wordings] == []
    empty = [
        (item.id, place)
        for item, wordings in zip(guide, texts, strict=True)
        for place, wording in enumerate(wordings)
        if not wording.words
    ]
    assert empty == []


def test_other_languages_have_those_that_spacy_lists() -> None:
    assert {"und", "nicht"} <= stop_words("de")
    assert stop_words("") == frozenset()
