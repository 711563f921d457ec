"""The search through the talk of one transcript in one language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from qualcode.model.codebook import CodeReference, Regex, Tension, TokenPattern
from qualcode.model.coding import Hit, Span, Suppressed
from qualcode.model.transcript import Segment, Transcript
from qualcode.tagging.chunks import Chunks, FilledSlots
from qualcode.tagging.compile import LanguageRules, Rule, listed_places
from qualcode.tagging.context import Context
from qualcode.tagging.hits import CodeSearch, Setting
from qualcode.tagging.listed import Expressions, Spans, locate
from qualcode.tagging.models import Reader
from qualcode.tagging.passage import Passage, build_passage
from qualcode.tagging.quotations import find_quotations
from qualcode.tagging.relations import Relations, make_cue
from qualcode.tagging.scan import Possible, RuleIndex, Talk
from qualcode.tagging.tensions import Cue

if TYPE_CHECKING:
    from qualcode.language.pipelines import Pipeline


class LanguageSearch:
    """The rules of one language ready to be looked for, and what is remembered of its words.

    Codes are found in layers: each refers only to codes found in the layers before it.
    """

    def __init__(
        self,
        rules: LanguageRules,
        layers: Iterable[Collection[str]],
        tensions: Sequence[Tension],
        pipeline: Pipeline | None = None,
    ) -> None:
        self.rules = rules
        self.pipeline = pipeline
        self.relations = Relations(rules, tensions)
        self.code_of = {rule.number: code for code in rules.codes for rule in code.rules}
        self.indexes = [
            RuleIndex(
                (rule for code in rules.codes if code.code.id in layer for rule in code.rules),
                rules.places,
            )
            for layer in layers
        ]
        self.relation_index = RuleIndex(self.relations, rules.places)
        slots = set().union(*(one.slots for one in (*self.indexes, self.relation_index)))
        self.filled = FilledSlots(rules.lexicon, slots)
        self.chunks = Chunks(rules.lexicon)
        owners = {
            place: rule.indicator
            for rule in rules.all_rules()
            for place in listed_places(rule.expression)
        }
        listed = rules.listed.items()
        regexes = {place: one for place, one in listed if isinstance(one, Regex)}
        self.expressions = Expressions(regexes, owners)
        self.patterns = {
            place: one.tokens for place, one in listed if isinstance(one, TokenPattern)
        }
        self.references = {
            place: one.codes for place, one in listed if isinstance(one, CodeReference)
        }


class Finds(NamedTuple):
    """What one layer of codes has in one language of a transcript."""

    hits: list[Hit]
    suppressed: list[Suppressed]


class TalkSearch:
    """One transcript's talk in one language, searched layer by layer."""

    def __init__(
        self,
        search: LanguageSearch,
        transcript: Transcript,
        segments: Sequence[Segment],
        types: Mapping[str, str],
    ) -> None:
        self._search = search
        self._transcript = transcript
        self._types = types
        self._turns = {turn.number: (turn.start, turn.stop) for turn in transcript.turns}
        self._segments = {segment.number for segment in segments}
        self._talk = Talk(transcript.text, segments, search.filled)
        self._listed: dict[int, list[Spans]] = defaultdict(list)
        self._reader = (
            Reader(search.pipeline, transcript.text, search.rules.lexicon)
            if search.pipeline
            else None
        )
        for place, span in search.expressions.search(transcript.text, segments, transcript.id):
            self._list(place, (span,))
        for place, span in self._find_patterns(segments):
            self._list(place, (span,))
        self._bound: list[Span] = []  # where a negation speaks of a relation
        self.cues = self._find_cues()

    def _find_patterns(self, segments: Sequence[Segment]) -> Iterator[tuple[int, Span]]:
        if self._reader and self._search.patterns:
            self._reader.read(segments)
            for place, tokens in self._search.patterns.items():
                for span in self._reader.find(tokens, segments):
                    yield place, span

    def _list(self, place: int, spans: Spans) -> None:
        """Take in what was found by other means than words in slots."""
        self._listed[place].append(spans)
        self._talk.enter(place, (spans[0][0], spans[-1][1] - 1))

    def _find_cues(self) -> list[Cue]:
        """Find what says how two poles meet, and is not denied."""
        possible = self._talk.find_possible(self._search.relation_index)
        if not possible.rules:
            return []
        passage = self._lay_out(possible)
        tellings = self._search.relations.find(possible.numbers, passage)
        context = Context(passage, self._search.rules.cues)
        self._bound = [context.bind(one.candidate.match) for one in tellings]
        return [
            make_cue(one, passage, self._talk.sentences)
            for one in tellings
            if not context.is_denied(one.candidate.match)
        ]

    def _lay_out(self, possible: Possible) -> Passage:
        """Lay out the sentences in which something can be found, and all that decides there."""
        text, talk = self._transcript.text, self._talk
        quotations = {
            turn: find_quotations(text, *self._turns[turn])
            for turn in talk.turns_of(possible.sentences)
        }
        numbers = talk.round_quotations(possible.sentences, chain(*quotations.values()))
        sentences = (talk.sentences[number] for number in numbers)
        passage = build_passage(text, sentences, self._search.chunks, quotations)
        for place, finds in self._listed.items():
            passage.listed[place] = locate(passage, place, finds)
        return passage

    def find(self, layer: int, present: Iterable[Hit]) -> Finds:
        """Find the codes of one layer; `present` are the hits of codings found before."""
        self._refer(present)
        possible = self._talk.find_possible(self._search.indexes[layer])
        if not possible.rules:
            return Finds([], [])
        setting = self._setting_of(self._lay_out(possible))
        searches = [
            CodeSearch(self._search.code_of[rules[0].number], rules, setting)
            for rules in _by_code(possible.rules)
        ]
        self._read(searches, setting.passage)
        found = [search.find() for search in searches]
        return Finds(
            [hit for one in found for hit in one.hits],
            [one for all in found for one in all.suppressed],
        )

    def _refer(self, present: Iterable[Hit]) -> None:
        """Take in the codes found so far that this language's codes refer to."""
        own = [hit for hit in present if hit.segment in self._segments]
        for place, codes in self._search.references.items():
            self._listed[place].clear()
            for hit in own:
                if hit.code in codes:
                    self._list(place, hit.spans)

    def _setting_of(self, passage: Passage) -> Setting:
        return Setting(
            self._transcript.id,
            passage,
            self._search.rules,
            Context(passage, self._search.rules.cues, self._bound),
            self._types,
            self._talk.rarity,
            lambda match: self._reader.object_to(match, passage) if self._reader else "",
        )

    def _read(self, searches: Iterable[CodeSearch], passage: Passage) -> None:
        """Let the model read the segments that have candidates, and no others."""
        if self._reader:
            numbers = {
                passage.segment[edge.low]
                for search in searches
                for candidate in search.candidates
                for edge in candidate.match
            }
            self._reader.read(passage.segments[number] for number in sorted(numbers))


def _by_code(rules: Iterable[Rule]) -> list[list[Rule]]:
    """Group rules by the code they find, in the order of the codebook."""
    grouped: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        grouped[rule.indicator.owner].append(rule)
    return list(grouped.values())
