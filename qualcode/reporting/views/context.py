"""Every coded quote in its context, by code and group; every meeting of poles, by tension."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.model.codebook import Tension
from qualcode.reporting.excerpts import Excerpt
from qualcode.reporting.labels import branch_of
from qualcode.reporting.material import OUTSIDE, Coded, Group, Material, Met, Panel
from qualcode.reporting.quotes import (
    Quote,
    Speaker,
    excerpt_meeting,
    in_text_order,
    make_quote,
    name_speaker,
)
from qualcode.reporting.views.balance import relations_of
from qualcode.reporting.views.places import (
    CellKey,
    Places,
    cell_anchor,
    code_anchor,
    definition_anchor,
    meeting_anchor,
    pole_anchor,
    tension_anchor,
)


@dataclass(frozen=True, slots=True)
class QuoteCell:
    """The quotes of one code in one group of one language."""

    anchor: str
    group: str
    language: str
    negated: bool
    number: str  # `143 codings`
    capped: str  # `20 of 143 shown`; empty when all are
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class CodeQuotes:
    """All quotes of one code."""

    anchor: str
    id: str
    name: str
    brief: str
    definition: str  # where it is defined
    branch: bool  # a branch that has no quotes of its own
    inside: bool
    below: tuple[tuple[str, str], ...]  # name and place of the codes below a branch
    cells: tuple[QuoteCell, ...]


@dataclass(frozen=True, slots=True)
class Advocate:
    """One respondent who speaks for a pole, and where."""

    respondent: str
    codes: tuple[tuple[str, tuple[str, ...]], ...]  # each with the places of its codings


@dataclass(frozen=True, slots=True)
class PoleList:
    """Who speaks for a pole in one group."""

    anchor: str
    pole: str
    kind: str  # first or second
    advocates: tuple[Advocate, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One meeting of poles as it is shown."""

    anchor: str
    speaker: Speaker
    excerpt: Excerpt
    cue: str


@dataclass(frozen=True, slots=True)
class MeetingCell:
    """The meetings of one relation on one level."""

    anchor: str
    relation: str
    capped: str
    passages: tuple[Passage, ...]
    whole: tuple[tuple[str, str], ...]  # for whole interviews: respondent and transcript


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


def view_quotes(material: Material, places: Places) -> tuple[CodeQuotes, ...]:
    """Make the lists of quotes, codes in the codebook's order."""
    known = [code.id for code in material.codebook.codes]
    found = {key[0] for key in places.cells}
    wanted = [id for id in known if _has_place(material, places, id)]
    return tuple(_code(material, places, id) for id in [*wanted, *sorted(found.difference(known))])


def _has_place(material: Material, places: Places, id: str) -> bool:
    """Tell whether the code, or one below it, is looked for or has quotes."""
    codes = material.codebook.codes
    sought = {one.id for one in codes if one.indicators and one.status != "retired"}
    sought |= {key[0] for key in places.cells}
    return any(one == id or one.startswith(f"{id}.") for one in sought)


def _code(material: Material, places: Places, id: str) -> CodeQuotes:
    labels, codes = material.labels, material.codebook.codes
    below = [code.id for code in codes if code.id.startswith(f"{id}.")]
    cells = tuple(_cells(material, places, id))
    code = next((code for code in codes if code.id == id), None)
    return CodeQuotes(
        anchor=code_anchor(id),
        id=id,
        name=labels.code(id),
        brief=(labels.of(code.brief) or labels.of(code.definition)) if code else "",
        definition=f"#{definition_anchor(id)}" if code else "",
        branch=bool(below) and not cells,
        inside=branch_of(id, codes) != id,
        below=tuple(
            (labels.code(one), f"#{code_anchor(one)}")
            for one in below
            if _has_place(material, places, one)
        ),
        cells=cells,
    )


def _cells(material: Material, places: Places, code: str) -> Iterator[QuoteCell]:
    groups = [(panel.language, group.id) for panel in material.panels for group in panel.groups]
    outside = sorted({key[1] for key in places.cells if key[:1] + key[2:3] == (code, OUTSIDE)})
    for language, group in [*groups, *((language, OUTSIDE) for language in outside)]:
        for negated in (False, True):
            key = (code, language, group, negated)
            if key in places.cells:
                yield _cell(material, places, key)


def _cell(material: Material, places: Places, key: CellKey) -> QuoteCell:
    labels, messages = material.labels, material.labels.messages
    _, language, group, negated = key
    chosen = places.cells[key]
    shown = len(chosen.codings)
    return QuoteCell(
        anchor=cell_anchor(key),
        group=messages.text("quotes.outside") if group == OUTSIDE else labels.group(group),
        language=labels.language(language),
        negated=negated,
        number=messages.count("n.codings", chosen.total),
        capped=messages.text("quotes.capped", shown=shown, total=chosen.total)
        if shown < chosen.total
        else "",
        quotes=tuple(make_quote(material, coded) for coded in chosen.codings),
    )


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
    spoken = in_text_order(
        coded
        for coded in material.codings
        if (coded.language, coded.group) == (panel.language, group.id) and not coded.negated
    )
    lists = []
    for side, pole in enumerate(tension.poles):
        codings = [coded for coded in spoken if coded.record["code"] in pole.codes]
        if codings:
            lists.append(
                PoleList(
                    pole_anchor(tension.id, panel.language, group.id, side),
                    material.labels.pole(pole),
                    ("first", "second")[side],
                    _advocates(material, places, codings),
                )
            )
    levels = (_level(material, places, tension, panel, group, level) for level in tension.levels)
    return GroupMeetings(
        group.label, panel.label, tuple(lists), tuple(one for one in levels if one.cells)
    )


def _advocates(material: Material, places: Places, codings: list[Coded]) -> tuple[Advocate, ...]:
    people: dict[str, dict[str, list[str]]] = {}
    for coded in codings:
        name = material.labels.code(str(coded.record["code"]))
        codes = people.setdefault(str(coded.record["respondent"]), {})
        codes.setdefault(name, []).append(places.of_coding(coded))
    return tuple(
        Advocate(person, tuple((name, tuple(links)) for name, links in codes.items()))
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
            )
            for one in shown
        ),
        whole=tuple(
            (str(one.record["respondent"]), str(one.record["transcript"]))
            for one in (met if whole else ())
        ),
    )
