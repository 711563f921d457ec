"""The shape of a codebook file: validates, describes every key, and goes no further."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from qualcode.codebook.schema_fields import (
    COLOR,
    GUID,
    VERSION,
    CodeId,
    Filled,
    Language,
    LanguageOrAny,
    Negation,
    OneOrMoreIds,
    OneOrMoreRoles,
    OneOrMoreTexts,
    Slug,
    Text,
    Texts,
    Unit,
)
from qualcode.codebook.schema_indicators import Indicators, IndicatorShape, Part, Shape


class Change(Shape):
    """One entry of the codebook's history."""

    version: Filled = Field(description="The version the change made.")
    date: Filled = Field(default="", description="The day, as 2025-06-01.")
    who: Filled = Field(default="", description="Who made the change.")
    what: Text = Field(description="What was changed, and why.")


class About(Shape):
    """What the codebook says of itself."""

    id: Slug = Field(description="A short name that never changes.", examples=["npm_tensions"])
    title: Text = Field(
        description="The title, in one or several languages.",
        examples=["Value tensions", {"ru": "Ценности", "en": "Values"}],
    )
    version: Annotated[str, StringConstraints(pattern=VERSION)] = Field(
        description="The version, as 1.0.0.", examples=["1.0.0"]
    )
    languages: list[Language] = Field(
        min_length=1,
        description="The languages the codebook has indicators and texts for.",
        examples=[["ru", "en"]],
    )
    authors: OneOrMoreTexts = Field(default="", description="Who wrote the codebook.")
    licence: Filled = Field(default="", description="The terms of use.", examples=["CC-BY-4.0"])
    changelog: list[Change] = Field(default_factory=list, description="The rounds of changes.")


class RespondentTypeShape(Shape):
    """A kind of respondent the study compares."""

    id: Slug = Field(description="A short name, used in tables.", examples=["ngo_provider"])
    name: Text = Field(description="The name shown to readers.")
    aliases: list[Filled] = Field(
        default_factory=list,
        description="Other words for the type, named when a respondents table has them.",
    )


class GuideItemShape(Shape):
    """A question of the interview guide."""

    id: Slug = Field(description="A short name of the question.", examples=["q1_path"])
    text: Text = Field(description="The question as it is asked.")
    probes: list[Text] = Field(default_factory=list, description="Questions asked after it.")
    topics: list[CodeId] = Field(
        default_factory=list, description="Codes the answers are expected to be about."
    )


class CodeShape(Shape):
    """A code, or a branch of codes."""

    id: CodeId = Field(
        description="Dotted name, unique and never reused.",
        examples=["efficiency", "efficiency.saving"],
    )
    name: Text = Field(
        description="The name shown to readers.",
        examples=["Saving", {"ru": "Экономия", "en": "Saving"}],
    )
    brief: Text = Field(default="", description="The definition in one line.")
    definition: Text = Field(default="", description="What the code means.")
    use_when: Text = Field(default="", description="When the code is given.")
    do_not_use_when: Text = Field(default="", description="When it is not, and what is instead.")
    origin: Literal["theory", "data", "both"] = Field(
        default="theory", description="Where the code comes from."
    )
    theory: Text = Field(default="", description="The literature behind the code.")
    kind: Literal["value", "practice", "actor", "instrument", "barrier", "attribute"] = Field(
        default="value", description="What sort of thing the code names."
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
    indicators: Indicators = Field(
        default_factory=dict,
        description="Lists of indicators, by language or under `any`.",
        examples=[{"ru": ["экономия", "сокращение ставка|штат"]}],
    )
    exclude: Texts = Field(
        default_factory=dict,
        description="Phrases whose words the indicators of this code do not see.",
        examples=[{"ru": ["экономия время"]}],
    )
    examples: Texts = Field(
        default_factory=dict, description="Sentences the code must find, by language."
    )
    edge_examples: Texts = Field(
        default_factory=dict, description="Sentences at the edge that the code must find."
    )
    near_misses: Texts = Field(
        default_factory=dict, description="Sentences the code must not find."
    )
    children: list[CodeShape] = Field(default_factory=list, description="Codes below this one.")


class TensionExample(Shape):
    """A sentence in which both poles meet."""

    text: Filled = Field(description="The sentence.")
    relation: Slug = Field(
        default="", description="How the poles meet: the id of a relation, `unstated` or `mixed`."
    )


class TensionShape(Shape):
    """Two poles whose meeting is looked for."""

    id: Slug = Field(description="A short name, used in tables.", examples=["saving_vs_care"])
    name: Text = Field(description="The name shown to readers.")
    definition: Text = Field(default="", description="What is meant by the tension.")
    poles: list[OneOrMoreIds] = Field(
        min_length=2,
        max_length=2,
        description="Two poles; each is a code with all below it, or a list of codes.",
        examples=[["efficiency", "humanization"]],
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


class RelationShape(Shape):
    """A way in which the poles of a tension meet."""

    id: Slug = Field(description="A short name, used in tables.", examples=["conflict"])
    name: Text = Field(description="The name shown to readers.")
    definition: Text = Field(default="", description="What is meant by the relation.")
    cues: Indicators = Field(
        default_factory=dict, description="Indicators of the relation, by language."
    )


class CodebookShape(Shape):
    """A codebook: codes with their indicators, and the tensions between codes."""

    codebook: About = Field(description="Id, title, version, languages and authors.")
    respondent_types: list[RespondentTypeShape] = Field(
        default_factory=list, description="The kinds of respondents that are compared."
    )
    codes: list[CodeShape] = Field(min_length=1, description="The codes, as a tree.")
    tensions: list[TensionShape] = Field(
        default_factory=list, description="Pairs of poles whose meeting is looked for."
    )
    relations: list[RelationShape] = Field(
        default_factory=list, description="Ways in which poles meet, with their cues."
    )
    guide: list[GuideItemShape] = Field(
        default_factory=list, description="The questions of the interview guide."
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
