"""A codebook: codes with their indicators, and the tensions between codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Negation = Literal["mark", "ignore", "exclude"]
UnitKind = Literal["segment", "turn", "answer", "interview"]
Within = int | Literal["sentence", "segment", "turn", "answer"]
ANY_LANGUAGE = "any"


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the codebook in one or several languages."""

    by_language: tuple[tuple[str, str], ...] = ()

    def in_language(self, language: str) -> str:
        """Return the text in `language`, else in any language, English, or the first there is."""
        texts = dict(self.by_language)
        for key in (language, ANY_LANGUAGE, "en", *texts):
            if key in texts:
                return texts[key]
        return ""

    def __bool__(self) -> bool:
        return bool(self.by_language)


@dataclass(frozen=True, slots=True)
class Word:
    """One alternative of a slot: a word in any form, one exact form, a wildcard, or a spelling.

    A `fuzzy` word is any form of the word, and what no dictionary knows and is spelt like one.
    """

    kind: Literal["form", "exact", "wildcard", "fuzzy"]
    text: str  # folded: lower case, е for ё
    likeness: int = 100  # of a fuzzy word: how like a spelling must be, of 100


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a phrase: any of its words may stand there."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Slots in a row; `gaps[i]` other words at most may stand before `slots[i]`."""

    slots: tuple[Slot, ...]
    gaps: tuple[int, ...]  # as long as slots; the first is 0


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression on the talk of one segment, between remarks; case is ignored."""

    pattern: str


@dataclass(frozen=True, slots=True)
class TokenPattern:
    """A pattern of spaCy's Matcher over the tokens of one segment; it needs a trained model."""

    tokens: str  # a list of token patterns, as JSON in canonical form


@dataclass(frozen=True, slots=True)
class CodeReference:
    """Another code found: the words of its hits, where they make a coding that is present."""

    written: str  # id as the codebook names it
    codes: frozenset[str]  # that and everything below it


@dataclass(frozen=True, slots=True)
class Group:
    """Expressions together: any of them, or all of them inside `within`."""

    kind: Literal["any", "all"]
    items: tuple[Expression, ...]
    within: Within  # an integer: words from the end of one item to the start of another, at most
    ordered: bool = False
    absent: tuple[Expression, ...] = ()  # `not`: none of these in the same unit


Expression = Phrase | Regex | TokenPattern | CodeReference | Group


def leaves_of(expression: Expression) -> Iterator[Phrase | Regex | TokenPattern | CodeReference]:
    """Yield what an expression is made of, groups opened, those under `not` too."""
    if isinstance(expression, Group):
        for item in (*expression.items, *expression.absent):
            yield from leaves_of(item)
    else:
        yield expression


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the codebook that finds evidence of a code."""

    id: str  # hash of code, language and canonical form
    owner: str  # id of the code, or of the relation whose cue it is
    language: str  # ru, en … or `any`
    text: str  # canonical form, as a person would write it
    expression: Expression
    line: int
    weight: float = 1.0
    negation: Negation = "mark"
    who: tuple[str, ...] = ()  # respondent types whose talk it is looked for in; empty: all
    questions: tuple[str, ...] = ()  # guide items in whose answers it is looked for; empty: all
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mask:
    """A phrase of `exclude:` whose words are not seen by the code's indicators."""

    language: str
    text: str
    phrase: Phrase
    line: int


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of the codebook that its code must (or, as a near miss, must not) find."""

    language: str
    text: str
    line: int
    relation: str = ""  # for examples of tensions


@dataclass(frozen=True, slots=True)
class Code:
    """One code with all that is said of it."""

    id: str  # dotted: `efficiency.saving` stands below `efficiency`
    line: int
    name: Text
    brief: Text = field(default_factory=Text)
    definition: Text = field(default_factory=Text)
    use_when: Text = field(default_factory=Text)
    do_not_use_when: Text = field(default_factory=Text)
    theory: Text = field(default_factory=Text)
    origin: str = ""  # theory, data, both
    kind: str = "value"
    status: str = "active"
    replaces: tuple[str, ...] = ()
    replaced_by: str = ""
    color: str = ""
    indicators: tuple[Indicator, ...] = ()
    masks: tuple[Mask, ...] = ()
    examples: tuple[Example, ...] = ()
    edge_examples: tuple[Example, ...] = ()
    near_misses: tuple[Example, ...] = ()
    negation: Negation = "mark"
    unit: UnitKind = "segment"
    min_score: float = 1.0
    speakers: tuple[str, ...] = ("respondent",)  # roles whose talk can make the code

    @property
    def sought(self) -> bool:
        """Whether it is looked for: it has indicators and is not retired."""
        return bool(self.indicators) and self.status != "retired"


@dataclass(frozen=True, slots=True)
class Relation:
    """A way in which the poles of a tension meet, known by its cues."""

    id: str
    name: Text
    definition: Text
    cues: tuple[Indicator, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Pole:
    """One side of a tension."""

    written: tuple[str, ...]  # ids as the codebook names them
    codes: frozenset[str]  # those and everything below them

    @property
    def id(self) -> str:
        """The pole as one word in tables: its ids joined by `+`."""
        return "+".join(self.written)


@dataclass(frozen=True, slots=True)
class Tension:
    """Two poles, and the units in which their meeting is looked for."""

    id: str
    name: Text
    definition: Text
    poles: tuple[Pole, Pole]
    levels: tuple[UnitKind, ...]
    relations: tuple[str, ...]
    line: int
    examples: tuple[Example, ...] = ()
    cues: tuple[Indicator, ...] = ()  # own cues beside those of the relations


@dataclass(frozen=True, slots=True)
class RespondentType:
    """A kind of respondent the study compares."""

    id: str
    name: Text
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GuideItem:
    """A question of the interview guide."""

    id: str
    text: Text
    probes: tuple[Text, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the codebook's history."""

    version: str
    date: str  # as written
    who: str
    what: Text


@dataclass(frozen=True, slots=True)
class Codebook:
    """The measuring instrument of a study, as loaded from one YAML file."""

    id: str
    title: Text
    version: str
    languages: tuple[str, ...]
    codes: tuple[Code, ...]  # flat, in the file's order, branches included
    tensions: tuple[Tension, ...]
    relations: tuple[Relation, ...]
    respondent_types: tuple[RespondentType, ...]
    guide: tuple[GuideItem, ...]
    file: str  # the file's name, for messages and references to its lines
    sha256: str
    source: str  # the file's text, so that a run can carry the codebook it was made with
    authors: tuple[str, ...] = ()
    licence: str = ""
    changelog: tuple[Change, ...] = ()

    @property
    def meanings(self) -> Mapping[str, str]:
        """Each id that may be written, former ones too, and the id the code has now."""
        former = {old: code.id for code in self.codes for old in code.replaces}
        return {**former, **{code.id: code.id for code in self.codes}}

    def code(self, id: str) -> Code:
        """Return the code called `id`; KeyError when there is none."""
        for code in self.codes:
            if code.id == id:
                return code
        raise KeyError(id)
