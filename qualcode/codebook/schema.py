"""The shape of a codebook file: validates, describes every key, and goes no further."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag

SLUG = r"^[a-z][a-z0-9_-]*$"
CODE_ID = r"^[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*$"
LANGUAGE = r"^[a-z]{2}$"
LANGUAGE_OR_ANY = r"^([a-z]{2}|any)$"
VERSION = r"^\d+(\.\d+){0,2}([-+][0-9A-Za-z.+-]+)?$"
COLOR = r"^#?[0-9a-fA-F]{6}$"
GUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
DIGITS = 5  # of a number of words

Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(strip_whitespace=True, pattern=SLUG)]
CodeId = Annotated[str, StringConstraints(strip_whitespace=True, pattern=CODE_ID)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
LanguageOrAny = Annotated[str, StringConstraints(pattern=LANGUAGE_OR_ANY)]
Negation = Literal["mark", "ignore", "exclude"]
Unit = Literal["segment", "turn", "answer", "interview"]
Role = Literal["respondent", "interviewer", "other"]


def _tells(*tags: tuple[type, str]) -> Discriminator:
    """Choose the branch by the type of the value, so that an error is told of one branch only."""

    def choose(value: Any) -> str | None:
        return next((tag for kind, tag in tags if isinstance(value, kind)), None)

    return Discriminator(choose)


def _by_spelling(number: str, word: str) -> Callable[[Any], str | None]:
    def choose(value: Any) -> str | None:
        if isinstance(value, (list, dict)):
            return None
        return number if str(value).lstrip("+-").isdecimal() else word

    return choose


# Tags stand in angle brackets, for no key of a codebook is spelt so.
Text = Annotated[
    Annotated[Filled, Tag("<text>")]
    | Annotated[dict[LanguageOrAny, Filled], Field(min_length=1), Tag("<by language>")],
    _tells((str, "<text>"), (dict, "<by language>")),
]
OneOrMoreIds = Annotated[
    Annotated[CodeId, Tag("<id>")] | Annotated[list[CodeId], Field(min_length=1), Tag("<ids>")],
    _tells((str, "<id>"), (list, "<ids>")),
]
OneOrMoreRoles = Annotated[
    Annotated[Role, Tag("<role>")] | Annotated[list[Role], Field(min_length=1), Tag("<roles>")],
    _tells((str, "<role>"), (list, "<roles>")),
]
OneOrMoreTexts = Annotated[
    Annotated[Filled, Tag("<text>")] | Annotated[list[Filled], Tag("<texts>")],
    _tells((str, "<text>"), (list, "<texts>")),
]
Within = Annotated[
    Annotated[int, Field(ge=1, lt=10**DIGITS), Tag("<words>")]
    | Annotated[Literal["sentence", "segment", "turn", "answer"], Tag("<unit>")],
    Discriminator(_by_spelling("<words>", "<unit>")),
]
Texts = dict[LanguageOrAny, list[Filled]]


class _Shape(BaseModel):
    """No key but those described."""

    model_config = ConfigDict(extra="forbid")


_KINDS = ("term", "any", "all", "near")
_ONE_KIND: dict[str, Any] = {"oneOf": [{"required": [kind]} for kind in _KINDS]}


class Part(_Shape):
    """A part of an indicator in mapping form."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_ONE_KIND)

    term: Filled = Field(default="", description="A plain string, when other keys follow.")
    any: list[PartItem] = Field(
        default_factory=list, min_length=1, description="At least one of these, inside `within`."
    )
    all: list[PartItem] = Field(
        default_factory=list, min_length=1, description="Every one of these, inside `within`."
    )
    near: list[PartItem] = Field(
        default_factory=list,
        min_length=2,
        description="All of these within `within` words of each other.",
    )
    ordered: bool = Field(default=False, description="For `near` and `all`: in the order written.")
    within: Within = Field(
        default="segment",
        description="A number of words, or sentence, segment, turn, answer; "
        "`near` takes 8 words, all others the segment.",
    )
    not_: list[Filled] = Field(
        default_factory=list,
        alias="not",
        description="Plain strings; the hit is dropped if one of them stands in the same unit.",
    )


class IndicatorShape(Part):
    """An indicator in mapping form."""

    weight: float = Field(
        default=1, gt=0, allow_inf_nan=False, description="Added to the score of the unit."
    )
    negation: Negation = Field(
        default="mark", description="What a negated hit is worth; overrides the code's setting."
    )
    note: Filled = Field(default="", description="Why the rule is there.")
    lang: Language = Field(
        default="", description="The language, when the list it stands in is under `any`."
    )


PartItem = Annotated[
    Annotated[Filled, Tag("<phrase>")] | Annotated[Part, Tag("<part>")],
    _tells((str, "<phrase>"), (dict, "<part>")),
]
IndicatorItem = Annotated[
    Annotated[Filled, Tag("<phrase>")] | Annotated[IndicatorShape, Tag("<indicator>")],
    _tells((str, "<phrase>"), (dict, "<indicator>")),
]
Indicators = dict[LanguageOrAny, list[IndicatorItem]]


class Change(_Shape):
    """One entry of the codebook's history."""

    version: Filled = Field(description="The version the change made.")
    date: Filled = Field(default="", description="The day, as 2025-06-01.")
    who: Filled = Field(default="", description="Who made the change.")
    what: Text = Field(description="What was changed, and why.")


class About(_Shape):
    """What the codebook says of itself."""

    id: Slug = Field(description="A short name that never changes.")
    title: Text = Field(description="The title, in one or several languages.")
    version: Annotated[str, StringConstraints(pattern=VERSION)] = Field(
        description="The version, as 1.0.0."
    )
    languages: list[Language] = Field(
        min_length=1, description="The languages the codebook has indicators and texts for."
    )
    authors: OneOrMoreTexts = Field(default="", description="Who wrote the codebook.")
    licence: Filled = Field(default="", description="The terms of use.")
    changelog: list[Change] = Field(default_factory=list, description="The rounds of changes.")


class RespondentTypeShape(_Shape):
    """A kind of respondent the study compares."""

    id: Slug = Field(description="A short name, used in tables.")
    name: Text = Field(description="The name shown to readers.")
    aliases: list[Filled] = Field(
        default_factory=list,
        description="Other words for the type, named when a respondents table has them.",
    )


class GuideItemShape(_Shape):
    """A question of the interview guide."""

    id: Slug = Field(description="A short name of the question.")
    text: Text = Field(description="The question as it is asked.")
    probes: list[Text] = Field(default_factory=list, description="Questions asked after it.")
    topics: list[CodeId] = Field(
        default_factory=list, description="Codes the answers are expected to be about."
    )


class CodeShape(_Shape):
    """A code, or a branch of codes."""

    id: CodeId = Field(description="Dotted name, unique and never reused.")
    name: Text = Field(description="The name shown to readers.")
    brief: Text = Field(default="", description="The definition in one line.")
    definition: Text = Field(default="", description="What the code means.")
    use_when: Text = Field(default="", description="When the code is given.")
    do_not_use_when: Text = Field(default="", description="When it is not, and what is instead.")
    examples: Texts = Field(
        default_factory=dict, description="Sentences the code must find, by language."
    )
    edge_examples: Texts = Field(
        default_factory=dict, description="Sentences at the edge that the code must find."
    )
    near_misses: Texts = Field(
        default_factory=dict, description="Sentences the code must not find."
    )
    origin: Literal["theory", "data", "both"] = Field(
        default="theory", description="Where the code comes from."
    )
    theory: Text = Field(default="", description="The literature behind the code.")
    kind: Literal["value", "practice", "actor", "instrument", "barrier", "attribute"] = Field(
        default="value", description="What sort of thing the code names."
    )
    indicators: Indicators = Field(
        default_factory=dict, description="Lists of indicators, by language or under `any`."
    )
    exclude: Texts = Field(
        default_factory=dict,
        description="Phrases whose words the indicators of this code do not see.",
    )
    negation: Negation = Field(
        default="mark",
        description="mark: keep a negated hit and say so; ignore: do not look; "
        "exclude: suppress it.",
    )
    unit: Unit = Field(default="segment", description="The stretch of talk that is coded.")
    min_score: float = Field(
        default=1, gt=0, allow_inf_nan=False, description="The score from which the code is given."
    )
    speakers: OneOrMoreRoles = Field(
        default="respondent", description="Whose talk can make the code."
    )
    status: Literal["draft", "active", "retired"] = Field(
        default="active", description="Whether the code is in use."
    )
    replaces: OneOrMoreIds = Field(default="", description="Former ids this code stands for now.")
    replaced_by: CodeId = Field(default="", description="The code to use instead of this one.")
    color: Annotated[str, StringConstraints(pattern=COLOR)] = Field(
        default="", description="A colour as six hexadecimal digits, in quotes: '#1b9e77'."
    )
    guid: Annotated[str, StringConstraints(pattern=GUID)] = Field(
        default="", description="The identifier in exchange with other programs; made, not typed."
    )
    children: list[CodeShape] = Field(default_factory=list, description="Codes below this one.")


class TensionExample(_Shape):
    """A sentence in which both poles meet."""

    text: Filled = Field(description="The sentence.")
    relation: Slug = Field(
        default="", description="How the poles meet: the id of a relation, `unstated` or `mixed`."
    )


class TensionShape(_Shape):
    """Two poles whose meeting is looked for."""

    id: Slug = Field(description="A short name, used in tables.")
    name: Text = Field(description="The name shown to readers.")
    definition: Text = Field(default="", description="What is meant by the tension.")
    poles: list[OneOrMoreIds] = Field(
        min_length=2,
        max_length=2,
        description="Two poles; each is a code with all below it, or a list of codes.",
    )
    levels: list[Unit] = Field(
        default_factory=list,
        min_length=1,
        description="Units in which a meeting is looked for; segment and answer if left out.",
    )
    relations: list[Slug] = Field(
        default_factory=list, description="Ids of relations; all of them if left out."
    )
    cues: dict[str, Indicators] = Field(
        default_factory=dict, description="Cues of this tension alone, by relation and language."
    )
    examples: dict[LanguageOrAny, list[TensionExample]] = Field(
        default_factory=dict, description="Sentences in which the tension must be found."
    )


class RelationShape(_Shape):
    """A way in which the poles of a tension meet."""

    id: Slug = Field(description="A short name, used in tables.")
    name: Text = Field(description="The name shown to readers.")
    definition: Text = Field(default="", description="What is meant by the relation.")
    cues: Indicators = Field(
        default_factory=dict, description="Indicators of the relation, by language."
    )


class CodebookShape(_Shape):
    """A codebook: codes with their indicators, and the tensions between codes."""

    codebook: About = Field(description="Id, title, version, languages and authors.")
    respondent_types: list[RespondentTypeShape] = Field(
        default_factory=list, description="The kinds of respondents that are compared."
    )
    guide: list[GuideItemShape] = Field(
        default_factory=list, description="The questions of the interview guide."
    )
    codes: list[CodeShape] = Field(min_length=1, description="The codes, as a tree.")
    tensions: list[TensionShape] = Field(
        default_factory=list, description="Pairs of poles whose meeting is looked for."
    )
    relations: list[RelationShape] = Field(
        default_factory=list, description="Ways in which poles meet, with their cues."
    )


# The shape behind each key and tag: for an unknown key, which keys there are.
SHAPES: dict[str, type[BaseModel]] = {
    "codebook": About,
    "changelog": Change,
    "respondent_types": RespondentTypeShape,
    "guide": GuideItemShape,
    "codes": CodeShape,
    "children": CodeShape,
    "tensions": TensionShape,
    "examples": TensionExample,
    "relations": RelationShape,
    "<indicator>": IndicatorShape,
    "<part>": Part,
}
