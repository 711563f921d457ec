"""Who speaks for which pole, and every place where poles meet, by tension and group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from qualcode.analysis import relations_of
from qualcode.model.codebook import Tension
from qualcode.reporting.excerpts import Excerpt
from qualcode.reporting.material import Material
from qualcode.reporting.panels import Group, Panel
from qualcode.reporting.people import show_people
from qualcode.reporting.placing import Coded, Met
from qualcode.reporting.quotes import Speaker, excerpt_meeting, in_text_order, name_speaker
from qualcode.reporting.views.places import (
    Lead,
    Places,
    Side,
    meeting_anchor,
    pole_anchor,
    tension_anchor,
)


@dataclass(frozen=True, slots=True)
class Advocate:
    """One respondent who speaks for a pole, and where."""

    respondent: str
    codes: tuple[tuple[str, tuple[Lead, ...]], ...]  # each with the places of its codings


@dataclass(frozen=True, slots=True)
class PoleList:
    """Who speaks for a pole, or for both, in one group."""

    anchor: str
    pole: str
    kind: Side
    advocates: tuple[Advocate, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One meeting of poles as it is shown."""

    anchor: str
    speaker: Speaker
    excerpt: Excerpt
    cue: str
    decided: str  # the people who have said how the poles meet


@dataclass(frozen=True, slots=True)
class WholeInterview:
    """Somebody for whom the poles meet in an interview as a whole."""

    transcript: str
    href: str
    advocate: Advocate  # with the codings of both poles
    cue: str
    decided: str  # the people who have said how the poles meet


@dataclass(frozen=True, slots=True)
class MeetingCell:
    """The meetings of one relation on one level."""

    anchor: str
    relation: str
    capped: str
    passages: tuple[Passage, ...]
    whole: tuple[WholeInterview, ...]  # instead of passages


@dataclass(frozen=True, slots=True)
class MeetingLevel:
    """The meetings on one level."""

    anchor: str
    level: str
    cells: tuple[MeetingCell, ...]


@dataclass(frozen=True, slots=True)
class GroupMeetings:
    """One tension in one group of one language."""

    group: str
    language: str
    poles: tuple[PoleList, ...]
    levels: tuple[MeetingLevel, ...]


@dataclass(frozen=True, slots=True)
class TensionQuotes:
    """All that is said of one tension."""

    anchor: str
    name: str
    groups: tuple[GroupMeetings, ...]


def view_meetings(material: Material, places: Places) -> tuple[TensionQuotes, ...]:
    """Make the lists of who speaks for which pole and how poles meet, tension by tension."""
    return tuple(
        TensionQuotes(
            tension_anchor(tension.id),
            material.labels.tension(tension),
            tuple(
                one
                for panel in material.panels
                for group in panel.groups
                if (one := _group(material, places, tension, panel, group)).poles or one.levels
            ),
        )
        for tension in material.codebook.tensions
    )


def _group(
    material: Material, places: Places, tension: Tension, panel: Panel, group: Group
) -> GroupMeetings:
    levels = (_level(material, places, tension, panel, group, level) for level in tension.levels)
    return GroupMeetings(
        group.label,
        panel.label,
        tuple(_pole_lists(material, places, tension, panel, group)),
        tuple(one for one in levels if one.cells),
    )


def _pole_lists(
    material: Material, places: Places, tension: Tension, panel: Panel, group: Group
) -> Iterator[PoleList]:
    """Yield who speaks for the first pole, for the second, and for both, as far as anybody does."""
    key = (tension.id, panel.language, group.id)
    told = material.advocacy.get(key, {}).values()
    sides: tuple[tuple[Side, str, list[tuple[Coded, ...]]], ...] = (
        ("first", material.labels.pole(tension.poles[0]), [one for one, _ in told]),
        ("second", material.labels.pole(tension.poles[1]), [other for _, other in told]),
        (
            "both",
            material.labels.messages.text("meetings.both"),
            [one + other for one, other in told if one and other],
        ),
    )
    for side, label, codings in sides:
        people = _advocates(material, places, chain.from_iterable(codings))
        if people:
            yield PoleList(pole_anchor(*key, side), label, side, people)


def _advocates(
    material: Material, places: Places, codings: Iterable[Coded]
) -> tuple[Advocate, ...]:
    return list_advocates(
        places, codings, lambda one: material.labels.code(str(one.record["code"]))
    )


def list_advocates(
    places: Places, codings: Iterable[Coded], name: Callable[[Coded], str]
) -> tuple[Advocate, ...]:
    """List whose codings these are, person by person, under what `name` calls each."""
    people: dict[str, dict[str, list[Coded]]] = {}
    for coded in in_text_order(codings):
        codes = people.setdefault(str(coded.record["respondent"]), {})
        codes.setdefault(name(coded), []).append(coded)
    return tuple(
        Advocate(person, tuple((one, places.lead_to(found)) for one, found in codes.items()))
        for person, codes in people.items()
    )


def _level(
    material: Material,
    places: Places,
    tension: Tension,
    panel: Panel,
    group: Group,
    level: str,
) -> MeetingLevel:
    key = (tension.id, panel.language, group.id, level)
    cells = []
    told = (name[4] for name in places.meetings if name[:4] == key)
    for relation in dict.fromkeys((*relations_of(tension), *told)):
        met = places.meetings.get((*key, relation), ())
        if met:
            cells.append(_meetings(material, places, (*key, relation), met))
    return MeetingLevel(meeting_anchor(*key, ""), material.labels.level(level), tuple(cells))


def _meetings(
    material: Material,
    places: Places,
    key: tuple[str, str, str, str, str],
    met: tuple[Met, ...],
) -> MeetingCell:
    messages = material.labels.messages
    whole = key[3] == "interview"
    shown = () if whole else tuple(one for one in met if one.anchor in places.shown)
    capped = not whole and len(shown) < len(met)
    return MeetingCell(
        anchor=meeting_anchor(*key),
        relation=material.labels.relation(key[4]),
        capped=messages.text("quotes.capped", shown=len(shown), total=len(met)) if capped else "",
        passages=tuple(
            Passage(
                one.anchor,
                name_speaker(material, one),
                excerpt_meeting(material, one),
                str(one.record["cue"]),
                show_people(one.record["decided_by"], messages),
            )
            for one in shown
        ),
        whole=tuple(_whole(material, places, one) for one in (met if whole else ())),
    )


def _whole(material: Material, places: Places, met: Met) -> WholeInterview:
    codings = (*met.sides[0], *met.sides[1])
    transcript = str(met.record["transcript"])
    (advocate,) = _advocates(material, places, codings)
    href = places.of_interview(transcript, codings)
    people = show_people(met.record["decided_by"], material.labels.messages)
    return WholeInterview(transcript, href, advocate, str(met.record["cue"]), people)
