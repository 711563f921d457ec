"""A run → the same without what is internal: names of files, labels, notes on reading, coders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualcode.analysis.agreement.coders import Coder
from qualcode.analysis.agreement.fitting import sort_rows
from qualcode.analysis.collected import order_transcripts
from qualcode.model.coding import MACHINE
from qualcode.reporting.messages import Messages
from qualcode.reporting.people import list_people, split_names
from qualcode.respondents.table import Row, Table
from qualcode.runs.read import Record, Run
from qualcode.runs.tables import Cell


@dataclass(frozen=True, slots=True)
class _Names:
    """What is called otherwise in the public form."""

    transcripts: Mapping[str, str]
    respondents: Mapping[str, str]  # those without a row: their ids are made of file and label
    coders: Mapping[str, str]
    decisions: Mapping[str, str]  # numbers, by which codings and decisions still know each other


def make_public(run: Run, messages: Messages) -> Run:
    """Return the run as it may be shown: interviews and coders have numbers, nothing else is there.

    Ids of respondents from the table stay, and so do quotes, the codebook and the study's title and
    note: whether somebody is named in them is asked of the finished report.
    """
    names = _name(run, messages)
    tables = {
        name: tuple(_rename(record, names) for record in records)
        for name, records in run.tables.items()
    }
    return replace(
        run,
        manifest=_open_part(run.manifest, names),
        tables=tables,
        codebook=replace(run.codebook, source=""),  # its comments are notes of its authors
        respondents=_rename_table(run.respondents, names),
    )


def make_public_coders(run: Run, coders: Sequence[Coder], messages: Messages) -> tuple[Coder, ...]:
    """Return people's codings of the run as those of its public form; rows it lacks are left out.

    `run` is the run before it was made public.
    """
    transcripts = _name(run, messages).transcripts
    known = _name_coders(run, messages)
    public = []
    for coder in coders:
        if coder.name not in known:
            known[coder.name] = messages.text("public.coder", number=len(known) + 1)
        rows, _ = sort_rows(coder, transcripts)
        stretches = tuple(
            replace(one, file=transcripts[id], speaker="")
            for id in sorted(rows)
            for one in rows[id]
        )
        public.append(Coder(known[coder.name], "", stretches))
    return tuple(public)


def _name(run: Run, messages: Messages) -> _Names:
    # Decisions about the study have no transcript.
    ids = {str(one["transcript"]) for records in run.tables.values() for one in records} - {""}
    width = len(str(len(ids)))
    transcripts = {
        id: messages.text("public.interview", number=f"{number:0{width}}")
        for number, id in enumerate(order_transcripts(ids, run.respondents), 1)
    }
    known = run.respondents.by_id
    people: dict[str, str] = {}
    spoken = {
        (str(one["respondent"]), str(one["transcript"]))
        for one in run.tables["segments"]
        if one["respondent"] and one["respondent"] not in known
    }
    for person, transcript in sorted(spoken):
        number = sum(name.startswith(transcripts[transcript]) for name in people.values()) + 1
        people.setdefault(
            person, messages.text("public.person", interview=transcripts[transcript], number=number)
        )
    decisions = dict.fromkeys(str(one["decision"]) for one in run.tables["decisions"])
    numbers = {id: str(number) for number, id in enumerate(decisions, 1)}
    return _Names(transcripts, people, {MACHINE: MACHINE, **_name_coders(run, messages)}, numbers)


def _name_coders(run: Run, messages: Messages) -> dict[str, str]:
    return {
        coder: messages.text("public.coder", number=number)
        for number, coder in enumerate(list_people(run), 1)
    }


def _rename(record: Record, names: _Names) -> Record:
    changed: dict[str, Cell] = dict(record)
    for column, others in (
        ("transcript", names.transcripts),
        ("respondent", names.respondents),
    ):
        if column in changed:
            changed[column] = others.get(str(changed[column]), changed[column])
    for column in ("coder", "decided_by"):
        if column in changed:
            own = (names.coders.get(name, name) for name in split_names(changed[column]))
            changed[column] = "; ".join(own)
    if "decision" in changed:
        known = (names.decisions.get(id, "") for id in split_names(changed["decision"]))
        changed["decision"] = "; ".join(filter(None, known))
    if "outcome" in changed:  # a decision, and what its coder has written beside it
        changed |= {"text": "", "name": ""}
    for column in ("speaker", "voice"):
        if column in changed:
            changed[column] = ""
    return changed


def _open_part(manifest: Mapping[str, Any], names: _Names) -> Mapping[str, Any]:
    """Return what of the manifest may be shown; what later versions add is left out."""
    settings = {
        name: value for name, value in manifest.get("settings", {}).items() if name == "language"
    }
    inputs = {
        name: value for name, value in manifest.get("inputs", {}).items() if name == "codebook.yaml"
    }
    switched = [
        {**one, "transcript": names.transcripts.get(one.get("transcript", ""), "")}
        for one in manifest.get("switched_off", ())
    ]
    kept = {name: manifest[name] for name in ("format", "versions", "study") if name in manifest}
    if books := (manifest.get("decisions") or {}).get("codebooks"):
        kept["decisions"] = {"codebooks": books}  # without them nobody knows what was not judged
    return {**kept, "settings": settings, "inputs": inputs, "switched_off": switched}


def _rename_table(table: Table, names: _Names) -> Table:
    def row(one: Row) -> Row:
        return replace(one, file=names.transcripts.get(one.file, ""), speaker="")

    rows: Sequence[Row] = [row(one) for one in table.rows]
    return replace(table, file="", source=b"", sha256="", rows=tuple(rows))
