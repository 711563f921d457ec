"""Codes × groups, respondents × codes, tensions × groups: what papers print, as tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd

from qualcode.analysis.groups import order_groups
from qualcode.model.codebook import Tension
from qualcode.reporting.export.gathered import Column, Gathered, OwnTable
from qualcode.reporting.export.sheets import Cell
from qualcode.reporting.panels import Group, rows_of

Row = Mapping[str, Cell]


def list_groups(gathered: Gathered) -> tuple[Group, ...]:
    """Return the groups of all languages, in the order of the report."""
    found: dict[str, Group] = {}
    for panel in gathered.material.panels:
        for group in panel.groups:
            found.setdefault(group.id, group)
    order = order_groups(found, gathered.labels.by, gathered.run.orders)
    return tuple(found[id] for id in order)


def tabulate_codes(gathered: Gathered) -> OwnTable:
    """Return `5 of 8` for every code, language and group."""
    groups = list_groups(gathered)
    share = gathered.labels.messages

    def cells(row: Row | None) -> tuple[Cell, ...]:
        if row is None:
            return (None,)
        return (share.text("share", count=row["present"], total=row["respondents"]),)

    columns = tuple(Column("present_of", said=group.label) for group in groups)
    return OwnTable("codes_shown", (*_CODE, *columns), list(_by_code(gathered, cells)), frozen=3)


_CODE = (Column("talk"), Column("code"), Column("code_label"), Column("branch"))
_COUNTED = ("present", "negated_only", "codings", "per_1000_words")


def tabulate_counts(gathered: Gathered) -> OwnTable:
    """Return the numbers behind `tabulate_codes`: four columns for each group."""

    def cells(row: Row | None) -> tuple[Cell, ...]:
        return tuple(row[name] if row else None for name in _COUNTED)

    heads = {name: gathered.words.text(f"column.{name}") for name in _COUNTED}
    columns = tuple(
        Column(
            name, "number" if name == "per_1000_words" else "whole", 14, f"{group.label}: {head}"
        )
        for group in list_groups(gathered)
        for name, head in heads.items()
    )
    return OwnTable("codes_counted", (*_CODE, *columns), list(_by_code(gathered, cells)), frozen=3)


def _by_code(
    gathered: Gathered, cells: Callable[[Row | None], tuple[Cell, ...]]
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each language and code, `cells` being those of one group."""
    groups = list_groups(gathered)
    yes = gathered.words.text("yes")
    for panel in gathered.material.panels:
        counts = {
            (row["code"], row["branch"], row["group"]): row
            for row in rows_of(gathered.results["codes"])
            if row["language"] == panel.language
        }
        for code, branch in dict.fromkeys((code, branch) for code, branch, _ in counts):
            name = gathered.labels.code(code)
            row: list[Cell] = [panel.label, code, name, yes if branch else ""]
            for group in groups:
                row += cells(counts.get((code, branch, group.id)))
            yield tuple(row)


def tabulate_people(gathered: Gathered) -> OwnTable:
    """Return how often each respondent speaks of each code, in each language."""
    counts: Counter[tuple[str, str, str]] = Counter(
        (str(one.record["respondent"]), one.language, str(one.record["code"]))
        for one in gathered.material.codings
        if not one.negated
    )
    codes = list_found(gathered)
    columns = (
        *(Column("respondent"), Column("talk"), Column("group")),
        *(
            Column(
                name,
                said=gathered.attribute(name),
                holds=gathered.words.text("column.attribute.holds"),
            )
            for name in gathered.attributes
        ),
        Column("words", "whole"),
        *(
            Column("codings_of", "whole", 10, said=code, holds=gathered.labels.code(code))
            for code in codes
        ),
    )
    rows = [
        (
            *(voice["respondent"], gathered.language(voice["language"])),
            gathered.group(voice["group"]),
            *gathered.attributes_of(voice["respondent"]),
            voice["words"],
            *(counts[voice["respondent"], voice["language"], code] for code in codes),
        )
        for voice in rows_of(gathered.material.voices)
        if voice["counted"]
    ]
    return OwnTable("people", columns, rows, frozen=1)


def list_found(gathered: Gathered) -> list[str]:
    """Return the codes that are looked for or were coded, in the order of the codebook."""
    coded = {str(one.record["code"]) for one in gathered.material.codings}
    known = [code.id for code in gathered.run.codebook.codes if code.sought or code.id in coded]
    return [*known, *sorted(coded.difference(known))]


def tabulate_tensions(gathered: Gathered) -> OwnTable:
    """Return who speaks for each pole, and who lets them meet, in words and as numbers."""
    poles, relations = (_index(gathered.results[name]) for name in ("poles", "relations"))
    rows = []
    for tension in gathered.run.codebook.tensions:
        for panel in gathered.material.panels:
            for group in panel.groups:
                key = tension.id, panel.language, group.id
                (told,), met = poles[key], relations[key]
                told = told | {"talk": panel.label, "label": group.label}
                rows.append(tuple(_tension(gathered, tension, told, met)))
    columns = (
        *(Column("talk"), Column("tension"), Column("tension_label"), Column("group")),
        Column("respondents", "whole"),
        *(Column("first_pole_label"), Column("first", "whole"), Column("first_of")),
        *(Column("second_pole_label"), Column("second", "whole"), Column("second_of")),
        *(Column("both", "whole"), Column("silent", "whole"), Column("relations", "long", 50)),
    )
    return OwnTable("tensions_counted", columns, rows, frozen=3)


def _tension(gathered: Gathered, tension: Tension, told: Row, met: Sequence[Row]) -> Iterator[Cell]:
    labels, share = gathered.labels, gathered.labels.messages
    yield from (told["talk"], tension.id, labels.tension(tension), told["label"])
    yield told["respondents"]
    for key, pole in zip(("first", "second"), tension.poles, strict=True):
        yield labels.pole(pole)
        yield told[key]
        yield share.text("share", count=told[key], total=told["respondents"])
    yield from (told["both"], told["silent"])
    yield "\n".join(
        f"{labels.relation(str(one['relation']))} ({labels.level(str(one['level']))}): "
        + share.text("share", count=one["holders"], total=one["respondents"])
        for one in met
        if one["holders"]
    )


def _index(frame: pd.DataFrame) -> dict[tuple[str, str, str], list[dict[str, Cell]]]:
    """Return the rows of a table of tensions by tension, language and group."""
    found: dict[tuple[str, str, str], list[dict[str, Cell]]] = defaultdict(list)
    for row in rows_of(frame):
        found[row["tension"], row["language"], row["group"]].append(row)
    return found
