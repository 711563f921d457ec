"""Joint display: beside a tension's counts typical words, and those of one who differs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.model.codebook import Tension
from qualcode.model.coding import UNSTATED
from qualcode.reporting.excerpts import Excerpt, make_excerpt, spans_of
from qualcode.reporting.material import Material
from qualcode.reporting.panels import Group, Panel
from qualcode.reporting.placing import Coded, Met, Sides
from qualcode.reporting.quotes import Speaker, excerpt_meeting, name_speaker
from qualcode.reporting.views.places import Places

TYPICAL = 2  # quotes in a cell
LEAST_FOR_TYPICAL = 2  # respondents: what one alone does is an example
MODERATE = 45  # words: a quote that can be printed in a paper
_LEVELS = ("segment", "turn", "answer")  # the whole interview is no quote


@dataclass(frozen=True, slots=True)
class Voice:
    """One respondent's words in a cell."""

    speaker: Speaker
    position: str
    persons: str  # how many of the group do so: `3 of 5`
    excerpt: Excerpt
    href: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What some of a group do with a tension."""

    position: str
    persons: str  # how many of the group: `3 of 5`
    people: tuple[tuple[str, str], ...]  # each, and where it shows best


@dataclass(frozen=True, slots=True)
class Cell:
    """One tension in one group."""

    group: str
    respondents: str
    statements: tuple[Statement, ...]  # the commonest first
    silent: str  # said where nobody speaks of it
    typical: tuple[Voice, ...]
    prevails: bool  # one way prevails; else what is called typical is an example
    deviant: Voice | None
    remark: str  # why there is no deviant case, when there is none

    @property
    def summary(self) -> str:
        """The statements in one line."""
        told = "; ".join(f"{one.position}: {one.persons}" for one in self.statements)
        return told or self.silent


@dataclass(frozen=True, slots=True)
class PanelCells:
    """One language."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Joint:
    """One tension."""

    name: str
    poles: tuple[str, str]
    panels: tuple[PanelCells, ...]


@dataclass(frozen=True, slots=True)
class _Stance:
    """What one respondent does with a tension, and where it shows best."""

    respondent: str
    position: str  # a relation, mixed, unstated, first or second
    evidence: tuple[Met | Coded, ...]  # best first


def view_joint(material: Material, places: Places) -> tuple[Joint, ...]:
    """Make the joint display of every tension."""
    labels = material.labels
    return tuple(
        Joint(
            labels.tension(tension),
            (labels.pole(tension.poles[0]), labels.pole(tension.poles[1])),
            tuple(
                PanelCells(
                    panel.heading,
                    tuple(_cell(material, places, tension, panel, group) for group in panel.groups),
                )
                for panel in material.panels
            ),
        )
        for tension in material.codebook.tensions
    )


def _cell(material: Material, places: Places, tension: Tension, panel: Panel, group: Group) -> Cell:
    messages = material.labels.messages
    stances = _stances(material, tension, panel, group)
    counts = Counter(stance.position for stance in stances)
    usual = find_majority(counts)
    typical = _typical(stances, usual)
    others = [stance for stance in stances if usual and stance.position != usual]
    deviant = min(others, key=_deviance) if others else None

    people = len(group.respondents)

    def voice(stance: _Stance) -> Voice:
        persons = messages.text("share", count=counts[stance.position], total=people)
        return _voice(material, places, tension, stance, persons)

    return Cell(
        group=group.label,
        respondents=messages.count("n.respondents", people),
        statements=tuple(_statements(material, places, tension, stances, people)),
        silent="" if stances else messages.text("joint.silent"),
        typical=tuple(map(voice, typical)),
        prevails=counts[usual] >= LEAST_FOR_TYPICAL,
        deviant=voice(deviant) if deviant else None,
        remark="" if deviant else _remark(material, stances, usual),
    )


def find_majority(counts: Counter[str]) -> str:
    """Return the position that more respondents take than any other; empty when there is none."""
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def _stances(
    material: Material, tension: Tension, panel: Panel, group: Group
) -> tuple[_Stance, ...]:
    """Tell the stances of those in the group who speak for a pole at all."""
    own = [
        met
        for met in material.meetings
        if met.record["tension"] == tension.id
        and (met.language, met.group) == (panel.language, group.id)
        and met.record["level"] in _LEVELS
    ]
    told = material.advocacy.get((tension.id, panel.language, group.id), {})
    stances = []
    for respondent in group.respondents:
        met = [one for one in own if one.record["respondent"] == respondent]
        stance = _stance(respondent, met, told.get(respondent, ((), ())))
        if stance:
            stances.append(stance)
    return tuple(stances)


def _stance(respondent: str, met: Sequence[Met], sides: Sides) -> _Stance | None:
    """Tell one respondent's stance: the relation told most often, else what is spoken for."""
    relations = [str(one.record["relation"]) for one in met]
    stated = Counter(relation for relation in relations if relation != UNSTATED)
    if met:
        position = stated.most_common(1)[0][0] if stated else UNSTATED
        fitting = [one for one in met if one.record["relation"] == position]
        return _Stance(respondent, position, tuple(sorted(fitting, key=quotability)))
    if not any(sides):
        return None
    position = "apart" if all(sides) else "first" if sides[0] else "second"
    evidence = sorted((*sides[0], *sides[1]), key=quotability)
    return _Stance(respondent, position, tuple(evidence))


def quotability(one: Met | Coded) -> tuple[object, ...]:
    """Rank evidence: close meetings first, then a length that can be printed; the earlier."""
    record = one.record
    level = _LEVELS.index(str(record["level"])) if isinstance(one, Met) else 0
    words = (int(record["stop"]) - int(record["start"])) / 6.5
    return level, abs(words - MODERATE), str(record["transcript"]), int(record["start"])


def _typical(stances: Sequence[_Stance], usual: str) -> list[_Stance]:
    """Choose those who do what most do; where there is no majority, those with most to show."""
    fitting = [stance for stance in stances if not usual or stance.position == usual]
    return sorted(fitting, key=lambda stance: (_deviance(stance), stance.respondent))[:TYPICAL]


_TELLING = (UNSTATED, "apart", "first", "second")  # positions that tell less and less


def _deviance(stance: _Stance) -> tuple[object, ...]:
    """Rank stances: a stated relation tells most, one pole alone least."""
    rank = _TELLING.index(stance.position) + 1 if stance.position in _TELLING else 0
    return rank, *quotability(stance.evidence[0]), stance.respondent


def _voice(
    material: Material, places: Places, tension: Tension, stance: _Stance, persons: str
) -> Voice:
    best = stance.evidence[0]
    if isinstance(best, Met):
        excerpt = excerpt_meeting(material, best)
    else:
        excerpt = _one_pole(material, tension, best)
    position = _name_position(material, tension, stance.position)
    speaker = name_speaker(material, best)
    return Voice(speaker, position, persons, excerpt, _place(places, best))


def _place(places: Places, one: Met | Coded) -> str:
    return places.of_meeting(one) if isinstance(one, Met) else places.of_coding(one)


def _one_pole(material: Material, tension: Tension, coded: Coded) -> Excerpt:
    first = coded.record["code"] in tension.poles[0].codes
    marks = spans_of(coded.hits, "first" if first else "second")
    return make_excerpt(material, coded.record, marks)


def _name_position(material: Material, tension: Tension, position: str) -> str:
    labels = material.labels
    if position in ("first", "second"):
        pole = tension.poles[position == "second"]
        return labels.messages.text("joint.only", pole=labels.pole(pole))
    if position in ("apart", UNSTATED):
        return labels.messages.text(f"joint.{position}")
    return labels.relation(position)


def _statements(
    material: Material,
    places: Places,
    tension: Tension,
    stances: Sequence[_Stance],
    respondents: int,
) -> Iterator[Statement]:
    """Yield what the group does with the tension, each with the people who do so."""
    messages = material.labels.messages
    own: dict[str, list[_Stance]] = defaultdict(list)
    for stance in stances:
        own[stance.position].append(stance)
    for position, some in sorted(own.items(), key=lambda item: (-len(item[1]), item[0])):
        yield Statement(
            _name_position(material, tension, position),
            messages.text("share", count=len(some), total=respondents),
            tuple((one.respondent, _place(places, one.evidence[0])) for one in some),
        )


def _remark(material: Material, stances: Sequence[_Stance], usual: str) -> str:
    messages = material.labels.messages
    if not stances:
        return ""
    if len(stances) == 1:
        return messages.text("joint.one_person")
    if not usual:
        return messages.text("joint.no_majority")
    return messages.text("joint.all_alike")
