"""What the values of a codebook file are: texts, ids, languages, numbers, one or several."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag, WithJsonSchema

SLUG = r"^[a-z][a-z0-9_-]*$"
CODE_ID = r"^[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*$"
LANGUAGE = r"^[a-z]{2}$"
LANGUAGE_OR_ANY = r"^([a-z]{2}|any)$"
VERSION = r"^\d+(\.\d+){0,2}([-+][0-9A-Za-z.+-]+)?$"
COLOR = r"^#?[0-9a-fA-F]{6}$"
GUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
DIGITS = 5  # of a number of words

Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
# An id that is looked up, so that one that is no id is told as one that does not exist.
Name = Annotated[Filled, WithJsonSchema({"type": "string", "pattern": CODE_ID})]
Slug = Annotated[str, StringConstraints(strip_whitespace=True, pattern=SLUG)]
CodeId = Annotated[str, StringConstraints(strip_whitespace=True, pattern=CODE_ID)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
LanguageOrAny = Annotated[str, StringConstraints(pattern=LANGUAGE_OR_ANY)]
Negation = Literal["mark", "ignore", "exclude"]
Unit = Literal["segment", "turn", "answer", "interview"]
Role = Literal["respondent", "interviewer", "other"]


def tells(*tags: tuple[type, str]) -> Discriminator:
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
    tells((str, "<text>"), (dict, "<by language>")),
]
OneOrMoreIds = Annotated[
    Annotated[CodeId, Tag("<id>")] | Annotated[list[CodeId], Field(min_length=1), Tag("<ids>")],
    tells((str, "<id>"), (list, "<ids>")),
]
OneOrMoreRoles = Annotated[
    Annotated[Role, Tag("<role>")] | Annotated[list[Role], Field(min_length=1), Tag("<roles>")],
    tells((str, "<role>"), (list, "<roles>")),
]
OneOrMoreTexts = Annotated[
    Annotated[Filled, Tag("<text>")] | Annotated[list[Filled], Tag("<texts>")],
    tells((str, "<text>"), (list, "<texts>")),
]
OneOrMoreNames = Annotated[
    Annotated[Name, Tag("<name>")] | Annotated[list[Name], Field(min_length=1), Tag("<names>")],
    tells((str, "<name>"), (list, "<names>")),
]
Within = Annotated[
    Annotated[int, Field(ge=1, lt=10**DIGITS), Tag("<words>")]
    | Annotated[Literal["sentence", "segment", "turn", "answer"], Tag("<unit>")],
    Discriminator(_by_spelling("<words>", "<unit>")),
]
Texts = dict[LanguageOrAny, list[Filled]]
