"""Transcript + compiled codebook → hits, codings and the cues of relations: a pure function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.model.codebook import Codebook
from qualcode.model.coding import Coding, Hit, Suppressed
from qualcode.model.transcript import Segment, Transcript
from qualcode.tagging.codings import make_codings
from qualcode.tagging.compile import LanguageRules, compile_codebook
from qualcode.tagging.context import Context
from qualcode.tagging.hits import Candidate, find_cues, find_hits
from qualcode.tagging.match import spans_of, words_of
from qualcode.tagging.passage import Passage, build_passage
from qualcode.tagging.tensions import Cue, Sentences


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
        self.codebook = codebook
        self._codes = {code.id: code for code in codebook.codes}
        self._rules = compile_codebook(codebook)
        self._roles = {role for code in codebook.codes for role in code.speakers}

    def tag(
        self, transcript: Transcript, segments: Sequence[Segment], types: Mapping[str, str]
    ) -> Tagged:
        """Tag one transcript; `types` maps respondents to their types."""
        hits: list[Hit] = []
        suppressed: list[Suppressed] = []
        cues: list[Cue] = []
        sentences = Sentences(segments)
        for rules, passage in self._passages(transcript, segments):
            relations = self._find_relations(rules, passage)
            context = Context(passage, rules.cues, [one.match for one, _ in relations])
            for code in rules.codes:
                found = find_hits(code, passage, context, transcript.id)
                hits += found.hits
                suppressed += found.suppressed
            cues += [
                _make_cue(one, tensions, passage, sentences)
                for one, tensions in relations
                if not context.is_denied(one.match)
            ]
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

    def _find_relations(
        self, rules: LanguageRules, passage: Passage
    ) -> list[tuple[Candidate, frozenset[str]]]:
        """Find the cues of relations, with the tensions they speak for.

        Cues that a tension brings with it compete with the common ones for that tension alone.
        """
        own = rules.own_relations
        others = frozenset(one.id for one in self.codebook.tensions if one.id not in own)
        groups = [(rules.relations, others)] if others else []
        groups += [((*rules.relations, *cues), frozenset({id})) for id, cues in own.items()]
        return [(one, tensions) for cues, tensions in groups for one in find_cues(cues, passage)]


def _make_cue(
    candidate: Candidate, tensions: frozenset[str], passage: Passage, sentences: Sentences
) -> Cue:
    spans = spans_of(candidate.match, passage)
    words = words_of(candidate.match, passage)
    owner = candidate.indicator.owner
    return Cue(owner, tensions, sentences.holding(spans[0][0]), spans, words)


def _hit_order(hit: Hit) -> tuple[object, ...]:
    return hit.spans, hit.code, hit.line
