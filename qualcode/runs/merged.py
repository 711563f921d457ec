"""Two runs → one in which each is a group: two cities, two waves, two codebooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from qualcode.model.codebook import Codebook, Pole, Tension
from qualcode.model.respondent import Respondent
from qualcode.respondents.table import EMPTY_TABLE, Table
from qualcode.runs.read import Record, Run, Side
from qualcode.surveys import Survey

RUN = "run"  # the attribute that tells which run a respondent is of
PERSON = "person"  # the attribute that says who is the same person in both


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


One = TypeVar("One", bound=_Identified)


@dataclass(frozen=True, slots=True)
class _Names:
    """What things of one run are called in the merged one."""

    run: str
    telling: bool  # respondents of both runs share ids: the run's name is put behind them

    def transcript(self, id: str) -> str:
        return f"{self.run}/{id}" if id else id

    def respondent(self, id: str) -> str:
        return f"{id} ({self.run})" if id and self.telling else id


def merge_runs(first: Side, second: Side) -> Run:
    """Set two runs side by side; the sides' names must differ.

    Every respondent has the attribute `run`. Where any respondent is in both, the attribute
    `person` holds the id that the one of either run has in common, so that a comparison can be
    made inside persons. Survey rows speak of the respondents of their own run alone.
    """
    sides = first, second
    shared = bool(find_people(first.run) & find_people(second.run))
    names = [_Names(side.name, shared) for side in sides]
    return Run(
        manifest=_merge_manifests(sides, names),
        tables={
            table: tuple(
                _rename(row, name)
                for side, name in zip(sides, names, strict=True)
                for row in side.run.tables[table]
            )
            for table in first.run.tables
        },
        codebook=join_codebooks(first.run.codebook, second.run.codebook),
        respondents=_join_people(sides, names),
        surveys=tuple(_keep_apart(survey, side) for side in sides for survey in side.run.surveys),
        sides=sides,
    )


def find_people(run: Run) -> frozenset[str]:
    """Return the ids of the respondents who speak in a run."""
    return frozenset(str(row["respondent"]) for row in run.tables["segments"]) - {""}


def compares_inside_people(first: Run, second: Run) -> bool:
    """Tell whether runs are compared inside persons: half of the smaller one are in both."""
    people = find_people(first), find_people(second)
    return 2 * len(people[0] & people[1]) >= max(min(map(len, people)), 1)


def _rename(row: Record, names: _Names) -> Record:
    renamed = {"transcript": names.transcript(str(row["transcript"]))}
    if "respondent" in row:
        renamed["respondent"] = names.respondent(str(row["respondent"]))
    return {**row, **renamed}


def join_codebooks(first: Codebook, second: Codebook) -> Codebook:
    """Return the first codebook with what only the second has behind it.

    A pole takes in the codes that it has in either. Lines and indicators are those of the first:
    what put a coding there is asked of the codebook of its own run.
    """
    if first.sha256 == second.sha256:
        return first
    return replace(
        first,
        codes=_join(first.codes, second.codes, lambda one, other: one if one.sought else other),
        tensions=_join(first.tensions, second.tensions, _join_tensions),
        relations=_join(first.relations, second.relations),
        respondent_types=_join(first.respondent_types, second.respondent_types),
        guide=_join(first.guide, second.guide),
        languages=tuple(dict.fromkeys((*first.languages, *second.languages))),
    )


def _first(one: One, _: One) -> One:
    return one


def _join(
    first: Sequence[One], second: Sequence[One], choose: Callable[[One, One], One] = _first
) -> tuple[One, ...]:
    others = {other.id: other for other in second}
    known = {one.id for one in first}
    joined = [choose(one, others[one.id]) if one.id in others else one for one in first]
    return (*joined, *(other for other in second if other.id not in known))


def _join_tensions(one: Tension, other: Tension) -> Tension:
    poles = [
        Pole(tuple(dict.fromkeys((*mine.written, *theirs.written))), mine.codes | theirs.codes)
        for mine, theirs in zip(one.poles, other.poles, strict=True)
    ]
    return replace(
        one,
        poles=(poles[0], poles[1]),
        levels=tuple(dict.fromkeys((*one.levels, *other.levels))),
        relations=tuple(dict.fromkeys((*one.relations, *other.relations))),
    )


def _join_people(sides: Sequence[Side], names: Sequence[_Names]) -> Table:
    """Make one table: the columns of both, then `run`, and `person` where people are in both.

    A column of a study's own that is called like one of these has `_given` added to its name.
    """
    own = [name for side in sides for name in side.run.respondents.attributes]
    columns = {name: f"{name}_given" if name in (RUN, PERSON) else name for name in own}
    people = []
    for side, called in zip(sides, names, strict=True):
        for person in _heard(side.run):
            given = dict(person.attributes)
            told = [(column, given.get(name, "")) for name, column in columns.items()]
            told.append((RUN, side.name))
            if called.telling:
                told.append((PERSON, person.id))
            people.append(Respondent(called.respondent(person.id), person.type, tuple(told)))
    more = (RUN, PERSON) if any(called.telling for called in names) else (RUN,)
    attributes = (*columns.values(), *more)
    return replace(EMPTY_TABLE, respondents=tuple(people), attributes=attributes)


def _heard(run: Run) -> Iterator[Respondent]:
    """Yield the respondents who speak: in the order of the table, then those without a row."""
    people = find_people(run)
    yield from (person for person in run.respondents.respondents if person.id in people)
    types = {str(row["respondent"]): str(row["type"]) for row in run.tables["segments"]}
    for id in sorted(people - run.respondents.by_id.keys()):
        yield Respondent(id, types[id])


def _keep_apart(survey: Survey, side: Side) -> Survey:
    rows = tuple(replace(row, where=(*row.where, (RUN, side.name))) for row in survey.rows)
    return replace(survey, rows=rows, columns=(*survey.columns, RUN))


def _attributes(manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    return (manifest.get("study") or {}).get("attributes") or {}


def _merge_manifests(sides: Sequence[Side], names: Sequence[_Names]) -> dict[str, Any]:
    """Put together what the views read of a manifest; what differs stands under either name."""
    first, second = (side.run.manifest for side in sides)
    pairs = [(side.run.manifest, name) for side, name in zip(sides, names, strict=True)]
    return {
        **first,
        "study": {
            "title": " / ".join(side.name for side in sides),
            "note": "",
            "attributes": {**_attributes(second), **_attributes(first)},
        },
        "transcripts": [
            {**one, "transcript": name.transcript(one["transcript"])}
            for manifest, name in pairs
            for one in manifest["transcripts"]
        ],
        "unread": {
            name.transcript(id): why
            for manifest, name in pairs
            for id, why in manifest.get("unread", {}).items()
        },
        "problems": [
            f"{name.run}: {problem}" for manifest, name in pairs for problem in manifest["problems"]
        ],
        "switched_off": [*first.get("switched_off", ()), *second.get("switched_off", ())],
        "withdrawn": first.get("withdrawn", 0) + second.get("withdrawn", 0),
        "counts": _add(first["counts"], second["counts"]),
    }


def _add(first: Mapping[str, int], second: Mapping[str, int]) -> dict[str, int]:
    return {key: first.get(key, 0) + second.get(key, 0) for key in {**first, **second}}
