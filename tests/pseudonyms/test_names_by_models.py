"""Names that models see: a spaCy pipeline with entities, and natasha where it can be imported."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from test_finding import new_text, transcript

from qualcode.errors import ModelMissingError
from qualcode.pseudonyms import models
from qualcode.pseudonyms.corpus import pseudonymise
from qualcode.pseudonyms.models import load_namers, read_span


@pytest.fixture
def pipeline(tmp_path: Path) -> Path:
    """Return the folder of a pipeline that knows two names."""
    import spacy

    nlp = spacy.blank("en")
    rules = nlp.add_pipe("attribute_ruler")
    rules.add([[{"ORTH": "is"}]], {"POS": "AUX"})  # type: ignore[attr-defined]
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [{"label": "PERSON", "pattern": "Zorblax Quux"}, {"label": "GPE", "pattern": "Blorp"}]
    )
    nlp.to_disk(tmp_path / "model")
    return tmp_path / "model"


def test_a_pipeline_finds_what_rules_do_not(pipeline: Path) -> None:
    talk = transcript(("R", "We saw Zorblax Quux. Blorp is nice, said Quux."))
    assert "Zorblax" in new_text(pseudonymise([talk], language="en"))
    whole = pseudonymise([talk], namers=load_namers([str(pipeline)]), language="en")
    assert new_text(whole) == "R: We saw [Name-1]. [Place-1] is nice, said [Name-1].\n"


@dataclass
class FakeSpan:
    start: int
    stop: int
    type: str


class FakeDoc:
    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[FakeSpan] = []

    def segment(self, segmenter: object) -> None:
        assert segmenter == "segmenter"

    def tag_ner(self, tagger: object) -> None:
        assert tagger == ("tagger", "embedding")
        place = self.text.find("Хрюндель")
        if place >= 0:
            self.spans += [FakeSpan(place, place + 8, "PER"), FakeSpan(0, 2, "DATE")]


@pytest.fixture
def fresh() -> Iterator[None]:
    models._load_natasha.cache_clear()
    yield
    models._load_natasha.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_natasha_is_used_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    natasha = ModuleType("natasha")
    natasha.__dict__.update(
        Doc=FakeDoc,
        Segmenter=lambda: "segmenter",
        NewsEmbedding=lambda: "embedding",
        NewsNERTagger=lambda embedding: ("tagger", embedding),
    )
    monkeypatch.setitem(sys.modules, "natasha", natasha)
    monkeypatch.setattr(models, "find_spec", lambda _: object())
    talk = transcript(("Р", "Да. Хрюндель пришёл, а мы ждали."))
    whole = pseudonymise([talk], namers=load_namers(["natasha"]), language="ru")
    assert new_text(whole) == "Р: Да. [Имя-1] пришёл, а мы ждали.\n"


@pytest.mark.usefixtures("fresh")
def test_natasha_that_is_missing_or_broken_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "find_spec", lambda _: None)
    with pytest.raises(ModelMissingError, match="is not installed"):
        load_namers(["natasha"])
    monkeypatch.setattr(models, "find_spec", lambda _: object())
    monkeypatch.setitem(sys.modules, "natasha", ModuleType("natasha"))
    with pytest.raises(ModelMissingError, match="does not work"):
        load_namers(["natasha"])


def test_words_without_a_capital_are_no_names() -> None:
    assert read_span("они пришли", 0, 3, "person") is None
    named = read_span("в «Ромашке» были", 2, 11, "organisation")
    assert named is not None
    assert named.key == "organisation ромашка"
    latin = read_span("with Quux Zorblax", 5, 17, "person")
    assert latin is not None
    assert latin.people[0].surname == "zorblax"
