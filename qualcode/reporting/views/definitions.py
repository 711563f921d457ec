"""The codes as the codebook defines them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.model.codebook import Code
from qualcode.reporting.labels import Labels
from qualcode.reporting.material import Material
from qualcode.reporting.views.places import definition_anchor


@dataclass(frozen=True, slots=True)
class Definition:
    """One code as the codebook has it."""

    anchor: str
    id: str
    name: str
    branch: bool
    brief: str
    definition: str
    use_when: str
    do_not_use_when: str
    theory: str
    indicators: str
    line: int


def list_definitions(material: Material) -> Iterator[Definition]:
    """Yield the codes in the order of the codebook."""
    labels = material.labels
    codes = material.codebook.codes
    for code in codes:
        yield Definition(
            anchor=definition_anchor(code.id),
            id=code.id,
            name=labels.code(code.id),
            branch=any(other.id.startswith(f"{code.id}.") for other in codes),
            brief=labels.of(code.brief),
            definition=labels.of(code.definition),
            use_when=labels.of(code.use_when),
            do_not_use_when=labels.of(code.do_not_use_when),
            theory=labels.of(code.theory),
            indicators="; ".join(_count_indicators(labels, code)),
            line=code.line,
        )


def _count_indicators(labels: Labels, code: Code) -> Iterator[str]:
    """Say how many indicators a code has in each language, and in any."""
    for language, count in Counter(one.language for one in code.indicators).items():
        if language == "any":
            yield labels.messages.count("definition.any", count)
        else:
            name = labels.language(language)
            yield labels.messages.count("definition.indicators", count, language=name)
