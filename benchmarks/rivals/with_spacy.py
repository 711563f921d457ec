"""Stock spaCy: sentencizer, lemmatizer and PhraseMatcher over lemmas, turn by turn."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.corpus import Corpus, Sown
from benchmarks.fresh import time_bare, time_call

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

EXAMPLES = 3
IN_C = "dictionary in C"
IN_PYTHON = "dictionary in Python"


@dataclass(frozen=True, slots=True)
class Missed:
    """A hit of qualcode that spaCy has not, and why."""

    reason: str
    said: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Matched:
    """What stock spaCy takes, and how its hits differ from those of qualcode."""

    dictionary: str  # which kind of it pymorphy3 reads; empty for other languages
    lemmatizer: str
    bare: float
    starting: float  # CPU seconds to load the pipeline
    reading: float  # to make the docs
    matching: dict[int, float]  # by number of phrases
    hits: int  # of all phrases
    missed: tuple[Missed, ...]
    added: int  # hits that qualcode has not


def match_corpus(
    corpus: Corpus,
    sizes: Sequence[int],
    phrases: Sequence[str],
    found: frozenset[Sown],
    in_python: bool = False,
) -> Matched:
    """Match the first phrases of each size; compare the hits of all with those of qualcode.

    `in_python`: with the dictionary that spaCy and pymorphy3 install by themselves.
    """
    if in_python:
        refuse_dictionary_in_c()
    loaded: list[tuple[Language, str]] = []
    starting = time_call(lambda: loaded.append(_load(corpus.language)))
    nlp, lemmatizer = loaded[0]
    docs: list[Doc] = []
    turns = list(_turns(corpus))
    reading = time_call(lambda: docs.extend(nlp.pipe(text for _, _, text in turns)))
    matching: dict[int, float] = {}
    hits: set[Sown] = set()
    for size in sizes:
        matching[size], hits = _match(nlp, docs, turns, phrases[:size])
    by_place = {(id, start): doc for (id, start, _), doc in zip(turns, docs, strict=True)}
    missed = tuple(_explain(nlp, by_place, one) for one in sorted(found - hits, key=_order))
    bare = time_bare(text for _, _, text in turns)
    dictionary = name_dictionary() if corpus.language == "ru" else ""
    added = len(hits - found)
    return Matched(
        dictionary, lemmatizer, bare, starting, reading, matching, len(hits), missed, added
    )


def refuse_dictionary_in_c() -> None:
    """Have pymorphy3 read its dictionary in Python; it must not have been imported yet."""
    if "pymorphy3" in sys.modules:
        raise RuntimeError("pymorphy3 has chosen its dictionary already: use a new process")
    sys.modules["dawg"] = None  # type: ignore[assignment]  # then `import dawg` fails
    if name_dictionary() != IN_PYTHON:
        raise RuntimeError("pymorphy3 does not read its dictionary in Python")


def name_dictionary() -> str:
    """Tell which kind of dictionary pymorphy3 reads."""
    from pymorphy3.dawg import DAWG

    return IN_PYTHON if DAWG.__module__.startswith("dawg_python") else IN_C


def _load(language: str) -> tuple[Language, str]:
    import spacy

    nlp = spacy.blank(language)
    nlp.add_pipe("sentencizer")
    if language == "ru":
        nlp.add_pipe("lemmatizer", config={"mode": "pymorphy3_lookup"})
        return nlp, "its Russian lemmatizer (pymorphy3_lookup)"
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    try:
        nlp.initialize()
    except ValueError:  # its tables are a package of their own, spacy-lookups-data
        nlp.remove_pipe("lemmatizer")
        _register_simplemma()
        nlp.add_pipe("simplemma_lemmas")
        return nlp, "base forms of simplemma set by a component (spacy-lookups-data is not here)"
    return nlp, "its lookup lemmatizer with the tables of spacy-lookups-data"


def _register_simplemma() -> None:
    """Make simplemma's table known to spaCy as a component."""
    from simplemma import lemmatize
    from spacy.language import Language

    @Language.component("simplemma_lemmas")
    def set_lemmas(doc: Doc) -> Doc:
        for token in doc:
            token.lemma_ = lemmatize(token.lower_, lang="en")
        return doc


def _turns(corpus: Corpus) -> Iterator[tuple[str, int, str]]:
    for transcript in corpus.transcripts:
        for turn in transcript.turns:
            yield transcript.id, turn.start, transcript.text[turn.start : turn.stop]


def _match(
    nlp: Language, docs: Sequence[Doc], turns: Sequence[tuple[str, int, str]], some: Sequence[str]
) -> tuple[float, set[Sown]]:
    from spacy.matcher import PhraseMatcher

    matcher = PhraseMatcher(nlp.vocab, attr="LEMMA")
    for phrase, doc in zip(some, nlp.pipe(some), strict=True):
        matcher.add(phrase, [doc])
    hits: set[Sown] = set()

    def match() -> None:
        for (id, start, _), doc in zip(turns, docs, strict=True):
            for span in matcher(doc, as_spans=True):
                stop = start + span.end_char
                hits.add(Sown(id, start + span.start_char, stop, span.label_))

    return time_call(match), hits


def _explain(nlp: Language, docs: dict[tuple[str, int], Doc], hit: Sown) -> Missed:
    """Tell which word of the phrase has another lemma in the talk than in the codebook."""
    begun = max(start for id, start in docs if id == hit.transcript and start <= hit.start)
    doc = docs[hit.transcript, begun]
    span = doc.char_span(hit.start - begun, hit.stop - begun)
    wanted = nlp(hit.phrase)
    if span is None or len(span) != len(wanted):
        return Missed("its words are cut otherwise", hit.phrase, hit.phrase)
    reason = next(
        (
            _reason(own, token)
            for own, token in zip(wanted, span, strict=True)
            if own.lemma != token.lemma
        ),
        "other",
    )
    return Missed(reason, span.text, hit.phrase)


def _reason(own: Token, token: Token) -> str:
    if own.lemma_ != own.text:
        return "the word of the codebook was given another base form"
    if token.lemma_ == token.text:
        return "left as written: spaCy knows several base forms, or none"
    return "the form was given another base form"


def _order(hit: Sown) -> tuple[str, int]:
    return hit.transcript, hit.start
