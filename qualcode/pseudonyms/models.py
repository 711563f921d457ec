"""Names that trained models see: spaCy's pipelines and natasha, where people have them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

from qualcode.errors import ModelMissingError, Problem
from qualcode.language.words import find_words
from qualcode.pseudonyms.capitals import find_capitals
from qualcode.pseudonyms.english_names import is_english, label_people
from qualcode.pseudonyms.kinds import ORGANISATION, PERSON, PLACE
from qualcode.pseudonyms.mentions import Mention, Person
from qualcode.pseudonyms.russian_names import base_form, is_russian, name_label

if TYPE_CHECKING:
    from qualcode.language.pipelines import Pipeline

NATASHA = "natasha"

# What models call the kinds.
ENTITIES = {
    "PER": PERSON,
    "PERSON": PERSON,
    "LOC": PLACE,
    "GPE": PLACE,
    "FAC": PLACE,
    "ORG": ORGANISATION,
}
_PATTERNS = {
    kind: '[{"ENT_TYPE": {"IN": ['
    + ", ".join(f'"{name}"' for name, one in ENTITIES.items() if one == kind)
    + ']}, "OP": "+"}]'
    for kind in (PERSON, PLACE, ORGANISATION)
}


@dataclass(frozen=True, slots=True)
class Span:
    """What a model takes for a name."""

    start: int
    stop: int
    kind: str


class Namer(Protocol):
    """Something that finds names in a text."""

    def find(self, text: str) -> list[Span]:
        """Return the names in a text, in order."""
        ...


@dataclass(frozen=True, slots=True)
class PipelineNamer:
    """A spaCy pipeline with named entities."""

    pipeline: Pipeline

    def find(self, text: str) -> list[Span]:
        """Return what the pipeline takes for people, places and organisations."""
        spans = [(word.start, word.stop) for word in find_words(text)]
        if not spans:
            return []
        (parsed,) = self.pipeline.parse([(text, spans)])
        found = [
            Span(start, stop, kind)
            for kind, pattern in _PATTERNS.items()
            for start, stop in parsed.find(pattern)
        ]
        return sorted(found, key=lambda one: one.start)


class NatashaNamer:
    """natasha, whose models come inside its own packages."""

    def __init__(self) -> None:
        """Load it; ModelMissingError when it is not installed or does not work here."""
        self._module, self._segmenter, self._tagger = _load_natasha()

    def find(self, text: str) -> list[Span]:
        """Return what natasha takes for people, places and organisations."""
        doc = self._module.Doc(text)
        doc.segment(self._segmenter)
        doc.tag_ner(self._tagger)
        return [
            Span(one.start, one.stop, ENTITIES[one.type])
            for one in doc.spans
            if one.type in ENTITIES
        ]


@cache
def _load_natasha() -> tuple[Any, Any, Any]:
    cure = "leave it out, or install natasha with what it needs; qualcode installs nothing"
    if find_spec(NATASHA) is None:
        raise ModelMissingError(Problem(NATASHA, "is not installed", cure=cure))
    try:
        natasha = import_module(NATASHA)
        return natasha, natasha.Segmenter(), natasha.NewsNERTagger(natasha.NewsEmbedding())
    except Exception as error:  # noqa: BLE001
        # Old packages below it fail in many ways in a new Python.
        reason = " ".join(str(error).split())[:200]
        raise ModelMissingError(Problem(NATASHA, f"does not work: {reason}", cure=cure)) from None


def load_namers(names: Sequence[str]) -> tuple[Namer, ...]:
    """Load the models called `names`; ModelMissingError with the problems of all."""
    from qualcode.language.pipelines import load_pipelines

    pipelines = load_pipelines([name for name in names if name != NATASHA])
    namers: list[Namer] = [PipelineNamer(one) for one in pipelines]
    if NATASHA in names:
        namers.append(NatashaNamer())
    return tuple(namers)


def read_span(text: str, start: int, stop: int, kind: str) -> Mention | None:
    """Make a mention of what a model has found; None where no word in it has a capital."""
    capitals = find_capitals(text, start, stop)
    if not capitals:
        return None
    if kind == PERSON:
        first, last = capitals[0].start, capitals[-1].stop
        people: tuple[Person, ...] = ()
        if is_english(capitals[0]):
            people = label_people([one for one in capitals if is_english(one)], ())
        elif is_russian(capitals[0]):
            people, size = name_label(text, capitals)
            last = capitals[size - 1].stop if people else last
        people = people or (Person(surname=base_form(capitals[0].word)),)
        return Mention(first, last, PERSON, "", "model", people)
    words = [word.text for word in find_words(text, start, stop)]
    key = " ".join(base_form(word) if "а" <= word[0] <= "я" else word for word in words)
    return Mention(start, stop, kind, f"{kind} {key}", "model")
