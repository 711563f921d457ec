"""What codes, tensions, groups and marks are called in the report's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from qualcode.analysis.groups import CROSS, split_group
from qualcode.model.codebook import Code, Codebook, Pole, Tension, Text
from qualcode.model.coding import MIXED, UNSTATED
from qualcode.reporting.messages import Messages
from qualcode.respondents.attributes import TYPE

_UNNAMED = Text()


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> Text: ...


@dataclass(frozen=True, slots=True)
class Labels:
    """Names, each with what to show where the codebook has none."""

    codebook: Codebook
    messages: Messages
    by: tuple[str, ...]  # what respondents are compared by: `type`, attributes; two are crossed
    attributes: tuple[tuple[str, Text], ...] = ()  # what the study calls columns of respondents

    def of(self, text: Text) -> str:
        """Return a text of the codebook in the report's language."""
        return text.in_language(self.messages.language)

    def code(self, id: str) -> str:
        """Name a code."""
        return self._name(id, self.codebook.codes)

    def tension(self, tension: Tension) -> str:
        """Name a tension."""
        return self.of(tension.name) or tension.id

    def pole(self, pole: Pole) -> str:
        """Name a pole by its codes."""
        return " + ".join(map(self.code, pole.written))

    def type(self, id: str) -> str:
        """Name a respondent type; one the codebook does not know is shown as written."""
        if not id:
            return self.messages.text("type.none")
        return self._name(id, self.codebook.respondent_types)

    def group(self, id: str) -> str:
        """Name a group of respondents; of a crossed one, each part."""
        if not id:
            only_type = self.by == (TYPE,)
            return self.messages.text("type.none" if only_type else "attribute.none")
        parts = split_group(id, self.by)
        if len(parts) != len(self.by):
            return id
        return CROSS.join(
            self.type(part) if name == TYPE else part
            for name, part in zip(self.by, parts, strict=True)
        )

    def relation(self, id: str) -> str:
        """Name a way in which poles meet."""
        if id in (MIXED, UNSTATED):
            return self.messages.text(f"relation.{id}")
        return self._name(id, self.codebook.relations)

    def level(self, id: str) -> str:
        """Name a level on which poles meet."""
        key = f"level.{id}"
        return self.messages.text(key) if key in self.messages.texts else id

    def language(self, code: str) -> str:
        """Name a language."""
        return self.messages.language_name(code)

    def mark(self, kind: str, value: str) -> str:
        """Name a polarity, voice or modality; one nobody knows is shown as written."""
        key = f"{kind}.{value}"
        return self.messages.text(key) if key in self.messages.texts else value

    @property
    def grouping(self) -> str:
        """Say what respondents are compared by."""
        return CROSS.join(map(self.attribute, self.by))

    def attribute(self, name: str) -> str:
        """Name what respondents can be compared by: as the study says, else as the table does."""
        if said := self.of(dict(self.attributes).get(name, _UNNAMED)):
            return said
        key = f"by.{name}"
        return self.messages.text(key) if key in self.messages.texts else name

    @property
    def grouping_head(self) -> str:
        """Say the same as the heading of a column."""
        named = self.attribute(self.by[0]) != self.by[0]
        return self.grouping[:1].upper() + self.grouping[1:] if named else self.grouping

    def _name(self, id: str, named: tuple[_Named, ...]) -> str:
        return next((self.of(one.name) for one in named if one.id == id), "") or id


def named_attributes(manifest: Mapping[str, Any]) -> tuple[tuple[str, Text], ...]:
    """Return what the study of a run calls columns of the respondents table."""
    named = (manifest.get("study") or {}).get("attributes") or {}
    return tuple((name, Text(tuple(said.items()))) for name, said in named.items())


def branch_of(id: str, codes: tuple[Code, ...]) -> str:
    """Return the topmost code that `id` stands below, `id` itself when there is none."""
    known = {code.id for code in codes}
    parts = id.split(".")
    above = (".".join(parts[:count]) for count in range(1, len(parts)))
    return next((one for one in above if one in known), id)
