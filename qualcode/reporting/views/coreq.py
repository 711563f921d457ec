"""The 32 items of COREQ: what the run knows, what the authors say in study.yaml, what is left.

Numbers of items: Tong, Sainsbury, Craig (2007), International Journal for Quality in Health Care
19(6), 349–357. The wording is our own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from qualcode.model.codebook import Text
from qualcode.reporting.material import Material
from qualcode.reporting.messages import Messages
from qualcode.reporting.panels import rows_of
from qualcode.reporting.people import list_people
from qualcode.reporting.views.places import Places

DOMAINS = ((1, 8), (9, 23), (24, 32))
TO_CONFIRM = frozenset({9, 26, 30, 31, 32})  # of thinking, not of files: no run can know them


@dataclass(frozen=True, slots=True)
class CoreqItem:
    """One item."""

    number: int
    asks: str
    said: str  # by the authors
    known: str  # by the run
    href: str  # where in the report it is shown
    hint: str = ""  # what the run can only point to: the author confirms it

    @property
    def open(self) -> bool:
        """Whether the author is to fill it."""
        return not (self.said or self.known)


@dataclass(frozen=True, slots=True)
class CoreqDomain:
    """One of the three parts of the list."""

    name: str
    items: tuple[CoreqItem, ...]


@dataclass(frozen=True, slots=True)
class Coreq:
    """The list, and how much of it is filled."""

    domains: tuple[CoreqDomain, ...]
    filled: str


def view_coreq(material: Material, places: Places, told: Mapping[int, Text]) -> Coreq:
    """Fill the list; `told` are the authors' own words by number of the item."""
    messages = material.labels.messages
    known, hints = {}, {}
    for number, (words, href) in _know(material, places):
        if number in TO_CONFIRM:
            words, hints[number] = "", messages.text("coreq.to_confirm", hint=words)
        known[number] = words, href
    if not known.get(21, ("", ""))[0] and (words := _length(material)):
        known[21], hints[21] = ("", "#sample"), words
    items = [
        CoreqItem(
            number,
            messages.text(f"coreq.{number}"),
            told[number].in_language(messages.language) if number in told else "",
            *known.get(number, ("", "")),
            hints.get(number, ""),
        )
        for number in range(1, DOMAINS[-1][1] + 1)
    ]
    domains = (
        CoreqDomain(messages.text(f"coreq.domain.{place}"), tuple(items[first - 1 : last]))
        for place, (first, last) in enumerate(DOMAINS, 1)
    )
    filled = sum(not one.open for one in items)
    return Coreq(tuple(domains), messages.text("coreq.filled", filled=filled, total=len(items)))


Known = tuple[str, str]  # words, place


def _know(material: Material, places: Places) -> Iterator[tuple[int, Known]]:
    """Yield what the run knows, by number of the item."""
    messages = material.labels.messages
    for number, ask, href in (
        (9, _theory, "#codebook"),
        (12, _size, "#sample"),
        (16, _attributes, "#sample"),
        (17, _guide, ""),
        (18, _repeated, "#sample"),
        (21, _duration, "#sample"),
        (24, _coders, "#errors"),
        (25, _tree, "#codebook"),
        (26, _derivation, ""),
        (27, _software, ""),
        (31, _major, "#balance"),
    ):
        if words := ask(material):
            yield number, (words, href)
    if len(material.results["saturation"]):
        yield 22, (messages.text("coreq.known.22"), "#saturation")
    shown = sum(len(cell.codings) for cell in places.cells.values())
    if shown:
        yield 29, (_quotations(messages, places), "#quotes")
        yield 30, (messages.text("coreq.known.30"), "")
    if material.codebook.tensions and shown:
        yield 32, (messages.text("coreq.known.32"), "#joint")


def _quotations(messages: Messages, places: Places) -> str:
    quotes = [coded for cell in places.cells.values() for coded in cell.codings]
    said = messages.count("coreq.known.29", len(quotes))
    denied = sum(coded.negated for coded in quotes)
    return f"{said}; {messages.count('coreq.known.29.denied', denied)}" if denied else said


def _theory(material: Material) -> str:
    with_theory = sum(bool(code.theory) for code in material.codebook.codes)
    return _count(material, 9, with_theory)


def _size(material: Material) -> str:
    people = {str(one["respondent"]) for one in material.segments.values()} - {""}
    return _count(material, 12, len(people))


def _attributes(material: Material) -> str:
    labels = material.labels
    names = ", ".join(map(labels.attribute, material.run.respondents.attributes))
    return labels.messages.text("coreq.known.16", names=names) if names else ""


def _guide(material: Material) -> str:
    asked = {str(one["question"]) for one in material.run.tables["questions"]} - {"", "0"}
    return _count(material, 17, len(asked))


def _repeated(material: Material) -> str:
    interviews: dict[str, set[str]] = defaultdict(set)
    for transcript, person in material.segments_by_person:
        if person:
            interviews[person].add(transcript)
    if not interviews:
        return ""
    return _count(material, 18, sum(len(some) > 1 for some in interviews.values()), zero=True)


def _duration(material: Material) -> str:
    rows = rows_of(material.results["talk"])
    timed = [float(row["minutes"]) for row in rows if row["minutes"] == row["minutes"]]
    return _spread(material, "minutes", timed) if len(timed) == len(rows) else ""


def _length(material: Material) -> str:
    """Say how much was said, where nobody knows how long it took."""
    words = [float(row["words"]) for row in rows_of(material.results["talk"])]
    return _spread(material, "words", words)


def _spread(material: Material, key: str, values: list[float]) -> str:
    messages: Messages = material.labels.messages
    if not values:
        return ""
    return messages.text(
        f"coreq.known.21.{key}",
        median=messages.number(median(values)),
        least=messages.number(min(values)),
        most=messages.number(max(values)),
    )


def _coders(material: Material) -> str:
    people = set(list_people(material.run))
    people |= {coder.name for coder in material.results.given.choices.coders}
    key = "coreq.known.24" if people else "coreq.known.24.machine"
    return material.labels.messages.text(key, people=len(people))


def _tree(material: Material) -> str:
    return _count(material, 25, len(material.codebook.codes))


def _derivation(material: Material) -> str:
    messages = material.labels.messages
    origins = Counter(code.origin for code in material.codebook.codes if code.sought)
    said = [
        messages.text(f"coreq.origin.{origin}", n=origins[origin])
        for origin in ("theory", "data", "both")
        if origins[origin]
    ]
    return messages.text("coreq.known.26", origins=", ".join(said)) if said else ""


def _software(material: Material) -> str:
    version = str(material.run.manifest.get("versions", {}).get("qualcode", ""))
    return f"qualcode {version}".strip()


def _major(material: Material) -> str:
    return _count(material, 31, len(material.codebook.tensions))


def _count(material: Material, item: int, number: int, zero: bool = False) -> str:
    if not number and not zero:
        return ""
    return material.labels.messages.count(f"coreq.known.{item}", number)
