"""Transcript + compiled codebook → hits, codings and the cues of relations: a pure function."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.language import KNOWN_LANGUAGES
from qualcode.model.codebook import Codebook
from qualcode.model.coding import Coding, Hit, Suppressed
from qualcode.model.transcript import Segment, Transcript
from qualcode.tagging.codings import make_codings
from qualcode.tagging.compile import compile_language, order_by_references
from qualcode.tagging.models import check_patterns
from qualcode.tagging.search import LanguageSearch, TalkSearch
from qualcode.tagging.tensions import Cue

if TYPE_CHECKING:
    from qualcode.language.pipelines import Pipeline


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
    depend on what was tagged before. One thread at a time may use it.

    Indicators whose ids are in `switched_off` find nothing; trained `pipelines`, one for a
    language at most, find token patterns and veto readings.

    Raises CodebookError when a token pattern has no pipeline that can look for it.
    """

    def __init__(
        self,
        codebook: Codebook,
        switched_off: Collection[str] = (),
        pipelines: Sequence[Pipeline] = (),
    ) -> None:
        check_patterns(codebook, pipelines)
        self.codebook = codebook
        self._pipelines = {pipeline.language: pipeline for pipeline in pipelines}
        self._codes = {code.id: code for code in codebook.codes}
        self._roles = {role for code in codebook.codes for role in code.speakers}
        self._languages = {*codebook.languages, *KNOWN_LANGUAGES}
        self._switched_off = frozenset(switched_off)
        self._layers = order_by_references(codebook.codes)
        self._searches: dict[str, LanguageSearch] = {}

    def tag(
        self, transcript: Transcript, segments: Sequence[Segment], types: Mapping[str, str]
    ) -> Tagged:
        """Tag one transcript; `types` maps respondents to their types.

        Raises TooSlowError when a regular expression of the codebook does not come to an end.
        """
        spoken = self._by_language(segments)
        talks = [
            TalkSearch(self.prepare(language), transcript, spoken[language], types)
            for language in sorted(spoken)
        ]
        hits: list[Hit] = []
        suppressed: list[Suppressed] = []
        codings: tuple[Coding, ...] = ()
        for layer in range(len(self._layers)):
            present = _evidence_of_present(codings)
            for talk in talks:
                finds = talk.find(layer, present)
                hits += finds.hits
                suppressed += finds.suppressed
            hits.sort(key=_hit_order)
            codings = make_codings(hits, self._codes, segments, types)
        suppressed.sort(key=lambda one: (*_hit_order(one.hit), one.reason))
        cues = tuple(cue for talk in talks for cue in talk.cues)
        return Tagged(tuple(hits), tuple(suppressed), codings, cues)

    def prepare(self, language: str) -> LanguageSearch:
        """Return the search for a language, made ready when it is asked for first."""
        if language not in self._searches:
            rules = compile_language(self.codebook, language, self._switched_off)
            pipeline = self._pipelines.get(language)
            self._searches[language] = LanguageSearch(
                rules, self._layers, self.codebook.tensions, pipeline
            )
        return self._searches[language]

    def _by_language(self, segments: Iterable[Segment]) -> dict[str, list[Segment]]:
        """Group the talk that can make codes by its language."""
        spoken: dict[str, list[Segment]] = defaultdict(list)
        for segment in segments:
            if segment.role in self._roles:
                language = segment.language if segment.language in self._languages else ""
                spoken[language].append(segment)
        return spoken


def _evidence_of_present(codings: Iterable[Coding]) -> list[Hit]:
    """Return the hits that are not denied, of the codings that count."""
    return [
        hit
        for coding in codings
        if coding.present
        for hit in coding.hits
        if hit.polarity != "negated"
    ]


def _hit_order(hit: Hit) -> tuple[object, ...]:
    return hit.spans, hit.code, hit.line
