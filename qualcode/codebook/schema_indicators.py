"""The shape of an indicator in a codebook file, with every key described."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, Tag, WithJsonSchema

from qualcode.codebook.expressions import GROUPS, KINDS
from qualcode.codebook.fuzzy import LEAST, LIKENESS, MOST
from qualcode.codebook.schema_fields import (
    Filled,
    Language,
    LanguageOrAny,
    Name,
    Negation,
    OneOrMoreNames,
    Within,
    tells,
)
from qualcode.codebook.token_values import KEYS

# spaCy judges it; its attributes are named here so that an editor can offer them.
Token = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "object",
            "properties": {key: {} for key in KEYS},
            "additionalProperties": False,
        }
    ),
]
NOT_IN_CUES = ("who", "question", "code", "pattern")  # `cues` says why


def _only_with(key: str, *others: str) -> dict[str, Any]:
    wanted = {"anyOf": [{"required": [other]} for other in others]}
    return {"if": {"required": [key]}, "then": wanted}


_ONE_KIND: dict[str, Any] = {
    "oneOf": [{"required": [kind]} for kind in KINDS],
    "allOf": [
        _only_with("ordered", "near", "all"),
        _only_with("min", "fuzzy"),
        _only_with("within", *GROUPS, "not"),
    ],
}


class Shape(BaseModel):
    """No key but those described."""

    model_config = ConfigDict(extra="forbid")


class Part(Shape):
    """A part of an indicator in mapping form."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_ONE_KIND)

    term: Filled = Field(
        default="",
        description="A plain string, when other keys follow.",
        examples=["обратная связь", "=reporting", "клиентоцентричн*", "уложиться ... бюджет"],
    )
    any: list[PartItem] = Field(
        default_factory=list, min_length=1, description="At least one of these, inside `within`."
    )
    all: list[PartItem] = Field(
        default_factory=list,
        min_length=1,
        description="Every one of these, inside `within`.",
        examples=[["с один сторона", "с другой"]],
    )
    near: list[PartItem] = Field(
        default_factory=list,
        min_length=2,
        description="All of these within `within` words of each other.",
        examples=[["деньги|средство", "не хватать"]],
    )
    regex: Filled = Field(
        default="",
        description="A regular expression, searched for in the talk of one segment; in single "
        "quotes. Case is ignored.",
        examples=[r"\b44-?ФЗ\b"],
    )
    fuzzy: Filled = Field(
        default="",
        description="Words as in `term`; those of four letters or more are also found when they "
        "are spelt alike.",
        examples=["независимая оценка"],
    )
    min: int = Field(
        default=LIKENESS,
        ge=LEAST,
        le=MOST,
        description="For `fuzzy`: how like a spelling must be, of 100.",
    )
    code: Name = Field(
        default="", description="Another code, or a branch of codes, that must be found."
    )
    pattern: list[Token] = Field(
        default_factory=list,
        min_length=1,
        description="Tokens of spaCy's Matcher, as `{POS: VERB, OP: +}`; tagging with them needs "
        "a trained model.",
        examples=[[{"LEMMA": "давать"}, {"POS": "NOUN", "OP": "+"}]],
    )
    within: Within = Field(
        default="segment",
        description="A number of words, or sentence, segment, turn, answer; "
        "`near` takes 8 words, all others the segment.",
        examples=[4, "sentence"],
    )
    ordered: bool = Field(default=False, description="For `near` and `all`: in the order written.")
    not_: list[PartItem] = Field(
        default_factory=list,
        alias="not",
        description="The hit is dropped if one of these stands in the same unit.",
    )


class IndicatorShape(Part):
    """An indicator in mapping form."""

    who: OneOrMoreNames = Field(
        default="", description="Ids of respondent types: it is looked for in their talk alone."
    )
    question: OneOrMoreNames = Field(
        default="", description="Ids of the guide: it is looked for in answers to these alone."
    )
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
    tells((str, "<phrase>"), (dict, "<part>")),
]
IndicatorItem = Annotated[
    Annotated[Filled, Tag("<phrase>")] | Annotated[IndicatorShape, Tag("<indicator>")],
    tells((str, "<phrase>"), (dict, "<indicator>")),
]
Indicators = dict[LanguageOrAny, list[IndicatorItem]]
