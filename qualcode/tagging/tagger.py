"""Transcript + compiled codebook → hits, codings and the cues of relations: a pure function."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.model.codebook import Codebook
from qualcode.model.coding import Coding, Hit, Suppressed
from qualcode.model.transcript import Segment, Transcript
from qualcode.tagging.codings import make_codings
from qualcode.tagging.compile import LanguageRules, compile_codebook
from qualcode.tagging.context import Context
from qualcode.tagging.hits import Candidate, find_cues, find_hits, spans_of, words_of
from qualcode.tagging.passage import Passage, build_passage
from qualcode.tagging.tensions import Cue


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the codebook finds in one transcript."""

    hits: tuple[Hit, ...]
    suppressed: tuple[Suppressed, ...]
    codings: tuple[Coding, ...]
    cues: tuple[Cue, ...]  # of relations: what `meet_poles` reads


class Tagger:
    """A codebook compiled once and applied to any number of transcripts.

    What it knows of a word it keeps, so that the next transcript is faster; results never
    depend on what was tagged before.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._codes = {code.id: code for code in codebook.codes}
        self._rules = compile_codebook(codebook)
        self._roles = {role for code in codebook.codes for role in code.speakers}
        self._tensions_of_cues = _tensions_of_cues(codebook)

    def tag(
        self, transcript: Transcript, segments: Sequence[Segment], types: Mapping[str, str]
    ) -> Tagged:
        """Tag one transcript; `types` maps respondents to their types."""
        hits: list[Hit] = []
        suppressed: list[Suppressed] = []
        cues: list[Cue] = []
        for rules, passage in self._passages(transcript, segments):
            relations = find_cues(rules.relations, passage)
            context = Context(passage, rules.cues, [one.match for one in relations])
            for code in rules.codes:
                found = find_hits(code, passage, context, transcript.id)
                hits += found.hits
                suppressed += found.suppressed
            told = [one for one in relations if not context.is_denied(one.match)]
            cues += self._make_cues(told, passage, segments)
        hits.sort(key=_hit_order)
        suppressed.sort(key=lambda one: (*_hit_order(one.hit), one.reason))
        codings = make_codings(hits, self._codes, segments, types)
        return Tagged(tuple(hits), tuple(suppressed), codings, tuple(cues))

    def _passages(
        self, transcript: Transcript, segments: Sequence[Segment]
    ) -> Iterator[tuple[LanguageRules, Passage]]:
        """Yield the talk that can make codes, one passage for each language in it."""
        by_language: dict[str, list[Segment]] = {}
        for segment in segments:
            if segment.role in self._roles:
                language = segment.language if segment.language in self._rules else ""
                by_language.setdefault(language, []).append(segment)
        for language in sorted(by_language):
            rules = self._rules[language]
            yield rules, build_passage(transcript.text, by_language[language], rules.lexicon)

    def _make_cues(
        self, candidates: Iterable[Candidate], passage: Passage, segments: Sequence[Segment]
    ) -> Iterator[Cue]:
        sentences = sorted(sentence for segment in segments for sentence in segment.sentences)
        for candidate in candidates:
            spans = spans_of(candidate.match, passage)
            yield Cue(
                relation=candidate.indicator.owner,
                tensions=self._tensions_of_cues.get(candidate.indicator.id, frozenset()),
                sentence=sentences[bisect_right(sentences, (spans[0][0], len(passage.text))) - 1],
                spans=spans,
                words=words_of(candidate.match, passage),
            )


def _tensions_of_cues(codebook: Codebook) -> dict[str, frozenset[str]]:
    """Map the cues that single tensions bring to those tensions."""
    common = {cue.id for relation in codebook.relations for cue in relation.cues}
    tensions: dict[str, frozenset[str]] = {}
    for tension in codebook.tensions:
        for cue in tension.cues:
            if cue.id not in common:
                tensions[cue.id] = tensions.get(cue.id, frozenset()) | {tension.id}
    return tensions


def _hit_order(hit: Hit) -> tuple[object, ...]:
    return hit.spans, hit.code, hit.line
