"""How much of an indicator the words of one segment have, and why all of it may be no hit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.inspecting.explaining.explanation import Misplaced
from qualcode.inspecting.explaining.misplaced import find_misplaced
from qualcode.language import language_module
from qualcode.language.sentences import split_sentences
from qualcode.language.words import Token
from qualcode.model.codebook import Expression, Group, Indicator, Phrase, Slot
from qualcode.model.transcript import Segment
from qualcode.runs.read import Record
from qualcode.tagging.chunks import Chunks
from qualcode.tagging.compile import ExpressionRule, GroupRule, ListedRule, PhraseRule, render_place
from qualcode.tagging.lexicon import Lexicon, SlotTable
from qualcode.tagging.passage import Edge, Passage, build_passage
from qualcode.tagging.sentences import Sentences


@dataclass(frozen=True, slots=True)
class Part:
    """How much of an expression is there."""

    filled: tuple[tuple[str, str], ...] = ()  # word of the text, place of the indicator
    missing: tuple[str, ...] = ()
    has_word: bool = False  # whether the word asked for fills a place of it

    @property
    def places(self) -> int:
        """How many places the expression has."""
        return len(self.filled) + len(self.missing)

    def __add__(self, other: Part) -> Part:
        has_word = self.has_word or other.has_word
        return Part(self.filled + other.filled, self.missing + other.missing, has_word)


class Present:
    """The words of one segment by the places of indicators that they fill.

    Where a word is asked for, it stands for every place that it can fill.
    """

    def __init__(
        self, indicators: Iterable[Indicator], segment: Record, asked: Token | None
    ) -> None:
        self._table = SlotTable()
        self._rules = {one.id: self._rule(one.expression) for one in indicators}
        lexicon = Lexicon(self._table, language_module(str(segment["language"])))
        self._passage = _lay_out(segment, lexicon)
        if asked:
            self._keep(asked)
        self._asked = frozenset(
            place
            for place, (start, stop) in enumerate(
                zip(self._passage.start, self._passage.stop, strict=True)
            )
            if asked and asked.start <= start and stop <= asked.stop
        )

    def _keep(self, asked: Token) -> None:
        """Let the word asked for alone fill the places that it can fill."""
        start, stop = self._passage.start, self._passage.stop
        for slot, edges in self._passage.edges.items():
            own = [
                edge
                for edge in edges
                if asked.start <= start[edge.low] and stop[edge.high - 1] <= asked.stop
            ]
            self._passage.edges[slot] = own or edges

    def part(self, expression: Expression) -> Part:
        """Return how much of the expression is there; of alternatives, the fullest."""
        if isinstance(expression, Phrase):
            alone = len(expression.slots) == 1
            return sum((self._slot(slot, alone) for slot in expression.slots), start=Part())
        if not isinstance(expression, Group):
            return Part(missing=(render_place(expression),))
        parts = [self.part(item) for item in expression.items]
        if expression.kind == "all":
            return sum(parts, start=Part())
        return max(parts, key=lambda part: (part.has_word, -len(part.missing), len(part.filled)))

    def misplaced(self, indicator: Indicator) -> Misplaced:
        """Say why the words of an indicator of which nothing is missing make no hit."""
        return find_misplaced(self._rules[indicator.id], self._passage) or Misplaced("")

    def _slot(self, slot: Slot, alone: bool) -> Part:
        """Return whether a place is filled; one that stands alone by a whole word only."""
        passage = self._passage
        edges = [
            edge
            for edge in passage.edges.get(self._table.number(slot), ())
            if not alone or (passage.starts_word(edge.low) and passage.ends_word(edge.high))
        ]
        written = render_place(slot)
        if not edges:
            return Part(missing=(written,))
        first = edges[0]
        text = passage.text[passage.start[first.low] : passage.stop[first.high - 1]]
        return Part(((text, written),), has_word=self._is_asked(first))

    def _is_asked(self, edge: Edge) -> bool:
        return not self._asked.isdisjoint(range(edge.low, edge.high))

    def _rule(self, expression: Expression) -> ExpressionRule:
        """Compile an expression over the numbers of its places, its `not` too."""
        if isinstance(expression, Phrase):
            return PhraseRule(tuple(map(self._table.number, expression.slots)), expression.gaps)
        if not isinstance(expression, Group):
            return ListedRule(self._table.number(expression))
        return GroupRule(
            expression.kind,
            tuple(map(self._rule, expression.items)),
            expression.within,
            expression.ordered,
            tuple(map(self._rule, expression.absent)),
        )


def _lay_out(segment: Record, lexicon: Lexicon) -> Passage:
    """Lay the words of one segment in a row."""
    text = str(segment["text"])
    alone = Segment(
        transcript="",
        number=1,
        turn=1,
        answer=1,
        role="respondent",
        respondent="",
        language=str(segment["language"]),
        start=0,
        stop=len(text),
        words=0,
        sentences=split_sentences(text),
    )
    sentences = Sentences([alone])
    whole = [sentences[at] for at in range(len(sentences))]
    return build_passage(text, whole, Chunks(lexicon), {})
