"""What the quotes on the page can be filtered by, and which of it each quote has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.groups import order_groups
from qualcode.reporting.labels import Labels
from qualcode.reporting.material import Material
from qualcode.reporting.placing import OUTSIDE, Coded
from qualcode.reporting.views.places import Places
from qualcode.surveys.cells import parse_number

MOST_VALUES = 12  # of an attribute: more are no groups
MOST_GROUPS = 60  # of what respondents are compared by
MOST_CODES = 300


@dataclass(frozen=True, slots=True)
class Option:
    """One value, and how many quotes on the page have it."""

    value: str
    label: str
    count: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing quotes can be filtered by."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """The form, and the values of each quote by its place."""

    facets: tuple[Facet, ...]
    marks: Mapping[str, str]  # `a2 c0 d1`: a letter for the facet, a number for the value


@dataclass(frozen=True, slots=True)
class _Kind:
    """One thing that may become a facet: how its values are read, named and ordered."""

    label: str
    read: Callable[[Coded], str]
    name: Callable[[str], str]
    order: Callable[[Sequence[str]], Sequence[str]]
    most: int


def view_filters(material: Material, places: Places) -> Filters:
    """Make the filters of the quotes that are shown; what all of them share is no filter."""
    shown = [one for cell in places.cells.values() for one in cell.codings]
    facets: list[Facet] = []
    marks: dict[str, list[str]] = {one.anchor: [] for one in shown}
    for kind in _list_kinds(material):
        values = [kind.read(one) for one in shown]
        counts = Counter(values)
        if not 2 <= len(counts) <= kind.most:
            continue
        letter = _letter(len(facets))
        numbers = {value: f"{letter}{n}" for n, value in enumerate(kind.order(sorted(counts)))}
        number = material.labels.messages.number
        options = (
            Option(mark, kind.name(value), number(counts[value])) for value, mark in numbers.items()
        )
        facets.append(Facet(letter, kind.label, tuple(options)))
        for one, value in zip(shown, values, strict=True):
            marks[one.anchor].append(numbers[value])
    return Filters(tuple(facets), {place: " ".join(some) for place, some in marks.items()})


def _letter(number: int) -> str:
    """Return `a`, `b` … `z`, `aa` …: letters alone, so that no mark begins another."""
    return ("" if number < 26 else _letter(number // 26 - 1)) + chr(ord("a") + number % 26)


def _list_kinds(material: Material) -> Iterator[_Kind]:
    """Yield what quotes may be filtered by, in the order of the form."""
    labels, messages = material.labels, material.labels.messages
    codes = [code.id for code in material.codebook.codes]

    def named(kind: str) -> Callable[[str], str]:
        return lambda value: labels.mark(kind, value)

    yield _Kind(
        messages.text("filter.type"), _of("type"), labels.type, _types(material), MOST_GROUPS
    )
    for name in material.run.respondents.attributes:
        if name in labels.by or _groups_people(material, name):
            yield _attribute(material, name)
    if len(labels.by) > 1:
        label = labels.grouping_head
        yield _Kind(label, _group, _name_group(labels), _crossed(material), MOST_GROUPS)
    yield _Kind(messages.text("filter.language"), _language, labels.language, list, MOST_VALUES)
    known = {code: place for place, code in enumerate(codes)}

    def in_codebook(ids: Sequence[str]) -> list[str]:
        return sorted(ids, key=lambda one: (known.get(one, len(known)), one))

    yield _Kind(messages.text("filter.code"), _of("code"), labels.code, in_codebook, MOST_CODES)
    yield _Kind(
        messages.text("filter.status"),
        lambda one: one.status,
        lambda value: messages.text(f"status.{value}"),
        list,
        MOST_VALUES,
    )
    for kind in ("polarity", "voice"):
        yield _Kind(messages.text(f"filter.{kind}"), _of(kind), named(kind), list, MOST_VALUES)


def _groups_people(material: Material, name: str) -> bool:
    """Tell whether an attribute's values are shared, so that choosing one is no choice of a person.

    Numbers must be so on average: regions may have numbers, but years and ages meet by chance.
    """
    people = material.run.respondents.respondents
    values = Counter(dict(person.attributes).get(name, "") for person in people)
    del values[""]
    if all(parse_number(value) is not None for value in values):
        return 2 * len(values) <= values.total()
    return max(values.values()) > 1


def _attribute(material: Material, name: str) -> _Kind:
    people = material.run.respondents.by_id
    messages = material.labels.messages
    compared = name in material.labels.by

    def read(one: Coded) -> str:
        person = people.get(str(one.record["respondent"]))
        return dict(person.attributes).get(name, "") if person else ""

    return _Kind(
        material.labels.attribute(name),
        read,
        lambda value: value or messages.text("attribute.none"),
        lambda values: order_groups(values, (name,), material.run.orders),
        MOST_GROUPS if compared else MOST_VALUES,
    )


def _of(column: str) -> Callable[[Coded], str]:
    return lambda one: str(one.record[column])


def _language(one: Coded) -> str:
    return one.language


def _group(one: Coded) -> str:
    return one.group


def _name_group(labels: Labels) -> Callable[[str], str]:
    outside = labels.messages.text("quotes.outside")
    return lambda one: outside if one == OUTSIDE else labels.group(one)


def _types(material: Material) -> Callable[[Sequence[str]], Sequence[str]]:
    return lambda ids: order_groups(ids, ("type",), material.run.orders)


def _crossed(material: Material) -> Callable[[Sequence[str]], Sequence[str]]:
    labels = material.labels

    def order(ids: Sequence[str]) -> list[str]:
        inside = order_groups([id for id in ids if id != OUTSIDE], labels.by, material.run.orders)
        return [*inside, *(id for id in ids if id == OUTSIDE)]

    return order
