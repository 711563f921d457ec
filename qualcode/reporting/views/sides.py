"""Two runs side by side: what they are, and in what they differ before anything is compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.analysis.sides import compare_sides, find_same_transcripts
from qualcode.model.codebook import Code, Codebook
from qualcode.reporting.labels import Labels
from qualcode.reporting.material import Material
from qualcode.reporting.panels import rows_of
from qualcode.reporting.views.places import Places, code_anchor
from qualcode.runs.merged import compares_inside_people, find_people
from qualcode.runs.read import Run, Side

MOST_NAMED = 12  # codes in a sentence


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said of both runs."""

    what: str
    said: tuple[str, ...]  # of each run
    differs: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One code in the transcripts that are the same in both runs."""

    name: str
    href: str
    both: str
    only: tuple[str, ...]  # in either run alone


@dataclass(frozen=True, slots=True)
class Sides:
    """The section about both runs."""

    names: tuple[str, ...]
    facts: tuple[Fact, ...]
    remarks: tuple[str, ...]
    changes: tuple[Change, ...]  # empty where no transcript is the same in both


def view_sides(material: Material, places: Places) -> Sides | None:
    """Say what both runs are; None for a run by itself."""
    if not material.run.sides:
        return None
    first, second = material.run.sides
    return Sides(
        names=(first.name, second.name),
        facts=tuple(_facts(material.labels, (first, second))),
        remarks=tuple(_remarks(material.labels, first, second)),
        changes=tuple(_changes(material, places, first, second)),
    )


def _facts(labels: Labels, sides: Sequence[Side]) -> Iterator[Fact]:
    messages = labels.messages
    said_of: tuple[tuple[str, Callable[[Run], str]], ...] = (
        ("codebook", lambda run: _title(labels, run.codebook)),
        ("version", lambda run: run.codebook.version or "–"),
        ("hash", lambda run: run.codebook.sha256[:12]),
        ("transcripts", lambda run: messages.number(len(run.manifest["transcripts"]))),
        ("respondents", lambda run: messages.number(len(_speakers(run)))),
        ("types", lambda run: _types(labels, run)),
        ("words", lambda run: messages.number(_words(run))),
        ("codings", lambda run: messages.number(_present(run))),
        ("made", lambda run: str(run.manifest["versions"].get("qualcode", "–"))),
    )
    for what, say in said_of:
        said = tuple(say(side.run) for side in sides)
        yield Fact(messages.text(f"sides.{what}"), said, len(set(said)) > 1)


def _title(labels: Labels, codebook: Codebook) -> str:
    return labels.of(codebook.title) or codebook.id


def _speakers(run: Run) -> dict[str, str]:
    return {
        str(row["respondent"]): str(row["type"])
        for row in run.tables["segments"]
        if row["respondent"]
    }


def _types(labels: Labels, run: Run) -> str:
    counts: dict[str, int] = {}
    for type in _speakers(run).values():
        counts[type] = counts.get(type, 0) + 1
    said = (f"{labels.type(type)}: {counts[type]}" for type in sorted(counts))
    return "; ".join(said)


def _words(run: Run) -> int:
    return sum(int(row["words"]) for row in run.tables["segments"] if row["respondent"])


def _present(run: Run) -> int:
    codings = run.tables["codings"]
    return sum(row["polarity"] != "negated" and row["respondent"] != "" for row in codings)


def _remarks(labels: Labels, first: Side, second: Side) -> Iterator[str]:
    messages = labels.messages
    books = first.run.codebook, second.run.codebook
    if books[0].sha256 == books[1].sha256:
        yield messages.text("sides.same_codebook")
    else:
        yield messages.text("sides.other_codebook")
        yield from _tell_codes(labels, (first, second))
    same = len(find_same_transcripts(first.run, second.run))
    if same:
        yield messages.count("sides.same_transcripts", same)
    shared = len(find_people(first.run) & find_people(second.run))
    if not shared:
        yield messages.text("sides.other_people")
    elif compares_inside_people(first.run, second.run):
        yield messages.count("sides.same_people", shared)
    else:
        yield messages.count("sides.some_people", shared)


def _tell_codes(labels: Labels, sides: Sequence[Side]) -> Iterator[str]:
    """Say which codes only one of the codebooks has, and which have other indicators."""
    codes = [{code.id: code for code in side.run.codebook.codes} for side in sides]
    for mine, theirs, side in ((codes[0], codes[1], sides[0]), (codes[1], codes[0], sides[1])):
        only = [_name(labels, code) for id, code in mine.items() if id not in theirs]
        if only:
            named = _list(labels, only)
            yield labels.messages.count("sides.only", len(only), side=side.name, codes=named)
    changed = [
        _name(labels, code)
        for id, code in codes[0].items()
        if id in codes[1] and _rules(code) != _rules(codes[1][id])
    ]
    if changed:
        yield labels.messages.count("sides.changed", len(changed), codes=_list(labels, changed))


def _rules(code: Code) -> set[tuple[str, str]]:
    return {(one.language, one.text) for one in code.indicators}


def _name(labels: Labels, code: Code) -> str:
    return labels.of(code.name) or code.id


def _list(labels: Labels, names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    listed = ", ".join(names[:MOST_NAMED])
    return f"{listed} {labels.messages.count('sides.more', more)}" if more > 0 else listed


def _changes(material: Material, places: Places, first: Side, second: Side) -> Iterator[Change]:
    labels = material.labels
    shown = {key[0] for key in places.cells}
    for row in rows_of(compare_sides(first, second)):
        code = str(row["code"])
        yield Change(
            labels.code(code),
            f"#{code_anchor(code)}" if code in shown else "",
            labels.messages.number(row["both"]),
            tuple(labels.messages.number(row[name]) for name in ("only_first", "only_second")),
        )
